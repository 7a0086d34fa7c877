import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatDuration } from '../../ui/src/format/durations.ts';
import { browserPath, startBrowser } from '../support/browser.ts';
import { withClient } from '../support/node/database.ts';
import { askApi, expectAccessible, openUi, uiStack } from '../support/node/ui-page.ts';

interface Performance {
  agent_id: string;
  agent_name: string;
  sessions_handled: number;
  avg_customer_rating: number | null;
  total_rated: number;
  transfers_in: number;
  transfers_out: number;
  response_time: { p50: number; p90: number; count: number };
  handle_time: { p50: number | null; p90: number | null };
}

const dayMs = 86_400_000;
const day = (ago: number): string => new Date(Date.now() - ago * dayMs).toISOString().slice(0, 10);
/** Seven whole days that do not move while the test runs. */
const [first, last] = [day(7), day(1)];
const range = `range=${first}..${last}&tz=UTC`;

const grid = (page: Page) => page.getByRole('grid', { name: 'Agents' });
const rowOf = (page: Page, name: string) => grid(page).getByRole('row').filter({ hasText: name });
const firstRow = (page: Page) => grid(page).locator('[role=row][aria-rowindex="2"]');

async function performance(): Promise<Performance[]> {
  const window = `from=${first}T00:00:00Z&to=${last}T23:59:59.999999Z`;
  return (await (await askApi(`/agent-performance?${window}`)).json()) as Performance[];
}

const duration = (seconds: number | null): string =>
  seconds === null ? '–' : formatDuration(seconds, 'en-US');

