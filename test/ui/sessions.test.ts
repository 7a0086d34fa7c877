import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserPath, startBrowser } from '../support/browser.ts';
import { askApi, expectAccessible, openUi } from '../support/node/ui-page.ts';

interface Row {
  session_id: string;
  total_messages: number;
}

const grid = (page: Page) => page.getByRole('grid', { name: 'Sessions' });
const all = '/sessions?age=all&tz=Europe/Berlin';

async function rowsOfApi(): Promise<Row[]> {
  return (await (await askApi('/sessions?limit=100')).json()) as Row[];
}

describe.skipIf(browserPath === undefined)('the sessions page', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  it('lists what the API lists, in its order, and loads more at its end', async () => {
    const { page, complaints } = await openUi(browser, all);
    const total = Number((await askApi('/sessions?limit=1')).headers.get('X-Total-Count'));
    expect(total).toBeGreaterThan(200);
    await page.locator(`[data-total="${total}"]`).waitFor();
    expect(await grid(page).getAttribute('aria-rowcount')).toBe(String(total + 1));
    await grid(page).focus();
    const lastIndex = async (): Promise<string | null> => {
      await page.keyboard.press('End');
      return grid(page).locator('[role=row]').last().getAttribute('aria-rowindex');
    };
    await expect.poll(lastIndex).toBe(String(total + 1));
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('opens a chat beside the list, with every message, and goes on by J and K', async () => {
    const [first, second] = await rowsOfApi();
    const { page } = await openUi(browser, all);
    await grid(page).focus();
    await page.keyboard.press('Enter');
    const panel = page.getByRole('complementary');
    await panel.getByRole('heading', { name: `Chat ${first?.session_id.slice(0, 8)}` }).waitFor();
    const transcript = await askApi(`/sessions/${first?.session_id}/transcript`);
    const { messages } = (await transcript.json()) as { messages: { content: string }[] };
    await expect.poll(() => panel.getByRole('listitem').count()).toBe(messages.length);
    for (const { content } of messages) expect(await panel.innerText()).toContain(content.trim());

    await page.keyboard.press('j');
    await panel.getByRole('heading', { name: `Chat ${second?.session_id.slice(0, 8)}` }).waitFor();
    await page.keyboard.press('k');
    await panel.getByRole('heading', { name: `Chat ${first?.session_id.slice(0, 8)}` }).waitFor();
    expect(new URL(page.url()).searchParams.get('open')).toBe(first?.session_id);
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    await page.context().close();
  });

  it('filters by what is picked, shows each filter as a chip, and takes it off', async () => {
    const { page } = await openUi(browser, '/sessions?range=30d');
    await grid(page).waitFor();
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByRole('option', { name: 'Waiting now' }).click();
    const { searchParams } = new URL(page.url());
    expect(searchParams.get('status')).toBe('waiting');
    const waiting = (await askApi('/sessions?time_range_hours=720&status=waiting')).headers.get(
      'X-Total-Count',
    );
    await page.locator(`[data-total="${waiting}"]`).waitFor();
    await page.getByRole('button', { name: 'Remove filter: Now waiting' }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get('status')).toBe(null);
    await page.context().close();
  });

  it('saves exactly its rows as CSV', async () => {
    const { page } = await openUi(browser, '/sessions?age=all&status=closed');
    await grid(page).waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'CSV' }).click();
    const text = await readFile(await (await download).path(), 'utf8');
    const lines = text.trim().split('\r\n');
    const total = (await askApi('/sessions?status=closed&limit=1')).headers.get('X-Total-Count');
    expect(lines.length - 1).toBe(Number(total));
    expect(lines[0]).toMatch(/^\uFEFF?id,created_at,status,customer,customer_id,agent,agent_id,/);
    expect(new Set(lines.slice(1).map((line) => line.split(',')[2]))).toEqual(new Set(['closed']));
    await page.context().close();
  });

  it('finds a chat by its id, and pages by name', async () => {
    const [, , third] = await rowsOfApi();
    const { page } = await openUi(browser, '/overview');
    await page.locator('[data-figure=sessions]').waitFor();
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('dialog', { name: 'Find' }).waitFor();
    await page.keyboard.type(third?.session_id ?? '');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: `Chat ${third?.session_id.slice(0, 8)}` }).waitFor();
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('dialog', { name: 'Find' }).waitFor();
    await page.keyboard.type('over');
    await page.keyboard.press('Enter');
    await expect.poll(() => new URL(page.url()).pathname).toBe('/overview');
    await page.context().close();
  });

  it.each([
    ['light', 1440],
    ['dark', 1440],
    ['dark', 390],
  ] as const)('is accessible in %s at %d px, with a chat open', async (scheme, width) => {
    const written = (await rowsOfApi()).find(({ total_messages: messages }) => messages > 0);
    const { page } = await openUi(browser, `${all}&open=${written?.session_id}`, { scheme, width });
    await page.getByRole('complementary').getByRole('listitem').first().waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await expectAccessible(page);
    await page.context().close();
  });
});
