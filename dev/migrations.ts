import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { readMigrationFiles, type MigrationMeta } from 'drizzle-orm/migrator';
import { Client } from 'pg';
import { oneLine } from './explain.ts';
import { checkDatabase } from './migration-checks.ts';
import { expectChecksHold, finishMigrations } from './migration-finish.ts';
import { whenTablesAreFree, type Waiting } from './migration-locks.ts';
import { planMigrations, type MigrationPlan } from './migration-plan.ts';
import { grantRoles } from './roles.ts';

/** An arbitrary number shared by all migrations, so that only one runs at a time. */
const lockKey = 20_260_601;

export interface MigrateOptions {
  /** Also migrates a database that has tables of another program. */
  besideOtherTables?: boolean;
  /** Creates the roles of the Worker and the chat application. If they exist, every migration renews their rights. */
  roles?: boolean;
  migrationsFolder?: string;
  sleep?(ms: number): Promise<unknown>;
  onProgress?(line: string): void;
}

/** Waits for other migrations. It asks again and again: a statement that waits would hold up CREATE INDEX CONCURRENTLY. */
async function waitForOthers(client: Client, sleep: (ms: number) => Promise<unknown>): Promise<void> {
  for (;;) {
    const { rows } = await client.query('select pg_try_advisory_lock($1) as mine', [lockKey]);
    if (rows[0]?.mine) return;
    await sleep(200);
  }
}

/** Whether the installation is complete: the tables for changes and figures are there, and triggers that write to them. */
async function isRunning(client: Client): Promise<boolean> {
  const { rows } = await client.query(
    `select to_regclass('dashboard_changes') is not null and to_regclass('dashboard_parts') is not null
       and to_regproc('dashboard_session_after') is not null as running`,
  );
  return rows[0]?.running === true;
}

/**
 * Appends all sessions and minutes to what is to be folded. This is what `dashboard_adopt_rows` does, without its locks:
 * whatever is written meanwhile is appended by the triggers. Folding waits, so it uses no definition that is about to
 * change.
 */
async function refold(client: Client): Promise<void> {
  await client.query(`select pg_advisory_xact_lock(hashtext('dashboard_fold'))`);
  await client.query(
    'insert into dashboard_changes (session_id) select id from chat_sessions order by created_at',
  );
  await client.query(
    `insert into dashboard_changes (minute)
     select distinct dashboard_stretch(interval '1 minute', created_at) as minute from chat_messages order by minute`,
  );
  await client.query(
    `insert into dashboard_changes (session_id, minute)
     select distinct case when subject <> 'messages' then session_id end, case when subject = 'messages' then at end
     from dashboard_parts`,
  );
}

/** Runs the migrations' statements and records them in the journal that drizzle-kit uses as well. */
async function runMigrations(client: Client, { migrations }: MigrationPlan): Promise<void> {
  for (const { hash, folderMillis, statements } of migrations) {
    for (const statement of statements) await client.query(statement);
    await client.query('insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)', [
      hash,
      folderMillis,
    ]);
  }
}

/** Notes in the database that rows are to be adopted, in case the command is killed before it has done so. */
const noteAdoption = (client: Client, note: 'due' | null): Promise<unknown> =>
  client.query(`comment on function dashboard_adopt_rows() is ${note === null ? 'null' : `'${note}'`}`);

/** Brings rows that the triggers' earlier definitions wrote into the form that the present ones give them, if it is due. */
async function adoptRows(client: Client, waiting: Waiting): Promise<void> {
  const { rows } = await client.query<{ note: string | null }>(
    `select obj_description(to_regprocedure('dashboard_adopt_rows()'), 'pg_proc') as note`,
  );
  if (rows[0]?.note !== 'due') return;
  const run = async (): Promise<void> => {
    await client.query('select dashboard_adopt_rows()');
    await noteAdoption(client, null);
  };
  await whenTablesAreFree(client, { run }, waiting).catch((error: unknown) => {
    throw new Error(`dashboard_adopt_rows() has yet to run, after the migrations: ${oneLine(error)}`);
  });
}

/**
 * Brings a database to the newest migration in drizzle/, over TCP. Concurrent calls are safe, and an up-to-date database
 * is left unchanged. The migrations that are due run in one transaction; indexes and the validation of constraints
 * follow. A chat application can write all the time (docs/operations.md).
 *
 * @throws {MigrationRefused} with the way out
 * @throws what `pg` throws
 */
export async function migrateDatabase(
  databaseUrl: string,
  {
    besideOtherTables = false,
    roles = false,
    migrationsFolder = fileURLToPath(new URL('../drizzle', import.meta.url)),
    sleep = setTimeout,
    onProgress = () => {},
  }: MigrateOptions = {},
): Promise<void> {
  const migrations: MigrationMeta[] = readMigrationFiles({ migrationsFolder });
  const waiting = { sleep, onProgress };
  const client = new Client({ connectionString: databaseUrl });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query('set statement_timeout = 0');
    await waitForOthers(client, sleep);
    const { due, tables } = await checkDatabase(client, { migrations, besideOtherTables });
    if (due.length > 0) {
      const plan = planMigrations(due, tables, { isRunning: await isRunning(client) });
      await expectChecksHold(client, plan.checks);
      await client.query('create schema if not exists drizzle');
      // As drizzle-orm's migrator creates it.
      await client.query(
        'create table if not exists drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)',
      );
      const { exclusive, unwritten } = plan;
      const before = async (): Promise<void> => {
        if (plan.refolds) await refold(client);
        for (const statement of plan.early) await client.query(statement);
      };
      const run = async (): Promise<void> => {
        await runMigrations(client, plan);
        if (plan.refolds) await noteAdoption(client, 'due');
        // In the same transaction, so that the Worker is never without the right to call a new function.
        await grantRoles(client, { create: roles });
      };
      await whenTablesAreFree(client, { exclusive, unwritten, before, run }, waiting);
    } else {
      await grantRoles(client, { create: roles });
    }
    await adoptRows(client, waiting);
    await finishMigrations(client, migrations, onProgress);
  } finally {
    await client.end();
  }
}
