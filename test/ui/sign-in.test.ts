import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserPath, startBrowser } from '../support/browser.ts';
import { expectAccessible, openUi, uiStack, uiToken } from '../support/node/ui-page.ts';

describe.skipIf(browserPath === undefined)('signing in', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  it('asks somebody without a token, and refuses one that is none', async () => {
    const { page } = await openUi(browser, '/sessions', { token: 'none' });
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.getByLabel('Token').fill('not a token');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('This is not a token, or it has expired.').waitFor();
    await expectAccessible(page);
    await page.getByLabel('Token').fill(await uiToken());
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('grid', { name: 'Sessions' }).waitFor();
    await page.context().close();
  });

  it('keeps the page and what is typed when the token expires, and goes on after a new sign-in', async () => {
    const sub = crypto.randomUUID();
    const { page } = await openUi(browser, '/overview?range=30d', {
      token: await uiToken({ sub, ttlSeconds: 3600 }),
      hasClock: true,
    });
    await page.locator('[data-figure=sessions]').waitFor();
    await page.getByRole('button', { name: /^Time zone/ }).click();
    await page.keyboard.type('Kathm');
    await page.clock.fastForward('01:00:00');
    await page.getByRole('heading', { name: 'Your sign-in has expired' }).waitFor();
    await expectAccessible(page);

    // The printed link, opened in another tab, signs in this one too.
    const other = await page.context().newPage();
    await other.goto(`${uiStack().url}/#token=${await uiToken({ sub, ttlSeconds: 7200 })}`);
    await page.getByRole('heading', { name: 'Your sign-in has expired' }).waitFor({ state: 'detached' });
    expect(await page.getByRole('combobox', { name: 'Time zone' }).inputValue()).toBe('Kathm');
    expect(new URL(page.url()).searchParams.get('range')).toBe('30d');
    await page.context().close();
  });

  it('keeps no token where a script of another page could find it', async () => {
    const { page } = await openUi(browser, '/overview');
    await page.locator('[data-figure=sessions]').waitFor();
    const stored = await page.evaluate(() =>
      JSON.stringify([
        { ...localStorage },
        { ...sessionStorage },
        document.cookie,
        history.state,
        location.href,
      ]),
    );
    expect(stored).not.toMatch(/eyJ/);
    await page.context().close();
  });

  it('signs out', async () => {
    const { page } = await openUi(browser, '/overview');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await page.locator('[data-figure]').count()).toBe(0);
    await page.context().close();
  });

  it('says to a role that may see no page that it may not', async () => {
    const { page } = await openUi(browser, '/overview', { role: 'router' });
    await page.getByText('Your role may not see Overview').waitFor();
    expect(await page.getByRole('navigation').getByRole('link').count()).toBe(0);
    await page.context().close();
  });
});
