import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFreePort } from '../../dev/free-port.ts';
import { startWorker, type WorkerProcess } from '../../dev/worker-process.ts';
import { readRunningVariables, writeRunningVariables } from '../../dev/worker-variables.ts';
import { browserPath, startBrowser } from '../support/browser.ts';
import { newPage, uiStack, uiToken } from '../support/node/ui-page.ts';

const header = 'Cf-Access-Jwt-Assertion';

describe.skipIf(browserPath === undefined)('behind a proxy that signs people in', () => {
  let browser: Browser;
  let worker: WorkerProcess;
  let folder: string;
  let origin: string;

  // The Worker of these tests reads the database of the others.
  beforeAll(async () => {
    const port = await findFreePort();
    origin = `http://127.0.0.1:${port}`;
    folder = await mkdtemp(path.join(tmpdir(), 'chat-dashboard-platform-'));
    const envFile = await writeRunningVariables(folder, {
      ...(await readRunningVariables(uiStack().dataDir)),
      JWT_HEADER: header,
    });
    worker = await startWorker({ port, dataDir: folder, envFile, onSpawn: () => {}, show: () => {} });
    await worker.listening;
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await worker.stop(true);
    await rm(folder, { recursive: true, force: true });
  });

  it('shows the page at once, asks again when the proxy’s sign-in has ended, and signs out at the proxy', async () => {
    const { page, complaints } = await newPage(browser);
    await page.setExtraHTTPHeaders({ [header]: await uiToken() });
    await page.goto(`${origin}/overview`);
    await page.locator('[data-figure=sessions]').waitFor();
    await page.getByText('· admin').waitFor();
    expect(complaints).toEqual([]);

    await page.setExtraHTTPHeaders({});
    await page.keyboard.press('g');
    await page.keyboard.press('a');
    await page.getByRole('dialog', { name: 'Your sign-in has expired' }).waitFor();
    const [other] = await Promise.all([
      page.context().waitForEvent('page'),
      page.getByRole('button', { name: 'Sign in in another tab' }).click(),
    ]);
    await page.setExtraHTTPHeaders({ [header]: await uiToken() });
    await other.close();
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await page.getByRole('grid', { name: 'Agents' }).waitFor();

    // The proxy answers there.
    await page.route('**/cdn-cgi/access/logout', (route) => route.fulfill({ body: 'Signed out' }));
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL(`${origin}/cdn-cgi/access/logout`);
    await page.context().close();
  });
});
