import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { bounds, commandsOn } from '../../../src/values/bounds.ts';
import { basePath, startBuiltWorker, tokenOf, type BuiltWorker } from '../../support/node/built-worker.ts';
import { createTestDatabase, withClient, type TestDatabase } from '../../support/node/database.ts';

/** What others notice of a locked row, of slow aggregates and of clients that go away: nothing. */

let worker: BuiltWorker;
let database: TestDatabase;
let token: string;

beforeAll(async () => {
  database = await createTestDatabase(inject('adminDatabaseUrl'), inject('templateDatabase'));
  const variables = { DATABASE_URL: database.url, NEON_FETCH_ENDPOINT: inject('neonEndpoint') };
  worker = await startBuiltWorker({
    good: variables,
    // Here a place that is not given back is taken for a minute.
    patient: { ...variables, DATABASE_TIMEOUT_MS: '60000' },
  });
  token = await tokenOf('admin');
});
afterAll(async () => {
  await worker.stop();
  await database.drop();
});

interface Answer {
  status: number;
  code: unknown;
  retryAfter: string | null;
  cacheStatus: string | null;
}

async function call(path: string, body?: object, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await fetch(`${worker.origin('good')}${basePath}/${path}`, {
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', ...headers },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  });
  const { code } = (await response.json()) as { code?: unknown };
  return {
    status: response.status,
    code,
    retryAfter: response.headers.get('Retry-After'),
    cacheStatus: response.headers.get('Cache-Status'),
  };
}

const assign = (id: string) => call(`sessions/${id}/assign`, { agent_id: crypto.randomUUID() });
const refused = (code: string) => ({ status: 503, code, retryAfter: '1', cacheStatus: null });
const statusesOf = (answers: Answer[]) => [...new Set(answers.map(({ status }) => status))];

const query = async (text: string, ...params: unknown[]): Promise<Record<string, unknown>[]> =>
  withClient(
    database.url,
    async (client) => (await client.query<Record<string, unknown>>(text, params)).rows,
  );

/** Adds sessions to the queue. @returns their ids */
async function waitingSessions(count: number): Promise<string[]> {
  const rows = await query(
    `insert into chat_sessions (id, initiator_id)
     select gen_random_uuid(), gen_random_uuid() from generate_series(1, $1) returning id`,
    count,
  );
  return rows.map(({ id }) => String(id));
}

const countWaiting = async (): Promise<number> => {
  const [row] = await query(
    `select count(distinct l.pid)::int as n from pg_locks l join pg_stat_activity a using (pid)
     where not l.granted and a.datname = current_database()`,
  );
  return Number(row?.['n']);
};

/** Runs something while a transaction that is not ours holds a lock. */
const whileLocked = (lock: string, run: () => Promise<void>): Promise<void> =>
  withClient(database.url, async (client) => {
    await client.query('begin');
    await client.query(lock);
    try {
      await run();
    } finally {
      await client.query('rollback');
    }
  });

it('a locked session takes two connections, however many callers repeat their commands on it', async () => {
  const [locked = '', ...others] = await waitingSessions(11);
  await whileLocked(`select from chat_sessions where id = '${locked}' for update`, async () => {
    const over = new AbortController();
    const refusals: Answer[] = [];
    const repeat = async (): Promise<void> => {
      while (!over.signal.aborted) {
        const answer = await assign(locked);
        refusals.push(answer);
        await sleep(1000 * Number(answer.retryAfter));
      }
    };
    const callers = Promise.all(Array.from({ length: 120 }, repeat));
    await expect.poll(countWaiting, { interval: 10, timeout: 20_000 }).toBe(commandsOn(locked).most);

    const answers: Answer[] = [];
    for (const [i, id] of others.entries()) {
      const window = `from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:${String(i).padStart(2, '0')}Z`;
      answers.push(
        ...(await Promise.all([assign(id), call('waiting-sessions'), call(`overview?${window}`)])),
      );
      expect(await countWaiting()).toBeLessThanOrEqual(commandsOn(locked).most);
    }
    expect(statusesOf(answers)).toEqual([200]);

    await expect.poll(() => refusals.length, { timeout: 30_000 }).toBeGreaterThan(120);
    over.abort();
    await callers;
    expect(refusals).toEqual(refusals.map(() => refused('resource_busy')));
  });
  const stateOf =
    'select status, (select count(*)::int from chat_audit_log where session_id = $1) as audited from chat_sessions where id = $1';
  expect(await query(stateOf, locked)).toEqual([{ status: 'waiting', audited: 0 }]);
  expect((await assign(locked)).status).toBe(200);
  expect(await query(stateOf, locked)).toEqual([{ status: 'active', audited: 1 }]);
});

it('many locked sessions leave commands on others their turn', async () => {
  const [free = '', ...locked] = await waitingSessions(41);
  await whileLocked(`select from chat_sessions where id <> '${free}' for update`, async () => {
    const refusals = Promise.all(locked.map(assign));
    await expect.poll(countWaiting, { interval: 5, timeout: 20_000 }).toBeGreaterThan(0);
    // A place is free at the latest when the first of them give up.
    for (let status = 503; status !== 200;) {
      expect(await countWaiting()).toBeLessThanOrEqual(bounds.commands.most);
      ({ status } = await assign(free));
    }
    for (const { status, code, retryAfter } of await refusals) {
      expect([status, retryAfter]).toEqual([503, '1']);
      expect(['resource_busy', 'overloaded']).toContain(code);
    }
  });
});

it('aggregates that take too long leave lists and commands alone, and what is kept of them is served', async () => {
  const [id = ''] = await waitingSessions(1);
  expect((await call('overview')).status).toBe(200);
  await whileLocked('lock table dashboard_readings in access exclusive mode', async () => {
    const aggregates = Array.from({ length: 40 }, (_, i) => call(`satisfaction?time_range_hours=${i + 1}`));
    await expect.poll(countWaiting, { interval: 10, timeout: 20_000 }).toBe(bounds.aggregates.most);
    const kept = await call('overview', undefined, { 'Cache-Control': 'no-cache' });
    expect([kept.status, kept.cacheStatus]).toEqual([
      200,
      expect.stringContaining('detail=database-unavailable'),
    ]);
    expect(
      statusesOf(await Promise.all([call('waiting-sessions'), call(`sessions/${id}/transcript`)])),
    ).toEqual([200]);
    expect((await assign(id)).status).toBe(200);
    const answers = await Promise.all(aggregates);
    const overloaded = answers.filter(({ code }) => code === 'overloaded');
    expect(overloaded.length).toBeGreaterThan(0);
    expect(overloaded).toEqual(overloaded.map(() => refused('overloaded')));
    expect(statusesOf(answers)).toEqual([503]);
  });
});

it('clients that go away give their places back', async () => {
  const { hostname, port } = new URL(worker.origin('patient'));
  const head = `GET ${basePath}/waiting-sessions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n\r\n`;
  await whileLocked('lock table chat_sessions in access exclusive mode', async () => {
    const sockets = Array.from({ length: 2 * bounds.reads.most }, () => connect(Number(port), hostname));
    for (const socket of sockets) socket.write(head);
    await expect.poll(countWaiting, { interval: 10, timeout: 20_000 }).toBe(bounds.reads.most);
    // Reset, since workerd takes a connection that is only half closed for one that waits.
    for (const socket of sockets) socket.resetAndDestroy();
    // By the time of these answers, the Worker has seen the clients go.
    for (let i = 0; i < 10; i += 1) {
      expect((await fetch(`${worker.origin('patient')}${basePath}/health`)).status).toBe(200);
    }
  });
  const response = await fetch(`${worker.origin('patient')}${basePath}/waiting-sessions`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  expect(response.status).toBe(200);
});
