import { beforeEach, describe, expect, it } from 'vitest';
import { entityTagOf } from '../../src/cache/stored-answer.ts';
import { aggregateAnswer, aggregates } from '../support/aggregates.ts';
import { answerOf, problem } from '../support/answers.ts';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { watchedKv, type KvCalls } from '../support/kv.ts';
import { addSession } from '../support/rows.ts';
import { kvUnder, testApp, type TestApp } from '../support/test-app.ts';

const database = useFreshDatabase();
beforeEach(() => database.clear());

const nowhere = 'postgresql://nobody:nothing@127.0.0.1:1/nowhere';
const day = 86_400;
const noCache = { 'Cache-Control': 'no-cache' };
/** Headers of a client that takes a kept answer, and of one that does not. */
const manners: Record<string, string>[] = [{}, noCache];
const never = (): Promise<never> => new Promise(() => {});
const at = (app: TestApp, path: string, headers: Record<string, string> = {}) =>
  app.call(path, { headers }).then(aggregateAnswer);

describe('while the database is away', () => {
  /** Two Workers over one KV: one reaches the database, the other does not. */
  function pair(): { there: TestApp; away: TestApp } {
    const CACHE = kvUnder(`${crypto.randomUUID()}/`);
    const there = testApp({ bindings: { DATABASE_URL: database.url, CACHE } });
    const away = testApp({
      bindings: { DATABASE_URL: nowhere, CACHE },
      runtime: {
        // KV is given its time; the waits between tries are not waited.
        sleep: (milliseconds) =>
          [100, 400].includes(milliseconds)
            ? Promise.resolve()
            : new Promise((resolve) => setTimeout(resolve, milliseconds)),
      },
    });
    return { there, away };
  }

  it.each(aggregates)('the last answer of %s is served for up to a day, and says so', async (path) => {
    const { there, away } = pair();
    const made = await at(there, path);
    await there.settle();
    let age = 0;
    for (const next of [301, 3600, day]) {
      away.advance(next - age);
      age = next;
      expect(await at(away, path)).toEqual({
        ...made,
        age,
        cacheStatus: `chat-dashboard; hit; ttl=${60 - age}; detail=database-unavailable`,
      });
    }
    away.advance(1);
    expect(await answerOf(await away.call(path))).toEqual(problem(503, 'database_unavailable'));
  });

  it('a client that wants a new answer gets the last one too', async () => {
    const { there, away } = pair();
    const made = await at(there, 'overview');
    await there.settle();
    away.advance(10);
    expect(await at(away, 'overview', noCache)).toEqual({
      ...made,
      age: 10,
      cacheStatus: 'chat-dashboard; hit; ttl=50; detail=database-unavailable',
    });
  });

  it('fresh and stale answers are served as ever', async () => {
    const { there, away } = pair();
    await at(there, 'overview');
    await there.settle();
    away.advance(30);
    expect((await at(away, 'overview')).cacheStatus).toBe('chat-dashboard; hit; ttl=30');
    away.advance(60);
    expect((await at(away, 'overview')).cacheStatus).toBe('chat-dashboard; hit; ttl=-30');
    await away.settle();
    // The renewal behind it failed, was logged, and took nothing away.
    expect(away.log.map(({ event }) => event)).toContain('cache_renewal_failed');
    expect((await at(away, 'overview')).cacheStatus).toBe('chat-dashboard; hit; ttl=-30');
    await away.settle();
  });

  it('a conditional request still gets its 304', async () => {
    const { there, away } = pair();
    const { etag } = await at(there, 'overview');
    await there.settle();
    away.advance(3600);
    const response = await away.call('overview', { headers: { 'If-None-Match': etag ?? '' } });
    expect(response.status).toBe(304);
    expect(response.headers.get('Cache-Status')).toContain('detail=database-unavailable');
  });

  it('another range or agent than the one that is kept is a 503', async () => {
    const { there, away } = pair();
    await at(there, 'overview');
    await there.settle();
    expect((await away.call('overview?time_range_hours=25')).status).toBe(503);
    expect((await away.call('agent-performance')).status).toBe(503);
  });

  it('KV is waited for longer, being the last hope', async () => {
    const { there } = pair();
    const made = await at(there, 'overview');
    await there.settle();
    let reads = 0;
    const slow = watchedKv({
      get: async (key) => {
        reads += 1;
        // Longer than the first patience, which this clock lets pass at once.
        await new Promise((resolve) => setTimeout(resolve, 50));
        return there.bindings.CACHE.get(key, { type: 'json' });
      },
    });
    const away = testApp({
      bindings: { DATABASE_URL: nowhere, CACHE: slow.kv },
      runtime: { sleep: (milliseconds) => (milliseconds < 1000 ? Promise.resolve() : never()) },
    });
    away.advance(3600);
    const last = await at(away, 'overview');
    expect(last.text).toBe(made.text);
    expect(last.cacheStatus).toContain('detail=database-unavailable');
    expect(reads).toBe(2);
  });
});

const fails = (): Promise<never> => Promise.reject(new Error('KV GET failed: 500 Internal Server Error'));
const throws = (): never => {
  throw new TypeError('KV is not bound');
};

const body = '{"total_sessions":7}';
const good = {
  body,
  etag: await entityTagOf(body),
  generatedAt: new Date().toISOString(),
  storedAt: Date.now(),
};
/** Two minutes ahead of the Worker's clock. */
const soonest = Date.now() + 120_000;

