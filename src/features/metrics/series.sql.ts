import { sql, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import { endsOf, field, rightAfter, type Statement } from '../../db/statement.ts';
import type { Window } from '../../platform/time-range.ts';
import { neededColumns, type MetricName, type Table } from './series-metrics.ts';
import { windowRow } from './windows.sql.ts';

export type Granularity = 'hour' | 'day' | 'week' | 'month';

/** What is asked for of the parts of a window. */
export interface SeriesQuestion {
  window: Window;
  /** An IANA time zone that the database may or may not know. */
  zone: string;
  metrics: readonly MetricName[];
  agentId: string | undefined;
}

const listed = z.string().regex(/^-?\d+(,-?\d+)*$/);

/**
 * A window in buckets, as it is sent: lists are text, which is quicker to write and to read than arrays of JSON are.
 * `edges` are seconds since the epoch, one more than there are buckets, or the first one alone where each bucket
 * takes an hour. `utc_offsets` are the seconds that the zone's clocks are ahead at the first edge and after each of their
 * moves, which is given before it in seconds since the epoch.
 * `slots` are buckets, from 1, all those in which something was among them; each column has a value for each of those.
 */
const SentSeries = z.object({
  ...windowRow,
  edges: listed,
  buckets: field.count,
  utc_offsets: listed,
  slots: listed.nullable(),
  columns: z.record(z.string(), z.string().nullable()),
});

/** A window in buckets. */
export interface SeriesRow extends Pick<z.output<typeof SentSeries>, 'generated_at' | 'from' | 'to'> {
  /** Milliseconds since the epoch; one more than there are buckets. */
  edges: number[];
  /** What the zone's clocks show at the edges, as if they showed UTC. */
  walls: number[];
  /** For each column a value a bucket, in order; empty where a bucket has nothing. */
  columns: Record<string, string[]>;
}

const SeriesRow = SentSeries.transform((row): SeriesRow => {
  const { generated_at, from, to, buckets } = row;
  const sent = row.edges.split(',').map(Number);
  const [first = 0] = sent;
  const [ahead = 0, ...moves] = row.utc_offsets.split(',').map(Number);
  let offset = ahead;
  const edges: number[] = [];
  const walls: number[] = [];
  for (let place = 0; place <= buckets; place += 1) {
    const edge = sent[place] ?? first + place * 3600;
    while (edge >= (moves[0] ?? Infinity)) [, offset = offset] = moves.splice(0, 2);
    edges.push(1000 * edge);
    walls.push(1000 * (edge + offset));
  }
  const slots = row.slots?.split(',') ?? [];
  const columns: SeriesRow['columns'] = {};
  for (const [name, list] of Object.entries(row.columns)) {
    const values = Array<string>(buckets).fill('');
    const given = list?.split(',') ?? [];
    for (let index = 0; index < slots.length; index += 1)
      values[Number(slots[index]) - 1] = given[index] ?? '';
    columns[name] = values;
  }
  return { generated_at, from, to, edges, walls, columns };
});

/** What gives a table's rows for the calendar. */
function rowsOf(table: Table, { agentId }: SeriesQuestion, histograms: readonly string[]): SQL {
  const agent = sql`${agentId}::uuid`;
  const wanted = sql`array[${sql.join(
    histograms.map((name) => sql`${name}`),
    sql`, `,
  )}]::text[]`;
  const given = {
    session_counts: sql``,
    session_ratings: sql``,
    session_spans: sql`, ${wanted}`,
    agent_counts: sql`, ${agent}`,
    agent_spans: sql`, ${agent}, ${wanted}`,
    message_counts: sql``,
  }[table];
  return sql`${sql.identifier(`dashboard_${table}`)}(calendar.cut ${given}) ${sql.identifier(table)}`;
}

/**
 * A window in the buckets of a calendar, in one row.
 *
 * @param options.lastInstantApart where the window ends exactly with an edge, whether its last instant is in a bucket
 *   of its own, as the clocks have it, or in the last one, so that there is no bucket of an instant
 */
export function selectSeries(
  question: SeriesQuestion,
  granularity: Granularity,
  { lastInstantApart }: { lastInstantApart: boolean },
): Statement<SeriesRow> {
  const { window, zone, metrics, agentId } = question;
  const { from, to } = endsOf(window);
  const end = lastInstantApart ? rightAfter(to) : to;
  const columns = neededColumns(metrics, agentId === undefined ? 'all' : 'agent');
  const histograms = columns.filter(({ isHistogram }) => isHistogram).map(({ name }) => name);
  const tables = [...new Set(columns.map(({ table }) => table))];
  // As text: sums may pass 2^53. Empty where a bucket has nothing of that table.
  const lists = columns.map(({ name, value, isHistogram }) => {
    const text = isHistogram ? sql`encode(numeric_send(${value}), 'base64')` : sql`(${value})::text`;
    return sql`${name}::text, string_agg(coalesce(${text}, ''), ',' order by slot)`;
  });
  return {
    name: 'series',
    row: SeriesRow,
    query: sql`
    select calendar.generated_at, calendar."from", calendar."to", calendar.edges, calendar.buckets, calendar.utc_offsets,
      made.*
    from dashboard_buckets(${granularity}, ${zone}, ${from}, ${to}, ${end}) calendar
    cross join lateral (
      select string_agg(slot::text, ',' order by slot) as slots,
        json_build_object(${sql.join(lists, sql`, `)}) as columns
      from ${sql.join(
        tables.map((table, place) => {
          const rows = rowsOf(table, question, histograms);
          return place === 0 ? rows : sql`full join ${rows} using (slot)`;
        }),
        sql` `,
      )}
    ) made`,
  };
}
