import { beforeEach, describe, expect, it } from 'vitest';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { answerOf, problem } from '../support/answers.ts';
import { hold } from '../support/lock-holder.ts';
import { allPages, nextOf } from '../support/pages.ts';
import { addAgent } from '../support/routing.ts';
import { addMessage, addParticipant, addSession, addUsers, newId } from '../support/rows.ts';
import { testApp } from '../support/test-app.ts';
import { tokenOf } from '../support/tokens.ts';

const database = useFreshDatabase();
const app = testApp({ bindings: { DATABASE_URL: database.url } });
beforeEach(() => database.clear());

interface ActiveSession {
  session_id: string;
  duration_seconds: number;
  last_activity: string;
  latest_message: { content: string; timestamp: string; sender_id: string } | null;
  [field: string]: unknown;
}

const list = async (query = ''): Promise<ActiveSession[]> =>
  (await app.call(`active-sessions${query}`)).json() as Promise<ActiveSession[]>;
const idsOf = (rows: ActiveSession[]): string[] => rows.map((row) => row.session_id);
const active = (row: Record<string, unknown> = {}) => addSession(database, { status: 'active', ...row });

it('is empty where no session is active', async () => {
  await Promise.all([addSession(database), addSession(database, { status: 'closed' })]);
  const response = await app.call('active-sessions');
  expect(await response.json()).toEqual([]);
  expect(response.headers.get('Link')).toBeNull();
  expect(response.headers.get('X-Total-Count')).toBe('0');
});

