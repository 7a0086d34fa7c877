import { z } from 'zod';
import { seriesTables, type Columns } from './series-metrics.ts';

/** What dashboard_series() sends of a window's buckets, and how it is read. */

/** Whole numbers between commas: text, which is quicker to write and to read than arrays of JSON are. */
export const listed = z.string().regex(/^-?\d+(,-?\d+)*$/);

/** The buckets, from 1, that a table has something in, and as many values for every column wanted. */
const SentTable = z.record(z.string(), z.string().nullable()).nullable();

/**
 * What the hours of whole days in UTC have: 24 values a day for every column wanted. Not to be believed before `from`,
 * from `until` on, or in an hour of `without`: what these have is in a table. All in seconds since the epoch.
 */
const SentHours = z
  .object({
    from: z.number(),
    until: z.number(),
    without: listed.nullable(),
    days: listed.nullable(),
    hours: z.record(z.string(), z.string().nullable()).nullable(),
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
} satisfies Record<(typeof seriesTables)[number], unknown> & Record<string, z.ZodType>;
const SentTables = z.object(sentTables);
type SentTables = z.output<typeof SentTables>;

/** The tables whose counts may be read from hours, and from which. */
const hoursOfTable: Partial<Record<(typeof seriesTables)[number], 'session_hours' | 'message_hours'>> = {
  session_counts: 'session_hours',
  session_ratings: 'session_hours',
  message_counts: 'message_hours',
};

/**
 * What was sent of each column, by bucket.
 *
 * @param edges of the buckets, in milliseconds since the epoch, one more than there are buckets
 */
export function columnsOf(row: SentTables, edges: readonly number[]): Columns {
  const columns = new Map<string, (string | number)[]>();
  for (const table of seriesTables) {
    const sentTable = row[table];
    if (sentTable === null) continue;
    const { buckets: filled = null, ...lists } = sentTable;
    const places = numbersIn(filled).map((bucket) => bucket - 1);
    const hoursName = hoursOfTable[table];
    const hours = hoursName === undefined ? null : row[hoursName];
    const hourPlaces = hours === null ? [] : placesOfHours(hours, edges);
    for (const [name, list] of Object.entries(lists)) {
      // Null where it was not asked for, or there is nothing at all.
      if (list === null && filled !== null) continue;
      const sent = list?.split(',') ?? [];
      if (hours === null) {
        columns.set(`${table}.${name}`, spread(sent, places, edges.length - 1));
        continue;
      }
      const counts: CountList[] = [{ sent, places }];
      const ofHours = hours.hours?.[name]?.split(',');
      if (ofHours !== undefined) counts.push({ sent: ofHours, places: hourPlaces });
      columns.set(`${table}.${name}`, addUp(counts, edges.length - 1));
    }
  }
  return columns;
}

const numbersIn = (list: string | null): number[] => (list === null ? [] : list.split(',').map(Number));

/** The bucket that each hour is in; -1 where its count is not to be believed. */
function placesOfHours(
  { from, until, without, days }: NonNullable<z.output<typeof SentHours>>,
  edges: readonly number[],
): number[] {
  const disbelieved = new Set(numbersIn(without));
  const places: number[] = [];
  let place = 0;
  for (const day of numbersIn(days)) {
    for (let hour = day; hour < day + 86_400; hour += 3600) {
      while ((edges[place + 1] ?? Infinity) <= 1000 * hour) place += 1;
      places.push(hour < from || hour >= until || disbelieved.has(hour) ? -1 : place);
    }
  }
  return places;
}

/** Each value at its place; empty where there is none. */
function spread(sent: readonly string[], places: readonly number[], buckets: number): string[] {
  const values = Array<string>(buckets).fill('');
  for (let index = 0; index < sent.length; index += 1) values[places[index] ?? -1] = sent[index] ?? '';
  return values;
}

/** Counts, whole numbers below 2^53, and the place of each; what is at -1 counts nowhere. */
interface CountList {
  sent: readonly string[];
  places: readonly number[];
}

function addUp(lists: readonly CountList[], buckets: number): number[] {
  const values = Array<number>(buckets).fill(0);
  for (const { sent, places } of lists) {
    if (sent.length !== places.length) throw new Error('A list of counts has not the length that it should.');
    for (let index = 0; index < sent.length; index += 1) {
      const place = places[index] ?? -1;
      if (place >= 0) values[place] = (values[place] ?? 0) + Number(sent[index]);
    }
  }
  return values;
}
