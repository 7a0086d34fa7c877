import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Bindings, RateLimitName } from '../../src/env.ts';
import { answerOf, problem } from '../support/answers.ts';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { watchedKv } from '../support/kv.ts';
import { goodBodyOf, pathOf, securedOperations } from '../support/operations.ts';
import { newId } from '../support/rows.ts';
import { newSecret, signedHeaders } from '../support/signatures.ts';
import { testApp, type CallOptions, type TestApp } from '../support/test-app.ts';
import { tokenOf } from '../support/tokens.ts';

/** Rate limits by caller (docs/limits.md), with bindings whose counts never end, since no test waits for one to. */

const database = useFreshDatabase();
beforeEach(() => database.clear());

/** A binding that counts by key, as Cloudflare's does. */
function limiter(limit: number) {
  const counts = new Map<string, number>();
  const binding: RateLimit = {
    limit: ({ key }) => {
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      return Promise.resolve({ success: count <= limit });
    },
  };
  return { binding, counts };
}

const appWith = (
  limits: Partial<Record<RateLimitName, RateLimit>>,
  bindings: Partial<Bindings> = {},
): TestApp => testApp({ bindings: { DATABASE_URL: database.url, ...limits, ...bindings } });

const refused = problem(429, 'rate_limited');

/** The statuses of calls that follow each other. */
async function statuses(app: TestApp, calls: [path: string, options?: CallOptions][]): Promise<number[]> {
  const found: number[] = [];
  for (const [path, options] of calls) {
    found.push((await app.call(path, options)).status);
    await app.settle();
  }
  return found;
}

describe('a caller that sends too much', () => {
  it('is told when to go on, and is the only one who is refused', async () => {
    const app = appWith({ READ_RATE_LIMIT: limiter(2).binding });
    const [one, other] = [await tokenOf('admin'), await tokenOf('agent')];
    expect(
      await statuses(app, [
        ['waiting-sessions', { token: one }],
        ['me', { token: one }],
      ]),
    ).toEqual([200, 200]);
    const response = await app.call('waiting-sessions', { token: one });
    expect(response.headers.get('Retry-After')).toBe('10');
    expect(await answerOf(response)).toEqual(refused);
    expect((await app.call('waiting-sessions', { token: other })).status).toBe(200);
  });

  it('is one user with all its tokens, or one router with all its secrets', async () => {
    const secrets = [newSecret(), newSecret()];
    const ROUTER_SECRETS = secrets.map((secret) => `router-1:${secret}`).join(',');
    const { binding, counts } = limiter(2);
    const app = appWith({ READ_RATE_LIMIT: binding }, { ROUTER_SECRETS });
    const sub = newId();
    for (const expected of [200, 200, 429]) {
      const token = await tokenOf('admin', sub, app.now() + expected);
      expect((await app.call('waiting-sessions', { token })).status).toBe(expected);
    }
    for (const [index, expected] of [200, 200, 429].entries()) {
      const timestampSeconds = Math.floor(app.now() / 1000);
      const signing = { secret: secrets[index % 2] ?? '', id: newId(), timestampSeconds, body: '' };
      const signed = { token: null, headers: await signedHeaders(signing) };
      expect((await app.call('waiting-sessions', signed)).status).toBe(expected);
    }
    expect([...counts.values()]).toEqual([3, 3]);
  });

  it.each(securedOperations)('is refused by $name before anything else is looked at', async (operation) => {
    const none = limiter(0).binding;
    const kv = watchedKv();
    const app = appWith({ READ_RATE_LIMIT: none, COMMAND_RATE_LIMIT: none }, { CACHE: kv.kv });
    const fetching = vi.spyOn(globalThis, 'fetch');
    const [role = ''] = operation.operation['x-allowed-roles'] ?? [];
    const json = goodBodyOf(operation, newId());
    const options = { method: operation.method, token: await tokenOf(role) };
    const good = await app.call(pathOf(operation), { ...options, ...(json !== undefined && { json }) });
    expect(await answerOf(good)).toEqual(refused);
    expect(await answerOf(await app.call(`${pathOf(operation)}?unknown=1`, options))).toEqual(refused);
    expect([fetching.mock.calls, kv.gets]).toEqual([[], []]);
    fetching.mockRestore();
  });
});

