import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { migrateDatabase } from '../dev/migrations.ts';
import { startPostgres } from '../dev/postgres.ts';
import { differencesBetween, readDatabaseObjects, type Difference } from './database-objects.ts';
import type { SqlSource } from './sql-sources.ts';

const root = path.resolve(import.meta.dirname, '..');

/** Runs drizzle-kit from the repository's root and returns what it prints. */
export async function drizzleKit(...args: string[]): Promise<string> {
  const program = path.join(root, 'node_modules/drizzle-kit/bin.cjs');
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...args], { cwd: root });
  return stdout;
}

async function connectTo(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client;
}

/**
 * Creates the schema from its sources: tables from src/db/schema/, then every SQL file. Functions may refer to
 * functions that come later, so bodies are checked only once all of them exist.
 */
async function buildFromSources(client: Client, sources: SqlSource[]): Promise<void> {
  await client.query(await drizzleKit('export', '--dialect=postgresql', '--schema=./src/db/schema/*.ts'));
  await client.query('set check_function_bodies = off');
  for (const { text } of sources) await client.query(text);
  await client.query('set check_function_bodies = on');
  for (const { path: file, text } of sources) {
    await client.query(text).catch((error: Error) => {
      throw new Error(`${file}: ${error.message}`);
    });
  }
}

/**
 * Builds one database from the migrations and one from the sources, on a PostgreSQL of its own that is gone
 * afterwards, and compares them.
 *
 * @param options.sources what `readSqlSources` returns
 */
export async function compareMigrationsWithSources(options: { sources: SqlSource[] }): Promise<Difference[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'chat-dashboard-schema-'));
  // PostgreSQL may run as another user, who must be able to reach its own folder below this one.
  await chmod(folder, 0o711);
  const postgres = await startPostgres({ folder, durable: false });
  try {
    const admin = await connectTo(postgres.urlOf('postgres'));
    await admin.query('create database migrated');
    await admin.query('create database sources');
    await admin.end();
    await migrateDatabase(postgres.urlOf('migrated'));
    const [migrated, sources] = await Promise.all([
      connectTo(postgres.urlOf('migrated')),
      connectTo(postgres.urlOf('sources')),
    ]);
    try {
      await buildFromSources(sources, options.sources);
      return differencesBetween(await readDatabaseObjects(migrated), await readDatabaseObjects(sources));
    } finally {
      await Promise.all([migrated.end(), sources.end()]);
    }
  } finally {
    await postgres.stop('immediate');
    await rm(folder, { recursive: true, force: true });
  }
}
