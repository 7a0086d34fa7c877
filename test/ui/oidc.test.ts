import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findFreePort } from '../../dev/free-port.ts';
import { startWorker, type WorkerProcess } from '../../dev/worker-process.ts';
import { readRunningVariables, writeRunningVariables } from '../../dev/worker-variables.ts';
import { browserPath, startBrowser } from '../support/browser.ts';
import {
  audience,
  clientId,
  startOpenIdProvider,
  type OpenIdProvider,
} from '../support/node/open-id-provider.ts';
import { expectAccessible, newPage, uiStack } from '../support/node/ui-page.ts';

describe.skipIf(browserPath === undefined)('signing in with OpenID Connect', () => {
  let browser: Browser;
  let provider: OpenIdProvider;
  let worker: WorkerProcess;
  let folder: string;
  let origin: string;

  // The Worker of these tests reads the database of the others.
  beforeAll(async () => {
    const [port, providerPort] = [await findFreePort(), await findFreePort()];
    origin = `http://127.0.0.1:${port}`;
    provider = await startOpenIdProvider(providerPort, origin);
    folder = await mkdtemp(path.join(tmpdir(), 'chat-dashboard-oidc-'));
    const envFile = await writeRunningVariables(folder, {
      ...(await readRunningVariables(uiStack().dataDir)),
      JWKS_URL: `${provider.issuer}/jwks`,
      JWT_ISSUER: provider.issuer,
      JWT_AUDIENCE: audience,
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: clientId,
    });
    worker = await startWorker({ port, dataDir: folder, envFile, onSpawn: () => {}, show: () => {} });
    await worker.listening;
    browser = await startBrowser();
    provider.roles.set('ana', 'admin').set('ben', 'agent');
  });
  afterAll(async () => {
    await browser.close();
    await worker.stop(true);
    await provider.stop();
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    provider.tokenSeconds = 3600;
  });

  /** Fills in the provider's own page. */
  async function signInAs(page: Page, account: string): Promise<void> {
    await page.locator('[name=login]').fill(account);
    await page.locator('[name=password]').fill('any');
    await page.getByRole('button', { name: 'Sign-in' }).click();
  }

  /** The address, without the time zone that the page adds to it. */
  const viewOf = (page: Page): string => {
    const url = new URL(page.url());
    url.searchParams.delete('tz');
    return url.pathname + url.search;
  };

  async function open(pathname: string, account: string) {
    const opened = await newPage(browser);
    await opened.page.goto(`${origin}${pathname}`);
    await opened.page.getByRole('button', { name: 'Sign in' }).click();
    await signInAs(opened.page, account);
    return opened;
  }

  /** Without what the provider's own pages cause, which ask for a font of another site. */
  const ours = (complaints: string[]): string[] =>
    complaints.filter((text) => !/Failed to load resource|autocomplete/.test(text));

  const dashboard = (page: Page) => page.locator('[data-figure=sessions]').waitFor();

  it('asks somebody new, leads back to the same view, and keeps the sign-in when the page is loaded again', async () => {
    const { page, complaints } = await newPage(browser);
    await page.goto(`${origin}/overview?range=30d`);
    await page.getByText(`Use your account at localhost`).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await signInAs(page, 'ana');
    await dashboard(page);
    expect(viewOf(page)).toBe('/overview?range=30d');
    await page.getByText('· admin').waitFor();

    await page.reload();
    await dashboard(page);
    expect(viewOf(page)).toBe('/overview?range=30d');
    const stored = await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, history.state]),
    );
    expect(stored).not.toMatch(/eyJ|verifier/);
    expect(ours(complaints)).toEqual([]);
    await page.context().close();
  });

  it('renews tokens silently', async () => {
    provider.tokenSeconds = 8;
    const { page, complaints } = await open('/overview', 'ana');
    await dashboard(page);
    await provider.renewed();
    await provider.renewed();
    // By now the first token has ended.
    const answer = page.waitForResponse((response) => response.url().includes('/chat-dashboard/sessions'));
    await page.getByRole('navigation').getByRole('link', { name: 'Sessions' }).click();
    expect((await answer).status()).toBe(200);
    await page.getByRole('grid', { name: 'Sessions' }).waitFor();
    expect(await page.getByText('Your sign-in has expired').count()).toBe(0);
    expect(ours(complaints)).toEqual([]);
    await page.context().close();
  });

  it('keeps what is typed when a sign-in ends, and goes on after another in a window', async () => {
    provider.tokenSeconds = 8;
    const { page } = await open('/overview?range=30d', 'ana');
    await dashboard(page);
    await page.getByRole('button', { name: /^Time zone/ }).click();
    await page.keyboard.type('Kathm');
    await provider.revokeAll();
    await page.context().clearCookies();
    await page.getByRole('heading', { name: 'Your sign-in has expired' }).waitFor();
    await expectAccessible(page);

    const opened = page.waitForEvent('popup');
    await page.getByRole('dialog').getByRole('button', { name: 'Sign in' }).click();
    const popup = await opened;
    await popup.locator('[name=login]').waitFor();
    const closed = popup.waitForEvent('close');
    await signInAs(popup, 'ana').catch(() => {});
    await closed;
    await page.getByRole('heading', { name: 'Your sign-in has expired' }).waitFor({ state: 'detached' });
    expect(await page.getByRole('combobox', { name: 'Time zone' }).inputValue()).toBe('Kathm');
    expect(viewOf(page)).toBe('/overview?range=30d');
    await page.context().close();
  });

  it('signs out here, in other tabs and at the provider', async () => {
    const { page } = await open('/overview', 'ana');
    await dashboard(page);
    const other = await page.context().newPage();
    await other.goto(`${origin}/sessions`);
    await other.getByRole('grid', { name: 'Sessions' }).waitFor();

    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Yes, sign me out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await other.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await page.locator('[data-figure]').count()).toBe(0);
    // The provider asks again.
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.locator('[name=login]').waitFor();
    await page.context().close();
  });

  it('says that a sign-in was cancelled', async () => {
    const { page } = await newPage(browser);
    await page.goto(`${origin}/overview`);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('link', { name: 'Cancel' }).click();
    await page.getByText('was cancelled').waitFor();
    expect(viewOf(page)).toBe('/overview');
    await page.context().close();
  });

  it('refuses an answer that it has not asked for', async () => {
    const { page } = await newPage(browser);
    await page.goto(`${origin}/sign-in?code=stolen&state=unknown`);
    await page.getByText('This sign-in was already used').waitFor();
    expect(viewOf(page)).toBe('/');
    await page.context().close();
  });

  it('says to somebody without a role that there is none, and offers another account', async () => {
    const { page } = await open('/', 'nobody');
    await page.getByText('Your account has no role in this dashboard').waitFor();
    expect(await page.getByRole('navigation').getByRole('link').count()).toBe(0);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Sign out and use another account' }).click();
    await page.getByRole('button', { name: 'Yes, sign me out' }).click();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await signInAs(page, 'ana');
    await page.getByText('· admin').waitFor();
    await page.context().close();
  });

  it('says to a role which pages it may not see', async () => {
    const { page } = await open('/audit', 'ben');
    await page.getByText('Your role may not see Audit').waitFor();
    const pages = await page.getByRole('navigation').getByRole('link').allInnerTexts();
    expect(pages).toContain('Overview');
    expect(pages).not.toContain('Audit');
    await page.context().close();
  });
});
