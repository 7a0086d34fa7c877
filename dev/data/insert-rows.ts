import type { Client } from 'pg';

/** The column types that are written here, as PostgreSQL calls them. */
type ColumnType = 'integer' | 'smallint' | 'bigint' | 'text' | 'timestamptz' | 'uuid';

/** A column's type, for each key of the rows. */
export type Columns<Row> = { [Key in keyof Row & string]: ColumnType };

/**
 * Writes many rows in one statement: an array a column goes over the wire, so that neither the number of
 * parameters grows with the rows nor the statement's triggers run once a row.
 *
 * @param tail what follows, such as `on conflict do nothing returning id`
 * @returns the rows of that `returning`
 * @throws what `pg` throws
 */
export async function insertRows<Row extends object>(
  client: Client,
  table: string,
  columns: Columns<Row>,
  rows: readonly Row[],
  tail = '',
): Promise<Record<string, unknown>[]> {
  if (rows.length === 0) return [];
  const names = keysOf(columns);
  const arrays = names.map((name, index) => `$${index + 1}::${columns[name]}[]`).join(', ');
  const values = names.map((name) => rows.map((row) => row[name]));
  const list = names.join(', ');
  const { rows: returned } = await client.query<Record<string, unknown>>(
    `insert into ${table} (${list}) select * from unnest(${arrays}) ${tail}`,
    values,
  );
  return returned;
}

const keysOf = <T extends object>(value: T): (keyof T & string)[] =>
  Object.keys(value) as (keyof T & string)[];
