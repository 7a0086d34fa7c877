import { sql, type SQL } from 'drizzle-orm';

/**
 * What was written since an earlier statement, whatever instants the rows have: the writers' clocks may differ, and a
 * transaction that began earlier may commit later.
 */

/**
 * The transactions whose writes this statement does not see, as JSON: the next one to begin, then those that are running.
 * With 32 bits, as rows name the transaction that wrote them (`xmin`).
 */
export const unseenTransactions = sql`(
  select json_agg(x::text::bigint & 4294967295 order by x desc)
  from (
    select pg_snapshot_xmax(pg_current_snapshot()) union all select pg_snapshot_xip(pg_current_snapshot())
  ) transactions(x))`;

/** The condition that a row was written by one of the transactions that an earlier statement did not see. */
export const isWrittenBy = ([next, ...running]: number[], xmin: SQL): SQL =>
  sql`(age(${xmin}) <= age(${`${next}`}::xid) or ${xmin} = any (${`{${running.join()}}`}::xid[]))`;
