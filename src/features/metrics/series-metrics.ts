import type { z } from '@hono/zod-openapi';
import { sql, type SQL } from 'drizzle-orm';
import { percentage, roundedRatio } from '../../platform/exact.ts';
import { count, nullableFigure } from '../../platform/fields.ts';
import { distributions, toDistribution } from './distribution.ts';
import { mergeHistograms, readHistogram, type Histogram as Spans } from './histogram.ts';

/**
 * The metrics of time series and heat maps. Each is a figure of the summaries (docs/metrics.md) taken over a part
 * of the window; what it is made of are sums, so that the parts add up to the whole.
 */

/** The database's functions whose rows are parts, those that have something at least: `dashboard_session_counts` and so on. */
export type Table =
  | 'session_counts'
  | 'session_ratings'
  | 'session_spans'
  | 'agent_counts'
  | 'agent_spans'
  | 'message_counts';

/** Of whom figures are taken: of all sessions, or of one agent. */
export type Source = 'all' | 'agent';

interface Column {
  table: Table;
  value: SQL;
}
const of = (table: Table, value: (column: (name: string) => SQL) => SQL): Column => ({
  table,
  value: value((name) => sql`${sql.identifier(table)}.${sql.identifier(name)}`),
});
/** A column that both tables of spans have, of that name. */
const spanColumn = (name: string) => ({
  all: of('session_spans', (column) => column(name)),
  agent: of('agent_spans', (column) => column(name)),
});

/** The sums that metrics are made of. */
const sums = {
  sessions: {
    all: of('session_counts', (column) => column('sessions')),
    agent: of('agent_counts', (column) => column('handled')),
  },
  waiting: { all: of('session_counts', (column) => column('waiting')) },
  active: { all: of('session_counts', (column) => column('active')) },
  closed: { all: of('session_counts', (column) => column('closed')) },
  messages: {
    all: of('session_counts', (column) => column('messages')),
    agent: of('agent_counts', (column) => column('sent')),
  },
  unanswered: {
    all: of('session_counts', (column) => sql`${column('sessions')} - ${column('answered')}`),
    agent: of('agent_counts', (column) => column('unanswered')),
  },
  answered: spanColumn('answered'),
  response_microseconds: spanColumn('response_microseconds'),
  waits: spanColumn('waits'),
  wait_microseconds: spanColumn('wait_microseconds'),
  handlings: spanColumn('handlings'),
  handle_microseconds: spanColumn('handle_microseconds'),
  rated: {
    all: of('session_ratings', (column) =>
      sql.join(
        [1, 2, 3, 4, 5].map((stars) => column(`rated_${stars}`)),
        sql` + `,
      ),
    ),
    agent: of('agent_counts', (column) => column('rated')),
  },
  rating_sum: {
    all: of('session_ratings', (column) =>
      sql.join(
        [1, 2, 3, 4, 5].map((stars) => sql`${sql.raw(String(stars))} * ${column(`rated_${stars}`)}`),
        sql` + `,
      ),
    ),
    agent: of('agent_counts', (column) => column('rating_sum')),
  },
  satisfied: { all: of('session_ratings', (column) => sql`${column('rated_4')} + ${column('rated_5')}`) },
  rated_closed: { all: of('session_ratings', (column) => column('closed_rated')) },
  ratable: { all: of('session_ratings', (column) => column('closed')) },
  written: {
    all: of('message_counts', (column) => sql`${column('texts')} + ${column('files')} + ${column('images')}`),
  },
} satisfies Record<string, Partial<Record<Source, Column>>>;
type Sum = keyof typeof sums;

const histograms = {
  response_histogram: spanColumn('response_histogram'),
  wait_histogram: spanColumn('wait_histogram'),
  handle_histogram: spanColumn('handle_histogram'),
};
type Histogram = keyof typeof histograms;

/** What a part of the window has: exact sums, and histograms. */
interface Part {
  sum(name: Sum): bigint;
  histogram(name: Histogram): Spans;
}

interface Metric {
  schema: z.ZodType;
  sums: readonly Sum[];
  histograms?: readonly Histogram[];
  figure(part: Part): unknown;
}

const counted = (name: Sum, description: string) =>
  ({ schema: count(description), sums: [name], figure: (part) => Number(part.sum(name)) }) satisfies Metric;

const distributed = (kind: keyof typeof distributions, spans: Sum, total: Sum, histogram: Histogram) =>
  ({
    schema: distributions[kind],
    sums: [spans, total],
    histograms: [histogram],
    figure: (part) => toDistribution(part.sum(spans), part.sum(total), part.histogram(histogram)),
  }) satisfies Metric;

