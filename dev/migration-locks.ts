import { type Client, DatabaseError } from 'pg';
import { MigrationRefused } from './migration-checks.ts';

/**
 * How long a migration waits for its tables, all of them together. Everybody who comes later queues up behind it, so
 * this is also how long a chat's write can be held up. It is shorter than PostgreSQL's deadlock_timeout (1 s), so a
 * deadlock ends the migration's attempt and never a writer's transaction.
 */
const lockWaitMs = 500;

/** Pauses between attempts double up to the longest: about five minutes in all. */
const longestPauseMs = 15_000;
const attempts = 25;

/** Whether PostgreSQL ended the transaction because a lock was not to be had. */
function isLockFailure(error: unknown): boolean {
  // lock_not_available, query_canceled (by statement_timeout), deadlock_detected
  return error instanceof DatabaseError && ['55P03', '57014', '40P01'].includes(error.code ?? '');
}

/** Locks tables within a transaction. Those that come first are locked against everything, the others against writing. */
async function lockTables(client: Client, exclusive: string[], unwritten: string[]): Promise<void> {
  const locks = [
    ...exclusive.map((table) => `lock table "${table}" in access exclusive mode;`),
    ...unwritten.map((table) => `lock table "${table}" in share row exclusive mode;`),
  ];
  await client.query(`set local lock_timeout = ${lockWaitMs}`);
  if (locks.length === 0) return;
  await client.query(`set local statement_timeout = ${lockWaitMs}`);
  // One statement, so that its time-out is over all locks together.
  await client.query(`do $$ begin ${locks.join(' ')} end $$`);
  await client.query('set local statement_timeout = 0');
}

/** Who has used the tables for the longest time, in words that hold nothing of its statements. */
async function holderOf(client: Client, exclusive: string[], unwritten: string[]): Promise<string> {
  const { rows } = await client.query<{ table: string; pid: number; who: string; seconds: number | null }>(
    `select c.relname as table, l.pid,
       concat_ws(', ', coalesce('role ' || a.usename, a.backend_type), nullif(a.application_name, '')) as who,
       extract(epoch from clock_timestamp() - a.xact_start)::integer as seconds
     from pg_locks l join pg_class c on c.oid = l.relation left join pg_stat_activity a on a.pid = l.pid
     where l.granted and l.pid <> pg_backend_pid()
       and l.database = (select oid from pg_database where datname = current_database())
       and c.relnamespace = current_schema()::regnamespace
       and (c.relname = any ($1) or c.relname = any ($2) and l.mode not in ('AccessShareLock', 'RowShareLock'))
     order by a.xact_start nulls last limit 1`,
    [exclusive, unwritten],
  );
  const [holder] = rows;
  if (holder === undefined) return [...exclusive, ...unwritten].join(', ') || 'rows that are being written';
  const { table, pid, who, seconds } = holder;
  const since = seconds === null ? '' : ` for ${seconds} s`;
  return `${table}, which process ${pid}${who && ` (${who})`} has used${since}`;
}

/** Tables that a transaction needs, and what it does once it has them. */
export interface TableWork {
  exclusive?: string[];
  unwritten?: string[];
  /** Runs before the locks are taken: for what is slow. */
  before?(): Promise<void>;
  run(): Promise<void>;
}

/** How to wait, and whom to tell. */
export interface Waiting {
  sleep(ms: number): Promise<unknown>;
  onProgress(line: string): void;
}

/**
 * Runs a transaction that changes tables which are in use. It never queues for them longer than {@link lockWaitMs}: then
 * it rolls back, lets everybody else through, and tries again later.
 *
 * @throws {MigrationRefused} if the tables stay in use
 */
export async function whenTablesAreFree(
  client: Client,
  { exclusive = [], unwritten = [], before, run }: TableWork,
  { sleep, onProgress }: Waiting,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.query('begin');
      await before?.();
      await lockTables(client, exclusive, unwritten);
      await run();
      await client.query('commit');
      return;
    } catch (error) {
      await client.query('rollback').catch(() => {});
      if (!isLockFailure(error)) throw error;
      const holder = await holderOf(client, exclusive, unwritten);
      if (attempt === attempts) {
        throw new MigrationRefused(
          `it waited in vain for ${holder}: end that transaction, or try again when it is over`,
        );
      }
      const pauseMs = Math.min(500 * 2 ** (attempt - 1), longestPauseMs);
      onProgress(`Waiting for ${holder}. Next attempt in ${pauseMs / 1000} s.`);
      await sleep(pauseMs);
    }
  }
}
