import type { Browser } from 'playwright-core';
import type { Finding } from './findings.ts';
import type { Stage } from './stage.ts';
import { withUiPage } from './ui-page.ts';

/** Three frames: what is typed appears as if at once. */
const budgetMs = 50;
const text = 'refused';

/** Types into a filter while no answer of the API arrives; the slowest key, from the press until it is painted. */
export async function measureTyping(browser: Browser, stage: Stage): Promise<Finding[]> {
  return withUiPage(browser, stage, '/audit?range=30d', async (page) => {
    await page.getByRole('button', { name: 'Filter' }).click();
    const field = page.getByRole('combobox', { name: 'Filter' });
    await field.waitFor();
    await page.waitForLoadState('networkidle');
    await page.route('**/api/**', () => {});
    await page.evaluate(() => {
      const waits: number[] = [];
      Object.assign(globalThis, { waits });
      addEventListener(
        'keydown',
        ({ timeStamp }) =>
          requestAnimationFrame(() => setTimeout(() => waits.push(performance.now() - timeStamp))),
        true,
      );
    });
    await field.pressSequentially(text, { delay: 80 });
    await page.getByRole('option').nth(1).waitFor({ state: 'detached' });
    const waits = await page.evaluate(() => (globalThis as unknown as { waits: number[] }).waits);
    if (waits.length !== text.length) throw new Error(`${waits.length} keys were painted`);
    return [
      {
        id: 'ui/typing',
        what: 'UI: typing in a filter, network held: slowest key',
        value: Math.max(...waits),
        unit: 'ms',
        budget: { atMost: budgetMs },
      },
    ];
  });
}
