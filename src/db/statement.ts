import { sql, type AnyColumn, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import type { Window } from '../values/window.ts';

/** One SQL statement and the shape of its rows. */
export interface Statement<Row> {
  /** For the log. */
  name: string;
  query: SQL;
  row: z.ZodType<Row>;
}

/** The end of relative windows: the database's clock, cut to the millisecond as answers show it. */
export const generatedAt = sql`date_trunc('milliseconds', now())`;

/**
 * The ends of a window as SQL, both included, as in {@link Window}. A relative window ends at `generated_at`. This is
 * the only place that turns a window into SQL; database functions take these two ends.
 */
export const endsOf = (window: Window): { from: SQL; to: SQL } =>
  'hours' in window
    ? { from: sql`(${generatedAt} - make_interval(hours => ${window.hours}))`, to: generatedAt }
    : { from: sql`(${window.from}::timestamptz)`, to: sql`(${window.to}::timestamptz)` };

/** An instant as the wire has it: RFC 3339, UTC, milliseconds, cut (to_char cuts). */
export const wireInstant = (instant: AnyColumn | SQL): SQL =>
  sql`to_char(${instant} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** An instant as a cursor keeps it: with microseconds. */
export const cursorInstant = (instant: AnyColumn | SQL): SQL =>
  sql`to_char(${instant} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** Whole seconds from an instant to `generated_at`, never below 0. */
export const wholeSecondsSince = (instant: AnyColumn | SQL): SQL =>
  sql`floor(greatest(0, extract(epoch from ${generatedAt} - ${instant})))::bigint`;

/** Row fields. The driver hands 8-byte integers and numerics over as text. */
export const field = {
  /** A count: a whole number below 2^53. */
  count: z.coerce.number().int().nonnegative(),
  /** A sum that may pass 2^53: exact. */
  sum: z.coerce.bigint(),
  uuid: z.guid(),
  text: z.string(),
};
