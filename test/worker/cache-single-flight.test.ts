import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { aggregateAnswer } from '../support/aggregates.ts';
import { answerOf, problem } from '../support/answers.ts';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { addSession } from '../support/rows.ts';
import { testApp, type TestApp } from '../support/test-app.ts';

/** However many ask, one question a key goes to the database at a time. */

const database = useFreshDatabase();
beforeEach(() => database.clear());
afterEach(() => vi.restoreAllMocks());

const many = 50;
const noCache = { 'Cache-Control': 'no-cache' };
const real = globalThis.fetch;

type Trip = () => Promise<Response>;

/**
 * Stands between the Worker and its database.
 *
 * @param fates what becomes of each trip; where there is none, it is a plain one
 */
function watchTrips(...fates: ((trip: Trip) => Promise<Response>)[]): { count: number } {
  const trips = { count: 0 };
  vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
    const fate = fates[trips.count];
    trips.count += 1;
    const trip: Trip = () => real(input, init);
    return fate === undefined ? trip() : fate(trip);
  });
  return trips;
}

const hangs = (): Promise<Response> => new Promise(() => {});
const isLost = (): Promise<Response> => Promise.reject(new TypeError('Network connection lost.'));
const soon = (milliseconds = 5): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
/** Waits as long as it is told only where that is short; else until `wake`. */
function sleepers() {
  const waiting: (() => void)[] = [];
  return {
    sleep: (milliseconds: number): Promise<void> =>
      milliseconds < 1000 ? soon() : new Promise((resolve) => void waiting.push(resolve)),
    wake: () => waiting.splice(0).forEach((wake) => wake()),
  };
}

const at = async (app: TestApp, headers: Record<string, string> = {}, path = 'overview') =>
  aggregateAnswer(await app.call(path, { headers }));
const crowd = (app: TestApp, headers?: Record<string, string>, path?: string) =>
  Promise.all(Array.from({ length: many }, () => at(app, headers, path)));
const plainApp = () => testApp({ bindings: { DATABASE_URL: database.url } });

describe('fifty at once', () => {
  it('to an empty cache are one trip', async () => {
    const trips = watchTrips();
    const app = plainApp();
    const answers = await crowd(app);
    expect(trips.count).toBe(1);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    const said = answers.map(({ cacheStatus }) => cacheStatus);
    expect(said.filter((status) => status === 'chat-dashboard; fwd=miss; stored')).toHaveLength(1);
    expect(new Set(said)).toEqual(
      new Set(['chat-dashboard; fwd=miss; stored', 'chat-dashboard; fwd=miss; stored; collapsed']),
    );
    await app.settle();
  });

  it('behind a stale answer are one trip, and none of them waits for it', async () => {
    const app = plainApp();
    await at(app);
    app.advance(61);
    const trips = watchTrips(hangs);
    const answers = await crowd(app);
    expect(new Set(answers.map(({ cacheStatus }) => cacheStatus))).toEqual(
      new Set(['chat-dashboard; hit; ttl=-1']),
    );
    expect(trips.count).toBe(1);
  });

  it('to an answer that is too old are one trip', async () => {
    const app = plainApp();
    await at(app);
    await app.settle();
    app.advance(3600);
    const trips = watchTrips();
    const answers = await crowd(app);
    expect(trips.count).toBe(1);
    for (const { cacheStatus } of answers) expect(cacheStatus).toContain('fwd=stale');
  });

  it('of different questions are one trip each', async () => {
    const trips = watchTrips();
    const app = plainApp();
    await Promise.all([
      crowd(app),
      crowd(app, {}, 'overview?time_range_hours=48'),
      crowd(app, {}, 'satisfaction'),
    ]);
    expect(trips.count).toBe(3);
  });

  it('that want new figures are two trips: who came during the first shares the second', async () => {
    const trips = watchTrips();
    const app = plainApp();
    const answers = await crowd(app, noCache);
    expect(trips.count).toBe(2);
    for (const { cacheStatus } of answers) expect(cacheStatus).toContain('fwd=request');
  });
});

