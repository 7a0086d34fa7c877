import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/node/database.ts';
import { runDev, type Ended } from '../support/node/dev-run.ts';
import { countRows, findWrongTotals, readTables } from '../support/node/table-contents.ts';

let database: TestDatabase;
let client: Client;

beforeAll(async () => {
  database = await createTestDatabase(inject('adminDatabaseUrl'), inject('templateDatabase'));
  client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query(`set time zone 'UTC'`);
});
afterEach(() => client.query('delete from chat_sessions'));
afterAll(async () => {
  await client.end();
  await database.drop();
});

const runSeed = (args: string): Promise<Ended> =>
  runDev('seed.ts', { DATABASE_URL: database.url }, args.split(' ').filter(Boolean)).ended;

async function seedWell(args: string): Promise<string> {
  const { code, stdout, stderr } = await runSeed(args);
  expect(stderr.replaceAll(/^ {2}\d+ of \d+ sessions, \d+ messages\n/gm, '')).toBe('');
  expect(code).toBe(0);
  return stdout;
}

/** All rows, without the version that tells when they were written. */
async function readRows(): Promise<string[]> {
  return Object.values(await readTables(client)).flatMap((rows) =>
    rows.map((row) => row.replace(/^\d+ /, '')),
  );
}

async function askOne(expression: string): Promise<unknown> {
  const { rows } = await client.query<{ value: unknown }>(`select ${expression} as value`);
  return rows[0]?.value;
}

describe('npm run seed', () => {
  it('writes exactly what it was asked for, and says so', async () => {
    const said = await seedWell('--sessions 500 --days 10 --agents 21 --messages 9001');
    const { sessions, participants, messages } = await countRows(client);
    expect({ sessions, messages }).toEqual({ sessions: 500, messages: 9001 });
    expect(said).toBe(
      `Wrote 500 sessions, 9001 messages, ${participants} participants (21 agents, seed 1); 0 sessions already there.\n`,
    );
    expect(
      await askOne(
        `(select count(distinct user_id)::int from chat_participants where role = 'support_agent')`,
      ),
    ).toBe(21);
    expect(
      await askOne(`(select min(created_at) between now() - interval '10 days 1 minute' and now() - interval '9 days'
        and max(created_at) between now() - interval '5 minutes' and now() from chat_sessions)`),
    ).toBe(true);
    expect(await askOne(`(select max(created_at) <= now() from chat_messages)`)).toBe(true);
  });

  it('writes the number of messages into total_messages', async () => {
    await seedWell('--sessions 400 --days 3');
    expect(await findWrongTotals(client)).toEqual([]);
  });

  it('names everybody who takes part, always the same', async () => {
    await client.query('delete from chat_users');
    await seedWell('--sessions 100 --days 2');
    const named = `select user_id, display_name from (select distinct user_id from chat_participants) p
      left join chat_users u on u.id = p.user_id order by 1`;
    const { rows } = await client.query<{ user_id: string; display_name: string | null }>(named);
    expect(rows.length).toBeGreaterThan(50);
    for (const { display_name } of rows) expect(display_name).toMatch(/^\S+ \S+$/);
    await client.query('delete from chat_sessions');
    await client.query(`update chat_users set display_name = 'Renamed' where id = $1`, [rows[0]?.user_id]);
    await seedWell('--sessions 100 --days 2');
    const again = (await client.query<{ display_name: string }>(named)).rows;
    // What the chat application has written since stays.
    expect(again.map(({ display_name }) => display_name)).toEqual(
      rows.map(({ display_name }, index) => (index === 0 ? 'Renamed' : display_name)),
    );
  });

  it('adds nothing when it is run again', async () => {
    await seedWell('--sessions 200 --days 2 --seed 7');
    const before = await readTables(client);
    expect(await seedWell('--sessions 200 --days 2 --seed 7')).toMatch(
      /^Wrote 0 sessions, 0 messages, 0 participants .*; 200 sessions already there\.$/m,
    );
    expect(await readTables(client)).toEqual(before);
  });

  it('writes the same rows for the same seed and the same end', async () => {
    const args = '--sessions 200 --days 2 --until 2026-05-06T07:08:09.000010+02:00';
    await seedWell(args);
    const first = await readRows();
    await client.query('delete from chat_sessions');
    await seedWell(args);
    expect(await readRows()).toEqual(first);
    await client.query('delete from chat_sessions');
    await seedWell(`${args} --seed 2`);
    const ids = (rows: string[]) => new Set(rows.map((row) => row.slice(0, 36)));
    const others = ids(await readRows());
    expect([...ids(first)].filter((id) => others.has(id))).toEqual([]);
    expect(await askOne(`(select max(created_at) < '2026-05-06T05:08:09Z' from chat_messages)`)).toBe(true);
  });

  it('completes a run that was cut short where that one was', async () => {
    await seedWell('--sessions 300 --days 2 --until 2026-05-06T07:08:09Z');
    const whole = await readRows();
    await client.query(`delete from chat_sessions where id::text > '8'`);
    expect(await seedWell('--sessions 300 --days 2')).not.toContain('Wrote 0 sessions');
    expect(await readRows()).toEqual(whole);
  });

  it('keeps sizes apart, so that each is added in full', async () => {
    await seedWell('--sessions 100 --days 2');
    await seedWell('--sessions 150 --days 2');
    expect(await countRows(client)).toMatchObject({ sessions: 250, messages: 250 * 22 });
  });

  it.each([
    ['', 'say how many --sessions over how many --days'],
    ['--sessions ten --days 1', '--sessions must be a whole number from 1 to 10000000'],
    [
      '--sessions 10 --days 1 --messages 9',
      '--messages must be a whole number from 10 to 1000000: every session has 1 to 100000',
    ],
    ['--sessions 10 --days 1 --until tomorrow', '--until must be an RFC 3339 instant from 1970 to 2199'],
    ['--sessions 10 --days 1 --speed 2', "Unknown option '--speed'"],
  ])('refuses "%s" with one line', async (args, reason) => {
    const { code, stdout, stderr } = await runSeed(args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr.split('\n')).toEqual([expect.stringContaining(`Not seeded: ${reason}`), '']);
    expect(stderr).toContain('; usage: npm run seed -- --sessions N --days D');
    expect(await countRows(client)).toMatchObject({ sessions: 0 });
  });
});
