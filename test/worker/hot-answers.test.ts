import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { createApp } from '../../src/app.ts';
import { compositionRoot, workerRuntime } from '../../src/deps.ts';
import type { Bindings } from '../../src/env.ts';
import { AggregateCache } from '../../src/cache/aggregate-cache.ts';
import { rememberTokenMs } from '../../src/http/remembered-tokens.ts';
import { aggregates } from '../support/aggregates.ts';
import { answerOf, problem } from '../support/answers.ts';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { watchedKv, type WatchedKv } from '../support/kv.ts';
import { addParticipant, addSession, newId } from '../support/rows.ts';
import { basePath, origin, testApp, type CallOptions, type TestApp } from '../support/test-app.ts';
import { goodClaims, signed, signedWith, tokenOf } from '../support/tokens.ts';

/** The short way past the app (src/http/hot-answers.ts): the same answers as by the long one, and to nobody else. */

const database = useFreshDatabase();
let kv: WatchedKv;
let app: TestApp;
let token: string;
const ui = 'https://admin.example';
/** How often the app itself answered an aggregate. */
let byTheApp: () => number;

beforeEach(async () => {
  await database.clear();
  kv = watchedKv();
  app = testApp({ bindings: { DATABASE_URL: database.url, CACHE: kv.kv } });
  token = await tokenOf('admin', undefined, app.now());
  const answering = vi.spyOn(AggregateCache.prototype, 'answer');
  byTheApp = () => answering.mock.calls.length;
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const ask = (path: string, options: CallOptions = {}): Promise<Response> =>
  app.call(path, { token, ...options });

/** Asks twice, after which the same request may be answered the short way. */
async function warm(path: string, options: CallOptions = {}): Promise<void> {
  for (let i = 0; i < 2; i += 1) await ask(path, options);
  await app.settle();
}

/** Whether the app had to answer. */
async function isLong(asking: () => Promise<Response>): Promise<boolean> {
  const before = byTheApp();
  await (await asking()).text();
  return byTheApp() > before;
}

const all = async (response: Response) => ({
  status: response.status,
  headers: Object.fromEntries(response.headers),
  text: await response.text(),
});

describe.each(aggregates)('%s', (path) => {
  it('is answered the same by the short way as by the long one, and logged the same', async () => {
    await warm(path);
    app.advance(7);
    const headers = { 'X-Request-Id': 'mine' };
    const manners: Record<string, string>[] = [{}, { 'If-None-Match': '*' }, { 'If-None-Match': '"other"' }];
    for (const more of manners) {
      app.log.splice(0);
      const options = { headers: { ...headers, ...more } };
      const before = byTheApp();
      const short = await all(await ask(path, options));
      expect(byTheApp()).toBe(before);
      // Another URL for the same thing: the app has not seen it with this token.
      const long = await all(
        await ask(`${path}?time_range_hours=24`, {
          ...options,
          token: await tokenOf('admin', undefined, app.now()),
        }),
      );
      expect(byTheApp()).toBe(before + 1);
      expect(short).toEqual(long);
      await app.settle();
      expect(short.status).toBe(more['If-None-Match'] === '*' ? 304 : 200);
      expect(app.log).toHaveLength(2);
      expect(app.log[0]).toEqual(app.log[1]);
    }
  });

  it('costs neither KV nor the database, and no signature', async () => {
    await warm(path);
    const [fetching, verifying] = [vi.spyOn(globalThis, 'fetch'), vi.spyOn(crypto.subtle, 'verify')];
    kv.gets.splice(0);
    expect(await isLong(() => ask(path))).toBe(false);
    expect([kv.gets, fetching.mock.calls, verifying.mock.calls]).toEqual([[], [], []]);
  });
});

describe('every answer', () => {
  it('has an id of its own, or the one that the caller gave it', async () => {
    await warm('overview');
    const ids = await Promise.all(
      ['mine', undefined, undefined, 'not acceptable', 'x'.repeat(256)].map(async (id) => {
        const response = await ask('overview', { headers: id === undefined ? {} : { 'X-Request-Id': id } });
        return response.headers.get('X-Request-Id');
      }),
    );
    expect(ids[0]).toBe('mine');
    expect(new Set(ids).size).toBe(5);
    for (const id of ids.slice(1)) expect(id).toMatch(/^[0-9a-f-]{36}$/);
    await app.settle();
    expect(app.log.slice(-5).map(({ fields }) => fields['request_id'])).toEqual(ids);
  });

  it('has its age, and what is left of it, to the second', async () => {
    await warm('overview');
    for (const age of [1, 2, 60]) {
      app.advance(age === 60 ? 58 : 1);
      const { headers } = await ask('overview');
      expect([headers.get('Age'), headers.get('Cache-Status')]).toEqual([
        String(age),
        `chat-dashboard; hit; ttl=${60 - age}`,
      ]);
    }
  });

  it('is the newest that is in memory', async () => {
    await warm('overview');
    await addSession(database);
    await ask('overview', { token: await tokenOf('admin'), headers: { 'Cache-Control': 'no-cache' } });
    expect(await (await ask('overview')).json()).toMatchObject({ total_sessions: 1 });
  });

  it('says nothing of its token in the log', async () => {
    await warm('overview');
    for (let i = 0; i < 3; i += 1) await ask('overview');
    await app.settle();
    for (const part of token.split('.')) expect(JSON.stringify(app.log)).not.toContain(part);
  });
});

describe('a long answer', () => {
  const path = 'timeseries?granularity=hour&time_range_hours=720';
  const gzip = { 'Accept-Encoding': 'br, gzip' };
  const askFor = (accepted: string | undefined, more: Record<string, string> = {}): Promise<Response> =>
    ask(path, {
      headers: { ...(accepted === undefined ? {} : { 'Accept-Encoding': accepted }), ...more },
    });
  const isGzip = ({ headers }: Response): boolean => headers.get('Content-Encoding') === 'gzip';
  const unpacked = ({ body }: Response): Promise<string> =>
    new Response(body?.pipeThrough(new DecompressionStream('gzip'))).text();

  /** Asks until enough have asked for it to be compressed. */
  async function heat(): Promise<{ asked: number; last: Response }> {
    await warm(path);
    for (let asked = 1; asked <= 50; asked += 1) {
      const last = await askFor('br, gzip');
      await app.settle();
      if (isGzip(last)) return { asked, last };
    }
    throw new Error('Fifty requests, and none was answered with gzip.');
  }

  it('is sent as gzip once many have asked, the same to the byte, and under a tag of its own', async () => {
    const { asked, last } = await heat();
    expect(asked).toBe(11);
    const plain = await all(await askFor(undefined));
    expect(plain.text.length).toBeGreaterThan(10_000);
    const { 'x-request-id': _, ...headers } = Object.fromEntries(last.headers);
    const { 'x-request-id': __, ...plainHeaders } = plain.headers;
    expect(headers).toEqual({
      ...plainHeaders,
      'content-encoding': 'gzip',
      etag: plainHeaders['etag']?.replace(/"$/, '-gzip"'),
    });
    expect(headers['vary']).toBe('Authorization, Accept-Encoding');
    const copy = last.clone();
    expect((await copy.arrayBuffer()).byteLength).toBeLessThan(plain.text.length / 4);
    expect(await unpacked(last)).toBe(plain.text);
  });

  it('is gzip for who accepts it alone', async () => {
    await heat();
    for (const yes of ['gzip', 'GZIP', 'gzip;q=0.5', 'deflate, gzip;q=1.0, *;q=0.5', 'br,gzip']) {
      expect([yes, isGzip(await askFor(yes))]).toEqual([yes, true]);
    }
    for (const no of [
      undefined,
      '',
      'identity',
      'br',
      'gzip;q=0',
      'gzip; q=0.000, br',
      '*',
      'xgzip',
      'gzip2',
    ]) {
      const response = await askFor(no);
      expect([no, isGzip(response)]).toEqual([no, false]);
      expect(JSON.parse(await response.text())).toHaveProperty('buckets');
    }
  });

  it('goes by what the client accepts where the edge has put its own into the header', async () => {
    await heat();
    const accepted: Record<string, boolean> = {
      'gzip, deflate, br': true,
      '': false,
      br: false,
      identity: false,
    };
    for (const [clientAcceptEncoding, expected] of Object.entries(accepted)) {
      const cf = { clientAcceptEncoding } as RequestInitCfProperties;
      const response = await ask(path, { headers: gzip, cf });
      expect([clientAcceptEncoding, isGzip(response)]).toEqual([clientAcceptEncoding, expected]);
    }
  });

  it('is a 304 by either tag, from the short way and from the app, and says which', async () => {
    const { last } = await heat();
    const tags = [last.headers.get('ETag') ?? '', (await askFor(undefined)).headers.get('ETag') ?? ''];
    for (const tag of tags) {
      const longWay = { 'If-None-Match': `"x", W/${tag}`, Authorization: `bearer ${token}` };
      for (const headers of [{ ...gzip, 'If-None-Match': tag }, { 'If-None-Match': `W/${tag}` }, longWay]) {
        const response = await ask(path, { headers });
        expect([response.status, response.headers.get('ETag')]).toEqual([304, tag]);
        expect(response.headers.get('Content-Encoding')).toBeNull();
        expect(await response.text()).toBe('');
      }
    }
    expect((await askFor('gzip', { 'If-None-Match': '"x-gzip"' })).status).toBe(200);
  });

  it('says to browsers of other origins that they may read it, as ever', async () => {
    app = testApp({ bindings: { DATABASE_URL: database.url, CORS_ORIGINS: ui } });
    token = await tokenOf('admin', undefined, app.now());
    await heat();
    const response = await askFor('gzip', { Origin: ui });
    expect(isGzip(response)).toBe(true);
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe(ui);
    expect(response.headers.get('Vary')).toBe('Authorization, Accept-Encoding, Origin');
    expect((await askFor('gzip')).headers.get('Access-Control-Allow-Origin')).toBeNull();
  });

  it('is compressed anew when it is made anew', async () => {
    const { last } = await heat();
    await addSession(database);
    await ask(path, { token: await tokenOf('admin'), headers: { 'Cache-Control': 'no-cache' } });
    const renewed = await askFor('gzip');
    expect(isGzip(renewed)).toBe(false);
    expect(renewed.headers.get('ETag')).not.toBe(last.headers.get('ETag')?.replace('-gzip', ''));
    const text = await renewed.text();
    expect(text).not.toBe(await unpacked(last));
    expect(await unpacked((await heat()).last)).toBe(text);
  });

  it('is never compressed where it is short, or few ask', async () => {
    let compressed = 0;
    class Counted extends CompressionStream {
      constructor(format: 'gzip') {
        super(format);
        compressed += 1;
      }
    }
    vi.stubGlobal('CompressionStream', Counted);
    await warm('overview');
    for (let i = 0; i < 30; i += 1) expect(isGzip(await ask('overview', { headers: gzip }))).toBe(false);
    await warm(path);
    for (let i = 0; i < 9; i += 1) await askFor('gzip');
    for (let i = 0; i < 30; i += 1) await askFor('identity');
    await app.settle();
    expect(compressed).toBe(0);
    await Promise.all(Array.from({ length: 30 }, () => askFor('gzip')));
    await app.settle();
    expect(compressed).toBe(1);
  });
});

it('has a line in the log for every answer, however fast they come', async () => {
  await warm('overview');
  app.log.splice(0);
  const ids = Array.from({ length: 300 }, (_, i) => `request-${i}`);
  await Promise.all(ids.map((id) => ask('overview', { headers: { 'X-Request-Id': id } })));
  await app.settle();
  expect(app.log.map(({ fields }) => fields['request_id'])).toEqual(ids);
});

describe.each<[string, { CORS_ORIGINS: string; Origin: string; allowed: string | null }]>([
  ['from an origin that may', { CORS_ORIGINS: `https://a.example, ${ui}`, Origin: ui, allowed: ui }],
  ['from an origin that may not', { CORS_ORIGINS: ui, Origin: `${ui}.evil.example`, allowed: null }],
  ['where all origins may', { CORS_ORIGINS: '*', Origin: ui, allowed: '*' }],
])('a browser %s', (_, { CORS_ORIGINS, Origin, allowed }) => {
  it('is answered the same by the short way as by the long one', async () => {
    app = testApp({ bindings: { DATABASE_URL: database.url, CORS_ORIGINS } });
    token = await tokenOf('admin', undefined, app.now());
    await warm('overview');
    const manners: Record<string, string>[] = [{ Origin }, { Origin, 'If-None-Match': '*' }, {}, { Origin }];
    for (const headers of manners) {
      const options = { headers: { ...headers, 'X-Request-Id': 'mine' } };
      const before = byTheApp();
      const short = await all(await ask('overview', options));
      expect(byTheApp()).toBe(before);
      const otherToken = await tokenOf('admin', undefined, app.now());
      const long = await all(await ask('overview?time_range_hours=24', { ...options, token: otherToken }));
      expect(byTheApp()).toBe(before + 1);
      expect(short).toEqual(long);
      const allows = new Headers(short.headers).get('Access-Control-Allow-Origin');
      expect(allows).toBe(headers['Origin'] === undefined ? null : allowed);
    }
  });
});

describe('the app answers', () => {
  it.each<[string, string, CallOptions]>([
    ['a HEAD', 'overview', { method: 'HEAD' }],
    ['who wants new figures', 'overview', { headers: { 'Cache-Control': 'max-age=0, No-Cache' } }],
    ['another range', 'overview?time_range_hours=48', {}],
    ['the same range, said otherwise', 'overview?time_range_hours=24', {}],
    ['another aggregate', 'satisfaction', {}],
  ])('%s', async (_, path, options) => {
    await warm('overview');
    expect(await isLong(() => ask(path, options))).toBe(true);
  });

  it('once the answer is not fresh any more, and the short way goes on with the renewed one', async () => {
    await warm('overview');
    app.advance(61);
    const stale = await ask('overview');
    expect(stale.headers.get('Cache-Status')).toBe('chat-dashboard; hit; ttl=-1');
    await app.settle();
    expect(await isLong(() => ask('overview'))).toBe(false);
  });

  it('HEAD as ever: the headers of the GET, without a body', async () => {
    await warm('overview');
    const [head, get] = [
      await all(await ask('overview', { method: 'HEAD' })),
      await all(await ask('overview')),
    ];
    expect(head.text).toBe('');
    const { 'x-request-id': _, 'content-length': __, ...headers } = get.headers;
    expect(head.headers).toMatchObject(headers);
  });

  it('an unknown parameter with a 422, and another method with a 405', async () => {
    await warm('overview');
    expect((await ask('overview?x=1')).status).toBe(422);
    expect((await ask('overview', { method: 'POST', json: {} })).status).toBe(405);
  });
});

describe('who may not see it', () => {
  it('gets what it ever got: no token, another scheme, a changed token, another role', async () => {
    await warm('overview');
    const changed = `${token.slice(0, -4)}AAAA`;
    expect(await answerOf(await ask('overview', { token: null }))).toEqual(problem(401, 'token_missing'));
    for (const bad of [changed, `${token}x`, token.slice(0, -1), token.toUpperCase()]) {
      expect(await answerOf(await ask('overview', { token: bad }))).toEqual(problem(401, 'token_invalid'));
    }
    const headers = { Authorization: `Basic ${token}` };
    expect(await answerOf(await ask('overview', { token: null, headers }))).toEqual(
      problem(401, 'token_invalid'),
    );
    const router = await tokenOf('router', undefined, app.now());
    for (let i = 0; i < 3; i += 1) {
      expect(await answerOf(await ask('overview', { token: router }))).toEqual(
        problem(403, 'role_not_allowed'),
      );
    }
  });

  it('hears so from the second on at which its token expires', async () => {
    const now = Math.floor(app.now() / 1000);
    token = await signed({ ...goodClaims('admin'), exp: now + 30 });
    await warm('overview');
    app.advance(29 - (app.now() / 1000 - now));
    expect(await isLong(() => ask('overview'))).toBe(false);
    app.advance(1);
    expect(await answerOf(await ask('overview'))).toEqual(problem(401, 'token_expired'));
  });

  it('has its token checked again after a minute', async () => {
    await warm('overview?time_range_hours=720');
    const verifying = vi.spyOn(crypto.subtle, 'verify');
    app.advance(rememberTokenMs / 1000 - 1);
    await ask('overview?time_range_hours=720');
    expect(verifying).toHaveBeenCalledTimes(0);
    app.advance(1);
    await ask('overview?time_range_hours=720');
    expect(verifying).toHaveBeenCalledTimes(1);
  });

  it('is everybody whose token is no good under another configuration', async () => {
    await warm('overview');
    const changes: Partial<Bindings>[] = [
      { JWT_SECRET: 'another secret that is long enough for HS256' },
      { JWT_ISSUER: 'https://issuer.example' },
      { JWT_AUDIENCE: 'chat' },
    ];
    // In the same isolate, which Cloudflare does not do.
    const { fetch } = createApp(compositionRoot(workerRuntime), workerRuntime);
    const askUnder = async (bindings: Bindings) => {
      const headers = { Authorization: `Bearer ${token}` };
      const context = createExecutionContext();
      const request = new Request(`${origin}${basePath}/overview`, { headers });
      const answer = await answerOf(await fetch(request, bindings, context));
      await waitOnExecutionContext(context);
      return answer;
    };
    vi.spyOn(console, 'log').mockReturnValue();
    for (const change of changes) {
      for (let i = 0; i < 3; i += 1) expect((await askUnder(app.bindings)).status).toBe(200);
      for (let i = 0; i < 3; i += 1) {
        expect(await askUnder({ ...app.bindings, ...change })).toEqual(problem(401, 'token_invalid'));
      }
    }
  });

  it('an agent sees its own performance alone, however often it and others ask', async () => {
    const [one, other] = [newId(), newId()];
    for (const agent of [one, other]) {
      const id = await addSession(database, { status: 'active', assigned_agent_id: agent });
      await addParticipant(database, id, { user_id: agent });
    }
    const tokens = [await tokenOf('agent', one), await tokenOf('agent', other)];
    for (let round = 0; round < 3; round += 1) {
      for (const [index, agent] of [one, other].entries()) {
        const mine = await app.call('agent-performance', { token: tokens[index] ?? '' });
        expect(((await mine.json()) as { agent_id: string }[]).map((row) => row.agent_id)).toEqual([agent]);
      }
      const everybody = await ask('agent-performance');
      expect(await everybody.json()).toHaveLength(2);
      const foreign = await app.call(`agent-performance?agent_id=${other}`, { token: tokens[0] ?? '' });
      expect(foreign.status).toBe(403);
      await app.settle();
    }
  });

  it('goes by the role of the token that it sends now', async () => {
    const sub = newId();
    const asAdmin = await tokenOf('admin', sub, app.now());
    await warm('overview', { token: asAdmin });
    const asRouter = await tokenOf('router', sub, app.now());
    expect((await ask('overview', { token: asRouter })).status).toBe(403);
    const forged = await signedWith('another secret that is long enough for HS256', goodClaims('admin', sub));
    expect((await ask('overview', { token: forged })).status).toBe(401);
  });
});
