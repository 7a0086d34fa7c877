import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const places = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The browser of this machine, if it has one. In CI there must be one. */
export const browserPath = places.find((place) => place !== undefined && existsSync(place));

if (browserPath === undefined) {
  const remedy = 'No Chromium is found: install one (apt-get install chromium) or set CHROMIUM_PATH.';
  if (process.env['CI'] !== undefined) throw new Error(remedy);
  process.stderr.write(`Tests of pages are skipped. ${remedy}\n`);
}

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts the machine's browser, headless, with an empty profile. */
export function startBrowser(): Promise<Browser> {
  if (browserPath === undefined) throw new Error('There is no browser.');
  return chromium.launch({ executablePath: browserPath, args: flags });
}

/** Runs something with a browser of its own. */
export async function withBrowser<T>(use: (browser: Browser) => Promise<T>): Promise<T> {
  const browser = await startBrowser();
  try {
    return await use(browser);
  } finally {
    await browser.close();
  }
}
