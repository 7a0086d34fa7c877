import { beforeEach, describe, expect, it } from 'vitest';
import { aggregateAnswer, type AggregateAnswer } from '../support/aggregates.ts';
import { answerOf, problem } from '../support/answers.ts';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { watchedKv, type WatchedKv } from '../support/kv.ts';
import { randomNumbers } from '../support/random-numbers.ts';
import { addSession } from '../support/rows.ts';
import { kvUnder, testApp, type TestApp } from '../support/test-app.ts';
import type { Runtime } from '../../src/values/runtime.ts';

/** Memory and KV together: who is asked, who wins, and how old an answer can get. */

const database = useFreshDatabase();
let kv: WatchedKv;
let app: TestApp;

const isolate = (CACHE: KVNamespace = kv.kv, runtime: Partial<Runtime> = {}): TestApp =>
  testApp({ bindings: { DATABASE_URL: database.url, CACHE }, runtime });

beforeEach(async () => {
  await database.clear();
  kv = watchedKv();
  app = isolate();
});

const noCache = { 'Cache-Control': 'no-cache' };
const never = (): Promise<never> => new Promise(() => {});

async function ask(
  at: TestApp,
  path = 'overview',
  headers: Record<string, string> = {},
): Promise<AggregateAnswer & { sessions: number }> {
  const answer = await aggregateAnswer(await at.call(path, { headers }));
  await at.settle();
  return { ...answer, sessions: (JSON.parse(answer.text) as { total_sessions: number }).total_sessions };
}

describe('memory stands before KV', () => {
  it('which is not asked while memory’s answer is fresh', async () => {
    await ask(app);
    expect(kv.gets).toHaveLength(1);
    for (const seconds of [0, 30, 30]) {
      app.advance(seconds);
      expect((await ask(app)).cacheStatus).toContain('hit');
    }
    expect(kv.gets).toHaveLength(1);
    app.advance(1);
    await ask(app);
    expect(kv.gets).toHaveLength(2);
  });

  it('and takes over what KV has, with the age that it has there', async () => {
    await ask(app);
    const other = isolate();
    other.advance(20);
    expect((await ask(other)).cacheStatus).toBe('chat-dashboard; hit; ttl=40');
    other.advance(20);
    expect((await ask(other)).cacheStatus).toBe('chat-dashboard; hit; ttl=20');
    expect(kv.gets).toHaveLength(2);
  });

  it('and gives way to a newer answer that another isolate has made', async () => {
    await ask(app);
    await addSession(database);
    const other = isolate();
    for (const at of [app, other]) at.advance(61);
    await ask(other, 'overview', noCache);
    const found = await ask(app);
    expect(found).toMatchObject({ sessions: 1, cacheStatus: 'chat-dashboard; hit; ttl=60' });
  });

  it('and never to an older one', async () => {
    await ask(app);
    const older = kv.puts[0]?.value ?? '';
    await addSession(database);
    const behind = isolate(watchedKv({ get: () => Promise.resolve(JSON.parse(older)) }).kv);
    await ask(behind, 'overview', noCache);
    behind.advance(200);
    expect(await ask(behind)).toMatchObject({ sessions: 1, age: 200 });
  });

  it('and is all there is where KV is away: no answer is made twice for that', async () => {
    const gone = () => Promise.reject(new Error('KV is away'));
    const alone = isolate(watchedKv({ get: gone, put: gone }).kv);
    await ask(alone);
    await addSession(database);
    alone.advance(60);
    expect(await ask(alone)).toMatchObject({ sessions: 0, cacheStatus: 'chat-dashboard; hit; ttl=0' });
    alone.advance(1);
    expect(await ask(alone)).toMatchObject({ sessions: 0, cacheStatus: 'chat-dashboard; hit; ttl=-1' });
    expect(await ask(alone)).toMatchObject({ sessions: 1, cacheStatus: 'chat-dashboard; hit; ttl=60' });
  });

  it('and its last answer is served for a day when the database goes away, KV or not', async () => {
    const broken = testApp({
      bindings: { DATABASE_URL: database.url, CACHE: watchedKv({ get: () => Promise.resolve(null) }).kv },
      runtime: { sleep: () => new Promise((resolve) => setTimeout(resolve, 1)) },
    });
    await ask(broken);
    await database.query('alter table chat_sessions rename to mislaid_sessions');
    try {
      // A fault of ours is no absence.
      expect((await broken.call('overview', { headers: noCache })).status).toBe(500);
    } finally {
      await database.query('alter table mislaid_sessions rename to chat_sessions');
    }
    const fetching = globalThis.fetch;
    globalThis.fetch = () => Promise.reject(new TypeError('Network connection lost.'));
    try {
      broken.advance(86_400);
      expect((await ask(broken)).cacheStatus).toBe(
        'chat-dashboard; hit; ttl=-86340; detail=database-unavailable',
      );
      broken.advance(1);
      expect(await answerOf(await broken.call('overview'))).toEqual(problem(503, 'database_unavailable'));
    } finally {
      globalThis.fetch = fetching;
    }
  });

  it.each<[string, () => Promise<never>]>([
    ['hangs', never],
    ['fails', () => Promise.reject(new Error('KV is away'))],
  ])('and a KV that %s holds no fresh answer up, nor a new one for its write', async (_, call) => {
    const slept: number[] = [];
    const slow = isolate(watchedKv({ get: call, put: call }).kv, {
      sleep: (milliseconds) => {
        slept.push(milliseconds);
        return new Promise((resolve) => setTimeout(resolve, 1));
      },
    });
    const call200 = async () => expect((await slow.call('overview')).status).toBe(200);
    await call200();
    const before = slept.length;
    await call200();
    await call200();
    expect(slept.slice(before)).toEqual([]);
  });
});