it('who wants new figures never gets any that are older than the request', async () => {
  let release = (): void => {};
  // The first trip has read its figures, and its answer is on its way while a session comes.
  const trips = watchTrips(async (trip) => {
    const response = await trip();
    await new Promise<void>((resolve) => (release = resolve));
    return response;
  });
  const app = plainApp();
  const first = at(app);
  while (trips.count === 0) await soon();
  await soon(50);
  vi.mocked(globalThis.fetch).mockImplementation((input, init) => {
    trips.count += 1;
    return real(input, init);
  });
  await addSession(database);
  const asked = at(app, noCache);
  await soon(20);
  release();
  expect(JSON.parse((await first).text)).toMatchObject({ total_sessions: 0 });
  expect(JSON.parse((await asked).text)).toMatchObject({ total_sessions: 1 });
  // And what is kept is the newer of the two.
  expect(JSON.parse((await at(app)).text)).toMatchObject({ total_sessions: 1 });
});

describe('where the one who asks the database', () => {
  it('hangs, one of those who wait asks in its place when the time is up', async () => {
    const { sleep, wake } = sleepers();
    const trips = watchTrips(hangs);
    const app = testApp({ bindings: { DATABASE_URL: database.url }, runtime: { sleep } });
    const hanging = at(app);
    const waiting = Array.from({ length: many - 1 }, () => at(app));
    while (trips.count === 0) await soon();
    await soon(50);
    wake();
    const answers = await Promise.all(waiting);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(trips.count).toBe(2);
    void hanging;
    // Whoever comes later does not wait at all.
    expect((await at(app)).cacheStatus).toContain('hit');
  });

  it('hangs behind a stale answer, that is served, and made anew once nobody believes in it', async () => {
    const { sleep } = sleepers();
    const app = testApp({ bindings: { DATABASE_URL: database.url }, runtime: { sleep } });
    await at(app);
    await app.settle();
    app.advance(61);
    const trips = watchTrips(hangs);
    for (let i = 0; i < 3; i += 1) expect((await at(app)).cacheStatus).toBe('chat-dashboard; hit; ttl=-1');
    expect(trips.count).toBe(1);
    app.advance(4);
    expect((await at(app)).cacheStatus).toBe('chat-dashboard; hit; ttl=-5');
    expect(trips.count).toBe(2);
    await soon(100);
    expect((await at(app)).cacheStatus).toBe('chat-dashboard; hit; ttl=60');
  });

  it('finds it away, all get the same 503, and nothing is remembered of it', async () => {
    const trips = watchTrips(isLost, isLost, isLost);
    const app = plainApp();
    const responses = await Promise.all(Array.from({ length: many }, () => app.call('overview')));
    expect(trips.count).toBe(3);
    for (const response of responses) {
      expect(response.headers.get('Retry-After')).not.toBeNull();
      expect(await answerOf(response)).toEqual(problem(503, 'database_unavailable'));
    }
    expect((await at(app)).status).toBe(200);
  });

  it('finds it away, all get the last answer', async () => {
    const app = testApp({ bindings: { DATABASE_URL: database.url } });
    const made = await at(app);
    await app.settle();
    app.advance(3600);
    const trips = watchTrips(isLost, isLost, isLost);
    const answers = await crowd(app);
    expect(trips.count).toBe(3);
    for (const answer of answers) {
      expect(answer).toEqual({
        ...made,
        age: 3600,
        cacheStatus: 'chat-dashboard; hit; ttl=-3540; detail=database-unavailable',
      });
    }
  });

  it('makes a mistake, all get the same 500, and the next one asks again', async () => {
    const app = plainApp();
    await database.query('alter table chat_sessions rename to mislaid_sessions');
    try {
      const responses = await Promise.all(Array.from({ length: 10 }, () => app.call('overview')));
      expect(responses.map(({ status }) => status)).toEqual(responses.map(() => 500));
    } finally {
      await database.query('alter table mislaid_sessions rename to chat_sessions');
    }
    expect((await at(app)).status).toBe(200);
  });
});
