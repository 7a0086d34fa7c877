import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import { Client } from 'pg';

const migrationsFolder = fileURLToPath(new URL('../drizzle', import.meta.url));

/** Any number, the same for all who migrate: only one at a time may. */
const lockKey = 20_260_601;

/**
 * Brings a database to the newest migration in drizzle/, over TCP, in one transaction. Several may call it at
 * once; a database that is up to date is left as it is.
 *
 * @throws what `pg` throws
 */
export async function migrateDatabase(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lockKey]);
    await migrate(drizzle(client), { migrationsFolder });
  } finally {
    await client.end();
  }
}
