import { neon, neonConfig, NeonDbError, type NeonQueryFunction } from '@neondatabase/serverless';
import { request as httpRequest } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { findFreePort } from '../../dev/free-port.ts';
import { startNeonProxy } from '../../dev/neon-proxy.ts';
import { createTestDatabase, withClient, type TestDatabase } from '../support/node/database.ts';

const endpoint = inject('neonEndpoint');
let database: TestDatabase;
let sql: NeonQueryFunction<false, false>;

beforeAll(async () => {
  neonConfig.fetchEndpoint = endpoint;
  database = await createTestDatabase(inject('adminDatabaseUrl'), inject('templateDatabase'));
  sql = neon(database.url);
  await sql`create table things (id int primary key, label text not null constraint label_short check (length(label) < 9))`;
});

afterAll(() => database.drop());

/** What the driver sends beside the body. */
const headers = (more: Record<string, string> = {}): Record<string, string> => ({
  'Neon-Connection-String': database.url,
  'Neon-Raw-Text-Output': 'true',
  'Neon-Array-Mode': 'true',
  ...more,
});

interface Answer {
  status: number;
  json: unknown;
}

/** A request as anybody may send it, the driver or not. */
async function post(body: unknown, more: Record<string, string> = {}): Promise<Answer> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(endpoint, { method: 'POST', headers: headers(more), body: text });
  return { status: response.status, json: await response.json() };
}

async function errorOf(promise: Promise<unknown>): Promise<NeonDbError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof NeonDbError) return error;
  throw new Error(`expected a NeonDbError, got ${String(error)}`);
}

/** Polls until `probe` gives a true value; the test's own time-out ends it. */
async function until(probe: () => Promise<boolean>): Promise<void> {
  while (!(await probe())) await sleep(25);
}

/** How many backends run a query that contains `marker`. */
async function countRunning(marker: string): Promise<number> {
  return withClient(inject('adminDatabaseUrl'), async (client) => {
    const { rows } = await client.query<{ running: number }>(
      `select count(*)::int as running from pg_stat_activity
       where datname = $1 and state <> 'idle' and query like '%' || $2 || '%'`,
      [database.name, marker],
    );
    return rows[0]?.running ?? 0;
  });
}

describe('a single query', () => {
  it.each([
    ['text', 'null', null],
    ['text', 'a string with every kind of quote', `é 💬 "double" 'single' \\ back`],
    ['uuid', 'a uuid', '0190f2a4-7b1c-7000-8000-0123456789ab'],
    ['int8', 'an int8 beyond what a number holds', '9223372036854775807'],
    ['numeric', 'a numeric', '12345678901234567890.123456789'],
    ['int4', 'an int4', 42],
    ['float8', 'a float8', 0.1],
    ['bool', 'a boolean', true],
    ['jsonb', 'json', { a: [1, { b: null }], c: 'x' }],
    ['text[]', 'an array of text', ['a', 'b,c', '"d"', null]],
    ['int4[]', 'an array of numbers', [1, 2, 3]],
    ['bytea', 'bytes', Buffer.from([0, 1, 254, 255])],
    ['timestamptz', 'an instant', new Date('2026-03-04T05:06:07.089Z')],
  ])('carries %s both ways: %s', async (type, _, value) => {
    const rows = await sql.query(`select $1::${type} as value`, [value]);
    expect(rows[0]?.['value']).toEqual(value);
  });

  it('answers raw text, arrays of cells, and the description of every column', async () => {
    await sql`insert into things values (1, 'one')`;
    const { status, json } = await post({
      query: 'select id, label, null as none from things where id = $1',
      params: ['1'],
    });
    expect(status).toBe(200);
    expect(json).toEqual({
      fields: [
        expect.objectContaining({ name: 'id', dataTypeID: 23, dataTypeSize: 4, columnID: 1, format: 'text' }),
        {
          name: 'label',
          dataTypeID: 25,
          dataTypeSize: -1,
          dataTypeModifier: -1,
          columnID: 2,
          tableID: expect.any(Number),
          format: 'text',
        },
        expect.objectContaining({ name: 'none', tableID: 0, columnID: 0 }),
      ],
      command: 'SELECT',
      rowCount: 1,
      rowAsArray: true,
      rows: [['1', 'one', null]],
    });
  });

  it('answers objects where arrays are not asked for', async () => {
    const { json } = await post({ query: "select 1 as a, 'x' as b" }, { 'Neon-Array-Mode': 'false' });
    expect(json).toMatchObject({ rowAsArray: false, rows: [{ a: '1', b: 'x' }] });
  });

  it('counts the rows that a command changed', async () => {
    const result = await sql.query(`insert into things select n, 'n' from generate_series(10, 14) n`, [], {
      fullResults: true,
    });
    expect(result).toMatchObject({ command: 'INSERT', rowCount: 5, rows: [] });
  });

  it('refuses several statements in one query', async () => {
    const error = await errorOf(sql.query(`insert into things values (90, 'x'); select 1`));
    expect(error).toMatchObject({
      code: '42601',
      message: 'cannot insert multiple commands into a prepared statement',
    });
    expect(await sql`select 1 from things where id = 90`).toEqual([]);
  });

  it('leaves nothing on the connection for the next query', async () => {
    await sql`set statement_timeout = '77s'`;
    await sql`begin`;
    const seen = await Promise.all(
      Array.from({ length: 8 }, () => sql`select current_setting('statement_timeout') as setting`),
    );
    expect(seen.flat()).toEqual(Array.from({ length: 8 }, () => ({ setting: '0' })));
    // Refused inside a transaction.
    await sql`vacuum things`;
  });
});

