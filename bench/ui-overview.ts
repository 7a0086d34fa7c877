import type { Browser, Page } from 'playwright-core';
import type { Finding } from './findings.ts';
import type { Stage } from './stage.ts';
import { median } from './statistics.ts';
import { pageTimeoutMs, withUiPage } from './ui-page.ts';

const budgets = { coldMs: 1000, revisitedMs: 150 };

/**
 * The time in the page at which the overview is painted: each figure has its value, each chart its lines, also of the
 * period before, and nothing is being loaded.
 *
 * @param link the path of a link to press first; the time is then counted from there, else from the navigation
 */
const untilPainted = (page: Page, link?: string): Promise<number> =>
  page.evaluate(
    async ([path, timeoutMs]) => {
      const all = (selector: string): Element[] => [...document.querySelectorAll(selector)];
      const isDrawn = (): boolean =>
        all('[data-figure] [data-value]').length === 8 &&
        all('[aria-roledescription=chart]:has(.stroke-chart-quiet)').length === 6 &&
        all('main [aria-busy=true]').length === 0;
      const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
      const begun = path === undefined ? 0 : performance.now();
      if (path !== undefined) document.querySelector<HTMLElement>(`nav a[href^="${path}"]`)?.click();
      while (!isDrawn()) {
        if (performance.now() - begun > timeoutMs) throw new Error('The overview was not drawn');
        await frame();
      }
      // A task after the next frame runs when that frame is painted.
      await frame();
      await new Promise((resolve) => setTimeout(resolve));
      return performance.now() - begun;
    },
    [link, pageTimeoutMs] as const,
  );

/**
 * Opens the overview of 30 days in an empty profile, for a window that nobody has asked for, so that neither the browser
 * nor the Worker has anything of it. Then leaves it for another screen, and comes back.
 */
export async function measureOverview(browser: Browser, stage: Stage, rounds: number): Promise<Finding[]> {
  const cold: number[] = [];
  const revisited: number[] = [];
  // The first round warms up and does not count.
  for (let round = 0; round <= rounds; round++) {
    const to = Date.now() - 60_000;
    const range = [to - 30 * 86_400_000, to].map((instant) => new Date(instant).toISOString()).join('..');
    await withUiPage(browser, stage, `/overview?range=${range}`, async (page) => {
      const coldMs = await untilPainted(page);
      await page.getByRole('link', { name: 'Messages' }).click();
      await page.locator('[data-figure=messages] [data-value]').waitFor();
      const revisitedMs = await untilPainted(page, '/overview');
      if (round === 0) return;
      cold.push(coldMs);
      revisited.push(revisitedMs);
    });
  }
  return [
    {
      id: 'ui/overview/cold',
      what: 'UI: overview 720h, cold',
      value: median(cold),
      unit: 'ms',
      budget: { atMost: budgets.coldMs },
    },
    {
      id: 'ui/overview/revisited',
      what: 'UI: overview 720h, revisited',
      value: median(revisited),
      unit: 'ms',
      budget: { atMost: budgets.revisitedMs },
    },
  ];
}
