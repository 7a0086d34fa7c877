import { Client } from 'pg';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserPath, startBrowser } from '../support/browser.ts';
import { askApi, expectAccessible, openUi, uiStack, uiToken } from '../support/node/ui-page.ts';

interface Waiting {
  session_id: string;
  wait_time_seconds: number;
  team: string | null;
  skills: string[];
  offer: object | null;
}

interface Agent {
  agent_id: string;
  display_name: string;
  team: string | null;
  skills: string[];
  availability: string;
  max_sessions: number;
  free: number;
}

const apiPath = '**/api/v1/admin/chat-dashboard/**';

async function listOf<Row>(path: string): Promise<Row[]> {
  return (await (await askApi(path)).json()) as Row[];
}
const queueOfApi = () => listOf<Waiting>('/waiting-sessions?limit=100');
const agentsOfApi = () => listOf<Agent>('/agents?limit=100');
const totalOf = async (path: string): Promise<string | null> =>
  (await askApi(path)).headers.get('X-Total-Count');

const grid = (page: Page, name: string) => page.getByRole('grid', { name, exact: true });
const valueOf = (page: Page, figure: string) =>
  page.locator(`[data-figure=${figure}] [data-value]`).getAttribute('data-value');
const chosenIn = (page: Page): string | null => new URL(page.url()).searchParams.get('chat');

/** Seconds that a clock such as 1:02:03 shows. */
const secondsOf = (clock: string): number =>
  clock.split(':').reduce((total, part) => total * 60 + Number(part), 0);

