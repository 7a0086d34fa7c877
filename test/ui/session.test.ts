import type { Client } from 'pg';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiPath } from '../../dev/health.ts';
import { browserPath, startBrowser } from '../support/browser.ts';
import { withClient } from '../support/node/database.ts';
import { askApi, expectAccessible, openUi, uiStack, uiToken } from '../support/node/ui-page.ts';

interface Agent {
  agent_id: string;
  display_name: string;
  availability: string;
  free: number;
}

interface Row {
  status: string;
  assigned_agent_id: string | null;
  team: string | null;
  version: number;
}

/** Writes to the database as the chat application does. */
const inDatabase = <T>(use: (client: Client) => Promise<T>): Promise<T> =>
  withClient(uiStack().databaseUrl, use);

async function rowOf(id: string): Promise<Row | undefined> {
  const { rows } = await inDatabase((client) =>
    client.query<Row>('select status, assigned_agent_id, team, version from chat_sessions where id = $1', [
      id,
    ]),
  );
  return rows[0];
}

async function command(id: string, verb: string, body: object): Promise<void> {
  const response = await fetch(`${uiStack().url}${apiPath}/sessions/${id}/${verb}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${await uiToken()}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect([verb, response.ok]).toEqual([verb, true]);
}

const dialog = (page: Page, verb: string) => page.getByRole('dialog', { name: new RegExp(`^${verb} chat`) });
const commands = (page: Page) => page.getByRole('group', { name: 'Commands' });

/** The fact that a chat is held for an agent; the list of commands has the same words. */
const offerFact = (page: Page, { display_name: name }: Agent) =>
  page.locator('dt').getByText(`Offered to ${name}`, { exact: true });

/** Chooses an agent in the open dialog, as far as the button that sends. */
async function choose(page: Page, { display_name: name }: Agent): Promise<void> {
  await page.getByRole('option').first().waitFor();
  await page.keyboard.type(name);
  await page.getByRole('option', { name: new RegExp(`^${name}`) }).waitFor();
  await page.keyboard.press('Enter');
}

describe.skipIf(browserPath === undefined)('the page of a chat', () => {
  let browser: Browser;
  let ids: string[];
  let ada: Agent;
  let ben: Agent;

  beforeAll(async () => {
    browser = await startBrowser();
    const { rows } = await inDatabase((client) =>
      client.query<{ id: string }>(`
        with chats as (
          insert into chat_sessions (status, initiator_id, created_at)
          select 'waiting', gen_random_uuid(), now() - interval '1 hour' from generate_series(1, 9)
          returning id, initiator_id, created_at
        ), said as (
          insert into chat_messages (session_id, sender_id, content, created_at)
          select id, initiator_id, 'Where is my parcel?', created_at from chats
        )
        select id from chats`),
    );
    ids = rows.map(({ id }) => id);
    const agents = (await (await askApi('/agents?availability=online&limit=100')).json()) as Agent[];
    const [first, second] = agents.toSorted((a, b) => b.free - a.free);
    if (first === undefined || second === undefined) throw new Error('No two agents are online.');
    [ada, ben] = [first, second];
  });
  afterAll(() => browser.close());

  const chat = (place: number): string => {
    const id = ids[place];
    if (id === undefined) throw new Error('There are not as many chats.');
    return id;
  };
  const openChat = async (place: number, options: Parameters<typeof openUi>[2] = {}) => {
    const opened = await openUi(browser, `/sessions/${chat(place)}`, options);
    await commands(opened.page).getByRole('button').first().waitFor();
    return opened;
  };

  it('assigns by keyboard only, shows what has changed, and takes it back', async () => {
    const { page, complaints } = await openChat(0);
    await page.keyboard.press('a');
    await dialog(page, 'Assign').waitFor();
    await choose(page, ada);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: `Assigned to ${ada.display_name}` }).waitFor();
    expect(await rowOf(chat(0))).toMatchObject({ status: 'active', assigned_agent_id: ada.agent_id });
    await page.getByRole('list', { name: 'Timeline' }).getByText(`${ada.display_name} took it`).waitFor();
    await page.getByRole('list', { name: 'Audit' }).getByText(`Assigned to ${ada.display_name}`).waitFor();
    await commands(page).getByRole('button', { name: 'Requeue' }).waitFor();

    await page.keyboard.press('F6');
    const undo = page.getByRole('button', { name: 'Undo' });
    for (let presses = 0; presses < 4; presses += 1) {
      if (await undo.evaluate((button) => button === document.activeElement)) break;
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await page.getByText('Undone').waitFor();
    expect(await rowOf(chat(0))).toMatchObject({ status: 'waiting', assigned_agent_id: null });
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('offers, and withdraws the offer', async () => {
    const { page } = await openChat(1);
    // Twice: the second is a decision of its own, though the chat has the same version.
    for (let times = 0; times < 2; times += 1) {
      await page.keyboard.press('o');
      await choose(page, ada);
      await page.getByLabel('Holds for').selectOption('5 minutes');
      await dialog(page, 'Offer').getByRole('button', { name: 'Offer' }).click();
      await offerFact(page, ada).waitFor();
      await page.keyboard.press('u');
      await offerFact(page, ada).waitFor({ state: 'detached' });
    }
    const { rows } = await inDatabase((client) =>
      client.query<{ outcome: string }>('select outcome from dashboard_offers where session_id = $1', [
        chat(1),
      ]),
    );
    expect(rows).toEqual([{ outcome: 'withdrawn' }, { outcome: 'withdrawn' }]);
    await page.context().close();
  });

  it('shows the offer of a chat that is far back in the queue', async () => {
    await command(chat(8), 'offers', { agent_id: ada.agent_id, expires_in_seconds: 300 });
    const { page } = await openUi(browser, '/live');
    // As if more chats waited than a page of the queue has.
    await page.route('**/waiting-sessions?*', (route) => route.fulfill({ json: [] }));
    await page.goto(`${uiStack().url}/sessions/${chat(8)}#token=${await uiToken()}`);
    await offerFact(page, ada).waitFor();
    await commands(page).getByRole('button', { name: 'Withdraw offer' }).click();
    await offerFact(page, ada).waitFor({ state: 'detached' });
    const { rows } = await inDatabase((client) =>
      client.query('select outcome from dashboard_offers where session_id = $1', [chat(8)]),
    );
    expect(rows).toEqual([{ outcome: 'withdrawn' }]);
    await page.context().close();
  });

  it('lets one of two people win, and tells the other who was quicker', async () => {
    const racers = await Promise.all(
      [ada, ben].map(async (agent) => ({ agent, page: (await openChat(2)).page })),
    );
    for (const { page, agent } of racers) {
      await page.keyboard.press('a');
      await choose(page, agent);
    }
    await Promise.all(racers.map(({ page }) => page.keyboard.press('Enter')));
    const winner = await expect
      .poll(async () => (await rowOf(chat(2)))?.status)
      .toBe('active')
      .then(async () => (await rowOf(chat(2)))?.assigned_agent_id);
    const won = racers.find(({ agent }) => agent.agent_id === winner);
    const lost = racers.find(({ agent }) => agent.agent_id !== winner);
    if (won === undefined || lost === undefined) throw new Error('Nobody has won.');
    await won.page.getByRole('heading', { name: `Assigned to ${won.agent.display_name}` }).waitFor();
    const refusal = dialog(lost.page, 'Assign').getByRole('alert');
    await refusal.getByText(`${won.agent.display_name} was quicker and has it now.`).waitFor();
    await refusal.getByText('Assign is not possible any more.').waitFor();
    await expectAccessible(lost.page);
    await Promise.all(racers.map(({ page }) => page.context().close()));
  });

  it('shows the new state when the chat has changed, and sends again what was entered', async () => {
    await command(chat(3), 'assign', { agent_id: ada.agent_id });
    const { page } = await openChat(3);
    await page.keyboard.press('c');
    await page.getByLabel(/^Reason/).fill('Solved by phone.');
    await command(chat(3), 'requeue', {});
    await dialog(page, 'Close').getByRole('button', { name: 'Close', exact: true }).click();
    const shown = dialog(page, 'Close');
    await shown.getByText('The chat has changed in the meantime').waitFor();
    await shown.getByText('It is waiting in the queue now.').waitFor();
    expect(await shown.locator('[data-command-chat]').getAttribute('data-command-chat')).toBe('waiting');
    expect((await rowOf(chat(3)))?.status).toBe('waiting');
    expect(await page.getByLabel(/^Reason/).inputValue()).toBe('Solved by phone.');
    await shown.getByRole('button', { name: 'Close anyway' }).click();
    await shown.waitFor({ state: 'detached' });
    expect((await rowOf(chat(3)))?.status).toBe('closed');
    await page.getByRole('list', { name: 'Audit' }).getByText('“Solved by phone.”').first().waitFor();
    await page.getByText('A closed chat takes no commands.').waitFor();
    await page.context().close();
  });

  it('loses nothing that was entered when the sign-in expires', async () => {
    await command(chat(4), 'assign', { agent_id: ada.agent_id });
    const sub = crypto.randomUUID();
    const token = await uiToken({ sub, ttlSeconds: 3600 });
    const { page } = await openChat(4, { token, hasClock: true });
    await page.keyboard.press('t');
    await choose(page, ben);
    await page.getByLabel(/^Reason/).fill('Knows the customer.');
    await page.clock.fastForward('01:00:00');
    await page.getByRole('heading', { name: 'Your sign-in has expired' }).waitFor();
    await page.getByLabel('Token').click();
    await page.keyboard.press('Escape');
    const other = await page.context().newPage();
    await other.goto(`${uiStack().url}/#token=${await uiToken({ sub, ttlSeconds: 7200 })}`);
    await page.getByRole('heading', { name: 'Your sign-in has expired' }).waitFor({ state: 'detached' });
    const shown = dialog(page, 'Transfer');
    await shown.getByText(ben.display_name).waitFor();
    expect(await page.getByLabel(/^Reason/).inputValue()).toBe('Knows the customer.');
    await shown.getByRole('button', { name: 'Transfer' }).click();
    await page.getByRole('heading', { name: `Transferred to ${ben.display_name}` }).waitFor();
    expect(await rowOf(chat(4))).toMatchObject({ status: 'active', assigned_agent_id: ben.agent_id });

    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Undone').waitFor();
    expect((await rowOf(chat(4)))?.assigned_agent_id).toBe(ada.agent_id);
    await page.context().close();
  });

  it('does once what is sent again because no answer came', async () => {
    const { page } = await openChat(5);
    await page.keyboard.press('t');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.type('billing');
    await page.keyboard.press('Enter');
    // The command arrives; its answer does not.
    await page.route(
      '**/transfer',
      async (route) => {
        await route.fetch();
        await route.abort();
      },
      { times: 1 },
    );
    await dialog(page, 'Transfer').getByRole('button', { name: 'Transfer' }).click();
    await page.getByText('The server does not answer').waitFor();
    expect((await rowOf(chat(5)))?.team).toBe('billing');
    const { version } = (await rowOf(chat(5))) ?? {};
    await dialog(page, 'Transfer').getByRole('button', { name: 'Send again' }).click();
    await page.getByText('Waits for billing now').waitFor();
    expect((await rowOf(chat(5)))?.version).toBe(version);
    await page.context().close();
  });

  it('shows an agent its own chat with the commands of an agent, and no audit', async () => {
    await command(chat(6), 'assign', { agent_id: ben.agent_id });
    const token = await uiToken({ role: 'agent', sub: ben.agent_id });
    const { page } = await openChat(6, { token });
    const names = await commands(page).getByRole('button').allInnerTexts();
    expect(names.map((name) => name.split('\n')[0]?.trim())).toEqual(['Transfer', 'Requeue', 'Close']);
    expect(await page.getByRole('heading', { name: 'Commands' }).count()).toBe(0);
    await page.context().close();
    const stranger = await openUi(browser, `/sessions/${chat(7)}`, { token });
    await stranger.page.getByText('There is no such chat').waitFor();
    await stranger.page.context().close();
  });

  it('draws a part of a long transcript only, reaches its end, and follows new messages', async () => {
    const say = (count: number, text: string) =>
      inDatabase((client) =>
        client.query(
          `insert into chat_messages (session_id, sender_id, content, created_at)
           select s.id, s.initiator_id, $2 || ' ' || n, now() - interval '30 min' + n * interval '100 ms'
           from chat_sessions s, generate_series(1, $3::int) n where s.id = $1`,
          [chat(8), text, count],
        ),
      );
    await say(3000, 'Line');
    const { page } = await openChat(8);
    const transcript = page.getByRole('region', { name: 'Transcript' });
    await transcript.getByText('Line 3000', { exact: true }).waitFor();
    expect(await transcript.getByRole('listitem').count()).toBeLessThan(150);
    await transcript.focus();
    await page.keyboard.press('Home');
    await transcript.getByText('Where is my parcel?').waitFor();
    await page.keyboard.press('End');
    await transcript.getByText('Line 3000', { exact: true }).waitFor();
    await inDatabase((client) =>
      client.query(
        `insert into chat_messages (session_id, sender_id, content)
         select id, initiator_id, 'Are you there?' from chat_sessions where id = $1`,
        [chat(8)],
      ),
    );
    await transcript.getByText('Are you there?').waitFor();
    await page.context().close();
  });

  it('goes through the list that it was opened from, and back to it', async () => {
    const list = (await (await askApi('/sessions?status=closed&limit=3')).json()) as { session_id: string }[];
    const [first, second] = list.map(({ session_id: id }) => id);
    const { page } = await openUi(browser, `/sessions?age=all&status=closed&open=${first}&tz=Asia/Tokyo`);
    await page.getByRole('link', { name: 'Open' }).click();
    await page.getByRole('heading', { level: 1, name: `Chat ${first?.slice(0, 8)}` }).waitFor();
    await page.getByRole('button', { name: 'Next chat' }).waitFor();
    await page.keyboard.press('j');
    await page.getByRole('heading', { level: 1, name: `Chat ${second?.slice(0, 8)}` }).waitFor();
    await page.keyboard.press('b');
    await page.getByRole('complementary', { name: `Chat ${second?.slice(0, 8)}` }).waitFor();
    const { searchParams } = new URL(page.url());
    expect([searchParams.get('status'), searchParams.get('age'), searchParams.get('tz')]).toEqual([
      'closed',
      'all',
      'Asia/Tokyo',
    ]);
    await page.context().close();
  });

  it.each([
    ['light', 1440],
    ['dark', 1440],
    ['dark', 390],
  ] as const)('is accessible in %s at %d px, alone and with a dialog', async (scheme, width) => {
    const { page, complaints } = await openChat(7, { scheme, width });
    await page.getByRole('list', { name: 'Timeline' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await expectAccessible(page);
    await page.keyboard.press('t');
    await page.getByRole('option').first().waitFor();
    await expectAccessible(page);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
