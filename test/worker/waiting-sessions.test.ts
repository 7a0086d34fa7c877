import { beforeEach, describe, expect, it } from 'vitest';
import { answerOf, problem } from '../support/answers.ts';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { allPages, nextOf } from '../support/pages.ts';
import { addAgent, addOffer, arrayText } from '../support/routing.ts';
import { addMessage, addParticipant, addSession, addUsers, newId } from '../support/rows.ts';
import { testApp, type TestApp } from '../support/test-app.ts';
import { tokenOf } from '../support/tokens.ts';

const database = useFreshDatabase();
const app = testApp({ bindings: { DATABASE_URL: database.url } });
beforeEach(() => database.clear());

interface WaitingSession {
  session_id: string;
  wait_time_seconds: number;
  queued_at: string;
  position: number;
  priority: string;
  [field: string]: unknown;
}

const list = async (query = '', api: TestApp = app): Promise<WaitingSession[]> =>
  (await api.call(`waiting-sessions${query}`)).json() as Promise<WaitingSession[]>;
const idsOf = (rows: WaitingSession[]): string[] => rows.map((row) => row.session_id);

/** One session queued at each whole number of seconds ago, by the database's clock at one instant. */
const queueEachSecond = (from: number, to: number) =>
  database.query(
    `insert into chat_sessions (initiator_id, created_at)
     select gen_random_uuid(), now() - make_interval(secs => s) from generate_series($1::int, $2::int) s`,
    [from, to],
  );

it('tells who waits, oldest queued first, and nobody else', async () => {
  const customer = newId();
  const id = await addSession(database, {
    initiator_id: customer,
    created_at: '2026-01-01T00:00:00.000999Z',
    queued_at: '2026-01-01T00:10:00.999999Z',
  });
  await addUsers(database, { [customer]: 'Maya Fischer' });
  await addMessage(database, id);
  await addMessage(database, id);
  await addSession(database, { status: 'active' });
  await addSession(database, { status: 'closed' });
  expect(await list()).toEqual([
    {
      session_id: id,
      wait_time_seconds: expect.any(Number),
      initiator_id: customer,
      initiator_name: 'Maya Fischer',
      assigned_agent_id: null,
      assigned_agent_name: null,
      message_count: 2,
      created_at: '2026-01-01T00:00:00.000Z',
      queued_at: '2026-01-01T00:10:00.999Z',
      position: 1,
      priority: 'high',
      team: null,
      skills: [],
      version: 1,
      queue_position: 1,
      estimated_wait_seconds: null,
      offer: null,
    },
  ]);
});

it('tells the team and the skills that are asked for, and the version that a command may name', async () => {
  const id = await addSession(database, { team: 'billing', skills: arrayText(['english', '"', '中文']) });
  await database.query(`update chat_sessions set team = 'sales' where id = $1`, [id]);
  const [row] = await list();
  expect(row).toMatchObject({ team: 'sales', skills: ['english', '"', '中文'], version: 2 });
  const close = (version: unknown): Promise<Response> =>
    app.call(`sessions/${id}/close`, { json: {}, headers: { 'If-Match': `"${version}"` } });
  expect((await close(1)).status).toBe(412);
  expect((await close(row?.['version'])).status).toBe(200);
});

it('is ordered by queued_at to the microsecond, then by id, not by creation', async () => {
  const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
  const add = (n: number, fraction: string, created: string) =>
    addSession(database, {
      id: id(n),
      created_at: created,
      queued_at: `2026-01-01T00:00:00.${fraction}Z`,
    });
  await add(1, '000003', '2025-01-01T00:00:00Z');
  await add(4, '000002', '2025-01-02T00:00:00Z');
  await add(2, '000002', '2025-01-03T00:00:00Z');
  await add(3, '000001', '2025-01-04T00:00:00Z');
  const rows = await list();
  expect(idsOf(rows)).toEqual([id(3), id(2), id(4), id(1)]);
  expect(rows.map(({ position }) => position)).toEqual([1, 2, 3, 4]);
});

it('counts a returning session from its return', async () => {
  const id = await addSession(database, { created_at: '2026-01-01T00:00:00Z' });
  await database.query(`update chat_sessions set status = 'active' where id = $1`, [id]);
  await database.query(`update chat_sessions set status = 'waiting' where id = $1`, [id]);
  const [row] = await list();
  expect(row?.wait_time_seconds).toBeLessThan(60);
  expect(row?.priority).toBe('low');
});

it('tells the agent that the chat application has assigned already', async () => {
  const agent = newId();
  await addUsers(database, { [agent]: 'Ada Okafor' });
  await addSession(database, { assigned_agent_id: agent });
  expect(await list()).toMatchObject([{ assigned_agent_id: agent, assigned_agent_name: 'Ada Okafor' }]);
});