describe.skipIf(browserPath === undefined)('the agents page', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  it('shows of every agent what the API answers', async () => {
    const told = await performance();
    expect(told.length).toBeGreaterThan(5);
    const { page, complaints } = await openUi(browser, `/agents?${range}&compare=off`);
    await grid(page).waitFor();
    for (const agent of told) {
      const cells = rowOf(page, agent.agent_name).locator('[data-cell]');
      const shown = Object.fromEntries(
        await cells.evaluateAll((list) =>
          list.map((cell) => [
            cell.getAttribute('data-cell'),
            [...cell.children].map((line) => line.textContent),
          ]),
        ),
      );
      const { sessions_handled, response_time, handle_time, total_rated, transfers_in, transfers_out } =
        agent;
      expect([agent.agent_name, shown['sessions'][0]]).toEqual([agent.agent_name, String(sessions_handled)]);
      expect(shown['response_p50']).toEqual([duration(response_time.p50), `n ${response_time.count}`]);
      expect(shown['response_p90'][0]).toBe(duration(response_time.p90));
      expect(shown['handle_p50'][0]).toBe(duration(handle_time.p50));
      expect(shown['handle_p90'][0]).toBe(duration(handle_time.p90));
      expect(shown['rating']).toEqual(
        agent.avg_customer_rating === null
          ? ['–']
          : [agent.avg_customer_rating.toFixed(2), `n ${total_rated}`],
      );
      expect(shown['transfers'][0]).toBe(String(transfers_in + transfers_out));
    }
    const agents = (await (await askApi('/agents?limit=100')).json()) as {
      display_name: string;
      load: number;
      max_sessions: number;
      availability: string;
    }[];
    for (const { display_name, load, max_sessions, availability } of agents) {
      const text = await rowOf(page, display_name).innerText();
      expect(text).toContain(`${load} of ${max_sessions}`);
      expect(text).toContain(availability);
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('leads to the agent with the worst p90 by sorting, by keyboard alone, and keeps the order in the URL', async () => {
    const told = await performance();
    const worst = told.toSorted((a, b) => b.response_time.p90 - a.response_time.p90)[0];
    const { page } = await openUi(browser, `/agents?${range}`);
    await grid(page).waitFor();
    await grid(page).getByRole('button', { name: 'Response p90' }).focus();
    // The header says what the figure means.
    await page.getByText('Nine of ten take at most this long.').waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => new URL(page.url()).searchParams.get('sort')).toBe('response_p90.desc');
    expect(await firstRow(page).innerText()).toContain(worst?.agent_name);
    const { pathname, search } = new URL(page.url());
    const { page: colleague } = await openUi(browser, `${pathname}${search}`);
    await grid(colleague).waitFor();
    expect(await firstRow(colleague).innerText()).toContain(worst?.agent_name);
    await colleague.context().close();
    await grid(page).focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: worst?.agent_name ?? '' }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/agents/${worst?.agent_id}`);
    expect(new URL(page.url()).searchParams.get('range')).toBe(`${first}..${last}`);
    await page.goBack();
    expect(await firstRow(page).innerText()).toContain(worst?.agent_name);
    await page.context().close();
  });

  it('shows changes since the time before, and finds by name, team or skill', async () => {
    const { page } = await openUi(browser, `/agents?${range}`);
    await grid(page).waitFor();
    expect(await grid(page).innerText()).toMatch(/[+-]\d+(\.\d)?%/);
    await page.keyboard.press('x');
    await expect.poll(() => grid(page).innerText()).not.toMatch(/[+-]\d+(\.\d)?%/);
    const agents = (await (await askApi('/agents?limit=100&team=billing')).json()) as object[];
    await page.keyboard.press('/');
    await page.keyboard.type('billing');
    await page.locator(`[data-total="${agents.length}"]`).waitFor();
    expect(new URL(page.url()).searchParams.get('find')).toBe('billing');
    await page.context().close();
  });

  it('is filtered by team, skill and availability, with the filters as chips and in the URL, and saved as CSV', async () => {
    const agents = (await (await askApi('/agents?limit=100&team=billing&availability=online')).json()) as {
      agent_id: string;
      display_name: string;
    }[];
    const { page } = await openUi(browser, `/agents?${range}`);
    await grid(page).waitFor();
    for (const filter of ['Team billing', 'Now online']) {
      await page.keyboard.press('f');
      await page.getByRole('combobox', { name: 'Filter' }).waitFor();
      await page.keyboard.type(filter);
      await page.getByRole('option', { name: filter, exact: true }).waitFor();
      await page.keyboard.press('Enter');
      await page.getByRole('combobox', { name: 'Filter' }).waitFor({ state: 'detached' });
      await page.getByRole('button', { name: `Remove filter: ${filter}` }).waitFor();
    }
    const { searchParams } = new URL(page.url());
    expect([searchParams.get('team'), searchParams.get('availability')]).toEqual(['billing', 'online']);
    await page.locator(`[data-total="${agents.length}"]`).waitFor();
    const download = page.waitForEvent('download');
    await page.keyboard.press('Shift+E');
    const [head, ...lines] = (await readFile(await (await download).path(), 'utf8')).trim().split('\r\n');
    expect(head).toMatch(/^\uFEFF?id,name,team/);
    expect(lines.map((line) => line.split(',').slice(0, 2)).sort()).toEqual(
      agents.map(({ agent_id, display_name }) => [agent_id, display_name]).sort(),
    );
    await page.getByRole('button', { name: 'Remove filter: Team billing' }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get('team')).toBe(null);
    await page.context().close();
  });

  it('also lists agents with figures who are not registered', async () => {
    const id = crypto.randomUUID();
    await withClient(uiStack().databaseUrl, (client) =>
      client.query(
        `with s as (
           insert into chat_sessions (status, initiator_id, assigned_agent_id, created_at, started_at, closed_at)
           values ('closed', gen_random_uuid(), $1, '2024-02-05 10:00Z', '2024-02-05 10:01Z', '2024-02-05 10:09Z')
           returning id
         )
         insert into chat_participants (session_id, user_id, role, joined_at)
         select id, $1, 'support_agent', '2024-02-05 10:01Z' from s`,
        [id],
      ),
    );
    const { page } = await openUi(browser, '/agents?range=2024-02-05..2024-02-05&tz=UTC');
    const row = rowOf(page, id.slice(0, 8));
    await row.waitFor();
    expect(await row.innerText()).toContain('not registered');
    expect(await row.locator('[data-cell=sessions]').innerText()).toBe('1');
    // Registered agents without a chat of that day are there too, with 0 and dashes.
    const other = rowOf(page, 'Ada Okafor');
    expect(await other.locator('[data-cell=sessions]').innerText()).toBe('0');
    expect(await other.locator('[data-cell=response_p50]').innerText()).toBe('–');
    await page.context().close();
  });

  it('is reached from anywhere by an agent’s name', async () => {
    const { page } = await openUi(browser, '/overview');
    await page.locator('[data-figure=sessions]').waitFor();
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('dialog', { name: 'Find' }).waitFor();
    await page.keyboard.type('okafor');
    await page.getByRole('option', { name: /Ada Okafor/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Ada Okafor' }).waitFor();
    expect(new URL(page.url()).pathname).toMatch(/^\/agents\/[\da-f-]{36}$/);
    await page.context().close();
  });

  it.each([
    ['light', 1440],
    ['dark', 1440],
    ['light', 390],
  ] as const)('is accessible in %s at %d px', async (scheme, width) => {
    const { page } = await openUi(browser, `/agents?${range}&sort=response_p90.desc`, { scheme, width });
    await grid(page).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Register agent' }).click();
    await page.getByRole('dialog').waitFor();
    await expectAccessible(page);
    await page.context().close();
  });
});
