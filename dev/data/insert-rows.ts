import type { Client } from 'pg';

/** The supported column types, by their PostgreSQL names. */
type ColumnType = 'integer' | 'smallint' | 'bigint' | 'text' | 'jsonb' | 'timestamptz' | 'uuid';

/** The column type of each key of the rows. */
export type Columns<Row> = { [Key in keyof Row & string]: ColumnType };

/**
 * Inserts many rows in one statement. It sends one array per column, so the number of parameters stays
 * constant and statement-level triggers run only once.
 *
 * @param tail the end of the statement, such as `on conflict do nothing returning id`
 * @returns the rows of its `returning` clause
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

/**
 * Updates many rows by `id` in one statement.
 *
 * @throws what `pg` throws
 */
export async function updateRows<Row extends { id: string }>(
  client: Client,
  table: string,
  columns: Columns<Row>,
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return;
  const names = keysOf(columns);
  const arrays = names.map((name, index) => `$${index + 1}::${columns[name]}[]`).join(', ');
  const changes = names.filter((name) => name !== 'id').map((name) => `${name} = changed.${name}`);
  await client.query(
    `update ${table} t set ${changes.join(', ')}
     from unnest(${arrays}) changed (${names.join(', ')}) where t.id = changed.id`,
    names.map((name) => rows.map((row) => row[name])),
  );
}

const keysOf = <T extends object>(value: T): (keyof T & string)[] =>
  Object.keys(value) as (keyof T & string)[];
