import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserPath, startBrowser } from '../support/browser.ts';
import { endedWindow, totalOf } from '../support/node/ui-figures.ts';
import { askApi, expectAccessible, openUi } from '../support/node/ui-page.ts';

interface Cell {
  weekday: number;
  hour: number;
  total_sessions?: number;
  wait_time?: { count: number; p50: number | null; p90: number | null };
}

const grid = (page: Page) => page.getByRole('grid');
const cellsOfPage = (page: Page) =>
  grid(page)
    .locator('[data-cell]')
    .evaluateAll((all) => all.map((one) => [one.dataset['value'], one.dataset['n']].map(Number)));
const cellsOfApi = async (metrics: string): Promise<Cell[]> => {
  const path = `/heatmap?${endedWindow.query}&tz=Europe/Berlin&metrics=${metrics}`;
  return ((await (await askApi(path)).json()) as { cells: Cell[] }).cells;
};
const listedAsOf = async (page: Page): Promise<number> => {
  const { searchParams } = new URL(page.url());
  const [begin = '', end = ''] = (searchParams.get('range') ?? '').split('..');
  const query = new URLSearchParams({ from: begin, to: end, limit: '1' });
  for (const [name, value] of searchParams) {
    if (!['range', 'tz', 'figure'].includes(name)) query.set(name, value);
  }
  return Number((await askApi(`/sessions?${query}`)).headers.get('X-Total-Count'));
};

