import { createRequire } from 'node:module';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect, inject } from 'vitest';
import { apiPath } from '../../../dev/health.ts';
import { signToken } from '../../../dev/development-token.ts';
import { readRunningVariables } from '../../../dev/worker-variables.ts';
import type { CallerRole } from '../../../src/values/enums.ts';
import { pageTimeoutMs } from '../browser.ts';
import type { UiStack } from './ui-setup.ts';

/** The stack of the worker that runs this file. */
export function uiStack(): UiStack {
  const stack = inject('uiStacks')[Number(process.env['VITEST_POOL_ID']) - 1];
  if (stack === undefined) throw new Error('This worker has no stack.');
  return stack;
}

/** A token for the stack of the tests. */
export async function uiToken(
  options: { role?: CallerRole; sub?: string; ttlSeconds?: number } = {},
): Promise<string> {
  const variables = await readRunningVariables(uiStack().dataDir);
  return signToken({ role: 'admin', ...options, variables });
}

export interface OpenPage {
  page: Page;
  /** What the console has complained of so far: errors, warnings, violations of the content policy. */
  complaints: string[];
}

export interface OpenOptions {
  role?: CallerRole;
  token?: string;
  scheme?: 'light' | 'dark';
  width?: number;
  /** Lets the test move the page's clock forward. */
  hasClock?: boolean;
  options?: BrowserContextOptions;
}

/** Opens an empty page in a profile of its own. */
export async function newPage(
  browser: Browser,
  {
    scheme = 'light',
    width = 1440,
    hasClock = false,
    options = {},
  }: Omit<OpenOptions, 'role' | 'token'> = {},
): Promise<OpenPage> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: scheme,
    locale: 'en-US',
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
    ...options,
  });
  context.setDefaultTimeout(pageTimeoutMs);
  const page = await context.newPage();
  if (hasClock) await page.clock.install();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return { page, complaints };
}

/** Opens a page of the UI, signed in by the link that `npm run dev` prints. */
export async function openUi(
  browser: Browser,
  pathname: string,
  { role = 'admin', token, ...options }: OpenOptions = {},
): Promise<OpenPage> {
  const opened = await newPage(browser, options);
  await opened.page.goto(`${uiStack().url}${pathname}#token=${token ?? (await uiToken({ role }))}`);
  return opened;
}

/** Asks the API itself, as a check on what a page shows. */
export async function askApi(path: string): Promise<Response> {
  const response = await fetch(`${uiStack().url}${apiPath}${path}`, {
    headers: { Authorization: `Bearer ${await uiToken()}` },
  });
  expect([path, response.status]).toEqual([path, 200]);
  return response;
}

interface AxeResults {
  violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[];
}

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/**
 * Expects that axe finds nothing (WCAG 2.2 A and AA, and best practices). The page's policy keeps strange scripts out,
 * so axe runs in the debugger's world.
 */
export async function expectAccessible(page: Page): Promise<void> {
  const { readFile } = await import('node:fs/promises');
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.evaluate', { expression: await readFile(axePath, 'utf8') });
  const { result } = await session.send('Runtime.evaluate', {
    expression:
      'axe.run(document, { resultTypes: ["violations"] }).then((results) => JSON.stringify(results))',
    awaitPromise: true,
  });
  const { violations } = JSON.parse(String(result.value)) as AxeResults;
  expect(
    violations.map(({ id, nodes }) => ({
      id,
      nodes: nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`),
    })),
  ).toEqual([]);
}
