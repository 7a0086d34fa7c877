import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { loadDemo } from '../dev/demo.ts';
import { oneLine } from '../dev/explain.ts';
import { migrateDatabase } from '../dev/migrations.ts';
import { startPostgres, type RunningPostgres } from '../dev/postgres.ts';
import { counts, distributions } from '../src/db/schema/figures.ts';

/**
 * `npm run check:backup` tries what docs/operations.md says about backups: it dumps a database with pg_dump, restores it
 * with pg_restore into another server, and compares. It needs both programs, of the server's version or newer, on the
 * PATH or in PG_BIN.
 */
const run = promisify(execFile);
const program = (name: string): string => path.join(process.env['PG_BIN'] ?? '', name);

async function withDatabase<T>(url: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

/** The sum of each figure, by subject and agent, over all time. */
async function figuresOf(client: Client): Promise<unknown[]> {
  const columns = [
    ...counts,
    ...distributions.flatMap((d) => [`${d}_count`, `${d}_microseconds`, `${d}_histogram`]),
  ];
  const { rows } = await client.query(
    `select subject, agent_id, ${columns.map((name) => `coalesce(trim_scale(sum(sign * ${name})), 0) as ${name}`).join(', ')}
     from unnest(enum_range(null::dashboard_subject)) subject,
       dashboard_figures(array['2000-01-01Z', '2100-01-01Z']::timestamptz[], subject, null, true)
     group by subject, agent_id order by subject, agent_id`,
  );
  return rows;
}

/** The number of rows of each table, and a digest of them. */
async function contentsOf(client: Client): Promise<Record<string, unknown>> {
  const { rows: tables } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by relname`,
  );
  const contents: Record<string, unknown> = {};
  for (const { name } of tables) {
    const { rows } = await client.query(
      `select count(*) as rows, md5(string_agg(t::text, e'\\n' order by t::text)) as digest from "${name}" t`,
    );
    contents[name] = rows[0];
  }
  return contents;
}

function expectEqual(what: string, restored: unknown, original: unknown): void {
  if (JSON.stringify(restored) !== JSON.stringify(original))
    throw new Error(`${what} differ after the restore`);
  console.log(`${what} are equal.`);
}

async function startServer(folder: string): Promise<RunningPostgres> {
  const server = await startPostgres({ folder, durable: false });
  await withDatabase(server.urlOf('postgres'), (client) => client.query('create database chat'));
  return server;
}

async function check(original: string, restored: string, dump: string): Promise<void> {
  await migrateDatabase(original, { roles: true });
  // The original server has seen more transactions than the other one will.
  await withDatabase(original, (client) =>
    client.query('do $$ begin for n in 1..5000 loop perform pg_current_xact_id(); commit; end loop; end $$'),
  );
  await loadDemo({ databaseUrl: original, onProgress: console.log });
  // Some changes are not folded yet, as at any moment of a running installation.
  await withDatabase(original, (client) =>
    client.query(`update chat_sessions set team = 'moved' where status = 'waiting'`),
  );

  await run(program('pg_dump'), ['--format=custom', `--file=${dump}`, original]);
  await withDatabase(restored, (client) =>
    client.query('create role dashboard_worker; create role dashboard_chat'),
  );
  await run(program('pg_restore'), ['--no-owner', '--exit-on-error', `--dbname=${restored}`, dump]);
  await withDatabase(original, (before) =>
    withDatabase(restored, async (after) => {
      expectEqual('Tables', await contentsOf(after), await contentsOf(before));
      expectEqual('Figures', await figuresOf(after), await figuresOf(before));
      await migrateDatabase(restored);
      await after.query('select dashboard_adopt_rows()');
      for (const client of [before, after]) await client.query('select dashboard_fold(1000000)');
      expectEqual('Figures that were folded', await figuresOf(after), await figuresOf(before));
      const { rows: unread } = await after.query(
        'select from dashboard_session_events where transaction_id >= pg_snapshot_xmin(pg_current_snapshot()) limit 1',
      );
      if (unread.length > 0) throw new Error('readers of the log would wait for events that were restored');
      // Writing goes on: triggers fire, and identities continue.
      for (const client of [before, after]) {
        await client.query(`insert into chat_sessions (id, initiator_id, created_at, status, closed_at)
          select '00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002', t, 'closed', t + interval '5 minutes'
          from (select timestamptz '2026-01-01Z' as t) at`);
      }
      expectEqual('Figures of what is written afterwards', await figuresOf(after), await figuresOf(before));
    }),
  );
}

const folder = await mkdtemp(path.join(tmpdir(), 'chat-dashboard-backup-'));
// PostgreSQL may run as another user, who must be able to reach its own folder below this one.
await chmod(folder, 0o711);
const servers: RunningPostgres[] = [];
try {
  for (const name of ['original', 'restored']) servers.push(await startServer(path.join(folder, name)));
  const [original = '', restored = ''] = servers.map((server) => server.urlOf('chat'));
  await check(original, restored, path.join(folder, 'chat.dump'));
} catch (error) {
  console.error(`The backup is not good: ${oneLine(error)}.`);
  process.exitCode = 1;
} finally {
  for (const server of servers) await server.stop('immediate');
  await rm(folder, { recursive: true, force: true });
}
