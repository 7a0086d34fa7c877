import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { endsOf, field, type Statement } from '../../db/statement.ts';
import type { Window } from '../../values/window.ts';
import { bitsOf, columnsOf, listed, sentTables, type Columns } from './series-columns.ts';
import { neededColumns, type MetricName, type Source } from './series-metrics.ts';
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

/** Of whom the figures are. */
export const sourceOf = ({ agentId }: Pick<SeriesQuestion, 'agentId'>): Source =>
  agentId === undefined ? 'all' : 'agent';

/**
 * A window in buckets, as dashboard_series() sends it. `edges` are seconds since the epoch, one more than there are
 * buckets, or the first one alone where each bucket takes an hour. `utc_offsets` are the seconds that the zone's clocks are
 * ahead at the first edge and after each of their moves, which is given before it in seconds since the epoch.
 */
const SentSeries = z.object({
  series: z.object({ ...windowRow, edges: listed, buckets: field.count, utc_offsets: listed, ...sentTables }),
});

/** A window in buckets. */
export interface Series extends z.output<z.ZodObject<typeof windowRow>> {
  /** Milliseconds since the epoch; one more than there are buckets. */
  edges: number[];
  /** What the zone's clocks show at the edges, as if they showed UTC. */
  walls: number[];
  /** Of the columns wanted, a value a bucket, in order. */
  columns: Columns;
}

/** The columns that the answer to a question is made of. */
const wantedBy = (question: SeriesQuestion) => new Set(neededColumns(question.metrics, sourceOf(question)));

/** Reads the row of {@link selectSeries}. */
export function readSeries(question: SeriesQuestion, { series }: z.output<typeof SentSeries>): Series {
  const { generated_at, from, to, buckets } = series;
  const sent = series.edges.split(',').map(Number);
  const [first = 0] = sent;
  const [ahead = 0, ...moves] = series.utc_offsets.split(',').map(Number);
  let offset = ahead;
  const edges: number[] = [];
  const walls: number[] = [];
  for (let place = 0; place <= buckets; place += 1) {
    const edge = sent[place] ?? first + place * 3600;
    while (edge >= (moves[0] ?? Infinity)) [, offset = offset] = moves.splice(0, 2);
    edges.push(1000 * edge);
    walls.push(1000 * (edge + offset));
  }
  return { generated_at, from, to, edges, walls, columns: columnsOf(series, wantedBy(question), edges) };
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
): Statement<z.output<typeof SentSeries>> {
  const { window, zone, agentId } = question;
  const { from, to } = endsOf(window);
  const wanted = wantedBy(question);
  return {
    name: 'series',
    row: SentSeries,
    // One value: every request plans its statement again.
    query: sql`select dashboard_series(${granularity}, ${zone}, null, ${from}, ${to}, ${lastInstantApart},
      ${agentId ?? null}, ${bitsOf('session_counts', wanted)}, ${bitsOf('session_ratings', wanted)},
      ${bitsOf('session_spans', wanted)}, ${bitsOf('agent_counts', wanted)}, ${bitsOf('agent_spans', wanted)},
      ${bitsOf('message_counts', wanted)}) as series`,
  };
}
