import { type Client, DatabaseError } from 'pg';
import type { MigrationMeta } from 'drizzle-orm/migrator';
import { MigrationRefused } from './migration-checks.ts';
import { indexesAfter, tablesCreatedBy, type NewCheck } from './migration-plan.ts';

/** Says which rows keep a check from being added. */
const broken = ({ table, constraint, condition }: NewCheck): MigrationRefused =>
  new MigrationRefused(
    `${table} has rows that ${constraint} does not allow. Correct those that this finds, then run npm run migrate again: select * from "${table}" where not (${condition})`,
  );

/**
 * Looks for rows that a new check does not allow, before anything is changed.
 *
 * @throws {MigrationRefused} with a query that finds them
 */
export async function expectChecksHold(client: Client, checks: NewCheck[]): Promise<void> {
  for (const check of checks) {
    try {
      const { rowCount } = await client.query(
        `select from "${check.table}" where not (${check.condition}) limit 1`,
      );
      if (rowCount !== 0) throw broken(check);
    } catch (error) {
      // undefined_column: the migration adds the column as well.
      if (!(error instanceof DatabaseError && error.code === '42703')) throw error;
    }
  }
}

/** Builds the indexes that are missing, and again those whose building was interrupted. Writers go on meanwhile. */
async function buildIndexes(
  client: Client,
  migrations: MigrationMeta[],
  onProgress: (line: string) => void,
): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class join pg_index on indexrelid = oid
     where relnamespace = current_schema()::regnamespace and indisvalid`,
  );
  const existing = new Set(rows.map(({ name }) => name));
  for (const [name, statement] of indexesAfter(migrations)) {
    if (existing.has(name)) continue;
    onProgress(`Building ${name}; the chat goes on.`);
    await client.query(`drop index concurrently if exists "${name}"`);
    await client.query(statement.replace(/^CREATE INDEX/, 'CREATE INDEX CONCURRENTLY'));
  }
}

/** Checks existing rows against constraints that were added NOT VALID. Writers go on meanwhile. */
async function validateConstraints(
  client: Client,
  tables: string[],
  onProgress: (line: string) => void,
): Promise<void> {
  const { rows } = await client.query<NewCheck>(
    `select relname as table, conname as constraint, pg_get_expr(conbin, conrelid) as condition
     from pg_constraint join pg_class on pg_class.oid = conrelid
     where relnamespace = current_schema()::regnamespace and relname = any ($1) and not convalidated
     order by relname, conname`,
    [tables],
  );
  for (const check of rows) {
    onProgress(`Validating ${check.constraint}; the chat goes on.`);
    try {
      await client.query(`alter table "${check.table}" validate constraint "${check.constraint}"`);
    } catch (error) {
      if (error instanceof DatabaseError && error.code === '23514') throw broken(check);
      throw error;
    }
  }
}

/** Completes what a migration's transaction left out. It looks at the database only, so it can be run again. */
export async function finishMigrations(
  client: Client,
  migrations: MigrationMeta[],
  onProgress: (line: string) => void,
): Promise<void> {
  await buildIndexes(client, migrations, onProgress);
  await validateConstraints(client, tablesCreatedBy(migrations), onProgress);
}
