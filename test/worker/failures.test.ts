import { env } from 'cloudflare:workers';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Bindings } from '../../src/env.ts';
import { answerOf, problem } from '../support/answers.ts';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { goodBodyOf, operations, pathOf, securedOperations } from '../support/operations.ts';
import type { DescribedOperation } from '../support/operations.ts';
import { addMessage, addSession, newId } from '../support/rows.ts';
import { skipRetryDelays, testApp, type TestApp } from '../support/test-app.ts';

const database = useFreshDatabase();
afterEach(() => vi.restoreAllMocks());

const call = (app: TestApp, operation: DescribedOperation) => {
  const json = goodBodyOf(operation, newId());
  return app.call(pathOf(operation), { method: operation.method, ...(json === undefined ? {} : { json }) });
};

/** What no caller may read in a 5xx: SQL, code, hosts, credentials. */
const secrets =
  /secret-user|secret-word|secret_base|127\.0\.0\.1|localhost|postgres|neon|drizzle|chat_|select |insert |update |\.ts\b|\bat \S+ \(|stack|sqlstate|relation|ECONN|refused/i;

/** An answer, with what else a 503 must have. */
async function unavailabilityOf(response: Response) {
  const { headers } = response;
  const answer = await answerOf(response);
  return {
    ...answer,
    leaks: secrets.exec(JSON.stringify(answer))?.[0],
    retryAfter: headers.get('Retry-After'),
    cacheControl: headers.get('Cache-Control'),
  };
}

const unavailable = {
  ...problem(503, 'database_unavailable'),
  leaks: undefined,
  retryAfter: expect.stringMatching(/^[1-9]\d*$/) as string,
  cacheControl: 'no-store',
};

describe('a database that is away', () => {
  const nowhere = 'postgresql://secret-user:secret-word@127.0.0.1:1/secret_base';
  const notThere = new URL(env.DATABASE_URL);
  notThere.pathname = '/secret_base';

  describe.each<[string, Partial<Bindings>]>([
    ['refuses connections', { DATABASE_URL: nowhere }],
    ['does not exist', { DATABASE_URL: notThere.href }],
    ['has no proxy before it', { DATABASE_URL: nowhere, NEON_FETCH_ENDPOINT: 'http://127.0.0.1:1/sql' }],
  ])('because it %s', (_, bindings) => {
    const app = testApp({ bindings, runtime: { sleep: skipRetryDelays } });

    it.each(securedOperations)('makes $name a 503 with Retry-After', async (operation) => {
      expect(await unavailabilityOf(await call(app, operation))).toEqual(unavailable);
    });

    it('leaves health and the docs alone', async () => {
      for (const path of ['health', '/docs', '/openapi.json', '/docs/problems']) {
        expect((await app.call(path, { token: null })).status).toBe(200);
      }
    });

    it('is no reason to let anyone in', async () => {
      expect((await app.call('overview', { token: null })).status).toBe(401);
      expect((await app.call('overview?x=1')).status).toBe(422);
    });

    it('is told to the log, without the address or the credentials', () => {
      expect(app.log.length).toBeGreaterThan(0);
      expect(JSON.stringify(app.log)).not.toMatch(/secret-user|secret-word|postgresql:/);
    });
  });

  it('is asked three times by a read and once by a command', async () => {
    const waits: number[] = [];
    const app = testApp({
      bindings: { DATABASE_URL: nowhere, NEON_FETCH_ENDPOINT: 'http://127.0.0.1:1/sql' },
      runtime: {
        sleep: (milliseconds) => {
          if (milliseconds < 1000) waits.push(milliseconds);
          return skipRetryDelays(milliseconds);
        },
      },
    });
    const failures = () => app.log.splice(0).filter((line) => line.event === 'database_failure').length;
    await app.call('waiting-sessions');
    expect(failures()).toBe(3);
    expect(waits).toEqual([100, 400]);
    await app.call(`sessions/${newId()}/assign`, { json: { agent_id: newId() } });
    expect(failures()).toBe(1);
    expect(waits).toHaveLength(2);
  });

  it('that is slow makes a 503 too, after the time it is given', async () => {
    const app = testApp({ bindings: { DATABASE_URL: database.url, DATABASE_TIMEOUT_MS: '200' } });
    await addSession(database);
    await database.query(`create function slow(uuid) returns uuid language sql as
      $$ select $1 from (select pg_sleep(20)) nap $$`);
    await database.query('alter table chat_sessions rename to real_sessions');
    await database.query('create view chat_sessions as select * from real_sessions where slow(id) = id');
    await database.query('grant select on chat_sessions to public');
    try {
      const started = performance.now();
      expect(await unavailabilityOf(await app.call('waiting-sessions'))).toEqual(unavailable);
      expect(performance.now() - started).toBeLessThan(10_000);
    } finally {
      await database.query('drop view chat_sessions');
      await database.query('alter table real_sessions rename to chat_sessions');
      await database.query('drop function slow(uuid)');
    }
  });
});

describe('a database that takes no writes', () => {
  const readOnly = new URL(database.url);
  readOnly.searchParams.set('options', '-c default_transaction_read_only=on');
  const app = testApp({ bindings: { DATABASE_URL: readOnly.href } });
  const reads = securedOperations.filter(({ method }) => method === 'GET');
  const commands = securedOperations.filter(({ method }) => method !== 'GET');

  it.each(commands)('makes $name a 503 with Retry-After', async (operation) => {
    expect(await unavailabilityOf(await call(app, operation))).toEqual(unavailable);
  });

  it.each(reads)('answers $name as ever', async (operation) => {
    expect((await call(app, operation)).status).toBeLessThan(500);
  });
});

describe('a fault of ours', () => {
  it.each(securedOperations)('in the SQL of $name is a 500 that says nothing', async (operation) => {
    const app = testApp({ bindings: { DATABASE_URL: database.url } });
    await database.query('alter table chat_sessions rename to mislaid_sessions');
    await database.query('alter table chat_messages rename to mislaid_messages');
    await database.query('alter table support_agents rename to mislaid_agents');
    await database.query('alter table dashboard_command_log rename to mislaid_log');
    try {
      const answer = await answerOf(await call(app, operation));
      expect(answer).toEqual(problem(500, 'internal_error'));
      expect(JSON.stringify(answer)).not.toMatch(secrets);
      expect(app.log).toContainEqual(expect.objectContaining({ level: 'error', event: 'request_failed' }));
    } finally {
      await database.query('alter table mislaid_sessions rename to chat_sessions');
      await database.query('alter table mislaid_messages rename to chat_messages');
      await database.query('alter table mislaid_agents rename to support_agents');
      await database.query('alter table mislaid_log rename to dashboard_command_log');
    }
  });

  it('leaves nothing that a customer or an agent wrote in the log', async () => {
    const app = testApp({ bindings: { DATABASE_URL: database.url } });
    const id = await addSession(database, { status: 'active', feedback: 'my-private-feedback' });
    await addMessage(database, id, { content: 'my-private-words' });
    const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJteS1wcml2YXRlIn0.x';
    await app.call(`sessions/${id}/transcript`);
    await app.call(`active-sessions?cursor=my-private-cursor`);
    await app.call('overview', { token });
    await database.query(
      'alter table chat_audit_log add constraint no_reason check (reason is null) not valid',
    );
    const response = await app.call(`sessions/${id}/transfer`, {
      json: { to_agent_id: newId(), reason: 'my-private-reason' },
    });
    await database.query('alter table chat_audit_log drop constraint no_reason');
    expect(response.status).toBe(500);
    expect(app.log.map((line) => line.event)).toContain('request_failed');
    const said = JSON.stringify(app.log);
    expect(said).not.toContain('my-private');
    expect(said).not.toContain(token);
  });
});

describe('a configuration that does not hold', () => {
  const url = 'postgresql://secret-user:secret-word@secret-host/secret_base';
  it.each<[string, Partial<Bindings>, string]>([
    ['no DATABASE_URL', { DATABASE_URL: undefined }, 'DATABASE_URL'],
    ['an empty DATABASE_URL', { DATABASE_URL: '' }, 'DATABASE_URL'],
    ['a DATABASE_URL of another kind', { DATABASE_URL: url.replace('postgresql', 'mysql') }, 'DATABASE_URL'],
    ['no key at all', { JWT_SECRET: undefined, JWKS_URL: '' }, 'JWT_SECRET'],
    ['a short secret', { JWT_SECRET: 'secret-word' }, 'JWT_SECRET'],
    ['a key set that is no URL', { JWKS_URL: 'secret-host' }, 'JWKS_URL'],
    ['a bound that is a word', { WAIT_HIGH_SECONDS: 'secret-word' }, 'WAIT_HIGH_SECONDS'],
    ['a bound below 0', { WAIT_MEDIUM_SECONDS: '-1' }, 'WAIT_MEDIUM_SECONDS'],
    ['bounds the wrong way round', { WAIT_MEDIUM_SECONDS: '200' }, 'WAIT_MEDIUM_SECONDS'],
    ['a time-out of nothing', { DATABASE_TIMEOUT_MS: '0' }, 'DATABASE_TIMEOUT_MS'],
    ['an origin that is none', { CORS_ORIGINS: 'secret-host' }, 'CORS_ORIGINS'],
    ['a fetch endpoint that is none', { NEON_FETCH_ENDPOINT: 'secret-host' }, 'NEON_FETCH_ENDPOINT'],
  ])('(%s) is a 500 everywhere; the log names the variable, not its value', async (_, bindings, name) => {
    const error = vi.spyOn(console, 'error').mockReturnValue();
    const app = testApp({ bindings: { DATABASE_URL: url, ...bindings } });
    for (const operation of operations) {
      const response = await call(app, operation);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'referrer-policy': 'no-referrer',
        'strict-transport-security': 'max-age=15552000',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'x-request-id': expect.any(String),
      });
      const answer = await answerOf(response);
      expect(answer).toEqual(problem(500, 'internal_error'));
      expect(JSON.stringify(answer)).not.toMatch(secrets);
      expect(JSON.stringify(answer)).not.toContain(name);
    }
    const said = JSON.stringify(error.mock.calls);
    expect(said).toContain(name);
    expect(said).not.toMatch(/secret-(?:word|user|host)/);
  });
});
