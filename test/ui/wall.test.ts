import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserPath, startBrowser } from '../support/browser.ts';
import { askApi, expectAccessible, openUi } from '../support/node/ui-page.ts';

const apiPath = '**/api/v1/admin/chat-dashboard/**';
const figure = (page: Page, name: string) => page.locator(`[data-figure=${name}]`);
const valueOf = (page: Page, name: string) => figure(page, name).getAttribute('data-value');
const screen = { options: { viewport: { width: 1920, height: 1080 } } };

describe.skipIf(browserPath === undefined)('the wallboard', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  it('shows the figures of the API and who is there, on one screen, with no actions', async () => {
    const { page, complaints } = await openUi(browser, '/wall', screen);
    await page.locator('[data-agent]').first().waitFor();
    await expect.poll(() => valueOf(page, 'response')).not.toBe('');
    const overview = (await (await askApi('/overview?time_range_hours=1')).json()) as {
      queue_now: { active: number };
      response_time: { p50: number };
    };
    const agents = (await (await askApi('/agents?limit=100')).json()) as {
      availability: string;
      free: number;
      display_name: string;
    }[];
    const online = agents.filter(({ availability }) => availability === 'online');
    const waiting = (await askApi('/waiting-sessions?limit=1')).headers.get('X-Total-Count');
    await expect.poll(() => valueOf(page, 'waiting')).toBe(waiting);
    await expect.poll(() => valueOf(page, 'active')).toBe(String(overview.queue_now.active));
    expect(await valueOf(page, 'response')).toBe(String(overview.response_time.p50));
    await expect
      .poll(() => valueOf(page, 'free'))
      .toBe(String(online.reduce((sum, { free }) => sum + free, 0)));
    const names = await page.getByRole('region', { name: 'Agents' }).innerText();
    for (const { display_name: name } of online) expect(names).toContain(name);

    expect(await page.getByRole('button').count()).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(1080);
    const size = await figure(page, 'waiting').evaluate((element) => getComputedStyle(element).fontSize);
    expect(Number.parseFloat(size)).toBeGreaterThan(90);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('is loud when the API is away, stands still, and recovers by itself', async () => {
    const { page } = await openUi(browser, '/wall', screen);
    await page.locator('[data-agent]').first().waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    await page.route(apiPath, (route) => route.abort());
    const alert = page.getByRole('alert').filter({ hasText: 'Not live' });
    await alert.waitFor();
    expect(await alert.innerText()).toMatch(/Figures of .*ago\.\s*The server does not answer/);
    const stood = await figure(page, 'longest').innerText();
    // The age goes on, so the page is not stuck.
    const said = await alert.innerText();
    await expect.poll(() => alert.innerText()).not.toBe(said);
    expect(await figure(page, 'longest').innerText()).toBe(stood);
    await page.unroute(apiPath);
    await alert.waitFor({ state: 'detached' });
    await page.context().close();
  });

  it('says at once that its screen is offline', async () => {
    const { page } = await openUi(browser, '/wall', screen);
    await page.locator('[data-agent]').first().waitFor();
    await page.context().setOffline(true);
    await page.getByRole('alert').filter({ hasText: 'This screen is offline' }).waitFor();
    await expectAccessible(page);
    await page.context().close();
  });

  it.each([
    ['light', 1920],
    ['dark', 1920],
    ['dark', 390],
  ] as const)('is accessible in %s at %d px', async (scheme, width) => {
    const { page } = await openUi(browser, '/wall', { scheme, width });
    await page.locator('[data-agent]').first().waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await expectAccessible(page);
    await page.context().close();
  });
});
