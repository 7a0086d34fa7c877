import { beforeEach, describe, expect, it } from 'vitest';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { allPages, nextOf } from '../support/pages.ts';
import { addMessage, addSession, newId } from '../support/rows.ts';
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
  await addMessage(database, id);
  await addMessage(database, id);
  await addSession(database, { status: 'active' });
  await addSession(database, { status: 'closed' });
  expect(await list()).toEqual([
    {
      session_id: id,
      wait_time_seconds: expect.any(Number),
      initiator_id: customer,
      message_count: 2,
      created_at: '2026-01-01T00:00:00.000Z',
      queued_at: '2026-01-01T00:10:00.999Z',
      position: 1,
      priority: 'high',
    },
  ]);
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
