import type { Page } from 'playwright-core';

/** Four weeks that have ended, so that neither a page nor the API counts what comes meanwhile. */
export const endedWindow = (() => {
  const to = new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000 - 1);
  const from = new Date(to.getTime() - 28 * 86_400_000 + 1);
  const ends = { from: from.toISOString(), to: to.toISOString() };
  return {
    range: `${ends.from}..${ends.to}`,
    /** For the address of a page. */
    view: `range=${ends.from}..${ends.to}&tz=Europe/Berlin`,
    /** For the API. */
    query: `from=${ends.from}&to=${ends.to}`,
  };
})();

/** The value of a figure, or of a part of a whole, as the page has read it. */
export async function valueOf(page: Page, key: string): Promise<number> {
  const value = page.locator(`[data-figure=${key}] [data-value], [data-part=${key}] [data-value]`);
  return Number(await value.getAttribute('data-value'));
}

/** How many sessions the list says that it has. */
export async function totalOf(page: Page): Promise<number> {
  const total = page.locator('[data-total]:not([data-total=""])');
  await total.waitFor();
  return Number(await total.getAttribute('data-total'));
}