describe('a batch', () => {
  it('answers a result for each query', async () => {
    const [first, second] = await sql.transaction([sql`select 1 as a`, sql`select ${'x'}::text as b`]);
    expect([first, second]).toEqual([[{ a: 1 }], [{ b: 'x' }]]);
  });

  it('is one transaction: an error undoes all of it', async () => {
    const error = await errorOf(
      sql.transaction([
        sql`insert into things values (50, 'kept?')`,
        sql`insert into things values (50, 'again')`,
      ]),
    );
    expect(error.code).toBe('23505');
    expect(await sql`select * from things where id = 50`).toEqual([]);
  });

  it('sees one snapshot', async () => {
    const [one, two] = await sql.transaction((tx) => [
      tx`select pg_current_xact_id() as id`,
      tx`select pg_current_xact_id() as id`,
    ]);
    expect(one).toEqual(two);
  });

  it.each([
    ['ReadUncommitted', 'read uncommitted'],
    ['ReadCommitted', 'read committed'],
    ['RepeatableRead', 'repeatable read'],
    ['Serializable', 'serializable'],
  ] as const)('runs at isolation level %s', async (isolationLevel, setting) => {
    const [rows] = await sql.transaction([sql`show transaction_isolation`], { isolationLevel });
    expect(rows).toEqual([{ transaction_isolation: setting }]);
  });

  it('refuses an unknown isolation level', async () => {
    const { status, json } = await post({ queries: [] }, { 'Neon-Batch-Isolation-Level': 'Snapshot' });
    expect({ status, json }).toMatchObject({ status: 400, json: { message: 'invalid isolation level' } });
  });

  it('refuses to write when it is read-only', async () => {
    const error = await errorOf(
      sql.transaction([sql`insert into things values (60, 'x')`], { readOnly: true }),
    );
    expect(error.code).toBe('25006');
  });

  it('is deferrable', async () => {
    const options = { isolationLevel: 'Serializable', readOnly: true, deferrable: true } as const;
    const [rows] = await sql.transaction([sql`show transaction_deferrable`], options);
    expect(rows).toEqual([{ transaction_deferrable: 'on' }]);
  });

  it('shows its answer only once it is committed', async () => {
    await sql`create table later (id int primary key references things deferrable initially deferred)`;
    const error = await errorOf(sql.transaction([sql`insert into later values (777)`, sql`select 1`]));
    expect(error).toMatchObject({ code: '23503', table: 'later' });
    expect(await sql`select * from later`).toEqual([]);
  });
});

