import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import journal from '../../drizzle/meta/_journal.json' with { type: 'json' };
import { useFreshDatabase } from '../support/fresh-database.ts';
import { watchedKv } from '../support/kv.ts';
import { testApp, type TestApp } from '../support/test-app.ts';

const database = useFreshDatabase();
let app: TestApp;
beforeEach(async () => {
  await database.clear();
  app = testApp({ bindings: { DATABASE_URL: database.url } });
});
afterEach(() => vi.restoreAllMocks());

interface Body {
  code?: string;
  detail?: string;
  status: unknown;
  checks: Record<string, { status: string; detail: string }>;
}

async function ask(at: TestApp = app): Promise<{ status: number; body: Body; failed: string[] }> {
  const response = await at.call('health/ready', { token: null });
  await at.settle();
  const text = await response.text();
  for (const secret of [new URL(database.url).password, new URL(database.url).host]) {
    expect(text).not.toContain(secret);
  }
  expect(response.headers.get('Cache-Control')).toBe('no-store');
  const body = JSON.parse(text) as Body;
  const failed = Object.entries(body.checks).flatMap(([name, { status }]) =>
    status === 'failed' ? [name] : [],
  );
  return { status: response.status, body, failed };
}

const newest = journal.entries.at(-1);
const before = journal.entries.at(-2);
const setMigratedAt = (by: number): Promise<unknown> =>
  database.query(
    `update drizzle.__drizzle_migrations set created_at = created_at + $1
     where id = (select max(id) from drizzle.__drizzle_migrations)`,
    [by],
  );
const addChange = (age: string): Promise<unknown> =>
  database.query(
    `insert into dashboard_changes (session_id, written_at) values (gen_random_uuid(), now() - $1::interval)`,
    [age],
  );

it('is ready, without a token, and says what it has found', async () => {
  await addChange('34 seconds');
  const { status, body } = await ask();
  expect([status, body.status]).toEqual([200, 'ready']);
  expect(Object.keys(body.checks).sort()).toEqual(['database', 'folding', 'kv', 'migrations']);
  expect(body.checks['migrations']?.detail).toBe(`It is at ${newest?.tag}.`);
  expect(body.checks['folding']?.detail).toMatch(/^The oldest unfolded change is 3[4-9] s old\.$/);
});

describe('is not ready', () => {
  it('with a database that lacks a migration', async () => {
    await setMigratedAt(-1);
    try {
      const { status, body, failed } = await ask();
      expect([status, body.code, failed]).toEqual([503, 'not_ready', ['migrations']]);
      expect(body.detail).toBe('Failed: migrations.');
      expect(body.checks['migrations']?.detail).toBe(
        `It is at ${before?.tag}, and this Worker needs ${newest?.tag}. Run \`npm run migrate\`.`,
      );
    } finally {
      await setMigratedAt(1);
    }
  });

  it('with a database from before there was this check', async () => {
    await database.query('alter function dashboard_migrated_at() rename to mislaid');
    try {
      const { status, failed } = await ask();
      expect([status, failed]).toEqual([503, ['migrations', 'folding']]);
    } finally {
      await database.query('alter function mislaid() rename to dashboard_migrated_at');
    }
  });

  it('with a role that lacks rights', async () => {
    await database.query('revoke select on dashboard_changes from dashboard_worker');
    try {
      const { status, body, failed } = await ask();
      expect([status, failed]).toEqual([503, ['database', 'migrations', 'folding']]);
      expect(body.checks['database']?.detail).toBe('The role of DATABASE_URL lacks rights (docs/roles.md).');
    } finally {
      await database.query('grant select on dashboard_changes to dashboard_worker');
    }
  });

  it('when a change is unfolded for longer than an idle Cron Trigger leaves it', async () => {
    await addChange('24 minutes');
    expect((await ask()).status).toBe(200);
    await addChange('26 minutes');
    app.advance(10);
    expect(await ask()).toMatchObject({ status: 503, failed: ['folding'] });
    const patient = testApp({ bindings: { DATABASE_URL: database.url, UPKEEP_IDLE_MINUTES: '20' } });
    expect((await ask(patient)).status).toBe(200);
  });

  it.each([
    ['fails', () => Promise.reject(new Error('KV is away'))],
    ['is silent', () => new Promise<never>(() => {})],
  ])('when KV %s', async (_, get) => {
    const without = testApp({
      bindings: { DATABASE_URL: database.url, CACHE: watchedKv({ get }).kv },
      runtime: { sleep: () => Promise.resolve() },
    });
    expect(await ask(without)).toMatchObject({ status: 503, failed: ['kv'] });
  });

  it('when the database is away, and is again once it is back', async () => {
    const fetching = vi
      .spyOn(globalThis, 'fetch')
      .mockRejectedValue(new TypeError('Network connection lost.'));
    const { status, failed } = await ask();
    expect([status, failed]).toEqual([503, ['database', 'migrations', 'folding']]);
    fetching.mockRestore();
    app.advance(10);
    expect((await ask()).status).toBe(200);
  });
});

it('is ready with a database that is newer than the Worker', async () => {
  await setMigratedAt(1);
  try {
    expect((await ask()).status).toBe(200);
  } finally {
    await setMigratedAt(-1);
  }
});

it('asks the database once in ten seconds, however many ask at once', async () => {
  const fetching = vi.spyOn(globalThis, 'fetch');
  const slow = testApp({ bindings: { DATABASE_URL: database.url } });
  await Promise.all(Array.from({ length: 20 }, () => ask(slow)));
  expect(fetching).toHaveBeenCalledTimes(1);
  slow.advance(9);
  await ask(slow);
  expect(fetching).toHaveBeenCalledTimes(1);
  slow.advance(1);
  await ask(slow);
  expect(fetching).toHaveBeenCalledTimes(2);
});
