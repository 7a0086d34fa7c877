import { createExecutionContext, createScheduledController, waitOnExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Bindings } from '../../src/env.ts';
import worker from '../../src/worker.ts';
import { aggregates } from '../support/aggregates.ts';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { watchedKv, type WatchedKv } from '../support/kv.ts';
import { addOffer, routedSession } from '../support/routing.ts';
import { addMessage, addParticipant, addSession, newId } from '../support/rows.ts';
import { testApp } from '../support/test-app.ts';

const database = useFreshDatabase();
const app = testApp({ bindings: { DATABASE_URL: database.url } });
beforeEach(() => void vi.spyOn(console, 'log').mockReturnValue());
afterEach(() => vi.restoreAllMocks());

/** What the Cron Trigger does; every minute, unless the bindings say otherwise. */
async function tick(bindings: Partial<Bindings> = { UPKEEP_IDLE_MINUTES: '1' }): Promise<void> {
  const context = createExecutionContext();
  const all = { ...env, DATABASE_URL: database.url, ...bindings };
  await worker.scheduled(createScheduledController(), all, context);
  await waitOnExecutionContext(context);
}

const changes = async (): Promise<unknown> =>
  (await database.query('select count(*)::int as left_over from dashboard_changes'))[0]?.['left_over'];

async function figures(): Promise<unknown[]> {
  const answers = await Promise.all(
    aggregates.map((path) =>
      app.call(`${path}?time_range_hours=720`, { headers: { 'Cache-Control': 'no-cache' } }),
    ),
  );
  return Promise.all(
    answers.map(async (answer) => {
      const body: unknown = await answer.json();
      // The window goes with the time at which it is asked for.
      const passing = { generated_at: '', from: '', to: '', queue_now: '' };
      return Array.isArray(body) ? body : Object.assign(body as object, passing);
    }),
  );
}

it('folds what was written, and no figure changes by it, nor goes on lagging behind', async () => {
  const agent = newId();
  const ids: string[] = [];
  for (let day = 1; day < 10; day += 1) {
    const created_at = new Date(Date.now() - day * 86_400_000).toISOString();
    const id = await addSession(database, {
      created_at,
      status: 'closed',
      assigned_agent_id: agent,
      rating: (day % 5) + 1,
    });
    await addParticipant(database, id, { user_id: agent });
    await addMessage(database, id, { sender_id: agent, created_at });
    ids.push(id);
  }
  const before = await figures();
  expect(await changes()).not.toBe(0);
  await tick();
  expect(await changes()).toBe(0);
  expect(await figures()).toEqual(before);

  await database.query('update chat_sessions set rating = 1 where id = $1', [ids[0]]);
  await database.query('delete from chat_sessions where id = $1', [ids[1]]);
  const changed = await figures();
  expect(changed).not.toEqual(before);
  await tick();
  expect(await figures()).toEqual(changed);
});

it('has nothing to do where nothing was written, as often as it comes', async () => {
  await tick();
  await tick();
  expect(await changes()).toBe(0);
});

describe('while nothing happens', () => {
  const hour = Math.floor(Date.now() / 3_600_000) * 3_600_000;
  let kv: WatchedKv;
  let points: AnalyticsEngineDataPoint[];
  beforeEach(() => {
    kv = watchedKv();
    points = [];
    vi.spyOn(console, 'warn').mockReturnValue();
  });

  /** Runs the Cron Trigger in these minutes of an hour; returns those in which it asked the database. */
  async function asking(minutes: number[], bindings: Partial<Bindings> = {}): Promise<number[]> {
    const ANALYTICS = { writeDataPoint: (point: AnalyticsEngineDataPoint) => void points.push(point) };
    const asked: number[] = [];
    for (const minute of minutes) {
      points = [];
      const now = vi.spyOn(Date, 'now').mockReturnValue(hour + minute * 60_000);
      await tick({ UPKEEP_IDLE_MINUTES: '', CACHE: kv.kv, ANALYTICS, ...bindings });
      now.mockRestore();
      if (points.length > 0) asked.push(minute);
    }
    return asked;
  }
  const minutesFrom = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

  it('asks every quarter of an hour, until there is something again', async () => {
    await tick();
    expect(await asking(minutesFrom(1, 61))).toEqual([1, 15, 30, 45, 60]);
    await addSession(database);
    expect(await asking(minutesFrom(1, 18))).toEqual([15, 16]);
    expect(await changes()).toBe(0);
    // KV is told of the beginning and the end of each quiet time, and of nothing else.
    expect(kv.puts.map(({ value }) => value)).toEqual(['true', 'false', 'true']);
  });

  it('asks as often as it is told to', async () => {
    await tick();
    expect(await asking(minutesFrom(1, 62), { UPKEEP_IDLE_MINUTES: '60' })).toEqual([1, 60]);
    expect(await asking(minutesFrom(1, 5), { UPKEEP_IDLE_MINUTES: '1' })).toEqual([1, 2, 3, 4]);
  });

  it('asks every minute when KV is away', async () => {
    const gone = () => Promise.reject(new Error('KV is away'));
    const CACHE = watchedKv({ get: gone, put: gone }).kv;
    expect(await asking(minutesFrom(1, 4), { CACHE })).toEqual([1, 2, 3]);
  });

  it('asks every minute while another run holds the lock of folding, and says so', async () => {
    const log = vi.spyOn(console, 'log').mockReturnValue();
    await addSession(database);
    const holding = database.transaction(
      [`select pg_advisory_xact_lock(hashtext('dashboard_fold'))`],
      [
        `do $$ begin
          for turn in 1..2000 loop
            perform pg_sleep(0.01);
            exit when exists (select from chat_users);
          end loop;
        end $$`,
      ],
    );
    try {
      await expect
        .poll(() => database.query(`select from pg_locks where locktype = 'advisory' and granted`))
        .toHaveLength(1);
      expect(await asking([1, 2])).toEqual([1, 2]);
    } finally {
      await database.insert('chat_users', { id: newId(), display_name: 'stop' });
      await holding;
    }
    const events = log.mock.calls.map(([line]) => (JSON.parse(String(line)) as { event: string }).event);
    expect(events).toEqual(['fold_locked', 'tidied', 'fold_locked', 'tidied']);
    expect(await changes()).not.toBe(0);
    expect(await asking([3])).toEqual([3]);
    expect(await changes()).toBe(0);
  });

  it('counts each task', async () => {
    await asking([1]);
    expect(points.map(({ blobs }) => blobs?.slice(0, 3))).toEqual([
      ['task', 'fold', 'done'],
      ['task', 'reconcile', 'done'],
      ['task', 'tidy', 'done'],
      ['task', 'retention', 'done'],
    ]);
  });
});

