import type { Browser, Page } from 'playwright-core';
import type { Finding } from './findings.ts';
import type { Stage } from './stage.ts';
import { withUiPage } from './ui-page.ts';

/** Longer than this, and the screen showed a frame twice: at 60 Hz, one takes 16.7 ms. */
const slowFrameMs = 25;
const rowHeight = 40;

/** Counts the slow frames while the list is scrolled as by a wheel, at 100 rows a second. */
async function countSlowFrames(page: Page, direction: 'up' | 'down', seconds: number): Promise<number> {
  await page.evaluate(() => {
    const frames: number[] = [];
    const note = (at: number): void => {
      frames.push(at);
      requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
    Object.assign(globalThis, { frames });
  });
  const speed = 100 * rowHeight;
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Input.synthesizeScrollGesture', {
    x: 800,
    y: 500,
    yDistance: (direction === 'up' ? 1 : -1) * speed * seconds,
    speed,
    gestureSourceType: 'mouse',
  });
  await devtools.detach();
  const frames = await page.evaluate(() => (globalThis as unknown as { frames: number[] }).frames);
  return frames.filter((at, index) => at - (frames[index - 1] ?? at) > slowFrameMs).length;
}

/** Scrolls to the end of the list again and again, until so many rows are loaded. */
const loadRows = (page: Page, rows: number): Promise<number> =>
  page.evaluate(
    async ([wanted, height]) => {
      const grid = document.querySelector('[role=grid]');
      if (grid === null) throw new Error('The list is not there');
      const loaded = (): number => Math.floor(grid.scrollHeight / height);
      while (loaded() < wanted) {
        grid.scrollTop = grid.scrollHeight;
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      return loaded();
    },
    [rows, rowHeight] as const,
  );

/** Scrolls the list of all sessions of 30 days: while its pages are loaded, and when it has very many rows. */
export async function measureScrolling(
  browser: Browser,
  stage: Stage,
  { rows, seconds }: { rows: number; seconds: number },
): Promise<Finding[]> {
  return withUiPage(browser, stage, '/sessions?range=30d', async (page) => {
    await page.locator('[role=row][aria-rowindex="20"]').waitFor();
    const whileLoading = await countSlowFrames(page, 'down', seconds);
    await loadRows(page, rows);
    const whenLoaded = await countSlowFrames(page, 'up', seconds);
    const finding = (id: string, what: string, value: number): Finding => ({
      id: `ui/scrolling/${id}`,
      what: `UI: ${what} scrolled for ${seconds} s: over ${slowFrameMs} ms`,
      value,
      unit: 'frames',
      budget: { atMost: 0 },
    });
    return [
      finding('loading', 'sessions, pages loading,', whileLoading),
      finding('loaded', `${rows.toLocaleString('en')} sessions`, whenLoaded),
    ];
  });
}