describe('an error of the database', () => {
  it('keeps the fields that the driver reads', async () => {
    await sql`insert into things values (70, 'seventy')`;
    const { status } = await post({ query: `insert into things values (70, 'x')` });
    expect(status).toBe(400);
    expect(await errorOf(sql`insert into things values (70, 'x')`)).toMatchObject({
      message: 'duplicate key value violates unique constraint "things_pkey"',
      code: '23505',
      severity: 'ERROR',
      detail: 'Key (id)=(70) already exists.',
      schema: 'public',
      table: 'things',
      constraint: 'things_pkey',
    });
    expect(await errorOf(sql`insert into things values (71, 'much too long')`)).toMatchObject({
      code: '23514',
      constraint: 'label_short',
    });
    expect(await errorOf(sql`select id, from things`)).toMatchObject({ code: '42601', position: '12' });
    expect(await errorOf(sql`insert into things (id) values (72)`)).toMatchObject({
      code: '23502',
      column: 'label',
    });
  });

  it('names a wrong password without repeating it', async () => {
    const url = new URL(database.url);
    url.password = 'not-the-password';
    const error = await errorOf(neon(url.href)`select 1`);
    expect(error).toMatchObject({
      code: '28P01',
      message: 'password authentication failed for user "postgres"',
    });
    expect(JSON.stringify(error)).not.toContain('not-the-password');
  });

  it('is like Neon’s when there is no database server', async () => {
    const url = new URL(database.url);
    url.port = String(await findFreePort());
    const error = await errorOf(neon(url.href)`select 1`);
    expect(error.message).toMatch(/^Server error \(HTTP status 500\): .*Couldn't connect to compute node/);
    expect(error.message).not.toContain(url.password);
  });

  it('is a 400 when the database does not exist; a connection that is ended fails its query alone', async () => {
    expect(await errorOf(neon(database.url.replace(database.name, 'nowhere'))`select 1`)).toMatchObject({
      code: '3D000',
    });
    const error = await errorOf(sql`select pg_terminate_backend(pg_backend_pid())`);
    // PostgreSQL closes with our Sync unread, and the reset may overtake its last words.
    expect(`${error.code ?? ''} ${error.message}`).toMatch(
      /^57P01 |HTTP status 500.*(was lost|Couldn't connect)/,
    );
    expect(await sql`select 1 as a`).toEqual([{ a: 1 }]);
  });
});

describe('a request that is refused', () => {
  it.each([
    ['no JSON', '{"query": "select 1"', {}],
    ['no query', {}, {}],
    ['a query that is no string', { query: 1 }, {}],
    ['a query that holds a NUL', { query: 'select 1\0' }, {}],
    ['parameters that are no array', { query: 'select 1', params: 'x' }, {}],
    ['queries that are no array', { queries: {} }, {}],
    ['null', 'null', {}],
    ['typed cells', { query: 'select 1' }, { 'Neon-Raw-Text-Output': 'false' }],
    ['no connection string', { query: 'select 1' }, { 'Neon-Connection-String': '' }],
    ['a malformed connection string', { query: 'select 1' }, { 'Neon-Connection-String': 'pass:word@x' }],
    [
      'another machine',
      { query: 'select 1' },
      { 'Neon-Connection-String': 'postgresql://u:hidden@db.example.com/x' },
    ],
    [
      'another machine that looks like this one',
      { query: 'select 1' },
      { 'Neon-Connection-String': 'postgresql://u:hidden@127.0.0.1.example.com/x' },
    ],
  ])('%s', async (_, body, more) => {
    const { status, json } = await post(body, more);
    expect(status).toBe(400);
    expect(json).toEqual({ message: expect.any(String), code: null });
    expect(JSON.stringify(json)).not.toMatch(/hidden|pass:word/);
  });

  it('does not follow a host parameter away from this machine', async () => {
    const url = new URL(database.url);
    url.searchParams.set('host', 'db.example.com');
    expect(await neon(url.href)`select 1 as a`).toEqual([{ a: 1 }]);
  });

  it('is told which path and method there are', async () => {
    const wrongPath = await fetch(endpoint.replace('/sql', '/'), { method: 'POST', body: '{}' });
    expect(wrongPath.status).toBe(404);
    const wrongMethod = await fetch(endpoint);
    expect([wrongMethod.status, wrongMethod.headers.get('allow')]).toEqual([405, 'POST']);
  });
});

describe('10 MiB', () => {
  const mebibytes = (n: number): string => 'x'.repeat(n * 1024 * 1024);

  it('is the most that a request may have', async () => {
    const passes = await post({ query: 'select length($1::text) as size', params: [mebibytes(9.9)] });
    expect(passes).toMatchObject({ status: 200, json: { rows: [[String(Math.floor(9.9 * 1024 * 1024))]] } });
    const fails = await post({ query: 'select length($1::text) as size', params: [mebibytes(10)] });
    expect(fails).toMatchObject({
      status: 413,
      json: { message: 'request is too large (max is 10485760 bytes)' },
    });
  });

  it('is the most that a request of unknown length may have', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const chunked = httpRequest(endpoint, { method: 'POST', headers: headers() }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      chunked.once('error', reject);
      for (let i = 0; i < 11; i++) chunked.write(mebibytes(1));
      chunked.end();
    });
    expect(status).toBe(413);
  });

  it('is the most that an answer may have', async () => {
    const passes = await post({ query: `select repeat('x', 10480000)` });
    expect(passes.status).toBe(200);
    const fails = await post({ query: `select repeat('x', 10490000)` });
    expect(fails).toMatchObject({
      status: 507,
      json: { message: 'response is too large (max is 10485760 bytes)' },
    });
    // Twice the bytes that it has characters.
    expect((await post({ query: `select repeat('é', 6000000)` })).status).toBe(507);
  });

  it('ends a query that goes far beyond it', async () => {
    const marker = 'endless_answer';
    const { status } = await post({
      query: `select repeat('x', 100) as ${marker}, generate_series(1, 2000000000)`,
    });
    expect(status).toBe(507);
    await until(async () => (await countRunning(marker)) === 0);
  });
});