it('tells an agent the customers only of sessions that it takes or took part in', async () => {
  const self = newId();
  const customer = newId();
  await addUsers(database, { [customer]: 'Maya Fischer' });
  const at = (second: number) => ({
    initiator_id: customer,
    queued_at: `2026-01-01T00:00:0${second}Z`,
  });
  const ids = [
    await addSession(database, { ...at(0), team: 'billing' }),
    await addSession(database, { ...at(1), assigned_agent_id: self }),
    await addSession(database, at(2)),
  ];
  await addParticipant(database, ids[2] ?? '', { user_id: self, left_at: '2026-01-01T00:00:00Z' });
  const seenBy = async (token: string) => {
    const response = await app.call('waiting-sessions', { token });
    expect(response.headers.get('X-Total-Count')).toBe('3');
    const rows = (await response.json()) as WaitingSession[];
    return rows.map((row) => [row.session_id, row['initiator_id'], row['initiator_name']]);
  };
  expect(await seenBy(await tokenOf('agent', self))).toEqual([
    [ids[0], null, null],
    [ids[1], customer, 'Maya Fischer'],
    [ids[2], customer, 'Maya Fischer'],
  ]);
  expect(await seenBy(await tokenOf('router'))).toEqual(ids.map((id) => [id, customer, 'Maya Fischer']));
});

describe('the wait', () => {
  it('is whole seconds by the database’s clock, never below 0', async () => {
    await queueEachSecond(10, 10);
    const [ahead] = [await addSession(database, { queued_at: new Date(Date.now() + 60_000).toISOString() })];
    const clock = async (): Promise<number> => {
      const [row] = await database.query(
        `select floor(extract(epoch from now() - min(queued_at)))::int as waited from chat_sessions`,
      );
      return Number(row?.['waited']);
    };
    const before = await clock();
    const rows = await list();
    const after = await clock();
    expect(rows[0]?.wait_time_seconds).toBeGreaterThanOrEqual(before);
    expect(rows[0]?.wait_time_seconds).toBeLessThanOrEqual(after);
    expect(rows.find((row) => row.session_id === ahead)?.wait_time_seconds).toBe(0);
  });
});

describe('the priority', () => {
  it.each<[string, Record<string, string>, number, number]>([
    ['from 60 and 180 seconds where nothing is configured', {}, 60, 180],
    [
      'from other bounds where they are configured',
      { WAIT_MEDIUM_SECONDS: '100', WAIT_HIGH_SECONDS: '130' },
      100,
      130,
    ],
    [
      'never medium where both bounds are one',
      { WAIT_MEDIUM_SECONDS: '90', WAIT_HIGH_SECONDS: '90' },
      90,
      90,
    ],
    ['never low where the first bound is 0', { WAIT_MEDIUM_SECONDS: '0' }, 0, 180],
  ])('rises %s; a bound belongs to the class above it', async (_, bounds, medium, high) => {
    const api = testApp({ bindings: { DATABASE_URL: database.url, ...bounds } });
    // Every second is there, so that some sessions wait exactly the bound and some a second less.
    await queueEachSecond(0, 99);
    await queueEachSecond(100, 199);
    const pages = await allPages<WaitingSession>(api, 'waiting-sessions');
    const seen = new Map(pages.flat().map((row) => [row.wait_time_seconds, row.priority]));
    const expected = (wait: number): string => (wait >= high ? 'high' : wait >= medium ? 'medium' : 'low');
    for (const [wait, priority] of seen) expect([wait, priority]).toEqual([wait, expected(wait)]);
    const around = [medium, high].flatMap((bound) => (bound > 0 ? [bound - 1, bound] : []));
    expect([...seen.keys()]).toEqual(expect.arrayContaining(around));
  });
});