describe.skipIf(browserPath === undefined)('staffing', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  it('shows every hour of the week as the API answers it', async () => {
    const { page, complaints } = await openUi(browser, `/staffing?${endedWindow.view}`);
    await grid(page).waitFor();
    const sessions = await cellsOfApi('total_sessions');
    expect(await cellsOfPage(page)).toEqual(sessions.map(({ total_sessions: count = 0 }) => [count, count]));
    const all = sessions.reduce((sum, { total_sessions: count = 0 }) => sum + count, 0);
    expect(all).toBeGreaterThan(100);
    expect(await page.locator('[data-week-n]').getAttribute('data-week-n')).toBe(String(all));
    await page.locator('[data-week-n]').click();
    expect(await totalOf(page)).toBe(all);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it.each([
    ['wait', 'p50', 'Median wait'],
    ['wait-p90', 'p90', '90th percentile wait'],
  ] as const)('shows the %s of every hour as the API answers it', async (measure, percentile, label) => {
    const { page } = await openUi(browser, `/staffing?${endedWindow.view}&measure=${measure}`);
    await grid(page)
      .and(page.getByRole('grid', { name: `${label} by weekday and hour` }))
      .waitFor();
    const waits = await cellsOfApi('wait_time');
    expect(await cellsOfPage(page)).toEqual(
      waits.map(({ wait_time: wait }) => [wait?.[percentile] ?? 0, wait?.count ?? 0]),
    );
    await page.context().close();
  });

  it('opens an hour by the keyboard, its dates add up to it, and each opens its sessions', async () => {
    const { page } = await openUi(browser, `/staffing?${endedWindow.view}&measure=wait`);
    await grid(page).waitFor();
    const waits = await cellsOfApi('wait_time');
    const busiest = waits.reduce((best, cell) =>
      (cell.wait_time?.count ?? 0) > (best.wait_time?.count ?? 0) ? cell : best,
    );
    const inTabOrder = grid(page).locator('[tabindex="0"]');
    await inTabOrder.focus();
    const start = Number(await inTabOrder.getAttribute('data-cell'));
    const goal = (busiest.weekday - 1) * 24 + busiest.hour;
    const press = async (key: string, times: number) => {
      for (let at = 0; at < times; at += 1) await page.keyboard.press(key);
    };
    await press(goal % 24 > start % 24 ? 'ArrowRight' : 'ArrowLeft', Math.abs((goal % 24) - (start % 24)));
    const days = Math.floor(goal / 24) - Math.floor(start / 24);
    await press(days > 0 ? 'ArrowDown' : 'ArrowUp', Math.abs(days));
    expect(new URL(page.url()).searchParams.get('range')).toBe(endedWindow.range);
    await page.keyboard.press('Enter');
    await expect
      .poll(() => new URL(page.url()).searchParams.get('hour'))
      .toBe(`${busiest.weekday}-${busiest.hour}`);

    const dates = page.locator('[data-date]');
    await dates.first().waitFor();
    const counts = await dates.evaluateAll((all) => all.map((one) => Number(one.dataset['n'])));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(busiest.wait_time?.count);
    expect(counts.length).toBeGreaterThanOrEqual(3);
    for (const [at, count] of counts.entries()) {
      await dates.nth(at).getByRole('link').focus();
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/sessions\?/);
      const total = await totalOf(page);
      expect(total).toBe(await listedAsOf(page));
      // A chat that waited several times within the hour is listed once.
      expect(total).toBeLessThanOrEqual(count);
      expect(total > 0).toBe(count > 0);
      await page.goBack();
      await dates.nth(at).waitFor();
    }
    await page.context().close();
  });

  it('opens exactly as many sessions as a date of an hour counts', async () => {
    const sessions = await cellsOfApi('total_sessions');
    const busiest = sessions.reduce((best, cell) =>
      (cell.total_sessions ?? 0) > (best.total_sessions ?? 0) ? cell : best,
    );
    const { page } = await openUi(
      browser,
      `/staffing?${endedWindow.view}&hour=${busiest.weekday}-${busiest.hour}`,
    );
    const dates = page.locator('[data-date]');
    await dates.first().waitFor();
    const counts = await dates.evaluateAll((all) => all.map((one) => Number(one.dataset['n'])));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(busiest.total_sessions);
    const most = counts.indexOf(Math.max(...counts));
    await dates.nth(most).click();
    expect(await totalOf(page)).toBe(counts[most]);
    await page.context().close();
  });

  it('marks now, hatches what the range leaves out, and changes the measure by V', async () => {
    const { page } = await openUi(browser, '/staffing?range=hour&tz=Europe/Berlin');
    await grid(page).waitFor();
    expect(await grid(page).locator('[aria-current=time]').count()).toBe(1);
    const outside = await grid(page).locator('[aria-disabled=true]').count();
    expect(outside).toBeGreaterThanOrEqual(166);
    await page.keyboard.press('v');
    await page.getByRole('grid', { name: 'Median wait by weekday and hour' }).waitFor();
    expect(new URL(page.url()).searchParams.get('measure')).toBe('wait');
    await page.context().close();
  });

  it('is a table as well, and a CSV file with all 168 hours', async () => {
    const { page } = await openUi(browser, `/staffing?${endedWindow.view}`);
    await grid(page).waitFor();
    await page.getByRole('button', { name: 'Table', exact: true }).click();
    const table = page.getByRole('table');
    await table.waitFor();
    expect(await table.getByRole('row').count()).toBe(25);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'CSV' }).click();
    const lines = (await readFile(await (await download).path(), 'utf8')).trim().split('\r\n');
    const sessions = await cellsOfApi('total_sessions');
    expect(lines.slice(1).map((line) => Number(line.split(',')[2]))).toEqual(
      sessions.map(({ total_sessions: count }) => count),
    );
    await page.context().close();
  });

  it.each([
    ['light', 1440],
    ['dark', 1440],
    ['dark', 390],
  ] as const)('is accessible in %s at %d px, as a map and as a table', async (scheme, width) => {
    const { page } = await openUi(browser, `/staffing?${endedWindow.view}&hour=2-14`, { scheme, width });
    await page.locator('[data-date]').first().waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Table', exact: true }).click();
    await page.getByRole('table').waitFor();
    await expectAccessible(page);
    await page.context().close();
  });
});
