import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { createApp } from '../../src/app.ts';
import { compositionRoot, workerRuntime } from '../../src/deps.ts';
import type { Bindings } from '../../src/env.ts';
import { aggregates } from '../support/aggregates.ts';
import { answerOf, problem } from '../support/answers.ts';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { watchedKv, type WatchedKv } from '../support/kv.ts';
import { addParticipant, addSession, newId } from '../support/rows.ts';
import { basePath, origin, testApp, type CallOptions, type TestApp } from '../support/test-app.ts';
import { goodClaims, signed, signedWith, tokenOf } from '../support/tokens.ts';

/** Answers from memory: what each carries, and that nobody gets one without authorisation. */

const database = useFreshDatabase();
let kv: WatchedKv;
let app: TestApp;
let token: string;

beforeEach(async () => {
  await database.clear();
  kv = watchedKv();
  app = testApp({ bindings: { DATABASE_URL: database.url, CACHE: kv.kv } });
  token = await tokenOf('admin', undefined, app.now());
});
afterEach(() => vi.restoreAllMocks());

const ask = (path: string, options: CallOptions = {}): Promise<Response> =>
  app.call(path, { token, ...options });

/** Asks twice, so that the answer is in memory. */
async function warm(path: string, options: CallOptions = {}): Promise<void> {
  for (let i = 0; i < 2; i += 1) await ask(path, options);
  await app.settle();
}

const all = async (response: Response) => ({
  status: response.status,
  headers: Object.fromEntries(response.headers),
  text: await response.text(),
});

it.each(aggregates)('%s costs neither KV nor the database', async (path) => {
  await warm(path);
  const fetching = vi.spyOn(globalThis, 'fetch');
  kv.gets.splice(0);
  expect((await ask(path)).status).toBe(200);
  expect([kv.gets, fetching.mock.calls]).toEqual([[], []]);
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

it('has a line in the log for every answer, however fast they come', async () => {
  await warm('overview');
  app.log.splice(0);
  const ids = Array.from({ length: 300 }, (_, i) => `request-${i}`);
  await Promise.all(ids.map((id) => ask('overview', { headers: { 'X-Request-Id': id } })));
  await app.settle();
  expect(app.log.map(({ fields }) => fields['request_id'])).toEqual(ids);
});

it('answers a HEAD with the headers of the GET and no body', async () => {
  await warm('overview');
  const [head, get] = [
    await all(await ask('overview', { method: 'HEAD' })),
    await all(await ask('overview')),
  ];
  expect(head.text).toBe('');
  const { 'x-request-id': _, 'content-length': __, ...headers } = get.headers;
  expect(head.headers).toMatchObject(headers);
});

it('is a 304 by its tag, also where a proxy that compresses made it weak', async () => {
  await warm('overview');
  const tag = (await ask('overview')).headers.get('ETag') ?? '';
  for (const named of [tag, `W/${tag}`, `"x", W/${tag}`, '*']) {
    const response = await ask('overview', { headers: { 'If-None-Match': named } });
    expect([response.status, response.headers.get('ETag'), await response.text()]).toEqual([304, tag, '']);
  }
  expect((await ask('overview', { headers: { 'If-None-Match': '"x"' } })).status).toBe(200);
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
    expect((await ask('overview')).status).toBe(200);
    app.advance(1);
    expect(await answerOf(await ask('overview'))).toEqual(problem(401, 'token_expired'));
  });

  it('is everybody whose token is no good under another configuration', async () => {
    await warm('overview');
    const changes: Partial<Bindings>[] = [
      { JWT_SECRET: 'another secret that is long enough for HS256' },
      { JWT_ISSUER: 'https://issuer.example' },
      { JWT_AUDIENCE: 'chat' },
    ];
    // In the same isolate, which Cloudflare does not do.
    const worker = createApp(compositionRoot(workerRuntime), workerRuntime, {});
    const askUnder = async (bindings: Bindings) => {
      const headers = { Authorization: `Bearer ${token}` };
      const context = createExecutionContext();
      const request = new Request(`${origin}${basePath}/overview`, { headers });
      const answer = await answerOf(await worker.fetch(request, bindings, context));
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