describe('many callers', () => {
  it('wait for one row lock while others get through', async () => {
    await sql`insert into things values (80, '0')`;
    await withClient(database.url, async (client) => {
      await client.query('begin');
      await client.query('select * from things where id = 80 for update');
      const waiting = Promise.all(
        Array.from({ length: 50 }, () => sql`update things set label = (label::int + 1)::text where id = 80`),
      );
      await until(async () => (await countRunning('label::int')) === 50);
      expect(await sql`select 1 as a`).toEqual([{ a: 1 }]);
      await client.query('commit');
      await waiting;
    });
    expect(await sql`select label from things where id = 80`).toEqual([{ label: '50' }]);
  });
});

describe('a caller that leaves', () => {
  it('cancels its query', async () => {
    const leave = new AbortController();
    const fetchOptions = { signal: leave.signal };
    const query = errorOf(neon(database.url, { fetchOptions })`select pg_sleep(300) as caller_left`);
    await until(async () => (await countRunning('caller_left')) === 1);
    leave.abort();
    await query;
    await until(async () => (await countRunning('caller_left')) === 0);
    expect(await sql`select 1 as a`).toEqual([{ a: 1 }]);
  });

  it('undoes its batch', async () => {
    const leave = new AbortController();
    const batch = errorOf(
      sql.transaction(
        [sql`insert into things values (95, 'gone')`, sql`select pg_sleep(300) as batch_left`],
        {
          fetchOptions: { signal: leave.signal },
        },
      ),
    );
    await until(async () => (await countRunning('batch_left')) === 1);
    leave.abort();
    await batch;
    await until(async () => (await countRunning('batch_left')) === 0);
    // Would wait for the row if the transaction were still open.
    await sql`insert into things values (95, 'new')`;
    expect(await sql`select label from things where id = 95`).toEqual([{ label: 'new' }]);
  });
});

describe('the proxy', () => {
  it('cancels what still runs when it is closed, and frees its port', async () => {
    const proxy = await startNeonProxy();
    expect(proxy.url).toBe(`http://127.0.0.1:${proxy.port}/sql`);
    const body = JSON.stringify({ query: 'select pg_sleep(300) as proxy_closed' });
    const query = fetch(proxy.url, { method: 'POST', headers: headers(), body }).then(
      () => 'answered',
      () => 'cut off',
    );
    await until(async () => (await countRunning('proxy_closed')) === 1);
    await proxy.close();
    expect(await query).toBe('cut off');
    await until(async () => (await countRunning('proxy_closed')) === 0);
    await (await startNeonProxy({ port: proxy.port })).close();
  });
});