describe('how old an answer can get', () => {
  /** One clock for all, in milliseconds. */
  let time = Date.now();
  const together = { now: () => time };
  /** A KV that has this and keeps nothing else. */
  const frozen = (value: string) =>
    watchedKv({ get: () => Promise.resolve(JSON.parse(value)), put: () => Promise.resolve() }).kv;

  describe.each([
    [1, 30, 150],
    [24, 60, 300],
    [48, 120, 600],
    [720, 300, 1500],
  ])('%i h: fresh for %i s, never older than %i s', (hours, fresh, oldest) => {
    const path = `overview?time_range_hours=${hours}`;

    it('out of memory, out of KV, and out of KV by way of memory', async () => {
      const own = isolate(kv.kv, together);
      const { text } = await ask(own, path);
      const held = frozen(kv.puts[0]?.value ?? '');
      const tiers = { own, kv: isolate(held, together), both: isolate(held, together) };
      time += fresh * 1000;
      expect(await ask(tiers.both, path)).toMatchObject({ age: fresh, text });
      expect(await ask(tiers.own, path)).toMatchObject({ age: fresh, text });
      time += (oldest - fresh) * 1000;
      for (const tier of Object.values(tiers)) {
        // Served once more and made anew behind, which the next one then gets.
        expect(await ask(tier, path)).toMatchObject({ age: oldest, text });
        expect(await ask(tier, path)).toMatchObject({ age: 0 });
      }
    });

    it('and a millisecond later it is made anew first', async () => {
      const own = isolate(kv.kv, together);
      const { text } = await ask(own, path);
      const held = frozen(kv.puts[0]?.value ?? '');
      const both = isolate(held, together);
      await ask(both, path);
      time += oldest * 1000 + 1;
      for (const tier of [own, both, isolate(held, together)]) {
        const answer = await ask(tier, path);
        expect(answer.cacheStatus).toContain('fwd=stale');
        expect(answer.text).not.toBe(text);
      }
    });
  });

  it('however requests come, over isolates and a KV that shows each write half a minute later', async () => {
    const random = randomNumbers(20_261_123);
    const written: { at: number; value: string }[] = [];
    const late = () =>
      watchedKv({
        get: () => {
          const seen = written.findLast(({ at }) => at <= time - 30_000);
          return Promise.resolve(seen === undefined ? null : JSON.parse(seen.value));
        },
        put: (_key, value) => {
          written.push({ at: time, value });
          return Promise.resolve();
        },
      }).kv;
    const isolates = Array.from({ length: 3 }, () => isolate(late(), together));
    const ages: number[] = [];
    for (let step = 0; step < 200; step += 1) {
      time += Math.floor(random() ** 4 * 400_000);
      const at = isolates[Math.floor(random() * isolates.length)] ?? app;
      const { generatedAt, age } = await ask(at, 'overview', random() < 0.02 ? noCache : {});
      const made = written
        .map(({ value }) => JSON.parse(value) as { generatedAt: string; storedAt: number })
        .find((answer) => answer.generatedAt === generatedAt);
      if (made === undefined) continue;
      expect(Math.floor((time - made.storedAt) / 1000)).toBe(age);
      ages.push(time - made.storedAt);
    }
    expect(ages.length).toBeGreaterThan(150);
    expect(Math.max(...ages)).toBeLessThanOrEqual(300_000);
    expect(Math.max(...ages)).toBeGreaterThan(150_000);
  });
});

describe('KV is written', () => {
  const spaced = (seconds: string): TestApp =>
    testApp({ bindings: { DATABASE_URL: database.url, CACHE: kv.kv, KV_WRITE_SECONDS: seconds } });

  it('with every new answer, if writes are not spaced', async () => {
    const at = spaced('0');
    expect((await ask(at)).cacheStatus).toBe('chat-dashboard; fwd=miss; stored');
    expect((await ask(at, 'overview', noCache)).cacheStatus).toBe('chat-dashboard; fwd=request; stored');
    expect(kv.puts).toHaveLength(2);
  });

  it('at most every so many seconds a key', async () => {
    const at = spaced('900');
    for (let minute = 0; minute < 60; minute += 1) {
      await ask(at, 'overview', noCache);
      await ask(at, 'satisfaction', noCache);
      at.advance(60);
    }
    expect(kv.puts).toHaveLength(8);
    expect(new Set(kv.puts.map(({ key }) => key)).size).toBe(2);
  });

  it('by no isolate that has read a newer answer there', async () => {
    const [first, other] = [spaced('900'), spaced('900')];
    await ask(first);
    other.advance(200);
    // It serves what it finds in KV, and makes an answer of its own behind that.
    expect((await ask(other)).age).toBeGreaterThanOrEqual(200);
    expect((await ask(other)).age).toBe(0);
    expect(kv.puts).toHaveLength(1);
    other.advance(701);
    await ask(other, 'overview', noCache);
    expect(kv.puts).toHaveLength(2);
  });

  it('again at once after a write that failed', async () => {
    let writes = 0;
    const put = () => Promise.reject(new Error(`KV is away for the ${(writes += 1)}. time`));
    const at = isolate(watchedKv({ put }).kv);
    await ask(at, 'overview', noCache);
    await ask(at, 'overview', noCache);
    expect(writes).toBe(2);
  });
});

it('keeps the answers of two namespaces apart', async () => {
  await ask(app);
  await addSession(database);
  expect(await ask(isolate(kvUnder(`${crypto.randomUUID()}/`)))).toMatchObject({ sessions: 1 });
});