describe('what is counted', () => {
  it('reads and commands apart, a HEAD as a read', async () => {
    const [reads, commands] = [limiter(9), limiter(9)];
    const app = appWith({ READ_RATE_LIMIT: reads.binding, COMMAND_RATE_LIMIT: commands.binding });
    const sub = newId();
    const token = await tokenOf('admin', sub, app.now());
    await statuses(app, [
      ['waiting-sessions', { token }],
      ['waiting-sessions', { token, method: 'HEAD' }],
      ['waiting-sessions?limit=x', { token }],
      ['queue/claim', { token, json: { agent_id: newId() } }],
      [`agents/${newId()}`, { token, method: 'DELETE' }],
    ]);
    expect([[...reads.counts], [...commands.counts]]).toEqual([[[sub, 3]], [[sub, 2]]]);
  });

  it('no call of somebody who is not known or not allowed, and nothing that needs no token', async () => {
    const { binding, counts } = limiter(0);
    const app = appWith({ READ_RATE_LIMIT: binding, COMMAND_RATE_LIMIT: binding });
    const router = await tokenOf('router');
    const calls: [string, CallOptions][] = [
      ['overview', { token: null }],
      ['overview', { token: 'x' }],
      ['overview', { token: router }],
      ['health', { token: null }],
    ];
    expect(await statuses(app, calls)).toEqual([401, 401, 403, 200]);
    expect(counts.size).toBe(0);
  });

  it('as uncached: what goes to the database for this caller, and no answer of the cache', async () => {
    const { binding, counts } = limiter(100);
    const app = appWith({ UNCACHED_RATE_LIMIT: binding });
    const sub = newId();
    const token = await tokenOf('admin', sub, app.now());
    const ask = async (path: string, headers: Record<string, string> = {}) => {
      const before = counts.get(sub) ?? 0;
      expect((await app.call(path, { token, headers })).status).toBe(200);
      await app.settle();
      return (counts.get(sub) ?? 0) - before;
    };
    const noCache = { 'Cache-Control': 'no-cache' };
    const ended = 'from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z';
    for (const path of ['overview', 'agent-performance', 'timeseries', 'heatmap']) {
      expect([await ask(path), await ask(path), await ask(path)]).toEqual([1, 0, 0]);
      expect(await ask(path, noCache)).toBe(1);
      expect([await ask(`${path}?${ended}`), await ask(`${path}?${ended}`)]).toEqual([1, 1]);
      // Stale: served at once, and renewed for everybody.
      app.advance(61);
      expect([await ask(path), await ask(path)]).toEqual([0, 0]);
    }
    expect(await ask('waiting-sessions')).toBe(0);
  });

  it('a question that was refused is not asked', async () => {
    const app = appWith({ UNCACHED_RATE_LIMIT: limiter(1).binding });
    const token = await tokenOf('admin', undefined, app.now());
    await statuses(app, [['overview', { token }]]);
    const fetching = vi.spyOn(globalThis, 'fetch');
    const ended = 'from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z';
    for (const path of ['heatmap', `overview?${ended}`]) {
      const response = await app.call(path, { token });
      expect(response.headers.get('Retry-After')).toBe('10');
      expect(await answerOf(response)).toEqual(refused);
    }
    expect(fetching).not.toHaveBeenCalled();
    fetching.mockRestore();
    expect((await app.call('overview', { token })).headers.get('Cache-Status')).toContain('hit');
  });
});

it('a limit that cannot be read refuses nobody, and the log says so', async () => {
  const app = appWith({ READ_RATE_LIMIT: { limit: () => Promise.reject(new Error('away')) } });
  expect(await statuses(app, [['waiting-sessions'], ['waiting-sessions']])).toEqual([200, 200]);
  expect(app.log.filter(({ event }) => event === 'rate_limit_failed')).toMatchObject([
    { level: 'warn', fields: { limit: 'READ_RATE_LIMIT' } },
    { level: 'warn' },
  ]);
});