const metrics = {
  total_sessions: counted(
    'sessions',
    'Sessions created then; with `agent_id`, those that the agent handled.',
  ),
  active_sessions: counted('active', 'Of those, the ones that are active now.'),
  waiting_sessions: counted('waiting', 'Of those, the ones that are waiting now.'),
  closed_sessions: counted('closed', 'Of those, the ones that are closed now.'),
  unanswered_sessions: counted('unanswered', 'Of those, the ones without a response so far.'),
  total_messages: counted(
    'messages',
    'Messages in those sessions; with `agent_id`, those that the agent sent.',
  ),
  response_time: distributed('response_time', 'answered', 'response_microseconds', 'response_histogram'),
  wait_time: distributed('wait_time', 'waits', 'wait_microseconds', 'wait_histogram'),
  handle_time: distributed('handle_time', 'handlings', 'handle_microseconds', 'handle_histogram'),
  total_rated: counted(
    'rated',
    'Of those sessions, the rated ones; with `agent_id`, those assigned to the agent.',
  ),
  avg_rating: {
    schema: nullableFigure('Their mean rating, 2 decimals.'),
    sums: ['rating_sum', 'rated'],
    figure: (part: Part) => roundedRatio(part.sum('rating_sum'), part.sum('rated'), 2),
  },
  satisfaction_percentage: {
    schema: nullableFigure('Ratings of 4 and 5 among all ratings, in percent, 1 decimal.'),
    sums: ['satisfied', 'rated'],
    figure: (part: Part) => percentage(part.sum('satisfied'), part.sum('rated')),
  },
  response_rate: {
    schema: nullableFigure('Closed sessions with a rating among all closed ones, in percent, 1 decimal.'),
    sums: ['rated_closed', 'ratable'],
    figure: (part: Part) => percentage(part.sum('rated_closed'), part.sum('ratable')),
  },
  written_messages: counted('written', 'Messages written then, whenever their sessions were created.'),
} satisfies Record<string, Metric>;
export type MetricName = keyof typeof metrics;
export const metricNames = Object.keys(metrics) as MetricName[];

const metricOf = (name: MetricName): Metric => metrics[name];

/** The metrics that can be taken of one agent. */
export const agentMetricNames = metricNames.filter((name) =>
  metricOf(name).sums.every((sum) => 'agent' in sums[sum]),
);

/** The values of all metrics in a part, each only where it was asked for. */
export const metricFields = Object.fromEntries(
  metricNames.map((name) => [name, metricOf(name).schema.optional()]),
) as { [Name in MetricName]: z.ZodOptional<(typeof metrics)[Name]['schema']> };

interface NeededColumn extends Column {
  name: Sum | Histogram;
  isHistogram: boolean;
}

/** The columns that metrics are made of. */
export function neededColumns(names: readonly MetricName[], source: Source): NeededColumn[] {
  const columns: NeededColumn[] = [];
  for (const name of new Set(names.flatMap((metric) => metricOf(metric).sums))) {
    const { [source]: column }: Partial<Record<Source, Column>> = sums[name];
    if (column !== undefined) columns.push({ name, ...column, isHistogram: false });
  }
  for (const name of new Set(names.flatMap((metric) => metricOf(metric).histograms ?? []))) {
    columns.push({ name, ...histograms[name][source], isHistogram: true });
  }
  return columns;
}

type Figures = z.output<z.ZodObject<typeof metricFields>>;

/**
 * Reads figures of a window's parts.
 *
 * @param columns for each a value a part
 * @returns what gives the figures of some of the parts, by their places in the columns, taken together
 */
export function figureReader(
  names: readonly MetricName[],
  columns: Readonly<Record<string, readonly string[]>>,
): (places: readonly number[]) => Figures {
  const wanted = names.map((name) => [name, metricOf(name)] as const);
  return (places) => {
    const part: Part = {
      sum(name) {
        let total = 0n;
        for (const place of places) total += BigInt(sent(columns[name]?.[place], name));
        return total;
      },
      histogram: (name) =>
        mergeHistograms(places.map((place) => readHistogram(sent(columns[name]?.[place], name)))),
    };
    const figures: Record<string, unknown> = {};
    for (const [name, metric] of wanted) figures[name] = metric.figure(part);
    // Each value is of its own metric's schema.
    return figures as Figures;
  };
}

/** Empty for a part that has nothing: BigInt makes 0 of that, and a histogram has no bins. */
function sent(value: string | undefined, name: string): string {
  if (value === undefined) throw new Error(`The statement did not send ${name}.`);
  return value;
}
