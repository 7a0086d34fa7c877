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

/** The condition that a name has at most that many characters. */
export const hasAtMost = (characters: number, column: AnyPgColumn): SQL =>
  sql`char_length(${column}) <= ${sql.raw(String(characters))}`;

/** The condition that texts take at most that many bytes each, which PostgreSQL knows without reading them. */
export const takesAtMost = (bytes: number, ...columns: AnyPgColumn[]): SQL =>
  sql.join(
    columns.map((column) => sql`octet_length(${column}) <= ${sql.raw(String(bytes))}`),
    sql` and `,
  );

/** The condition that a list has at most that many names of at most that many characters. */
export const listsAtMost = (names: number, characters: number, column: AnyPgColumn): SQL =>
  sql`cardinality(${column}) <= ${sql.raw(String(names))} and not jsonb_path_exists(to_jsonb(${column}), ${sql.raw(
    `'$[*] ? (@ like_regex "^.{${characters + 1}}" flag "s")'`,
  )})`;

/**
 * The condition that a column has one of an enum's values. The values are literals, because check constraints take no
 * parameters and partial indexes match only literals.
 */
export const oneOf = <Column extends AnyPgColumn>(
  column: Column,
  values: readonly (Column['_']['data'] & string)[],
): SQL => sql`${column} in (${sql.raw(values.map((value) => `'${value}'`).join(', '))})`;
