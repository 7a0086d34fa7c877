import { sql, type SQL } from 'drizzle-orm';
import { timestamp, type AnyPgColumn } from 'drizzle-orm/pg-core';

/** Building blocks of the schema. */

/** A timestamptz column with microseconds. */
export const instant = (name: string) =>
  timestamp(name, { withTimezone: true, precision: 6, mode: 'string' });

/** The condition that instants are between the years 1 and 9999. RFC 3339 cannot express others, or `infinity`. */
export const sayable = (...columns: AnyPgColumn[]): SQL =>
  sql.join(
    columns.map(
      (column) => sql`(${column} >= '0001-01-01 00:00:00+00' and ${column} < '10000-01-01 00:00:00+00')`,
    ),
    sql` and `,
  );

/**
 * The condition that a column has one of an enum's values. The values are literals, because check constraints take no
 * parameters and partial indexes match only literals.
 */
export const oneOf = <Column extends AnyPgColumn>(
  column: Column,
  values: readonly (Column['_']['data'] & string)[],
): SQL => sql`${column} in (${sql.raw(values.map((value) => `'${value}'`).join(', '))})`;
