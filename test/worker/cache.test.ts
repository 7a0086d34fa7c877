import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answerVersions } from '../../src/features/metrics/asked.ts';
import { aggregateAnswer, aggregates, type AggregateAnswer } from '../support/aggregates.ts';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { watchedKv, type WatchedKv } from '../support/kv.ts';
import { hold } from '../support/lock-holder.ts';
import { addParticipant, addSession, newId } from '../support/rows.ts';
import { testApp, type TestApp } from '../support/test-app.ts';
import { tokenOf } from '../support/tokens.ts';
import cachePage from '../../docs/cache.md?raw';

const database = useFreshDatabase();
let kv: WatchedKv;
let app: TestApp;
beforeEach(async () => {
  await database.clear();
  kv = watchedKv();
  app = testApp({ bindings: { DATABASE_URL: database.url, CACHE: kv.kv } });
});
afterEach(() => vi.restoreAllMocks());

const ask = async (path: string, headers: Record<string, string> = {}): Promise<AggregateAnswer> =>
  aggregateAnswer(await app.call(path, { headers }));
const noCache = { 'Cache-Control': 'no-cache' };

/** How long a day's figures are fresh and, after that, served stale (docs/cache.md). */
const [freshSeconds, staleSeconds] = [60, 240];

/** Asks, and lets what goes on behind the answer come to its end. */
async function askAndSettle(path: string, headers?: Record<string, string>): Promise<AggregateAnswer> {
  const answer = await ask(path, headers);
  await app.settle();
  return answer;
}

const sessionsIn = ({ text }: AggregateAnswer): number =>
  (JSON.parse(text) as { total_sessions: number }).total_sessions;

describe('an answer’s life', () => {
  it('is made on a miss, then served while it is fresh, with its age and what is left of it', async () => {
    const made = await askAndSettle('overview');
    expect(made).toMatchObject({ status: 200, cacheStatus: 'chat-dashboard; fwd=miss; stored', age: 0 });
    await addSession(database);
    let before = 0;
    for (const age of [0, 1, 59, 60]) {
      app.advance(age - before);
      before = age;
      const kept = await ask('overview');
      expect(kept).toEqual({ ...made, cacheStatus: `chat-dashboard; hit; ttl=${freshSeconds - age}`, age });
    }
  });

  it('is served stale at once and made anew behind the answer', async () => {
    const made = await askAndSettle('overview');
    await addSession(database);
    app.advance(freshSeconds + 1);
    const stale = await ask('overview');
    expect(stale).toEqual({ ...made, cacheStatus: 'chat-dashboard; hit; ttl=-1', age: freshSeconds + 1 });
    await app.settle();
    const renewed = await ask('overview');
    expect(renewed).toMatchObject({ cacheStatus: `chat-dashboard; hit; ttl=${freshSeconds}`, age: 0 });
    expect(sessionsIn(renewed)).toBe(1);
  });

  it('does not wait for the database when it is stale', async () => {
    await askAndSettle('overview');
    app.advance(freshSeconds + 1);
    // The second that waits is a query of our own, sent when the stale answer is there.
    const held = await hold(database, { untilWaiting: 2 }, 'lock table chat_sessions');
    const stale = await ask('overview');
    await database.query('select count(*) from chat_sessions');
    await held.committed;
    expect(stale.cacheStatus).toBe('chat-dashboard; hit; ttl=-1');
    await app.settle();
  });

  it('is served stale to the last second of that time, and made anew first after it', async () => {
    await askAndSettle('overview');
    await addSession(database);
    app.advance(freshSeconds + staleSeconds);
    expect(await ask('overview')).toMatchObject({
      cacheStatus: `chat-dashboard; hit; ttl=-${staleSeconds}`,
      age: freshSeconds + staleSeconds,
    });
    await app.settle();
    app.advance(freshSeconds + staleSeconds + 1);
    await addSession(database);
    const anew = await ask('overview');
    expect(anew).toMatchObject({ cacheStatus: 'chat-dashboard; fwd=stale; stored', age: 0 });
    expect(sessionsIn(anew)).toBe(2);
  });

  it.each(['no-cache', 'No-Cache', 'max-age=0, no-cache', 'no-cache,no-store'])(
    'ends when the client says Cache-Control: %s, for everyone',
    async (directives) => {
      await askAndSettle('overview');
      await addSession(database);
      app.advance(2);
      const renewed = await askAndSettle('overview', { 'Cache-Control': directives });
      expect(renewed).toMatchObject({ cacheStatus: 'chat-dashboard; fwd=request; stored', age: 0 });
      expect(sessionsIn(renewed)).toBe(1);
      app.advance(1);
      expect(await ask('overview')).toEqual({
        ...renewed,
        cacheStatus: `chat-dashboard; hit; ttl=${freshSeconds - 1}`,
        age: 1,
      });
    },
  );

  it('has no negative age where another location’s clock runs ahead', async () => {
    app.advance(30);
    await askAndSettle('overview');
    app.advance(-30);
    expect(await ask('overview')).toMatchObject({ age: 0, cacheStatus: 'chat-dashboard; hit; ttl=60' });
  });
});

