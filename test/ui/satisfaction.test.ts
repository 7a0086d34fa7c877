import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserPath, startBrowser } from '../support/browser.ts';
import { endedWindow, totalOf, valueOf } from '../support/node/ui-figures.ts';
import { askApi, expectAccessible, openUi } from '../support/node/ui-page.ts';

interface Satisfaction {
  total_rated: number;
  avg_rating: number;
  rating_distribution: Record<'1' | '2' | '3' | '4' | '5', number>;
  satisfaction_percentage: number;
  response_rate: number;
}

const openPage = async (browser: Browser, options = {}) => {
  const opened = await openUi(browser, `/satisfaction?${endedWindow.view}`, options);
  await opened.page.locator('[data-part=rated5]').waitFor();
  await opened.page.locator('[data-figure=responseRate]').waitFor();
  return opened;
};

describe.skipIf(browserPath === undefined)('satisfaction', () => {
  let browser: Browser;
  let told: Satisfaction;
  let closed: number;
  beforeAll(async () => {
    browser = await startBrowser();
    told = (await (await askApi(`/satisfaction?${endedWindow.query}`)).json()) as Satisfaction;
    const overview = (await (await askApi(`/overview?${endedWindow.query}`)).json()) as {
      closed_sessions: number;
    };
    closed = overview.closed_sessions;
  });
  afterAll(() => browser.close());

  it('shows what the API answers', async () => {
    const { page, complaints } = await openPage(browser);
    expect(told.total_rated).toBeGreaterThan(100);
    expect(await valueOf(page, 'satisfaction')).toBe(told.satisfaction_percentage);
    expect(await valueOf(page, 'meanRating')).toBe(told.avg_rating);
    expect(await valueOf(page, 'responseRate')).toBe(told.response_rate);
    for (const rating of ['1', '2', '3', '4', '5'] as const) {
      expect(await valueOf(page, `rated${rating}`)).toBe(told.rating_distribution[rating]);
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('opens the sessions behind each figure and each bar, as many as it counts', async () => {
    const { page } = await openPage(browser);
    const { rating_distribution: rated } = told;
    const counts: [string, number][] = [
      ['[data-figure=satisfaction]', told.total_rated],
      ['[data-figure=meanRating]', told.total_rated],
      ['[data-figure=responseRate]', closed],
      ['[data-figure=lowRatings]', rated[1] + rated[2]],
      ...(['1', '2', '3', '4', '5'] as const).map((rating): [string, number] => [
        `[data-part=rated${rating}]`,
        rated[rating],
      ]),
    ];
    for (const [selector, count] of counts) {
      await page.locator(selector).focus();
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/sessions\?/);
      expect([selector, await totalOf(page)]).toEqual([selector, count]);
      await page.goBack();
      await page.locator(selector).waitFor();
    }
    await page.context().close();
  });

  it('opens the sessions of a place of the trend, as many as it rests on', async () => {
    const { page } = await openPage(browser);
    const chart = page.getByRole('group', { name: 'Satisfaction by day' });
    await chart.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    const n = Number(/(\d+) ratings?$/.exec(await chart.locator('[aria-live]').innerText())?.[1]);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/sessions\?/);
    expect(await totalOf(page)).toBe(n);
    await page.context().close();
  });

  it('lists the low ratings with their feedback, and opens each chat beside their list', async () => {
    const response = await askApi(`/sessions?${endedWindow.query}&rating=1,2&limit=100`);
    const rows = (await response.json()) as { session_id: string; feedback: string | null }[];
    const { page } = await openPage(browser);
    const listed = page.locator('[data-low]');
    await listed.first().waitFor();
    expect(await listed.evaluateAll((all) => all.map((one) => one.dataset['low']))).toEqual(
      rows.map(({ session_id: id }) => id),
    );
    const total = told.rating_distribution[1] + told.rating_distribution[2];
    expect(await page.locator('[data-low-total]').getAttribute('data-low-total')).toBe(String(total));
    const at = rows.findIndex(({ feedback }) => feedback !== null);
    const row = rows[at];
    expect(await listed.nth(at).innerText()).toContain(row?.feedback);
    await listed.nth(at).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: `Chat ${row?.session_id.slice(0, 8)}` }).waitFor();
    expect(await totalOf(page)).toBe(total);
    await page.context().close();
  });

  it('says that there are no low ratings', async () => {
    const { page } = await openUi(browser, '/satisfaction?range=2020-01-01..2020-01-02');
    await page.getByText('No low ratings').waitFor();
    expect(await page.locator('[data-low]').count()).toBe(0);
    await page.context().close();
  });

  it.each([
    ['light', 1440],
    ['dark', 1440],
    ['light', 390],
  ] as const)('is accessible in %s at %d px', async (scheme, width) => {
    const { page } = await openPage(browser, { scheme, width });
    await page.locator('[data-low]').first().waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await expectAccessible(page);
    await page.context().close();
  });
});
