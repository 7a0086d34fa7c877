import { expect } from 'vitest';
import type { FreshDatabase } from './fresh-database.ts';

/** An open transaction that has run its statement and holds its locks. */
export interface HeldTransaction {
  /** Settles when it has committed. */
  committed: Promise<void>;
}

interface Hold {
  /** Stays open until this many other connections to this database wait for a lock. */
  untilWaiting: number;
  /** A statement with its parameters, to run at the end of the transaction. */
  lastly?: readonly [text: string, ...params: unknown[]];
}

/** Waits, inside a transaction, until so many connections wait for a lock. */
const waitUntil = (waiting: number): readonly [string] => [
  `do $$
   declare
     give_up timestamptz := clock_timestamp() + interval '2 minutes';
     waiting integer;
   begin
     loop
       perform pg_stat_clear_snapshot();
       select count(distinct l.pid) into waiting
       from pg_locks l join pg_stat_activity a on a.pid = l.pid
       where not l.granted and a.datname = current_database();
       exit when waiting >= ${waiting};
       if clock_timestamp() > give_up then
         raise exception '% connections wait for a lock, not ${waiting}', waiting;
       end if;
       perform pg_sleep(0.005);
     end loop;
   end $$`,
];

/**
 * Simulates a foreign writer: runs a statement and keeps its transaction and locks open until others wait for
 * them. This guarantees that the waiting connections ran concurrently with it.
 *
 * @returns once the statement is done and its locks are held
 */
export async function hold(
  database: FreshDatabase,
  { untilWaiting, lastly }: Hold,
  text: string,
  ...params: unknown[]
): Promise<HeldTransaction> {
  const key = crypto.getRandomValues(new Int32Array(1))[0] ?? 0;
  const committed = database
    .transaction(
      [text, ...params],
      // An advisory lock that signals that the statement is done.
      ['select pg_advisory_xact_lock($1::bigint)', key >>> 0],
      waitUntil(untilWaiting),
      ...(lastly === undefined ? [] : [lastly]),
    )
    .then(() => undefined);
  // The caller awaits it and sees a failure; this prevents an unhandled rejection until then.
  committed.catch(() => {});
  await expect
    .poll(
      async () => {
        const [row] = await database.query(
          `select count(*)::int as held from pg_locks where locktype = 'advisory' and granted and objid = $1`,
          [key >>> 0],
        );
        return row?.['held'];
      },
      { interval: 1 },
    )
    .toBe(1);
  return { committed };
}