describe.each(aggregates)('%s', (path) => {
  it('says what HTTP can say of it', async () => {
    for (const outcome of ['fwd=miss', 'hit']) {
      const response = await app.call(path);
      await app.settle();
      expect(response.headers.get('Cache-Status')).toContain(outcome);
      expect(response.headers.get('Cache-Control')).toBe('private');
      expect(response.headers.get('Vary')).toContain('Authorization');
      expect(response.headers.get('ETag')).toMatch(/^"[^"]+"$/);
      expect(response.headers.get('Age')).toBe('0');
      expect(response.headers.get('X-Generated-At')).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      const body = (await response.json()) as { generated_at?: string };
      expect(body.generated_at ?? response.headers.get('X-Generated-At')).toBe(
        response.headers.get('X-Generated-At'),
      );
    }
  });

  it('is kept under a relative key that docs/cache.md lists, for a day', async () => {
    const version = `v${answerVersions[path]}`;
    for (const hours of [1, 24, 720]) await askAndSettle(`${path}?time_range_hours=${hours}`);
    app.advance(86_400 * 40);
    for (const hours of [1, 24, 720]) await askAndSettle(`${path}?time_range_hours=${hours}`, noCache);
    expect([...new Set(kv.puts.map(({ key }) => key))]).toEqual(
      [1, 24, 720].map((hours) => `aggregate/${path}/${version}/${hours}h/all`),
    );
    const filter = path === 'agent-performance' ? '<agent_id>' : 'all';
    expect(cachePage).toContain(`\`aggregate/${path}/${version}/<hours>h/${filter}\``);
    expect(new Set(kv.puts.map(({ expirationTtl }) => expirationTtl))).toEqual(new Set([86_400]));
  });

  it('is one answer for the default range and for the same range said aloud', async () => {
    const made = await askAndSettle(path);
    const said = await ask(`${path}?time_range_hours=24`);
    expect(said.cacheStatus).toContain('hit');
    expect(said.text).toBe(made.text);
  });

  it('is another answer for another range', async () => {
    await askAndSettle(path);
    expect((await ask(`${path}?time_range_hours=25`)).cacheStatus).toContain('fwd=miss');
  });
});

describe('one agent’s performance', () => {
  it('has a key of its own, whoever asks for it and in whatever case', async () => {
    const [one, other] = [newId(), newId()];
    for (const agent of [one, other]) {
      const id = await addSession(database, { status: 'active', assigned_agent_id: agent });
      await addParticipant(database, id, { user_id: agent });
    }
    await askAndSettle('agent-performance');
    await askAndSettle(`agent-performance?agent_id=${one}`);
    await askAndSettle(`agent-performance?agent_id=${other.toUpperCase()}`);
    const version = `v${answerVersions['agent-performance']}`;
    expect(kv.puts.map(({ key }) => key)).toEqual([
      `aggregate/agent-performance/${version}/24h/all`,
      `aggregate/agent-performance/${version}/24h/${one}`,
      `aggregate/agent-performance/${version}/24h/${other}`,
    ]);
    expect(cachePage).toContain(`\`aggregate/agent-performance/${version}/<hours>h/<agent_id>\``);
    const own = await app.call('agent-performance', { token: await tokenOf('agent', one) });
    expect(own.headers.get('Cache-Status')).toContain('hit');
    expect(await own.json()).toMatchObject([{ agent_id: one }]);
  });
});

it('keeps longer ranges fresh for longer', async () => {
  const fresh: number[] = [];
  for (const hours of [1, 12, 24, 48, 120, 720]) {
    await askAndSettle(`overview?time_range_hours=${hours}`);
    const { cacheStatus } = await ask(`overview?time_range_hours=${hours}`);
    fresh.push(Number(/ttl=(\d+)/.exec(cacheStatus ?? '')?.[1]));
  }
  expect(fresh).toEqual([30, 30, 60, 120, 300, 300]);
});

it('reads no key before the caller may see what it holds', async () => {
  await app.call('overview', { token: null });
  await app.call('overview', { token: await tokenOf('router') });
  await app.call('overview?time_range_hours=0');
  await app.call(`agent-performance?agent_id=${newId()}`, { token: await tokenOf('agent') });
  expect(kv.gets).toEqual([]);
});

describe('what it costs', () => {
  /** Counts the trips to the database. */
  function countTrips(): () => number {
    const fetching = vi.spyOn(globalThis, 'fetch');
    return () => fetching.mock.calls.length;
  }

  it('asks the database once on a miss and not at all on a hit', async () => {
    const trips = countTrips();
    await askAndSettle('overview');
    expect(trips()).toBe(1);
    await askAndSettle('overview');
    expect(trips()).toBe(1);
  });

  it('makes a stale answer anew once, however many ask', async () => {
    await askAndSettle('overview');
    app.advance(freshSeconds + 1);
    const trips = countTrips();
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask('overview')));
    await app.settle();
    expect(answers.map(({ cacheStatus }) => cacheStatus)).toEqual(
      Array.from({ length: 20 }, () => 'chat-dashboard; hit; ttl=-1'),
    );
    expect(trips()).toBe(1);
  });

  it('answers all who come to an empty cache at once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask('satisfaction')));
    await app.settle();
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(kv.puts).toHaveLength(1);
  });
});

