import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import { Client, DatabaseError } from 'pg';

const migrationsFolder = fileURLToPath(new URL('../drizzle', import.meta.url));

/** Any number, the same for all who migrate: only one at a time may. */
const lockKey = 20_260_601;

/** How often a migration is tried that others get in the way of. */
const attempts = 5;

/** PostgreSQL ended it so that somebody could go on who waited for it as it did for them. */
function isDeadlock(error: unknown): boolean {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return cause instanceof DatabaseError && cause.code === '40P01';
}

/**
 * Brings a database to the newest migration in drizzle/, over TCP, in one transaction. Several may call it at
 * once; a database that is up to date is left as it is. A migration locks tables that dashboards are reading, in
 * whatever order those do: where it gets into a deadlock, nothing of it has happened, and it is tried again.
 *
 * @throws what `pg` throws
 */
export async function migrateDatabase(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lockKey]);
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