/** Values that no Worker writes. */
const oddValues: [name: string, value: unknown][] = [
  ['null', null],
  ['a number', 7],
  ['a list', [good]],
  ['an object of another shape', { value: good }],
  ['no time', { ...good, storedAt: undefined }],
  ['a time that is text', { ...good, storedAt: String(good.storedAt) }],
  ['a time that is no number', { ...good, storedAt: Number.NaN }],
  ['a time without end', { ...good, storedAt: Number.POSITIVE_INFINITY }],
  ['a time before all times', { ...good, storedAt: -1 }],
  ['a time in the future', { ...good, storedAt: soonest }],
  ['a window that ends in the future', { ...good, generatedAt: new Date(soonest).toISOString() }],
  ['a window that ends at the end of time', { ...good, generatedAt: '9999-12-31T23:59:59.999Z' }],
  ['a window that ends never', { ...good, generatedAt: '' }],
  ['a window whose end has a line break', { ...good, generatedAt: `${good.generatedAt}\r\nX: y` }],
  ['an entity tag with a line break', { ...good, etag: '"x"\r\nX: y' }],
  ['an entity tag outside Latin-1', { ...good, etag: '"ключ"' }],
  ['an entity tag of another body', { ...good, body: '{"total_sessions":8}' }],
  ['half of a body', { ...good, body: body.slice(0, 9) }],
  ['a body that is no text', { ...good, body: { total_sessions: 7 } }],
];

/** Ways in which reading can go wrong; whatever it is, the answer is right. */
const brokenReads: [name: string, get: KvCalls['get']][] = [
  ['fails', fails],
  ['throws at once', throws],
  ['never answers', never],
  ['finds text that is no JSON', () => Promise.reject(new SyntaxError('Unexpected token'))],
  ...oddValues.map(([name, value]): [string, KvCalls['get']] => [
    `finds ${name}`,
    () => Promise.resolve(value),
  ]),
];

const brokenWrites: [name: string, put: KvCalls['put']][] = [
  ['fails', () => Promise.reject(new Error('KV PUT failed: 429 Too Many Requests'))],
  ['throws at once', throws],
  ['never ends', never],
];

/** Passes time at once, but not before what is ready has had its turn. */
const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

describe('KV that is no help costs time, never the answer', () => {
  it.each(brokenReads)('when reading %s', async (_, get) => {
    const app = testApp({
      bindings: { DATABASE_URL: database.url, CACHE: watchedKv({ get }).kv },
      runtime: { sleep: soon },
    });
    await addSession(database);
    for (const headers of manners) {
      const answer = await at(app, 'overview', headers);
      expect(answer).toMatchObject({ status: 200, age: 0 });
      expect(JSON.parse(answer.text)).toMatchObject({ total_sessions: 1 });
    }
    await app.settle();
  });

  it.each(brokenReads)('nor hides that the database is away: a 503 when reading %s', async (_, get) => {
    const app = testApp({
      bindings: { DATABASE_URL: nowhere, CACHE: watchedKv({ get }).kv },
      runtime: { sleep: soon },
    });
    for (const headers of manners) {
      expect(await answerOf(await app.call('overview', { headers }))).toEqual(
        problem(503, 'database_unavailable'),
      );
    }
  });

  it.each(brokenWrites)('when writing %s', async (name, put) => {
    const kv = watchedKv({ put });
    const app = testApp({
      bindings: { DATABASE_URL: database.url, CACHE: kv.kv, KV_WRITE_SECONDS: '0' },
    });
    await addSession(database);
    expect(JSON.parse((await at(app, 'overview')).text)).toMatchObject({ total_sessions: 1 });
    app.advance(2);
    expect((await at(app, 'overview')).cacheStatus).toBe('chat-dashboard; hit; ttl=58');
    expect((await at(app, 'overview', noCache)).status).toBe(200);
    expect(kv.puts).toHaveLength(2);
    if (name !== 'never ends') await app.settle();
  });

  it('when both fail, at every aggregate', async () => {
    const app = testApp({
      bindings: { DATABASE_URL: database.url, CACHE: watchedKv({ get: fails, put: fails }).kv },
    });
    for (const path of aggregates) expect((await app.call(path)).status).toBe(200);
    await app.settle();
    const failures = app.log.filter(({ event }) => event.startsWith('kv_'));
    expect(failures.map(({ event }) => event)).toContain('kv_read_failed');
    expect(failures.map(({ event }) => event)).toContain('kv_write_failed');
  });

  it('unless what it holds is an answer as Workers write it', async () => {
    const { kv } = watchedKv({ get: () => Promise.resolve(good) });
    const app = testApp({ bindings: { DATABASE_URL: nowhere, CACHE: kv } });
    expect((await at(app, 'overview')).text).toBe(body);
  });

  it('when it holds an answer that was made before yesterday: a new one is made', async () => {
    const old = {
      body,
      etag: good.etag,
      generatedAt: '2020-01-01T00:00:00.000Z',
      storedAt: Date.parse('2020-01-01T00:00:00Z'),
    };
    const { kv } = watchedKv({ get: () => Promise.resolve(old) });
    const there = testApp({ bindings: { DATABASE_URL: database.url, CACHE: kv } });
    expect((await at(there, 'overview')).cacheStatus).toBe('chat-dashboard; fwd=stale; stored');
    const away = testApp({
      bindings: { DATABASE_URL: nowhere, CACHE: kv },
      runtime: { sleep: soon },
    });
    expect((await away.call('overview')).status).toBe(503);
  });
});

it('keeps no answer that could not be made', async () => {
  const kv = watchedKv();
  const app = testApp({
    bindings: { DATABASE_URL: nowhere, CACHE: kv.kv },
    runtime: { sleep: soon },
  });
  expect((await app.call('overview')).status).toBe(503);
  expect((await app.call('overview?time_range_hours=0')).status).toBe(422);
  await app.settle();
  expect(kv.puts).toEqual([]);
});
