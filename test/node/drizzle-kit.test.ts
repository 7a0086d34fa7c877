import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { migrateDatabase } from '../../dev/migrations.ts';
import { projectFolder } from '../../dev/settings.ts';
import { withClient } from '../support/node/database.ts';

const name = 'chat_drizzle_kit_test';
const urlOf = (database: string): string =>
  Object.assign(new URL(inject('adminDatabaseUrl')), { pathname: `/${database}` }).href;

beforeAll(() =>
  withClient(
    inject('adminDatabaseUrl'),
    async (client) => void (await client.query(`create database ${name}`)),
  ),
);
afterAll(() =>
  withClient(
    inject('adminDatabaseUrl'),
    async (client) => void (await client.query(`drop database ${name} with (force)`)),
  ),
);

const journalOf = (database: string): Promise<unknown[]> =>
  withClient(urlOf(database), async (client) => {
    const journal = 'select hash, created_at from drizzle.__drizzle_migrations order by id';
    return (await client.query(journal)).rows;
  });

it('drizzle-kit migrate applies what npm run migrate applies, and each knows the other’s', async () => {
  const program = path.join(projectFolder, 'node_modules', 'drizzle-kit', 'bin.cjs');
  const migrate = () =>
    promisify(execFile)(process.execPath, [program, 'migrate'], {
      cwd: projectFolder,
      env: { PATH: process.env['PATH'], DATABASE_URL: urlOf(name) },
    });
  await migrate();
  const migrated = await journalOf(inject('templateDatabase'));
  expect(migrated).not.toEqual([]);
  expect(await journalOf(name)).toEqual(migrated);

  await migrateDatabase(urlOf(name));
  await migrate();
  expect(await journalOf(name)).toEqual(migrated);
});
