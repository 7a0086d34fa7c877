import { and, count, gt, lt, lte, or, sql, type AnyColumn, type SQL, type SQLWrapper } from 'drizzle-orm';
import { QueryBuilder, type AnyPgColumn, type PgTable } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import type { Window } from '../values/window.ts';

/** One SQL statement and the shape of its rows. */
export interface Statement<Row> {
  /** For the log. */
  name: string;
  /** A query of {@link build}, or plain `sql`. */
  query: SQLWrapper;
  row: z.ZodType<Row>;
}

/** Drizzle's query builder without a connection: a feature builds a query, the client of the request runs it. */
export const build = new QueryBuilder();

/**
 * Names the fields that a query selects as the row schema names them.
 *
 * Without it, Drizzle returns a column under the column's own name. It also drops the table's name from columns in an
 * expression if the query has no join, so that a correlated subquery would compare a column with itself.
 *
 * @example build.select(fields<Row>({ session_id: s.id, team: s.team })).from(s)
 */
export const fields = <Row extends object>(selected: Record<Field<Row>, SQLWrapper>) =>
  Object.fromEntries(
    Object.entries<SQLWrapper>(selected).map(([name, value]) => [name, sql`${value}`.as(name)]),
  ) as Record<Field<Row>, SQL.Aliased>;

/** The fields of a row that are selected: all but the mark of {@link listEntry}. */
type Field<Row> = Exclude<keyof Row & string, 'unreadable'>;

/**
 * Returns the condition for the rows after a place in a list: latest instant first, ties by id. It begins with a plain
 * comparison of the instant, because an index cannot serve the mixed order of instant and id.
 */
export const followsLatestFirst = (
  column: { at: AnyPgColumn; id: AnyPgColumn },
  place: { at: string; id: string } | undefined,
): SQL | undefined =>
  place && and(lte(column.at, place.at), or(lt(column.at, place.at), gt(column.id, place.id)));

/** Counts the rows that match a condition, as a field of another query. */
export const countRows = (table: PgTable, condition: SQL | undefined): SQLWrapper =>
  build.select({ rows: count() }).from(table).where(condition);

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

/** Formats an instant for the wire: RFC 3339, UTC, truncated to milliseconds (to_char truncates). */
export const wireInstant = (instant: AnyColumn | SQL): SQL =>
  sql`to_char(${instant} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Formats an instant for a cursor, with microseconds. */
export const cursorInstant = (instant: AnyColumn | SQL): SQL =>
  sql`to_char(${instant} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** Whole seconds from an instant to `generated_at`, never below 0. */
export const wholeSecondsSince = (instant: AnyColumn | SQL): SQL =>
  sql`floor(greatest(0, extract(epoch from ${generatedAt} - ${instant})))::bigint`;

/**
 * The fields of a list that counts its rows over all pages: one row per session, or one without a session if the page is
 * empty.
 */
export const countedRow = <Row>(session: z.ZodType<Row>) => ({
  generated_at: field.text,
  total: field.count,
  session: session.nullable(),
});

/** What stands for a value that cannot be shown: the first of these that its field takes. */
const placeholders = [null, [], 0, false, '0001-01-01T00:00:00.000Z', '00000000-0000-0000-0000-000000000000'];

/**
 * The schema of a list's entry, which takes nothing down: a field whose value its schema refuses gets a placeholder and
 * is named in `unreadable`, so that the other entries of the page are shown, and the rest of this one.
 */
export function listEntry<Shape extends z.ZodRawShape>(
  shape: Shape,
): z.ZodType<z.output<z.ZodObject<Shape>> & { unreadable?: string[] }> {
  const row = z.object(shape);
  return z.record(z.string(), z.unknown()).transform((sent) => {
    const parsed = row.safeParse(sent);
    if (parsed.success) return parsed.data;
    const unreadable = [...new Set(parsed.error.issues.map(({ path }) => String(path[0])))];
    const replaced = unreadable.map((name) => [name, placeholderOf(shape[name])]);
    return { ...row.parse({ ...sent, ...Object.fromEntries(replaced) }), unreadable };
  });
}

function placeholderOf(field: unknown): unknown {
  if (!(field instanceof z.ZodType)) return undefined;
  const values: readonly unknown[] = field instanceof z.ZodEnum ? field.options : placeholders;
  return values.find((value) => field.safeParse(value).success);
}

/** Row fields. The driver returns 8-byte integers and numerics as text. */
export const field = {
  /** A count: a whole number below 2^53. */
  count: z.coerce.number().int().nonnegative(),
  /** A sum that can exceed 2^53, kept exact. */
  sum: z.coerce.bigint(),
  uuid: z.guid(),
  text: z.string(),
};