describe('what commands leave behind', () => {
  const keys = async (): Promise<unknown[]> =>
    (await database.query('select key from dashboard_idempotency_keys order by key')).map(
      (row) => row['key'],
    );
  const addKey = (key: string, age: string) =>
    database.query(
      `insert into dashboard_idempotency_keys (caller, key, fingerprint, outcome, created_at)
       values ('admin:x', $1, 'f', '{}', clock_timestamp() - $2::interval)`,
      [key, age],
    );

  it('goes when it is over: keys after 24 hours, and offers get their outcome', async () => {
    await addKey('a year old', '1 year');
    await addKey('a second too old', '24 hours 1 second');
    await addKey('a minute to go', '23 hours 59 minutes');
    await addKey('new', '0 seconds');
    const [waiting, active] = [await addSession(database), await addSession(database, { status: 'active' })];
    const [expired, live, answered, gone] = [
      await addOffer(database, waiting, newId(), -1),
      await addOffer(database, waiting, newId(), 60),
      await addOffer(database, waiting, newId(), -1),
      await addOffer(database, active, newId(), -1),
    ];
    await database.query(`update dashboard_offers set outcome = 'declined' where id = $1`, [answered]);
    await tick();
    expect(await keys()).toEqual(['a minute to go', 'new']);
    const outcomes = [waiting, active].map(async (id) =>
      (await routedSession(database, id)).offers.map((offer) => [offer.id, offer.outcome] as const),
    );
    expect(new Map((await Promise.all(outcomes)).flat())).toEqual(
      new Map([
        [expired, 'expired'],
        [live, null],
        [answered, 'declined'],
        [gone, 'expired'],
      ]),
    );
    const [row] = await database.query(
      'select outcome_at = expires_at as is_then from dashboard_offers where id = $1',
      [expired],
    );
    expect(row?.['is_then']).toBe(true);
  });

  it('goes in one run, however much it is', async () => {
    await database.query(
      `insert into dashboard_idempotency_keys (caller, key, fingerprint, outcome, created_at)
       select 'admin:x', 'old ' || n, 'f', '{}', now() - interval '2 days' from generate_series(1, 20001) n`,
    );
    await tick();
    expect(await keys()).toEqual(['a minute to go', 'new']);
  });
});

describe('what fails', () => {
  /** Takes a function of the database's away while something runs. */
  async function without(signature: string, run: () => Promise<void>): Promise<void> {
    const name = signature.replace(/\(.*/, '');
    await database.query(`alter function ${signature} rename to ${name}_away`);
    await run().finally(() =>
      database.query(`alter function ${signature.replace(name, `${name}_away`)} rename to ${name}`),
    );
  }

  const errors: string[] = [];
  beforeEach(() => {
    errors.length = 0;
    vi.spyOn(console, 'error').mockImplementation((line: string) => void errors.push(line));
    vi.spyOn(console, 'warn').mockReturnValue();
  });

  it.each([
    ['fold', 'dashboard_fold(integer)', ['reconciled', 'tidied']],
    ['reconcile', 'dashboard_differences(timestamptz, timestamptz)', ['folded', 'tidied']],
    ['tidy', 'dashboard_tidy(integer)', ['folded', 'reconciled']],
  ])('keeps nothing else from running, and is logged: %s', async (task, signature, done) => {
    const log = vi.spyOn(console, 'log').mockReturnValue();
    // Reconciling has its turn in the first minute of an hour.
    vi.spyOn(Date, 'now').mockReturnValue(Math.floor(Date.now() / 3_600_000) * 3_600_000);
    await without(signature, async () => {
      await expect(tick()).rejects.toThrow(`Failed: ${task}.`);
    });
    const events = log.mock.calls.map(([line]) => (JSON.parse(String(line)) as { event: string }).event);
    expect(events).toEqual(done);
    expect(errors.map((line) => JSON.parse(line) as unknown)).toEqual([
      expect.objectContaining({ event: 'task_failed', task, sqlstate: '42883' }),
    ]);
  });
});