describe('one row', () => {
  it('tells a session with all that it has', async () => {
    const [customer, agent, gone, guest, stranger] = [newId(), newId(), newId(), newId(), newId()];
    const id = await active({
      initiator_id: customer,
      assigned_agent_id: agent,
      created_at: '2026-01-01T00:00:00Z',
      started_at: '2026-01-01T00:10:00Z',
      last_activity_at: '2026-01-02T03:04:05.678999Z',
    });
    await addAgent(database, { agent_id: agent, display_name: 'Ada Okafor' });
    await addUsers(database, {
      [customer]: 'Maya Fischer',
      [agent]: 'Not registered',
      [stranger]: 'A stranger',
    });
    await addParticipant(database, id, { user_id: customer, role: 'customer' });
    await addParticipant(database, id, { user_id: guest, role: 'customer' });
    await addParticipant(database, id, { user_id: agent });
    await addParticipant(database, id, { user_id: gone, left_at: '2026-01-01T01:00:00Z' });
    const message = (row: Record<string, unknown>) => addMessage(database, id, row);
    await message({ sender_id: customer, status: 'sent', created_at: '2026-01-01T00:00:01Z' });
    await message({ sender_id: customer, status: 'delivered', created_at: '2026-01-01T00:00:02Z' });
    await message({ sender_id: customer, status: 'read', created_at: '2026-01-01T00:00:03Z' });
    await message({ sender_id: agent, status: 'sent', created_at: '2026-01-01T00:00:04Z' });
    await message({ sender_id: gone, status: 'delivered', created_at: '2026-01-01T00:00:05Z' });
    await message({ sender_id: guest, status: 'sent', created_at: '2026-01-01T00:00:06Z' });
    // No participant at all: not a customer.
    await message({ sender_id: stranger, status: 'sent', created_at: '2026-01-01T00:00:07.000999Z' });

    expect(await list()).toEqual([
      {
        session_id: id,
        status: 'active',
        duration_seconds: expect.any(Number),
        total_messages: 7,
        unread_count: 3,
        participant_count: 3,
        initiator_id: customer,
        initiator_name: 'Maya Fischer',
        assigned_agent_id: agent,
        assigned_agent_name: 'Ada Okafor',
        last_activity: '2026-01-02T03:04:05.678Z',
        latest_message: {
          content: 'Hello',
          timestamp: '2026-01-01T00:00:07.000Z',
          sender_id: stranger,
          sender_name: 'A stranger',
        },
        version: 1,
      },
    ]);
  });

  it('has nothing where there is nothing: no agent, no message, nobody in it', async () => {
    await active();
    expect(await list()).toMatchObject([
      {
        assigned_agent_id: null,
        latest_message: null,
        total_messages: 0,
        unread_count: 0,
        participant_count: 0,
      },
    ]);
  });

  it.each<[string, string, string]>([
    ['199 characters', 'x'.repeat(199), 'x'.repeat(199)],
    ['200 characters', 'x'.repeat(200), 'x'.repeat(200)],
    ['201 characters', 'x'.repeat(201), 'x'.repeat(200)],
    ['emoji', '😀'.repeat(300), '😀'.repeat(200)],
    ['letters before emoji', `a${'😀'.repeat(300)}`, `a${'😀'.repeat(199)}`],
    ['combining marks', 'e\u0301'.repeat(150), 'e\u0301'.repeat(100)],
    ['nothing', '', ''],
  ])('cuts the latest message after 200 code points: %s', async (_, content, told) => {
    const id = await active();
    await addMessage(database, id, { content });
    expect((await list())[0]?.latest_message?.content).toBe(told);
  });

  it('takes the latest message by its time, to the microsecond, whenever it was written down', async () => {
    const id = await active();
    await addMessage(database, id, { content: 'last', created_at: '2026-01-01T00:00:00.000002Z' });
    await addMessage(database, id, { content: 'first', created_at: '2026-01-01T00:00:00.000001Z' });
    expect((await list())[0]?.latest_message?.content).toBe('last');
  });

  it('lasts since its start, else since its creation, in whole seconds, and never below 0', async () => {
    const secondsAgo = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();
    const started = await active({ created_at: secondsAgo(5000), started_at: secondsAgo(1000.5) });
    const created = await active({ created_at: secondsAgo(2000.5) });
    const ahead = await active({ created_at: secondsAgo(2000), started_at: secondsAgo(-500) });
    const rows = new Map((await list()).map((row) => [row.session_id, row.duration_seconds]));
    expect(rows.get(started)).toBeGreaterThanOrEqual(1000);
    expect(rows.get(started)).toBeLessThan(1030);
    expect(rows.get(created)).toBeGreaterThanOrEqual(2000);
    expect(rows.get(created)).toBeLessThan(2030);
    expect(rows.get(ahead)).toBe(0);
  });

  it('lasts since its present episode was first handled, once it has come back', async () => {
    const secondsAgo = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();
    const row = { created_at: secondsAgo(9000), started_at: secondsAgo(8000), assigned_agent_id: newId() };
    const [requeued, reopened, handedOver] = [await active(row), await active(row), await active(row)];
    const set = (id: string, change: string, ...values: unknown[]) =>
      database.query(`update chat_sessions set ${change} where id = $1`, [id, ...values]);
    // Back to the queue, and to another agent: the same episode.
    await set(requeued, `status = 'waiting', assigned_agent_id = null`);
    await set(requeued, `status = 'active', assigned_agent_id = $2`, newId());
    await set(handedOver, 'assigned_agent_id = $2', newId());
    // Closed, and back again: a new one, whose wait does not count.
    await set(reopened, `status = 'closed', closed_at = $2`, secondsAgo(7000));
    await set(reopened, `status = 'waiting', assigned_agent_id = null, queued_at = $2`, secondsAgo(600));
    await set(reopened, `status = 'active', started_at = $2`, secondsAgo(300));
    const rows = new Map(
      (await list()).map(({ session_id, duration_seconds }) => [session_id, duration_seconds]),
    );
    for (const [id, seconds] of [
      [requeued, 8000],
      [handedOver, 8000],
      [reopened, 300],
    ] as const) {
      expect(rows.get(id)).toBeGreaterThanOrEqual(seconds);
      expect(rows.get(id)).toBeLessThan(seconds + 30);
    }
  });
});

describe('last activity', () => {
  it('is never before the latest message, where the chat application only inserts messages', async () => {
    const at = (minute: number) => `2026-01-01T00:0${minute}:00Z`;
    const [silent, noted, said, later] = [
      await active({ last_activity_at: at(3) }),
      await active({ last_activity_at: at(2) }),
      await active({ last_activity_at: at(1) }),
      await active({ last_activity_at: at(5) }),
    ];
    await addMessage(database, said, { created_at: at(4) });
    await addMessage(database, said, { created_at: at(0) });
    await addMessage(database, later, { created_at: at(4) });
    await addMessage(database, noted, { created_at: at(6), message_type: 'note' });
    await addMessage(database, noted, { created_at: at(7), status: 'failed' });
    const told = [
      [later, '2026-01-01T00:05:00.000Z'],
      [said, '2026-01-01T00:04:00.000Z'],
      [silent, '2026-01-01T00:03:00.000Z'],
      [noted, '2026-01-01T00:02:00.000Z'],
    ];
    expect((await list()).map((row) => [row.session_id, row.last_activity])).toEqual(told);
    const paged = (await allPages<ActiveSession>(app, 'active-sessions?limit=1')).flat();
    expect(paged.map((row) => [row.session_id, row.last_activity])).toEqual(told);
  });
});