describe('a conditional request', () => {
  const conditional = async (path: string, tag: string, method = 'GET') =>
    app.call(path, { method, headers: { 'If-None-Match': tag } });

  it.each([
    ['the tag', (tag: string) => tag],
    ['the tag, weak', (tag: string) => `W/${tag}`],
    ['the tag among others', (tag: string) => `"other", ${tag}`],
    ['the tag among weak others, without blanks', (tag: string) => `W/"other",W/${tag},"more"`],
    ['a star', () => '*'],
  ])('that names %s is a 304 without a body', async (_, header) => {
    const { etag, generatedAt } = await askAndSettle('overview');
    app.advance(5);
    for (const method of ['GET', 'HEAD']) {
      const response = await conditional('overview', header(etag ?? ''), method);
      expect(response.status).toBe(304);
      expect(await response.text()).toBe('');
      expect(Object.fromEntries(response.headers)).toMatchObject({
        etag,
        'cache-control': 'private',
        'cache-status': 'chat-dashboard; hit; ttl=55',
        age: '5',
        'x-generated-at': generatedAt,
        'x-request-id': expect.any(String),
      });
      expect(response.headers.get('Content-Type')).toBeNull();
    }
  });

  it.each([
    ['another tag', () => '"other"'],
    ['the tag without its quotes', (tag: string) => tag.replaceAll('"', '')],
    ['a part of the tag', (tag: string) => `${tag.slice(0, -2)}"`],
    ['nothing', () => ''],
  ])('that names %s is answered in full', async (_, header) => {
    const { etag } = await askAndSettle('overview');
    const response = await conditional('overview', header(etag ?? ''));
    expect(response.status).toBe(200);
    expect(await response.json()).toHaveProperty('total_sessions');
  });

  it('is a 304 on a miss too, where the figures are the same', async () => {
    const first = await askAndSettle('agent-performance');
    app.advance(2);
    const response = await app.call('agent-performance', {
      headers: { ...noCache, 'If-None-Match': first.etag ?? '' },
    });
    expect(response.status).toBe(304);
    expect(response.headers.get('Cache-Status')).toBe('chat-dashboard; fwd=request; stored');
  });

  it('never stands before authorisation and validation', async () => {
    const headers = { 'If-None-Match': '*' };
    expect((await app.call('overview', { headers, token: null })).status).toBe(401);
    expect((await app.call('overview', { headers, token: await tokenOf('router') })).status).toBe(403);
    expect((await app.call('overview?x=1', { headers })).status).toBe(422);
  });

  it('has another tag for other bytes, and the same for the same', async () => {
    const agent = newId();
    const empty = await askAndSettle('agent-performance');
    expect((await askAndSettle('agent-performance?time_range_hours=1')).etag).toBe(empty.etag);
    const id = await addSession(database);
    await addParticipant(database, id, { user_id: agent });
    const full = await askAndSettle('agent-performance', noCache);
    expect(full.etag).not.toBe(empty.etag);
    expect((await askAndSettle(`agent-performance?agent_id=${agent}`)).etag).toBe(full.etag);
  });
});

describe('lists, transcripts and commands', () => {
  it('are never cached: they go to the database each time and leave KV alone', async () => {
    const id = await addSession(database);
    const agent = newId();
    const responses = [
      await app.call('waiting-sessions'),
      await app.call(`sessions/${id}/assign`, { json: { agent_id: agent } }),
      await app.call('waiting-sessions'),
      await app.call('active-sessions'),
      await app.call(`sessions/${id}/transfer`, { json: { to_agent_id: newId() } }),
      await app.call('active-sessions'),
      await app.call('sessions?time_range_hours=24'),
      await app.call(`sessions/${id}/transcript`),
      await app.call('health'),
    ];
    await app.settle();
    expect(responses.map(({ status }) => status)).toEqual(responses.map(() => 200));
    for (const { headers } of responses) {
      expect(headers.get('Cache-Control')).toBe('no-store');
      expect(headers.get('Age')).toBeNull();
      expect(headers.get('Cache-Status')).toBeNull();
    }
    // A command's is the version of its session.
    const tags = responses.map(({ headers }) => headers.get('ETag'));
    expect(tags).toEqual([null, '"2"', null, null, '"3"', null, null, null, null]);
    expect([kv.gets, kv.puts]).toEqual([[], []]);
    expect(await responses[0]?.json()).toHaveLength(1);
    expect(await responses[2]?.json()).toEqual([]);
  });
});

it('tells caches on the way that an answer to a browser depends on its origin, its token and its coding', async () => {
  const origin = 'https://admin.example';
  const open = testApp({ bindings: { DATABASE_URL: database.url, CORS_ORIGINS: origin } });
  const response = await open.call('overview', { headers: { Origin: origin } });
  const vary = (response.headers.get('Vary') ?? '').split(/,\s*/).sort();
  expect(vary).toEqual(['Accept-Encoding', 'Authorization', 'Origin']);
});
