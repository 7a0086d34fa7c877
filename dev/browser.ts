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

/** The browser of this machine, if it has one. */
export const browserPath = places.find((place) => place !== undefined && existsSync(place));

/** What to do if it has none. */
export const browserRemedy =
  'No Chromium is found: install one (apt-get install chromium) or set CHROMIUM_PATH.';

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
export function launchBrowser(timeoutMs: number): Promise<Browser> {
  if (browserPath === undefined) throw new Error(browserRemedy);
  return chromium.launch({ executablePath: browserPath, args: flags, timeout: timeoutMs });
}