describe('the order', () => {
  it('is latest activity first, to the microsecond, then by id', async () => {
    const at = (fraction: string) => ({ last_activity_at: `2026-01-01T00:00:00.${fraction}Z` });
    const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
    await active({ id: id(5), ...at('000001') });
    await active({ id: id(4), ...at('000002') });
    await active({ id: id(3), ...at('000002') });
    await active({ id: id(2), ...at('000003') });
    await active({ id: id(1), ...at('000002') });
    expect(idsOf(await list())).toEqual([id(2), id(1), id(3), id(4), id(5)]);
  });
});

describe('pages', () => {
  it('hold 20 rows where no limit is given, and no link where there are no more', async () => {
    await Promise.all(Array.from({ length: 20 }, () => active()));
    const full = await app.call('active-sessions');
    expect(await full.json()).toHaveLength(20);
    expect(full.headers.get('Link')).toBeNull();
    await active();
    const cut = await app.call('active-sessions');
    expect(await cut.json()).toHaveLength(20);
    expect(nextOf(cut)).toMatch(
      /^https:\/\/dashboard\.test\/api\/v1\/admin\/chat-dashboard\/active-sessions\?cursor=[\w-]+$/,
    );
  });

  it.each([1, 2, 3, 7, 100])('of %i rows show each row once, in the order of the whole', async (limit) => {
    // Three instants within one millisecond, five rows each.
    await Promise.all(
      Array.from({ length: 15 }, (_, i) =>
        active({ last_activity_at: `2026-01-01T00:00:00.12300${i % 3}Z` }),
      ),
    );
    const whole = idsOf(await list('?limit=100'));
    expect(new Set(whole).size).toBe(15);
    const pages = await allPages<ActiveSession>(app, `active-sessions?limit=${limit}`);
    expect(pages.map((page) => page.length)).toEqual([
      ...Array.from({ length: Math.ceil(15 / limit) - 1 }, () => limit),
      15 % limit || Math.min(15, limit),
    ]);
    expect(pages.flatMap(idsOf)).toEqual(whole);
  });

  it('say how many there are, over all pages', async () => {
    for (let i = 0; i < 3; i += 1) await active();
    await addSession(database);
    const first = await app.call('active-sessions?limit=2');
    expect(first.headers.get('X-Total-Count')).toBe('3');
    expect(first.headers.get('X-Generated-At')).toMatch(/^\d{4}-.*\.\d{3}Z$/);
    await database.query(`update chat_sessions set status = 'closed'`);
    const second = await app.call(nextOf(first) ?? '');
    expect(await second.json()).toEqual([]);
    expect(second.headers.get('X-Total-Count')).toBe('0');
  });

  it('go on where they were when the row they ended at is gone', async () => {
    for (let i = 0; i < 6; i += 1) await active({ last_activity_at: `2026-01-01T00:00:0${9 - i}Z` });
    const whole = idsOf(await list());
    const first = await app.call('active-sessions?limit=2');
    await database.query(`delete from chat_sessions where id = $1`, [whole[1]]);
    const rest = await allPages<ActiveSession>(app, nextOf(first) ?? '');
    expect(rest.flatMap(idsOf)).toEqual(whole.slice(2));
  });

  const say = (id: string, at: string) => addMessage(database, id, { created_at: at });
  const touch = (id: string, at: string) =>
    database.query(`update chat_sessions set last_activity_at = $2 where id = $1`, [id, at]);
  // The latest activity on the first page is at 00:00:09.
  it.each<[string, string, (id: string, at: string) => Promise<unknown>]>([
    ['whose row is written to', '2026-01-02T00:00:00Z', touch],
    ['whose row is written to by a slow clock', '2026-01-01T00:00:08.5Z', touch],
    ['whose row is written to by a fast clock', '2199-01-01T00:00:00Z', touch],
    ['that gets a message', '2026-01-02T00:00:00Z', say],
    ['that gets a message of a slow clock', '2026-01-01T00:00:08.5Z', say],
  ])('miss no session %s while they are read; they list it once more', async (_, at, move) => {
    for (let i = 0; i < 9; i += 1) await active({ last_activity_at: `2026-01-01T00:00:0${9 - i}Z` });
    const whole = idsOf(await list());
    const [listed, next, ahead] = [whole[1] ?? '', whole[3] ?? '', whole[7] ?? ''];
    let page = await app.call('active-sessions?limit=3');
    const seen = idsOf((await page.json()) as ActiveSession[]);
    for (const id of [listed, next, ahead]) await move(id, at);
    for (let pages = 1; nextOf(page) !== undefined && pages < 10; pages += 1) {
      page = await app.call(nextOf(page) ?? '');
      seen.push(...idsOf((await page.json()) as ActiveSession[]));
      // It moves again and again; it has its place behind the others.
      await move(ahead, at);
    }
    const kept = whole.filter((id) => id !== next && id !== ahead);
    expect(seen).toEqual([...kept, ...[listed, next, ahead].toSorted()]);
  });

  it('miss no session whose writer began before the first page and commits after it', async () => {
    for (let i = 0; i < 4; i += 1) await active({ last_activity_at: `2026-01-01T00:00:0${9 - i}Z` });
    const whole = idsOf(await list());
    const last = whole.at(-1) ?? '';
    const change = `update chat_sessions set last_activity_at = '2026-01-01T00:00:08.5Z' where id = $1`;
    const writer = await hold(database, { untilWaiting: 1 }, change, last);
    // Others begin after it and commit before it.
    await addSession(database);
    const first = await app.call('active-sessions?limit=2');
    // Waits for the writer, which then commits.
    await database.query('select from chat_sessions where id = $1 for update', [last]);
    await writer.committed;
    const rest = await allPages<ActiveSession>(app, nextOf(first) ?? '');
    expect(rest.flatMap(idsOf)).toEqual(whole.slice(2));
  });
});

