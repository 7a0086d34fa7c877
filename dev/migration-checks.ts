import type { MigrationMeta } from 'drizzle-orm/migrator';
import type { Client } from 'pg';
import { tablesCreatedBy } from './migration-plan.ts';

/** A migration is refused, in one line that says the way out. */
export class MigrationRefused extends Error {
  override readonly name = 'MigrationRefused';
}

/** Names in a sentence, the first few of many. */
const listed = (names: string[]): string =>
  names.length > 5 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ');

async function journalOf(client: Client): Promise<{ hash: string; at: number }[]> {
  const found = await client.query(`select to_regclass('drizzle.__drizzle_migrations') as journal`);
  if (found.rows[0]?.journal === null) return [];
  const { rows } = await client.query<{ hash: string; created_at: string }>(
    'select hash, created_at from drizzle.__drizzle_migrations order by created_at',
  );
  return rows.map(({ hash, created_at: at }) => ({ hash, at: Number(at) }));
}

/** The tables of the schema that migrations write to, without those of extensions. */
async function tablesOf(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ relname: string }>(
    `select relname from pg_class c
     where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p', 'f', 'v', 'm')
       and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
     order by relname`,
  );
  return rows.map(({ relname }) => relname);
}

/**
 * Checks that the migrations that are due belong into a database, before any of them runs.
 *
 * @returns the migrations that are due, and the tables that exist
 * @throws {MigrationRefused} if another project's migrations are recorded there, if a table that they create exists, or
 *   if the database belongs to another program and `besideOtherTables` is false
 */
export async function checkDatabase(
  client: Client,
  { migrations, besideOtherTables }: { migrations: MigrationMeta[]; besideOtherTables: boolean },
): Promise<{ due: MigrationMeta[]; tables: string[] }> {
  const journal = await journalOf(client);
  const hashes = new Set(migrations.map(({ hash }) => hash));
  if (journal.length > 0 && !journal.some(({ hash }) => hashes.has(hash))) {
    throw new MigrationRefused(
      'drizzle.__drizzle_migrations records the migrations of another project: give the dashboard a database of its own',
    );
  }
  const tables = await tablesOf(client);
  const due = migrations.filter(({ folderMillis }) => folderMillis > (journal.at(-1)?.at ?? 0));
  // A migration may drop a table and create it again. One that an earlier migration created is the dashboard's own.
  const own = new Set(tablesCreatedBy(migrations.filter((migration) => !due.includes(migration))));
  const taken = tablesCreatedBy(due).filter((name) => tables.includes(name) && !own.has(name));
  if (taken.length > 0) {
    throw new MigrationRefused(
      `the database already has ${listed(taken)}, which npm run migrate did not create: rename them, move them to another schema, or give the dashboard a database of its own`,
    );
  }
  if (journal.length === 0 && tables.length > 0 && !besideOtherTables) {
    throw new MigrationRefused(
      `the database belongs to another program (it has ${listed(tables)}), and the dashboard would stay empty beside its tables: give the dashboard a database of its own, or pass --beside-other-tables if your chat application will write to chat_sessions, chat_messages and chat_participants there`,
    );
  }
  return { due, tables };
}
