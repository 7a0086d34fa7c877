import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import { Client, DatabaseError } from 'pg';
import { checkDatabase } from './migration-checks.ts';

const migrationsFolder = fileURLToPath(new URL('../drizzle', import.meta.url));

/** An arbitrary number shared by all migrations, so that only one runs at a time. */
const lockKey = 20_260_601;

/** How many times to try a migration that deadlocks. */
const attempts = 5;

/** Whether PostgreSQL ended the transaction to resolve a deadlock. */
function isDeadlock(error: unknown): boolean {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return cause instanceof DatabaseError && cause.code === '40P01';
}

/**
 * Brings a database to the newest migration in drizzle/, over TCP, in one transaction. Concurrent calls are
 * safe, and an up-to-date database is left unchanged. A migration locks tables that dashboards read in any
 * order, so it can deadlock. A deadlock rolls it back completely, and it is tried again.
 *
 * @param options.besideOtherTables also migrates a database that has tables of another program
 * @throws {MigrationRefused} before anything is changed, if the migrations do not belong into this database
 * @throws what `pg` throws
 */
export async function migrateDatabase(
  databaseUrl: string,
  { besideOtherTables = false } = {},
): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lockKey]);
    await checkDatabase(client, { migrationsFolder, besideOtherTables });
    for (let attempt = 1; ; attempt += 1) {
      try {
        await migrate(drizzle(client), { migrationsFolder });
        return;
      } catch (error) {
        if (attempt === attempts || !isDeadlock(error)) throw error;
      }
    }
  } finally {
    await client.end();
  }
}
