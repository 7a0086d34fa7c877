import { z } from 'zod';
import { seriesTables, type Column, type SeriesTable } from './series-metrics.ts';

/** What dashboard_series() sends of a window's buckets, and how it is read. */

/** Of a column a value a part: a number, its digits, or a distribution; empty for a part that has nothing. */
export type Values = readonly (string | number)[];
export type Columns = ReadonlyMap<Column, Values>;

/** Whole numbers between commas: text, which is quicker to write and to read than arrays of JSON are. */
export const listed = z.string().regex(/^-?\d+(,-?\d+)*$/);

/** Rows between semicolons: a bucket, from 1, and a value for every column wanted. Null where nothing is in any. */
const SentTable = z.string().nullable();

/**
 * What the hours of whole days in UTC have: between slashes, when a day begins, and for every column wanted a list of 24
 * values. Not to be believed before `from`, from `until` on, or in an hour of `without`: what these have is in a table.
 * All in seconds since the epoch.
 */
const SentHours = z
  .object({
    from: z.number(),
    until: z.number(),
    without: listed.nullable(),
    days: z
      .string()
      .regex(/^[\d;,/]+$/)
      .nullable(),
  })
  .nullable();

/** Of each table what was asked of it, and the hours that some of it is read from. */
export const sentTables = {
  session_hours: SentHours,
  message_hours: SentHours,
  session_counts: SentTable,
  session_ratings: SentTable,
  session_spans: SentTable,
  agent_counts: SentTable,
  agent_spans: SentTable,
  message_counts: SentTable,
} satisfies Record<SeriesTable, unknown> & Record<string, z.ZodType>;
type SentTables = z.output<z.ZodObject<typeof sentTables>>;

/** The tables whose counts may be read from hours, and from which: those of a row are one after the other. */
const tablesOfHours = {
  session_hours: ['session_counts', 'session_ratings'],
  message_hours: ['message_counts'],
} as const satisfies Record<string, readonly SeriesTable[]>;

const allTables = Object.keys(seriesTables) as SeriesTable[];

/** The columns of each table, in the order in which they are sent. */
const columnsOfTables = new Map(
  allTables.map((table) => [table, seriesTables[table].map((name) => `${table}.${name}` as Column)]),
);

/** The columns of a table that are wanted. */
const wantedOf = (table: SeriesTable, wanted: ReadonlySet<Column>): Column[] =>
  (columnsOfTables.get(table) ?? []).filter((column) => wanted.has(column));

/** What is wanted of a table, as dashboard_series() takes it: a bit a column. */
export const bitsOf = (table: SeriesTable, wanted: ReadonlySet<Column>): number =>
  (columnsOfTables.get(table) ?? []).reduce(
    (bits, column, place) => (wanted.has(column) ? bits | (1 << place) : bits),
    0,
  );

/**
 * What was sent of each column, by bucket.
 *
 * @param wanted the columns that were asked for
 * @param edges of the buckets, in milliseconds since the epoch, one more than there are buckets
 * @throws Error where something is missing
 */
export function columnsOf(sent: SentTables, wanted: ReadonlySet<Column>, edges: readonly number[]): Columns {
  const buckets = edges.length - 1;
  const columns = new Map<Column, (string | number)[]>();
  for (const table of allTables) {
    const names = wantedOf(table, wanted);
    if (names.length > 0) readTable(sent[table], names, buckets, columns);
  }
  for (const [hoursName, tables] of Object.entries(tablesOfHours)) {
    const hours = sent[hoursName as keyof typeof tablesOfHours];
    const names = hours === null ? [] : tables.flatMap((table) => wantedOf(table, wanted));
    if (hours !== null && names.length > 0) addHours(hours, names, edges, columns);
  }
  return columns;
}

/** Each value at its place; empty where there is none. A bucket comes more than once only where hours are added to it. */
function readTable(
  sent: string | null,
  names: readonly Column[],
  buckets: number,
  columns: Map<Column, (string | number)[]>,
): void {
  const values = names.map(() => Array<string | number>(buckets).fill(''));
  for (const row of sent?.split(';') ?? []) {
    const cells = row.split(',');
    const place = Number(cells[0]) - 1;
    if (cells.length !== names.length + 1 || !(place >= 0 && place < buckets)) {
      throw new Error('A row of a series has not the bucket and the values that it should.');
    }
    for (let index = 0; index < values.length; index += 1) {
      const column = values[index] ?? [];
      const before = column[place];
      const cell = cells[index + 1] ?? '';
      column[place] = before === '' ? cell : Number(before) + Number(cell);
    }
  }
  for (const [index, name] of names.entries()) columns.set(name, values[index] ?? []);
}

const numbersIn = (list: string | null): number[] => (list === null ? [] : list.split(',').map(Number));

/** Adds the counts of hours, whole numbers below 2^53, to those of their buckets. */
function addHours(
  { from, until, without, days }: NonNullable<z.output<typeof SentHours>>,
  names: readonly Column[],
  edges: readonly number[],
  columns: Map<Column, (string | number)[]>,
): void {
  const disbelieved = new Set(numbersIn(without));
  const totals = names.map((name) => columns.get(name) ?? []);
  let place = 0;
  for (const sentDay of days?.split('/') ?? []) {
    const [begins, ...lists] = sentDay.split(';');
    const counts = lists.map((list) => list.split(','));
    if (counts.length !== names.length || counts.some((list) => list.length !== 24)) {
      throw new Error('A day of a series has not the counts that it should.');
    }
    const day = Number(begins);
    for (let hour = 0; hour < 24; hour += 1) {
      const begun = day + 3600 * hour;
      while ((edges[place + 1] ?? Infinity) <= 1000 * begun) place += 1;
      if (begun < from || begun >= until || disbelieved.has(begun)) continue;
      for (const [index, total] of totals.entries()) {
        total[place] = Number(total[place] ?? '') + Number(counts[index]?.[hour]);
      }
    }
  }
}
