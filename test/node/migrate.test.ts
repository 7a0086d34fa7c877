import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { toDirectUrl } from '../../dev/migrate.ts';
import { migrateDatabase } from '../../dev/migrations.ts';
import { withClient } from '../support/node/database.ts';
import { runDev, type Ended } from '../support/node/dev-run.ts';

const name = 'chat_migrate_test';
const url = new URL(inject('adminDatabaseUrl'));
url.pathname = `/${name}`;
let dataDir: string;

const migrate = (env: Record<string, string>): Promise<Ended> =>
  runDev('migrate.ts', { DATA_DIR: dataDir, ...env }).ended;

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