describe('the place in its queue', () => {
  const teams = ['billing', null, 'sales', 'billing', 'billing', null, 'sales', 'billing'];

  /** One session a team, a second apart, but for the last two, which came at one instant. */
  const queueTeams = () =>
    Promise.all(
      teams.map((team, i) =>
        addSession(database, { team, queued_at: `2026-01-01T00:00:0${Math.min(i, 6)}Z` }),
      ),
    );

  /** As it must be: counted among those before it in the list that wait for the same. */
  const places = (rows: WaitingSession[]): number[] =>
    rows.map((row, i) => rows.slice(0, i + 1).filter(({ team }) => team === row['team']).length);

  it.each([1, 2, 3, 5, 100])('is among those of its team, in pages of %i rows', async (limit) => {
    await queueTeams();
    const whole = await list();
    expect(whole.map(({ queue_position: place }) => place)).toEqual(places(whole));
    expect(whole.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    const rows = (await allPages<WaitingSession>(app, `waiting-sessions?limit=${limit}`)).flat();
    expect(rows.map((row) => [row.session_id, row.position, row['queue_position']])).toEqual(
      whole.map((row) => [row.session_id, row.position, row['queue_position']]),
    );
  });

  it.each([1, 2, 100])('is the same where one team alone is listed, in pages of %i rows', async (limit) => {
    await queueTeams();
    const whole = await list();
    for (const team of ['billing', 'sales', 'Billing', 'nobody']) {
      const pages = await allPages<WaitingSession>(app, `waiting-sessions?limit=${limit}&team=${team}`);
      const seen = pages.flat().map((row) => [row.session_id, row.position, row['queue_position']]);
      const own = whole.filter((row) => row['team'] === team);
      expect([team, seen]).toEqual([
        team,
        own.map((row) => [row.session_id, row.position, row['queue_position']]),
      ]);
    }
  });

  it('is counted now, when those ahead have left', async () => {
    await queueTeams();
    const whole = await list();
    const [first, , , second] = whole;
    const page = await app.call('waiting-sessions?limit=4');
    for (const id of [first, second].map((row) => row?.session_id)) {
      await app.call(`sessions/${id}/close`, { json: {} });
    }
    const rest = (await allPages<WaitingSession>(app, nextOf(page) ?? '')).flat();
    expect(rest.map((row) => row['queue_position'])).toEqual(
      places(whole.filter((row) => row !== first && row !== second)).slice(2),
    );
    expect(rest.map(({ position }) => position)).toEqual([3, 4, 5, 6]);
  });

  it.each(['team=', `team=${'x'.repeat(201)}`, 'team=a&team=b', 'team=%00', 'skill=english'])(
    'is not asked for by %s',
    async (query) => {
      expect(await answerOf(await app.call(`waiting-sessions?${query}`))).toEqual(
        problem(422, 'validation_failed'),
      );
    },
  );
});

describe('the estimated wait', () => {
  const start = (team: string | null, secondsAgo: number, count = 1) =>
    database.query(
      `insert into chat_sessions (initiator_id, status, team, created_at, started_at)
       select gen_random_uuid(), 'closed', $1, now() - interval '1 day', now() - make_interval(secs => $2)
       from generate_series(1, $3::int)`,
      [team, secondsAgo, count],
    );
  const estimates = async (): Promise<unknown[]> =>
    (await list()).map((row) => [row['team'], row['queue_position'], row['estimated_wait_seconds']]);

  it('is the place in the queue times the interval at which its team was started within the hour', async () => {
    for (const team of ['billing', null, 'billing', 'sales', 'billing', null]) {
      await addSession(database, { team });
    }
    await start('billing', 60, 5);
    await start('billing', 3590, 2);
    await start('billing', 3700, 100);
    await start('billing', -60, 100);
    await start(null, 1, 1);
    await start('sales', 7200, 3);
    expect(await estimates()).toEqual([
      ['billing', 1, 514], // 3600 / 7 = 514.29
      [null, 1, 3600],
      ['billing', 2, 1029], // 1028.57
      ['sales', 1, null],
      ['billing', 3, 1543], // 1542.86
      [null, 2, 7200],
    ]);
  });

  it('is rounded half away from zero', async () => {
    await addSession(database, { team: 'billing' });
    await start('billing', 60, 32); // 112.5
    expect(await estimates()).toEqual([['billing', 1, 113]]);
  });

  it('counts what was started by a command', async () => {
    const first = await addSession(database, { queued_at: '2026-01-01T00:00:00Z' });
    await addSession(database);
    expect(await estimates()).toEqual([
      [null, 1, null],
      [null, 2, null],
    ]);
    await app.call(`sessions/${first}/assign`, { json: { agent_id: newId() } });
    expect(await estimates()).toEqual([[null, 1, 3600]]);
  });
});

describe('the offer', () => {
  it('is there as long as it holds the session, and the session keeps its place', async () => {
    const [held, other] = [
      await addSession(database, { queued_at: '2026-01-01T00:00:00Z' }),
      await addSession(database, { queued_at: '2026-01-01T00:00:01Z' }),
    ];
    const agent = await addAgent(database, { display_name: 'Ada Okafor' });
    const offered = await app.call(`sessions/${held}/offers`, { json: { agent_id: agent } });
    const { data } = (await offered.json()) as { data: Record<string, unknown> };
    const told = async () => (await list()).map((row) => [row.session_id, row.position, row['offer']]);
    const offer = {
      offer_id: data['offer_id'],
      agent_id: agent,
      agent_name: 'Ada Okafor',
      expires_at: data['expires_at'],
    };
    expect(data['agent_name']).toBe('Ada Okafor');
    expect(await told()).toEqual([
      [held, 1, offer],
      [other, 2, null],
    ]);
    await app.call(`sessions/${held}/offers/${String(data['offer_id'])}/decline`, { json: {} });
    expect(await told()).toEqual([
      [held, 1, null],
      [other, 2, null],
    ]);
  });

  it('is not there once it has expired, whether somebody has noted that or not', async () => {
    const id = await addSession(database);
    await addOffer(database, id, newId(), -1);
    expect((await list())[0]?.['offer']).toBeNull();
    const live = await addOffer(database, id, newId(), 60);
    expect((await list())[0]?.['offer']).toMatchObject({ offer_id: live });
  });
});

describe('pages', () => {
  it('hold 100 rows where no limit is given', async () => {
    await queueEachSecond(1, 100);
    const full = await app.call('waiting-sessions');
    expect(await full.json()).toHaveLength(100);
    expect(full.headers.get('Link')).toBeNull();
    await queueEachSecond(0, 0);
    const cut = await app.call('waiting-sessions');
    expect(await cut.json()).toHaveLength(100);
    expect(nextOf(cut)).toMatch(/\/waiting-sessions\?cursor=[\w-]+$/);
  });

  it.each([1, 2, 4, 7, 100])('of %i rows show each row once, their positions counting on', async (limit) => {
    await Promise.all(
      Array.from({ length: 15 }, (_, i) =>
        addSession(database, { queued_at: `2026-01-01T00:00:00.12300${i % 3}Z` }),
      ),
    );
    const whole = await list('?limit=100');
    expect(new Set(idsOf(whole)).size).toBe(15);
    const rows = (await allPages<WaitingSession>(app, `waiting-sessions?limit=${limit}`)).flat();
    expect(idsOf(rows)).toEqual(idsOf(whole));
    expect(rows.map(({ position }) => position)).toEqual(Array.from({ length: 15 }, (_, i) => i + 1));
  });

  it('count positions in the queue as it is, when those ahead have left it', async () => {
    for (let i = 0; i < 6; i += 1) await addSession(database, { queued_at: `2026-01-01T00:00:0${i}Z` });
    const whole = idsOf(await list());
    const first = await app.call('waiting-sessions?limit=3');
    const next = nextOf(first) ?? '';
    await app.call(`sessions/${whole[0]}/assign`, { json: { agent_id: newId() } });
    await app.call(`sessions/${whole[2]}/assign`, { json: { agent_id: newId() } });
    const rest = (await allPages<WaitingSession>(app, next)).flat();
    expect(idsOf(rest)).toEqual(whole.slice(3));
    expect(rest.map(({ position }) => position)).toEqual([2, 3, 4]);
  });

  it('say how many wait, over all pages, for a team or at all', async () => {
    for (const team of ['billing', 'billing', null]) await addSession(database, { team });
    for (const [query, total] of [
      ['limit=1', '3'],
      ['limit=1&team=billing', '2'],
      ['team=nobody', '0'],
    ] as const) {
      const response = await app.call(`waiting-sessions?${query}`);
      expect([query, response.headers.get('X-Total-Count')]).toEqual([query, total]);
    }
  });

  it('miss no session that is requeued while they are read', async () => {
    for (let i = 0; i < 6; i += 1) await addSession(database, { queued_at: `2026-01-01T00:00:0${i}Z` });
    const whole = idsOf(await list());
    const first = await app.call('waiting-sessions?limit=3');
    const moved = whole[4] ?? '';
    await app.call(`sessions/${moved}/assign`, { json: { agent_id: newId() } });
    await app.call(`sessions/${moved}/requeue`, { json: {} });
    const rest = (await allPages<WaitingSession>(app, nextOf(first) ?? '')).flat();
    expect(idsOf(rest)).toEqual([whole[3], whole[5], moved]);
  });

  it('keep the limit in their links, and the origin that was called', async () => {
    await queueEachSecond(1, 5);
    const response = await app.call(
      'https://other.test/api/v1/admin/chat-dashboard/waiting-sessions?limit=2',
    );
    const url = new URL(nextOf(response) ?? '');
    expect(url.origin).toBe('https://other.test');
    expect([...url.searchParams.keys()].sort()).toEqual(['cursor', 'limit']);
    expect(url.searchParams.get('limit')).toBe('2');
  });

  it('can be followed by a router', async () => {
    await queueEachSecond(1, 3);
    const token = await tokenOf('router');
    const first = await app.call('waiting-sessions?limit=2', { token });
    const second = await app.call(nextOf(first) ?? '', { token });
    expect(await second.json()).toHaveLength(1);
    expect(nextOf(second)).toBeUndefined();
  });
});
