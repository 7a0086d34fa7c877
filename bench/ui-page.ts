import type { Browser, Page } from 'playwright-core';
import type { Stage } from './stage.ts';

/** How long a page may take before the benchmark gives up on it. */
export const pageTimeoutMs = 60_000;

/** Opens a page of the admin UI in an empty profile of its own, signed in, and gives it to `use`. */
export async function withUiPage<T>(
  browser: Browser,
  { ports, token }: Pick<Stage, 'ports' | 'token'>,
  path: string,
  use: (page: Page) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US' });
  context.setDefaultTimeout(pageTimeoutMs);
  try {
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${ports['ui']}${path}#token=${token}`, { waitUntil: 'commit' });
    return await use(page);
  } finally {
    await context.close();
  }
}
