import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as migrateTo } from 'drizzle-orm/node-postgres/migrator';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { toDirectUrl } from '../../dev/migrate.ts';
import { migrateDatabase } from '../../dev/migrations.ts';
import { withClient } from '../support/node/database.ts';
import { runDev, type Ended } from '../support/node/dev-run.ts';

const name = 'chat_migrate_test';
const url = new URL(inject('adminDatabaseUrl'));
url.pathname = `/${name}`;
let dataDir: string;

const migrate = (env: Record<string, string>, ...args: string[]): Promise<Ended> =>
  runDev('migrate.ts', { DATA_DIR: dataDir, ...env }, args).ended;

const countTables = (): Promise<number | null> =>
  withClient(url.href, async (client) => {
    const tables = await client.query(
      `select from pg_tables where schemaname = 'public' and tablename like 'chat\\_%'`,
    );
    return tables.rowCount;
  });

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'chat-dashboard-migrate-'));
  await withClient(inject('adminDatabaseUrl'), (client) => client.query(`create database ${name}`));
});

afterAll(async () => {
  await withClient(inject('adminDatabaseUrl'), (client) =>
    client.query(`drop database ${name} with (force)`),
  );
  await rm(dataDir, { recursive: true, force: true });
});

describe('npm run migrate', () => {
  it('says what to do when there is no database', async () => {
    const { code, stdout, stderr } = await migrate({});
    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: '',
      stderr: 'Not migrated: set DATABASE_URL, or start npm run dev.\n',
    });
  });

  it('brings a database to the newest migration, several at once, and again', async () => {
    const env = { DATABASE_URL: url.href };
    const ended = await Promise.all([migrate(env), migrate(env)]);
    const done = { code: 0, stdout: `${url.host} is at the newest migration.\n`, stderr: '' };
    expect(ended).toEqual([expect.objectContaining(done), expect.objectContaining(done)]);
    expect(await countTables()).toBeGreaterThan(3);
    await migrateDatabase(url.href);
  });

  it('takes the database of the running npm run dev', async () => {
    await writeFile(
      path.join(dataDir, 'dev.json'),
      JSON.stringify({ url: 'http://x', databaseUrl: url.href }),
    );
    expect(await migrate({})).toMatchObject({ code: 0, stderr: '' });
  });

  it.each([
    [
      'a wrong password',
      (wrong: URL) => (wrong.password = 'hidden'),
      /^Not migrated: password authentication failed for user "postgres"\.\n$/,
    ],
    [
      'no such database',
      (wrong: URL) => (wrong.pathname = '/nowhere'),
      /^Not migrated: database "nowhere" does not exist\.\n$/,
    ],
    ['nobody there', (wrong: URL) => (wrong.port = '1'), /^Not migrated: connect ECONNREFUSED [\d.:]+\.\n$/],
    [
      'another protocol',
      (wrong: URL) => (wrong.href = 'mysql://me:hidden@127.0.0.1/x'),
      /^Not migrated: DATABASE_URL is not a postgresql:\/\/ URL\.\n$/,
    ],
  ])('says in one line that there is %s, without the password', async (_, spoil, line) => {
    const wrong = new URL(url);
    spoil(wrong);
    const { code, stdout, stderr } = await migrate({ DATABASE_URL: wrong.href });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(line);
    expect(stderr).not.toContain(wrong.password);
  });
});

describe('npm run migrate, from an earlier version', () => {
  const old = 'chat_migrate_old_test';
  const oldUrl = new URL(url);
  oldUrl.pathname = `/${old}`;
  const administer = (statement: string): Promise<unknown> =>
    withClient(inject('adminDatabaseUrl'), (client) => client.query(statement));

  afterAll(() => administer(`drop database if exists ${old} with (force)`));

  it('brings a database with sessions to the newest migration, whichever it is at', async () => {
    const folder = path.join(dataDir, 'drizzle');
    await cp('drizzle', folder, { recursive: true });
    const journalFile = path.join(folder, 'meta', '_journal.json');
    const journal = JSON.parse(await readFile(journalFile, 'utf8')) as { entries: unknown[] };
    for (let done = 1; done < journal.entries.length; done += 1) {
      await writeFile(journalFile, JSON.stringify({ ...journal, entries: journal.entries.slice(0, done) }));
      await administer(`drop database if exists ${old} with (force)`);
      await administer(`create database ${old}`);
      await withClient(oldUrl.href, async (client) => {
        await migrateTo(drizzle(client), { migrationsFolder: folder });
        await client.query(
          `insert into chat_sessions (initiator_id, created_at, queued_at, last_activity_at)
           values (gen_random_uuid(), '2026-01-01Z', '2026-01-01Z', '2026-01-01Z')`,
        );
        await migrateDatabase(oldUrl.href);
        await client.query('select dashboard_fold(10)');
        const parts = await client.query(`select sessions from dashboard_parts where subject = 'everybody'`);
        expect(parts.rows).toEqual([{ sessions: '1' }]);
      });
    }
  });
});