describe('sessions of an agent and of nobody', () => {
  it('are asked for by assigned_agent_id', async () => {
    const [agent, other] = [newId(), newId()];
    const own = await active({ assigned_agent_id: agent });
    const nobodys = await active();
    await active({ assigned_agent_id: other });
    for (const [asked, ids] of [
      [agent, [own]],
      [agent.toUpperCase(), [own]],
      ['none', [nobodys]],
      [newId(), []],
    ] as const) {
      const response = await app.call(`active-sessions?assigned_agent_id=${asked}`);
      expect(idsOf((await response.json()) as ActiveSession[])).toEqual(ids);
      expect(response.headers.get('X-Total-Count')).toBe(String(ids.length));
    }
  });

  it.each([
    'assigned_agent_id=',
    'assigned_agent_id=nobody',
    'assigned_agent_id=none&assigned_agent_id=none',
  ])('are not asked for by %s', async (query) => {
    expect(await answerOf(await app.call(`active-sessions?${query}`))).toEqual(
      problem(422, 'validation_failed'),
    );
  });
});

describe('an agent', () => {
  it('sees the sessions that it takes or took part in; of others neither customer nor message', async () => {
    const [self, other, customer] = [newId(), newId(), newId()];
    await addUsers(database, { [customer]: 'Maya Fischer', [other]: 'Ben' });
    const withMessage = async (row: Record<string, unknown>, participant?: Record<string, unknown>) => {
      const id = await active({ initiator_id: customer, ...row });
      await addMessage(database, id, { content: 'My card number is 4000 0000 0000 0000' });
      if (participant !== undefined) await addParticipant(database, id, participant);
      return id;
    };
    const assigned = await withMessage({ assigned_agent_id: self });
    const left = await withMessage(
      { assigned_agent_id: other },
      { user_id: self, left_at: '2026-01-01T00:00:00Z' },
    );
    const others = await withMessage({ assigned_agent_id: other }, { user_id: other });
    const nobodys = await withMessage({});
    const token = await tokenOf('agent', self);
    const seen = async (query: string) => {
      const response = await app.call(`active-sessions?limit=100${query}`, { token });
      const rows = (await response.json()) as ActiveSession[];
      expect(response.headers.get('X-Total-Count')).toBe(String(rows.length));
      return Object.fromEntries(
        rows.map((row) => [
          row.session_id,
          [
            row['initiator_id'],
            row['initiator_name'],
            row.latest_message !== null,
            row['assigned_agent_name'],
          ],
        ]),
      );
    };
    const known = [customer, 'Maya Fischer', true];
    const hidden = [null, null, false];
    expect(await seen('')).toEqual({ [assigned]: [...known, null], [left]: [...known, 'Ben'] });
    expect(await seen(`&assigned_agent_id=${other}`)).toEqual({
      [left]: [...known, 'Ben'],
      [others]: [...hidden, 'Ben'],
    });
    expect(await seen('&assigned_agent_id=none')).toEqual({ [nobodys]: [...hidden, null] });
  });
});
