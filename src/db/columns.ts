import { sql, type SQL } from 'drizzle-orm';
import { timestamp, type AnyPgColumn } from 'drizzle-orm/pg-core';

/** Parts of table descriptions. */

/** A column of instants, with microseconds. */
export const instant = (name: string) =>
  timestamp(name, { withTimezone: true, precision: 6, mode: 'string' });

/** RFC 3339 can only say years 1 to 9999; `infinity` and dates BC would have no answer on the wire. */
export const sayable = (...columns: AnyPgColumn[]): SQL =>
  sql.join(
    columns.map(
      (column) => sql`(${column} >= '0001-01-01 00:00:00+00' and ${column} < '10000-01-01 00:00:00+00')`,
    ),
    sql` and `,
  );
