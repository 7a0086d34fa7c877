import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserPath, startBrowser } from '../support/browser.ts';
import { withClient } from '../support/node/database.ts';
import { apiPath } from '../../dev/health.ts';
import { askApi, expectAccessible, openUi, uiStack, uiToken } from '../support/node/ui-page.ts';

async function inDatabase<Row>(sql: string, values: unknown[]): Promise<Row[]> {
  const { rows } = await withClient(uiStack().databaseUrl, (client) => client.query(sql, values));
  return rows as Row[];
}

const stored = async (id: string) => {
  const [row] = await inDatabase<Record<string, unknown>>(
    'select display_name, team, skills, availability, max_sessions, removed_at from support_agents where agent_id = $1',
    [id],
  );
  return row;
};

async function patch(id: string, body: object): Promise<void> {
  const response = await fetch(`${uiStack().url}${apiPath}/agents/${id}`, {
    method: 'PATCH',
    headers: { Authorization: `Bearer ${await uiToken()}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
}

/** An agent of the test's own, so that no other page is disturbed. */
async function addAgent(name: string): Promise<string> {
  const id = crypto.randomUUID();
  await inDatabase(
    `insert into support_agents (agent_id, display_name, team, skills, availability, max_sessions)
     values ($1, $2, 'billing', '{french}', 'online', 3)`,
    [id, name],
  );
  return id;
}

const tile = (page: Page, key: string) => page.locator(`[data-figure=${key}]`);
const totalOf = async (page: Page): Promise<number> => {
  const total = page.locator('[data-total]:not([data-total=""])');
  await total.waitFor();
  return Number(await total.getAttribute('data-total'));
};

async function busiest(): Promise<{ agent_id: string }> {
  const [first] = (await (await askApi('/agent-performance?time_range_hours=720')).json()) as [
    { agent_id: string },
  ];
  return first;
}

describe.skipIf(browserPath === undefined)('the page of an agent', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  /** Presses a tile of the busiest agent. */
  async function drillDown(key: string) {
    const { agent_id: id } = await busiest();
    const { page } = await openUi(browser, `/agents/${id}?range=30d`);
    await tile(page, key).click();
    await totalOf(page);
    const { searchParams: filters } = new URL(page.url());
    const [from = '', to = ''] = (filters.get('range') ?? '').split('..');
    for (const name of ['range', 'tz', 'figure']) filters.delete(name);
    return { page, from, to, id, filters };
  }

  it('registers an agent by keyboard alone', async () => {
    const id = crypto.randomUUID();
    const { page } = await openUi(browser, '/agents');
    await page.getByRole('button', { name: 'Register agent' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Register agent' }).waitFor();
    await page.keyboard.type(id);
    await page.keyboard.press('Tab');
    await page.keyboard.type('Noor Haddad');
    await page.keyboard.press('Tab');
    await page.keyboard.type('orders');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('5');
    await page.keyboard.press('Tab');
    await page.keyboard.type('german, returns');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Noor Haddad' }).waitFor();
    expect(await stored(id)).toEqual({
      display_name: 'Noor Haddad',
      team: 'orders',
      skills: ['german', 'returns'],
      availability: 'offline',
      max_sessions: 5,
      removed_at: null,
    });
    await page.context().close();
  });

  it('does not replace an agent who is registered already', async () => {
    const id = await addAgent('Pia Lund');
    const { page } = await openUi(browser, '/agents');
    await page.getByRole('button', { name: 'Register agent' }).click();
    await page.getByLabel('User id').fill(id);
    await page.getByLabel('Name').fill('Somebody Else');
    await page.getByRole('button', { name: 'Register', exact: true }).click();
    await page.getByText('Pia Lund is registered under this id already').waitFor();
    expect(await stored(id)).toMatchObject({ display_name: 'Pia Lund' });
    await page.context().close();
  });

  it('changes what is typed and nothing else, and takes it back', async () => {
    const id = await addAgent('Rui Costa');
    const { page } = await openUi(browser, `/agents/${id}`);
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByLabel('Places').fill('7');
    await page.getByLabel('Skills').fill('french, spanish');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('of 7').waitFor();
    const before = { display_name: 'Rui Costa', team: 'billing', availability: 'online' };
    expect(await stored(id)).toMatchObject({ ...before, max_sessions: 7, skills: ['french', 'spanish'] });
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('of 3').waitFor();
    expect(await stored(id)).toMatchObject({ ...before, max_sessions: 3, skills: ['french'] });
    await page.context().close();
  });

  it('shows what somebody else changed meanwhile, keeps what is typed, and saves over it when asked', async () => {
    const id = await addAgent('Sana Iqbal');
    const { page } = await openUi(browser, `/agents/${id}`);
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByLabel('Places').fill('9');
    await patch(id, { team: 'technical' });
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('team is now technical').waitFor();
    expect(await page.getByLabel('Team').inputValue()).toBe('technical');
    expect(await page.getByLabel('Places').inputValue()).toBe('9');
    expect(await stored(id)).toMatchObject({ max_sessions: 3 });
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await stored(id)).toMatchObject({ team: 'technical', max_sessions: 9 });
    await page.context().close();
  });

  it('says why a change is refused, and keeps the form', async () => {
    const id = await addAgent('Tomas Vit');
    const { page } = await openUi(browser, `/agents/${id}`);
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByLabel('Team').fill('x'.repeat(300));
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('dialog').getByRole('alert').waitFor();
    expect((await page.getByLabel('Team').inputValue()).length).toBe(300);
    await page.context().close();
  });

  it('deletes an agent after naming its open chats, and puts them back into the queue', async () => {
    const id = await addAgent('Uma Berg');
    const [session] = await inDatabase<{ id: string }>(
      `insert into chat_sessions (status, initiator_id, assigned_agent_id, created_at, started_at)
       values ('active', gen_random_uuid(), $1, '2024-03-05 10:00Z', '2024-03-05 10:01Z') returning id`,
      [id],
    );
    const { page } = await openUi(browser, `/agents/${id}`);
    await page.getByText('Chats now: 1').waitFor();
    await page.getByRole('button', { name: 'Delete' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete Uma Berg?' });
    await dialog.getByText('1 open chat:').waitFor();
    await dialog.getByRole('link', { name: session?.id.slice(0, 8) ?? '' }).waitFor();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Delete Uma Berg' }).click();
    await page.getByText('Not registered: no team').waitFor();
    const after = await inDatabase('select status, assigned_agent_id from chat_sessions where id = $1', [
      session?.id,
    ]);
    expect(after).toEqual([{ status: 'waiting', assigned_agent_id: null }]);
    expect((await stored(id))?.['removed_at']).not.toBe(null);
    await inDatabase(`update chat_sessions set status = 'closed' where id = $1`, [session?.id]);
    await page.context().close();
  });

  it.each([
    ['agent_sessions', 'sessions_handled'],
    ['agent_rating', 'total_rated'],
    ['agent_unanswered', 'unanswered_sessions'],
  ])('opens as many sessions behind %s as the API counts', async (key, figure) => {
    const { page, from, to, id } = await drillDown(key);
    const window = `from=${from}&to=${to}&agent_id=${id}`;
    const [told] = (await (await askApi(`/agent-performance?${window}`)).json()) as Record<string, unknown>[];
    expect(await totalOf(page)).toBe(told?.[figure]);
    await page.context().close();
  });

  it.each(['agent_response', 'agent_handle', 'agent_wait', 'agent_messages', 'agent_transfers'])(
    'opens the sessions behind %s, of which one may count several times, and says so',
    async (key) => {
      const { page, from, to, id, filters } = await drillDown(key);
      const listed = await askApi(`/sessions?from=${from}&to=${to}&limit=1&${filters}`);
      expect([...filters.values()]).toContain(id);
      expect(await totalOf(page)).toBe(Number(listed.headers.get('X-Total-Count')));
      expect(await page.getByText(/the figures have changed meanwhile/).count()).toBe(0);
      await page.context().close();
    },
  );

  it('counts what an agent does in the UI as a sign of life, unless the agent is offline', async () => {
    const [there, gone] = [await addAgent('Uma Sol'), await addAgent('Yann Petit')];
    await inDatabase(
      `update support_agents set updated_at = now() - case agent_id when $1 then '20 hours' else '30 hours' end::interval
       where agent_id in ($1, $2)`,
      [there, gone],
    );
    const signOf = async (id: string) => {
      const [row] = await inDatabase<{ minutes: number; availability: string }>(
        `select extract(epoch from now() - updated_at)::int / 60 as minutes, availability
         from support_agents where agent_id = $1`,
        [id],
      );
      return row;
    };
    const work = async (id: string): Promise<Page> => {
      const token = await uiToken({ role: 'agent', sub: id });
      const { page } = await openUi(browser, '/live', { token });
      const config = page.waitForResponse('**/config');
      await page.getByRole('heading', { name: 'Live' }).waitFor();
      await config;
      const asked = page.waitForResponse((response) => response.url().endsWith(`/agents/${id}`));
      await page.getByRole('heading', { name: 'Live' }).click();
      await asked;
      return page;
    };
    const [first, second] = [await work(there), await work(gone)];
    await expect.poll(async () => (await signOf(there))?.minutes).toBe(0);
    await Promise.all([first.context().close(), second.context().close()]);
    expect(await signOf(there)).toMatchObject({ availability: 'online' });
    expect((await signOf(gone))?.minutes).toBeGreaterThanOrEqual(30 * 60);
  });

  it('lets an agent see its own page and set its own availability, and no other page', async () => {
    const id = await addAgent('Vera Noll');
    const other = await addAgent('Wim Aerts');
    const token = await uiToken({ role: 'agent', sub: id });
    const { page } = await openUi(browser, '/agents', { token });
    await page.getByRole('heading', { name: 'Vera Noll' }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/agents/${id}`);
    expect(await page.getByRole('button', { name: 'Edit' }).count()).toBe(0);
    await page.getByRole('button', { name: 'away' }).click();
    await expect.poll(async () => (await stored(id))?.['availability']).toBe('away');
    await page.locator('[aria-pressed=true]', { hasText: 'away' }).waitFor();
    await page.goto(`${uiStack().url}/agents/${other}#token=${token}`);
    await page.getByText('You may see your own page only').waitFor();
    await page.context().close();
  });

  it.each([
    ['light', 1440],
    ['dark', 1440],
    ['dark', 390],
  ] as const)('is accessible in %s at %d px', async (scheme, width) => {
    const { agent_id: id } = await busiest();
    const { page } = await openUi(browser, `/agents/${id}`, { scheme, width });
    await tile(page, 'agent_rating').waitFor();
    await page.getByRole('group', { name: /^Rating by/ }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('dialog').waitFor();
    await expectAccessible(page);
    await page.context().close();
  });
});
