import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserPath, startBrowser } from '../support/browser.ts';
import { openUi } from '../support/node/ui-page.ts';

describe.skipIf(browserPath === undefined)('a file of the UI', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  const note = (page: Page) => page.getByRole('alert').filter({ hasText: 'This page could not be loaded' });
  const retry = (page: Page) => note(page).getByRole('button', { name: 'Retry' });
  const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 });

  it('of a page that cannot be loaded offline leaves the navigation, and is loaded once the connection is back', async () => {
    const { page } = await openUi(browser, '/live');
    await heading(page, 'Live').waitFor();
    await page.context().setOffline(true);
    await page.getByRole('link', { name: 'Satisfaction' }).click();
    await note(page).waitFor();
    expect(await page.getByRole('link', { name: 'Overview' }).count()).toBe(1);
    await page.context().setOffline(false);
    await retry(page).click();
    await heading(page, 'Satisfaction').waitFor();
    expect(await note(page).count()).toBe(0);
    await page.context().close();
  });

  it('of the help that cannot be loaded is loaded when its key is pressed again', async () => {
    const { page } = await openUi(browser, '/live');
    await page.route('**/assets/help-*', (route) => route.abort());
    await heading(page, 'Live').waitFor();
    await page.context().setOffline(true);
    await page.keyboard.press('?');
    await note(page).waitFor();
    await page.context().setOffline(false);
    await page.unroute('**/assets/help-*');
    await retry(page).click();
    await heading(page, 'Live').waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    expect(await note(page).count()).toBe(0);
    await page.context().close();
  });

  it('that is gone since a deployment makes the page reload, with its view', async () => {
    const { page } = await openUi(browser, '/live?tz=Asia/Tokyo');
    await heading(page, 'Live').waitFor();
    let gone = 0;
    await page.route('**/assets/audit-page-*', (route) => {
      gone += 1;
      // The new version has it.
      return gone === 1 ? route.fulfill({ status: 404 }) : route.continue();
    });
    const loads: string[] = [];
    page.on('load', () => loads.push(page.url()));
    await page.getByRole('link', { name: 'Audit' }).click();
    await expect.poll(() => loads.length).toBe(1);
    expect(new URL(loads[0] ?? '').searchParams.get('tz')).toBe('Asia/Tokyo');
    await page.context().close();
  });
});
