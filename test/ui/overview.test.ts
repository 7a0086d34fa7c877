import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserPath, startBrowser } from '../support/browser.ts';
import { totalOf } from '../support/node/ui-figures.ts';
import { askApi, expectAccessible, openUi, uiToken } from '../support/node/ui-page.ts';

interface Overview {
  from: string;
  to: string;
  total_sessions: number;
  [figure: string]: unknown;
}

const figureKeys = [
  'sessions',
  'response',
  'wait',
  'handle',
  'abandonment',
  'satisfaction',
  'unanswered',
  'transfers',
];

const tile = (page: Page, key: string) => page.locator(`[data-figure=${key}]`);

describe.skipIf(browserPath === undefined)('the overview', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  it('opens by the printed link, and takes the token out of the address at once', async () => {
    const { page, complaints } = await openUi(browser, '/overview');
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/overview');
    expect(page.url()).not.toContain('token');
    await tile(page, 'sessions').waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('reads a screen’s figures before its link is pressed', async () => {
    const { page } = await openUi(browser, '/messages');
    await tile(page, 'messages').waitFor();
    const answers = ['/overview', '/satisfaction', '/timeseries'].map((path) =>
      page.waitForResponse((response) => new URL(response.url()).pathname.endsWith(path)),
    );
    await page.getByRole('link', { name: 'Overview' }).hover();
    await Promise.all(answers);
    expect(new URL(page.url()).pathname).toBe('/messages');
    await page.context().close();
  });

  it('opens nothing for an agent that its lists can’t show, and leads to its own figures, which open', async () => {
    const [busiest] = (await (await askApi('/agent-performance?time_range_hours=720')).json()) as {
      agent_id: string;
    }[];
    const token = await uiToken({ role: 'agent', sub: busiest?.agent_id ?? '' });
    const { page, complaints } = await openUi(browser, '/overview?range=30d', { token });
    for (const key of figureKeys) {
      expect([key, await tile(page, key).evaluate(({ tagName }) => tagName)]).toEqual([key, 'BUTTON']);
    }
    expect(await page.locator('main a[href*="/sessions"]').count()).toBe(0);
    await page.getByText('These figures cover all agents.').waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Your own figures' }).click();
    await tile(page, 'agent_sessions').click();
    const [from = '', to = ''] = (new URL(page.url()).searchParams.get('range') ?? '').split('..');
    const path = `/sessions?from=${from}&to=${to}&agent_id=${busiest?.agent_id}&limit=1`;
    expect(await totalOf(page)).toBe(Number((await askApi(path)).headers.get('X-Total-Count')));
    expect(await page.getByText(/the figures have changed meanwhile/).count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('shows what the API answers for the same window', async () => {
    const { page } = await openUi(browser, '/overview?range=yesterday&tz=Europe/Berlin');
    await tile(page, 'sessions').click();
    const range = new URL(page.url()).searchParams.get('range') ?? '';
    const [from = '', to = ''] = range.split('..');
    const told = (await (await askApi(`/overview?from=${from}&to=${to}`)).json()) as Overview;
    expect(await totalOf(page)).toBe(told.total_sessions);
    await page.goBack();
    await tile(page, 'sessions').waitFor();
    const value = await tile(page, 'sessions').locator('[data-value]').getAttribute('data-value');
    expect(Number(value)).toBe(told.total_sessions);
    await page.context().close();
  });

  it.each(figureKeys)('opens the sessions behind %s, as many as the API counts', async (key) => {
    const { page, complaints } = await openUi(browser, '/overview?range=30d');
    await tile(page, key).waitFor();
    const shown = await tile(page, key).innerText();
    await tile(page, key).click();
    const total = await totalOf(page);

    const { searchParams } = new URL(page.url());
    const [from = '', to = ''] = (searchParams.get('range') ?? '').split('..');
    const query = new URLSearchParams({ from, to });
    for (const [name, value] of searchParams) {
      if (!['range', 'tz', 'figure'].includes(name)) query.set(name, value);
    }
    const listed = await askApi(`/sessions?${query}`);
    expect(total).toBe(Number(listed.headers.get('X-Total-Count')));

    // The list names the figure as its tile did, and says why where it counts otherwise.
    const value = shown.split('\n').find((line) => /^\d/.test(line)) ?? 'no value';
    const band = page.locator('p', { has: page.locator('strong') }).first();
    await expect.poll(() => band.innerText()).toContain(value);
    const words = (await band.innerText()).replaceAll(',', '');
    if (!new RegExp(`\\b${total}\\b`).test(words)) {
      throw new Error(`The list has ${total} sessions, and its figure says: ${words}`);
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('opens the sessions of a place that the keyboard chooses on a chart', async () => {
    const { page } = await openUi(browser, '/overview?range=last-week&tz=Europe/Berlin');
    const chart = page.getByRole('group', { name: 'Sessions by day' });
    await chart.waitFor();
    await chart.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    const spoken = await chart.locator('[aria-live]').innerText();
    const count = Number(/Sessions (\d+)/.exec(spoken)?.[1]);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/sessions/);
    expect(await totalOf(page)).toBe(count);
    await page.context().close();
  });

  it('keeps the view in the URL, changes it by single keys, and goes back', async () => {
    const { page } = await openUi(browser, '/overview?tz=Europe/Berlin');
    await tile(page, 'sessions').waitFor();
    const search = () => new URL(page.url()).searchParams;
    await page.keyboard.press('m');
    await expect.poll(() => search().get('range')).toBe('30d');
    await page.keyboard.press('x');
    await expect.poll(() => search().get('compare')).toBe('off');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => search().get('range')).toMatch(/^\d{4}-.*\.\.\d{4}-/);
    await page.keyboard.press('w');
    await expect.poll(() => search().get('range')).toBe(null);
    await page.goBack();
    await expect.poll(() => search().get('range')).toMatch(/\.\./);
    await page.keyboard.press('g');
    await page.keyboard.press('s');
    await page.waitForURL(/\/sessions/);
    expect(search().get('compare')).toBe('off');
    await page.context().close();
  });

  it('says why a time without chats is empty', async () => {
    const { page } = await openUi(browser, '/overview?range=2020-01-01..2020-01-02');
    await tile(page, 'sessions').waitFor();
    expect(await tile(page, 'sessions').locator('[data-value]').innerText()).toBe('0');
    expect(await tile(page, 'response').locator('[data-value]').innerText()).toBe('–');
    await tile(page, 'sessions').click();
    await page.getByText('No sessions here').waitFor();
    await page.context().close();
  });

  it('says in its panels that the API is out of reach, keeps the figures it has, and tries again', async () => {
    const { page } = await openUi(browser, '/overview');
    await tile(page, 'sessions').waitFor();
    const before = await tile(page, 'sessions').locator('[data-value]').innerText();
    await page.route('**/api/**', (route) => route.abort());
    await page.keyboard.press('m');
    await expect.poll(() => new URL(page.url()).searchParams.get('range')).toBe('30d');
    await page.getByText('The server does not answer').first().waitFor();

    // What was there before is shown again, and marked as old once it can't be renewed.
    const isMarked = async (): Promise<boolean> => {
      await page.keyboard.press('m');
      await page.keyboard.press('w');
      return page
        .getByText(/^Update failed/)
        .first()
        .isVisible();
    };
    await expect.poll(isMarked, { interval: 2000 }).toBe(true);
    expect(await tile(page, 'sessions').locator('[data-value]').innerText()).toBe(before);

    await page.keyboard.press('q');
    await page.getByText('The server does not answer').first().waitFor();
    await page.unroute('**/api/**');
    await page.getByRole('button', { name: 'Retry' }).first().click();
    await tile(page, 'sessions').waitFor();
    await page.context().close();
  });

  it.each(['light', 'dark'] as const)('is accessible in %s', async (scheme) => {
    const { page } = await openUi(browser, '/overview', { scheme });
    await tile(page, 'satisfaction').waitFor();
    await page.getByRole('group', { name: /^Satisfaction by/ }).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Table of Sessions' }).click();
    await page.keyboard.press('Shift+?');
    await page.getByRole('dialog').waitFor();
    await expectAccessible(page);
    await page.context().close();
  });

  it('fits a phone', async () => {
    const { page } = await openUi(browser, '/overview', { width: 390 });
    await tile(page, 'satisfaction').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('link', { name: 'Sessions', exact: true }).click();
    await page.waitForURL(/\/sessions/);
    await page.context().close();
  });
});
