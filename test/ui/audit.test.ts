import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserPath, startBrowser } from '../support/browser.ts';
import { askApi, expectAccessible, openUi } from '../support/node/ui-page.ts';

interface Entry {
  session_id: string | null;
  outcome: string;
  refusal: string | null;
  action: string;
  actor_id: string;
  actor_name: string | null;
  actor_role: string;
  to_agent_id: string | null;
  to_agent_name: string | null;
}

const grid = (page: Page) => page.getByRole('grid', { name: 'Audit' });
const row = (page: Page, index: number) => grid(page).locator(`[role=row][aria-rowindex="${index + 2}"]`);
const search = (page: Page) => new URL(page.url()).searchParams;
const entries = async (query: string): Promise<Entry[]> =>
  (await (await askApi(`/audit?limit=100&${query}`)).json()) as Entry[];

async function choose(page: Page, text: string): Promise<void> {
  await page.keyboard.press('f');
  await page.getByRole('combobox', { name: 'Filter' }).waitFor();
  await page.keyboard.type(text);
  await page.getByRole('option', { name: text }).first().waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('combobox', { name: 'Filter' }).waitFor({ state: 'detached' });
}

describe.skipIf(browserPath === undefined)('the audit page', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  it('tells commands and refusals with names, as the API has them', async () => {
    const refused = await entries('outcome=refused&action=assign');
    expect(refused.length).toBeGreaterThan(3);
    const { page, complaints } = await openUi(browser, '/audit?age=all&outcome=refused&action=assign');
    await grid(page).waitFor();
    for (const [index, entry] of refused.slice(0, 8).entries()) {
      const text = await row(page, index).innerText();
      // A person without a name is shown by the beginning of the id.
      expect(text).toContain(`Not assigned to ${entry.to_agent_name ?? entry.to_agent_id?.slice(0, 8)}`);
      expect(text).toContain(entry.actor_name ?? entry.actor_id.slice(0, 8));
      expect(text.toLowerCase()).toContain(entry.refusal?.replaceAll('_', ' '));
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('is filtered by keyboard alone, with the filters in the URL and as chips', async () => {
    const { page } = await openUi(browser, '/audit?age=all');
    await grid(page).waitFor();
    await choose(page, 'Refused');
    await expect.poll(() => search(page).get('outcome')).toBe('refused');
    await choose(page, 'Claims');
    await expect.poll(() => search(page).get('action')).toBe('claim');
    const told = await entries('outcome=refused&action=claim');
    await page.locator(`[data-loaded="${told.length}"]`).waitFor();
    await page.getByRole('button', { name: 'Remove filter: Claims' }).click();
    await page.getByRole('button', { name: 'Remove filter: Refused' }).click();

    const [first] = await entries('action=accept');
    await choose(page, `By ${first?.actor_name}`);
    await expect.poll(() => search(page).get('actor_id')).toBe(first?.actor_id);
    await page.getByRole('button', { name: `Remove filter: By ${first?.actor_name}` }).click();
    await choose(page, `Agent ${first?.to_agent_name}`);
    await expect.poll(() => search(page).get('agent_id')).toBe(first?.to_agent_id);
    await choose(page, 'By router-1');
    await expect.poll(() => search(page).get('actor_name')).toBe('router-1');
    await expect
      .poll(async () => page.locator('[data-loaded]').getAttribute('data-loaded'))
      .toBe(String((await entries(`agent_id=${first?.to_agent_id}&actor_name=router-1`)).length));
    await page.context().close();
  });

  it('finds the commands on a chat by its id, and opens the chat', async () => {
    const [entry] = await entries('action=transfer&outcome=done');
    const { page } = await openUi(browser, '/audit?age=all');
    await grid(page).waitFor();
    await choose(page, `Chat ${entry?.session_id}`.slice(5));
    await expect.poll(() => search(page).get('session_id')).toBe(entry?.session_id);
    const told = await entries(`session_id=${entry?.session_id}`);
    await page.locator(`[data-loaded="${told.length}"]`).waitFor();
    await grid(page).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: `Chat ${entry?.session_id?.slice(0, 8)}` }).waitFor();
    await page.context().close();
  });

  it('loads page after page as it is scrolled', async () => {
    const { page } = await openUi(browser, '/audit?age=all');
    await grid(page).waitFor();
    await grid(page).focus();
    const loaded = async (): Promise<number> => {
      await page.keyboard.press('End');
      return Number(await page.locator('[data-loaded]').getAttribute('data-loaded'));
    };
    await expect.poll(loaded).toBeGreaterThan(200);
    await page.context().close();
  });

  it('is for admins', async () => {
    const { page } = await openUi(browser, '/audit', { role: 'agent' });
    await page.getByText('Your role may not see Audit').waitFor();
    expect(await page.getByRole('link', { name: 'Audit' }).count()).toBe(0);
    await page.context().close();
  });

  it.each([
    ['light', 1440],
    ['dark', 1440],
    ['dark', 390],
  ] as const)('is accessible in %s at %d px', async (scheme, width) => {
    const { page } = await openUi(browser, '/audit?age=all&outcome=refused', { scheme, width });
    await grid(page).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByRole('combobox', { name: 'Filter' }).waitFor();
    await expectAccessible(page);
    await page.context().close();
  });
});
