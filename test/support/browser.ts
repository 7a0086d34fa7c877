import type { Browser } from 'playwright-core';
import { browserPath, browserRemedy, launchBrowser } from '../../dev/browser.ts';

export { browserPath };

// In CI there must be one.
if (browserPath === undefined) {
  if (process.env['CI'] !== undefined) throw new Error(browserRemedy);
  process.stderr.write(`Tests of pages are skipped. ${browserRemedy}\n`);
}

/** How long a page may take to show what a test waits for: what never comes fails, what a busy machine delays does not. */
export const pageTimeoutMs = 120_000;

/** Starts the machine's browser, headless, with an empty profile. */
export const startBrowser = (): Promise<Browser> => launchBrowser(pageTimeoutMs);

/** Runs something with a browser of its own. */
export async function withBrowser<T>(use: (browser: Browser) => Promise<T>): Promise<T> {
  const browser = await startBrowser();
  try {
    return await use(browser);
  } finally {
    await browser.close();
  }
}
