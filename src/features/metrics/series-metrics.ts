import { z } from '@hono/zod-openapi';
import { sql, type SQL } from 'drizzle-orm';
import { percentage, roundedRatio } from '../../platform/exact.ts';
import { count, nullableFigure } from '../../platform/fields.ts';
import { distributions, toDistribution } from './distribution.ts';
import { mergeBins, readHistogram, type Bin } from './histogram.ts';

/**
 * The metrics of time series and heat maps. Each is a figure of the summaries (docs/metrics.md) taken over a part
 * of the window; what it is made of are sums, so that the parts add up to the whole.
 */

/**
 * The sums that metrics are made of, over the columns of the rollups: of all sessions, of one agent's, or of
 * messages by their own time.
 */
const sums = {
  sessions: { all: sql`part.sessions`, agent: sql`part.handled` },
  waiting: { all: sql`part.waiting` },
  active: { all: sql`part.active` },
  closed: { all: sql`part.closed` },
  messages: { all: sql`part.messages`, agent: sql`part.sent` },
  unanswered: { all: sql`part.sessions - part.answered`, agent: sql`part.unanswered` },
  answered: { all: sql`part.answered`, agent: sql`part.answered` },
  response_microseconds: { all: sql`part.response_microseconds`, agent: sql`part.response_microseconds` },
  waits: { all: sql`part.waits`, agent: sql`part.waits` },
  wait_microseconds: { all: sql`part.wait_microseconds`, agent: sql`part.wait_microseconds` },
  handlings: { all: sql`part.handlings`, agent: sql`part.handlings` },
  handle_microseconds: { all: sql`part.handle_microseconds`, agent: sql`part.handle_microseconds` },
  rated: {
    all: sql`part.rated_1 + part.rated_2 + part.rated_3 + part.rated_4 + part.rated_5`,
    agent: sql`part.rated`,
  },
  rating_sum: {
    all: sql`part.rated_1 + 2 * part.rated_2 + 3 * part.rated_3 + 4 * part.rated_4 + 5 * part.rated_5`,
    agent: sql`part.rating_sum`,
  },
  satisfied: { all: sql`part.rated_4 + part.rated_5` },
  closed_rated: { all: sql`part.closed_rated` },
  written: { messages: sql`part.texts + part.files + part.images` },
} satisfies Record<string, Partial<Record<Source, SQL>>>;
type Sum = keyof typeof sums;

/** What is rolled up. */
export type Source = 'all' | 'agent' | 'messages';

const histograms = {
  response_histogram: sql`part.response_histogram`,
  wait_histogram: sql`part.wait_histogram`,
  handle_histogram: sql`part.handle_histogram`,
};
type Histogram = keyof typeof histograms;

/** What a part of the window has: exact sums, and histograms. */
interface Part {
  sum(name: Sum): bigint;
  histogram(name: Histogram): Bin[];
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
    sums: ['closed_rated', 'closed'],
    figure: (part: Part) => percentage(part.sum('closed_rated'), part.sum('closed')),
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

/** The parts of a window as the database sends them: for each column a value a part, in order. */
export const partColumns = {
  sums: z.record(z.string(), z.array(z.string())),
  histograms: z.record(z.string(), z.array(z.string())),
};
type PartColumns = z.output<z.ZodObject<typeof partColumns>>;

interface NeededColumn {
  name: Sum | Histogram;
  value: SQL;
  isHistogram: boolean;
}

/** The columns that metrics are made of, as they come out of a source. */
export function neededColumns(names: readonly MetricName[], source: Source): NeededColumn[] {
  const columns: NeededColumn[] = [];
  for (const name of new Set(names.flatMap((metric) => metricOf(metric).sums))) {
    const { [source]: value }: Partial<Record<Source, SQL>> = sums[name];
    if (value !== undefined) columns.push({ name, value, isHistogram: false });
  }
  if (source === 'messages') return columns;
  for (const name of new Set(names.flatMap((metric) => metricOf(metric).histograms ?? []))) {
    columns.push({ name, value: histograms[name], isHistogram: true });
  }
  return columns;
}

type Figures = z.output<z.ZodObject<typeof metricFields>>;

/**
 * The figures of some of the parts, taken together.
 *
 * @param places of those parts in the columns
 */
export function figuresOf(
  names: readonly MetricName[],
  columns: PartColumns,
  places: readonly number[],
): Figures {
  const part: Part = {
    sum: (name) =>
      places.reduce((total, place) => total + BigInt(sent(columns.sums[name]?.[place], name)), 0n),
    histogram: (name) =>
      mergeBins(places.map((place) => readHistogram(sent(columns.histograms[name]?.[place], name)))),
  };
  // Each value is of its own metric's schema.
  return Object.fromEntries(names.map((name) => [name, metricOf(name).figure(part)])) as Figures;
}

/** Empty for a part that has nothing: BigInt makes 0 of that, and a histogram has no bins. */
function sent(value: string | undefined, name: string): string {
  if (value === undefined) throw new Error(`The statement did not send ${name}.`);
  return value;
}