describe('npm run migrate, in a database that is not the dashboard’s', () => {
  const taken = 'chat_migrate_taken_test';
  const takenUrl = new URL(url);
  takenUrl.pathname = `/${taken}`;
  const attempt = (...args: string[]): Promise<Ended> => migrate({ DATABASE_URL: takenUrl.href }, ...args);
  const run = (...statements: string[]): Promise<void> =>
    withClient(takenUrl.href, async (client) => {
      for (const statement of statements) await client.query(statement);
    });
  /** What is there, to see that nothing was added. */
  const everything = (): Promise<unknown> =>
    withClient(takenUrl.href, async (client) => {
      const { rows } = await client.query(
        `select relname from pg_class join pg_namespace n on n.oid = relnamespace
         where nspname not like 'pg\\_%' and nspname <> 'information_schema' order by relname`,
      );
      return rows;
    });

  beforeEach(() =>
    withClient(inject('adminDatabaseUrl'), async (client) => {
      await client.query(`drop database if exists ${taken} with (force)`);
      await client.query(`create database ${taken}`);
    }),
  );
  afterAll(() =>
    withClient(inject('adminDatabaseUrl'), (client) => client.query(`drop database ${taken} with (force)`)),
  );

  it('puts no empty tables beside somebody’s, unless it is told to', async () => {
    await run('create table conversations (id int)', 'create table "Message" (id int)');
    const before = await everything();
    const { code, stderr } = await attempt();
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^Not migrated: .*\(it has Message, conversations\).*--beside-other-tables.*\.\n$/,
    );
    expect(await everything()).toEqual(before);
    expect(await attempt('--beside-other-tables')).toMatchObject({ code: 0, stderr: '' });
    // From then on it is the dashboard's as well.
    expect(await attempt()).toMatchObject({ code: 0, stderr: '' });
  });

  it('names a table of its own name that it did not create', async () => {
    await run('create table chat_sessions (id int)', 'create view chat_messages as select 1 as id');
    const before = await everything();
    for (const args of [[], ['--beside-other-tables']]) {
      const { code, stderr } = await attempt(...args);
      expect(code).toBe(1);
      expect(stderr).toMatch(
        /^Not migrated: the database already has chat_messages, chat_sessions, .*rename them.*\.\n$/,
      );
    }
    expect(await everything()).toEqual(before);
  });

  it('names a table that a later migration creates', async () => {
    expect(await attempt()).toMatchObject({ code: 0 });
    // As if the last migration that creates tables were still to come.
    await run(
      'delete from drizzle.__drizzle_migrations where id > 1',
      'update drizzle.__drizzle_migrations set created_at = 1',
    );
    const { code, stderr } = await attempt();
    expect({ code, stderr }).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('already has chat_audit_log, ') as unknown,
    });
  });

  it('leaves alone what another project’s Drizzle migrates', async () => {
    await run(
      'create schema drizzle',
      'create table drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)',
      `insert into drizzle.__drizzle_migrations (hash, created_at) values ('theirs', 1)`,
    );
    const { code, stderr } = await attempt('--beside-other-tables');
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^Not migrated: drizzle\.__drizzle_migrations records .* database of its own\.\n$/,
    );
  });

  it('takes an extension’s tables for nobody’s', async () => {
    await run('create extension pg_stat_statements');
    expect(await attempt()).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('the URL to migrate over', () => {
  it('is Neon’s direct host, with its certificate checked', () => {
    const pooled =
      'postgresql://me:pw@ep-cool-1-pooler.eu-central-1.aws.neon.tech/db?sslmode=require&channel_binding=require';
    const direct =
      'postgresql://me:pw@ep-cool-1.eu-central-1.aws.neon.tech/db?sslmode=verify-full&channel_binding=require';
    expect(toDirectUrl(pooled)).toBe(direct);
  });

  it('is any other as it was given', () => {
    const other = 'postgresql://me:pw@db-pooler.example.com:6543/db';
    expect(toDirectUrl(other)).toBe(other);
  });
});