describe.skipIf(browserPath === undefined)('the live page', () => {
  let browser: Browser;
  let database: Client;

  async function addWaiting(team: string | null = null): Promise<string> {
    const { rows } = await database.query<{ id: string }>(
      `INSERT INTO chat_sessions (id, status, initiator_id, created_at, queued_at, last_activity_at, team)
       VALUES (gen_random_uuid(), 'waiting', gen_random_uuid(), now(), now(), now(), $1) RETURNING id`,
      [team],
    );
    return rows[0]?.id ?? '';
  }

  const ownerOf = async (id: string) => {
    const { rows } = await database.query<{ status: string; assigned_agent_id: string | null }>(
      'SELECT status, assigned_agent_id FROM chat_sessions WHERE id = $1',
      [id],
    );
    return rows[0];
  };

  beforeAll(async () => {
    browser = await startBrowser();
    database = new Client({ connectionString: uiStack().databaseUrl });
    await database.connect();
  });
  afterAll(async () => {
    await database.end();
    await browser.close();
  });

  it('is where admins and agents begin, and shows what the API answers', async () => {
    const { page, complaints } = await openUi(browser, '/');
    await grid(page, 'Queue').waitFor();
    expect(new URL(page.url()).pathname).toBe('/live');

    const agents = await agentsOfApi();
    const online = agents.filter(({ availability }) => availability === 'online');
    expect(await valueOf(page, 'waiting')).toBe(await totalOf('/waiting-sessions?limit=1'));
    expect(await valueOf(page, 'active')).toBe(await totalOf('/active-sessions?limit=1'));
    await expect
      .poll(() => valueOf(page, 'free'))
      .toBe(String(online.reduce((sum, { free }) => sum + free, 0)));
    const queue = await queueOfApi();
    const [first] = queue;
    const shown = secondsOf(await page.locator('[data-figure=longest] [data-value]').innerText());
    expect(Math.abs(shown - (first?.wait_time_seconds ?? 0))).toBeLessThanOrEqual(3);
    expect(await grid(page, 'Queue').getAttribute('aria-rowcount')).toBe(String(queue.length + 1));
    for (const { agent_id: id, display_name: name } of agents) {
      expect(await page.locator(`[data-agent="${id}"]`).innerText()).toContain(name);
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('ticks waits between two answers, by the database’s clock and not by a wrong one', async () => {
    const id = await addWaiting();
    const { page } = await openUi(browser, '/overview');
    await page.clock.install({ time: Date.now() - 3_600_000 });
    await page.goto(`${uiStack().url}/live#token=${await uiToken()}`);
    const wait = page.locator(`[data-wait="${id}"]`);
    await wait.waitFor();
    const row = (await queueOfApi()).find(({ session_id: one }) => one === id);
    const shown = secondsOf(await wait.innerText());
    expect(Math.abs(shown - (row?.wait_time_seconds ?? 0))).toBeLessThanOrEqual(3);

    // From here on no answer comes any more, and the clock moves only as it is told.
    await page.route(apiPath, () => undefined);
    await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 1500);
    const before = secondsOf(await wait.innerText());
    await page.clock.runFor(5000);
    expect(secondsOf(await wait.innerText())).toBe(before + 5);
    await page.context().close();
    await database.query('DELETE FROM chat_sessions WHERE id = $1', [id]);
  });

  it('assigns a chat by the keyboard alone', async () => {
    const team = 'orders';
    const id = await addWaiting(team);
    const { page } = await openUi(browser, '/live');
    await grid(page, 'Queue').waitFor();
    const length = (await queueOfApi()).findIndex(({ session_id: one }) => one === id) + 1;
    expect(length).toBeGreaterThan(0);
    for (let at = 0; at < length; at++) await page.keyboard.press('j');
    await expect.poll(() => chosenIn(page)).toBe(id);
    await page.keyboard.press('a');
    await page.getByRole('dialog', { name: /^Assign chat/ }).waitFor();
    const free = (await agentsOfApi()).find(
      ({ availability, free: left, team: own }) => availability === 'online' && left > 0 && own === team,
    );
    await page.getByRole('option', { name: free?.display_name ?? '' }).waitFor();
    await page.keyboard.type(free?.display_name ?? '');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: `Assigned to ${free?.display_name}` }).waitFor();
    expect(await ownerOf(id)).toEqual({ status: 'active', assigned_agent_id: free?.agent_id });
    // It is in the other list now, still selected.
    await grid(page, 'Active chats').locator('[aria-selected=true]').waitFor();
    await page.context().close();
  });

  it('keeps rows in their places while one is selected, and tells of new chats', async () => {
    const ids = [await addWaiting(), await addWaiting(), await addWaiting()];
    const { page } = await openUi(browser, `/live?chat=${ids[2]}`);
    const selected = grid(page, 'Queue').locator('[aria-selected=true]');
    await selected.waitFor();
    const before = await selected.getAttribute('aria-rowindex');
    await database.query('DELETE FROM chat_sessions WHERE id = $1', [ids[0]]);
    const late = await addWaiting('billing');
    await page
      .locator('[data-arrivals]', { hasText: 'A new chat waits for billing' })
      .waitFor({ state: 'attached' });
    expect(await selected.getAttribute('aria-rowindex')).toBe(before);
    const gone = grid(page, 'Queue').getByRole('row', { name: /left/ });
    expect(await gone.count()).toBe(1);
    await page.keyboard.press('Escape');
    await gone.waitFor({ state: 'detached' });
    await database.query('DELETE FROM chat_sessions WHERE id = ANY($1)', [[...ids, late]]);
    await page.context().close();
  });

  it('filters by team and text in the URL, without asking the API', async () => {
    const { page } = await openUi(browser, '/live?team=billing');
    await grid(page, 'Queue').waitFor();
    const ofBilling = (await queueOfApi()).filter(({ team }) => team === 'billing');
    await expect
      .poll(() => grid(page, 'Queue').getAttribute('aria-rowcount'))
      .toBe(String(ofBilling.length + 1));
    await page.context().setOffline(true);
    await page.keyboard.press('/');
    await page.keyboard.type('no such text');
    await page.getByText('No waiting chat matches').waitFor();
    expect(new URL(page.url()).searchParams.get('text')).toBe('no such text');
    await page.context().setOffline(false);
    await page.context().close();
  });

  it('marks what it shows as old when the API is away', async () => {
    const { page } = await openUi(browser, '/live');
    await grid(page, 'Queue').waitFor();
    const waiting = await valueOf(page, 'waiting');
    await page.route(apiPath, (route) => route.abort());
    await expect.poll(() => page.getByText(/^Update failed/).count()).toBe(3);
    expect(await valueOf(page, 'waiting')).toBe(waiting);
    await page.context().close();
  });

  it('dims the agents who can’t take the selected chat, and says why; the tab counts the queue', async () => {
    const id = await addWaiting('billing');
    const { page } = await openUi(browser, `/live?chat=${id}`);
    await page.locator('[data-agent]').first().waitFor();
    await page.getByRole('button', { name: 'Assign' }).waitFor();
    const agents = await agentsOfApi();
    const other = agents.find(({ availability, team }) => availability !== 'offline' && team !== 'billing');
    const fit = agents.find(
      ({ availability, team, free }) => availability === 'online' && team === 'billing' && free > 0,
    );
    const row = (agent: Agent | undefined) => page.locator(`[data-agent="${agent?.agent_id}"]`);
    await row(other).getByText('Can’t take it: not in billing').waitFor();
    expect(await row(fit).innerText()).not.toContain('Can’t take it');
    await expect.poll(() => page.title()).toMatch(/^\([\d,]+\) Live · /);
    const [, count] = /^\(([\d,]+)\)/.exec(await page.title()) ?? [];
    expect(count?.replaceAll(',', '')).toBe(await valueOf(page, 'waiting'));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: `Chat ${id.slice(0, 8)}` }).waitFor();
    await expect.poll(() => page.title()).toBe(`${id.slice(0, 8)} · Chat dashboard`);
    await page.context().close();
  });

  it('shows an agent its own chats and the queue that it may claim, and claims', async () => {
    const agent = (await agentsOfApi()).find(
      ({ availability, free }) => availability === 'online' && free > 0,
    );
    const { agent_id: own = '', team = null, skills = [] } = agent ?? {};
    await addWaiting(team);
    const token = await uiToken({ role: 'agent', sub: own });
    const { page } = await openUi(browser, '/live', { token });
    await grid(page, 'Queue').waitFor();
    const claimable = (await queueOfApi()).filter(
      (chat) =>
        chat.offer === null &&
        (chat.team === null || chat.team === team) &&
        chat.skills.every((skill) => skills.includes(skill)),
    );
    await expect
      .poll(() => grid(page, 'Queue').getAttribute('aria-rowcount'))
      .toBe(String(claimable.length + 1));
    expect(await valueOf(page, 'active')).toBe(
      await totalOf(`/active-sessions?limit=1&assigned_agent_id=${own}`),
    );
    await page.keyboard.press('p');
    await page.getByText('The chat is yours').waitFor();
    expect(chosenIn(page)).toBe(claimable[0]?.session_id);
    expect(await ownerOf(claimable[0]?.session_id ?? '')).toEqual({
      status: 'active',
      assigned_agent_id: own,
    });
    await page.context().close();
  });

  it.each([
    ['light', 1440],
    ['dark', 1440],
    ['dark', 390],
  ] as const)('is accessible in %s at %d px, with a chat selected', async (scheme, width) => {
    const [first] = await queueOfApi();
    const { page } = await openUi(browser, `/live?chat=${first?.session_id}`, { scheme, width });
    await page.getByRole('button', { name: 'Assign' }).waitFor();
    await page.locator('[data-agent]').first().waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await expectAccessible(page);
    await page.context().close();
  });
});
