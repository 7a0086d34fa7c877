import type { z } from '@hono/zod-openapi';
import { percentage, roundedRatio, type Whole } from '../../values/exact.ts';
import { count, nullableFigure } from '../../http/fields.ts';
import { distributions, toDistribution, writeDistribution, type readSpread } from './distribution.ts';

/**
 * The metrics of time series and heat maps. Each is a figure of the summaries (docs/metrics.md) taken over a part
 * of the window; what it is made of are sums, so that the parts add up to the whole.
 */

const spanColumns = [
  'answered',
  'response_microseconds',
  'response_histogram',
  'waits',
  'wait_microseconds',
  'wait_histogram',
  'handlings',
  'handle_microseconds',
  'handle_histogram',
] as const;

/**
 * The tables of figures that `dashboard_series()` sends, whose rows are parts, and their columns, in the order in which
 * the function takes what is wanted, and sends it.
 */
export const seriesTables = {
  session_counts: ['sessions', 'waiting', 'active', 'closed', 'messages', 'answered'],
  session_ratings: ['rated_1', 'rated_2', 'rated_3', 'rated_4', 'rated_5', 'closed', 'closed_rated'],
  session_spans: spanColumns,
  agent_counts: ['handled', 'sent', 'unanswered', 'rated', 'rating_sum'],
  agent_spans: spanColumns,
  message_counts: ['texts', 'files', 'images'],
} as const;
export type SeriesTable = keyof typeof seriesTables;
/** A column of one of them: `session_counts.sessions`. */
export type Column = {
  [Table in SeriesTable]: `${Table}.${(typeof seriesTables)[Table][number]}`;
}[SeriesTable];

/** Of whom figures are taken: of all sessions, or of one agent. */
export type Source = 'all' | 'agent';

/** A sum of columns, each of them so many times. */
type Terms = Readonly<Partial<Record<Column, number>>>;

/** A column that both tables of spans have, of that name. */
const ofSpans = (name: (typeof spanColumns)[number]) =>
  ({
    all: { [`session_spans.${name}`]: 1 },
    agent: { [`agent_spans.${name}`]: 1 },
  }) satisfies Record<Source, Terms>;

/** The sums that metrics are made of. */
const sums = {
  sessions: { all: { 'session_counts.sessions': 1 }, agent: { 'agent_counts.handled': 1 } },
  waiting: { all: { 'session_counts.waiting': 1 } },
  active: { all: { 'session_counts.active': 1 } },
  closed: { all: { 'session_counts.closed': 1 } },
  messages: { all: { 'session_counts.messages': 1 }, agent: { 'agent_counts.sent': 1 } },
  unanswered: {
    all: { 'session_counts.sessions': 1, 'session_counts.answered': -1 },
    agent: { 'agent_counts.unanswered': 1 },
  },
  answered: ofSpans('answered'),
  response_microseconds: ofSpans('response_microseconds'),
  waits: ofSpans('waits'),
  wait_microseconds: ofSpans('wait_microseconds'),
  handlings: ofSpans('handlings'),
  handle_microseconds: ofSpans('handle_microseconds'),
  rated: {
    all: {
      'session_ratings.rated_1': 1,
      'session_ratings.rated_2': 1,
      'session_ratings.rated_3': 1,
      'session_ratings.rated_4': 1,
      'session_ratings.rated_5': 1,
    },
    agent: { 'agent_counts.rated': 1 },
  },
  rating_sum: {
    all: {
      'session_ratings.rated_1': 1,
      'session_ratings.rated_2': 2,
      'session_ratings.rated_3': 3,
      'session_ratings.rated_4': 4,
      'session_ratings.rated_5': 5,
    },
    agent: { 'agent_counts.rating_sum': 1 },
  },
  satisfied: { all: { 'session_ratings.rated_4': 1, 'session_ratings.rated_5': 1 } },
  rated_closed: { all: { 'session_ratings.closed_rated': 1 } },
  ratable: { all: { 'session_ratings.closed': 1 } },
  written: {
    all: { 'message_counts.texts': 1, 'message_counts.files': 1, 'message_counts.images': 1 },
  },
} satisfies Record<string, Partial<Record<Source, Terms>>>;
export type Sum = keyof typeof sums;

/** The columns that say how spans are spread. */
export const spreads = {
  response_histogram: { all: 'session_spans.response_histogram', agent: 'agent_spans.response_histogram' },
  wait_histogram: { all: 'session_spans.wait_histogram', agent: 'agent_spans.wait_histogram' },
  handle_histogram: { all: 'session_spans.handle_histogram', agent: 'agent_spans.handle_histogram' },
} satisfies Record<string, Record<Source, Column>>;
export type Spread = keyof typeof spreads;

/** What a part of the window has: exact sums, and how spans are spread. */
export interface Part {
  /** Of whole numbers that stay below 2^53. */
  count(name: Sum): number;
  sum(name: Sum): Whole;
  spread(name: Spread): ReturnType<typeof readSpread>;
}

interface Metric {
  schema: z.ZodType;
  sums: readonly Sum[];
  spreads?: readonly Spread[];
  /** What it is in a part, as JSON. */
  write(part: Part): string;
}

/** JSON has a finite number as String() does, which is quicker. JSON has no other. */
const writeNumber = (figure: number | null): string =>
  figure === null || Number.isFinite(figure) ? String(figure) : 'null';

const counted = (name: Sum, description: string) =>
  ({
    schema: count(description),
    sums: [name],
    write: (part) => writeNumber(part.count(name)),
  }) satisfies Metric;

const distributed = (kind: keyof typeof distributions, spans: Sum, total: Sum, spread: Spread) =>
  ({
    schema: distributions[kind],
    sums: [spans, total],
    spreads: [spread],
    write: (part) => writeDistribution(toDistribution(part.sum(spans), part.sum(total), part.spread(spread))),
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
    write: (part: Part) => writeNumber(roundedRatio(part.sum('rating_sum'), part.sum('rated'), 2)),
  },
  satisfaction_percentage: {
    schema: nullableFigure('Ratings of 4 and 5 among all ratings, in percent, 1 decimal.'),
    sums: ['satisfied', 'rated'],
    write: (part: Part) => writeNumber(percentage(part.sum('satisfied'), part.sum('rated'))),
  },
  response_rate: {
    schema: nullableFigure('Closed sessions with a rating among all closed ones, in percent, 1 decimal.'),
    sums: ['rated_closed', 'ratable'],
    write: (part: Part) => writeNumber(percentage(part.sum('rated_closed'), part.sum('ratable'))),
  },
  written_messages: counted('written', 'Messages written then, whenever their sessions were created.'),
} satisfies Record<string, Metric>;
export type MetricName = keyof typeof metrics;
export const metricNames = Object.keys(metrics) as MetricName[];

export const metricOf = (name: MetricName): Metric => metrics[name];

/** The metrics that can be taken of one agent. */
export const agentMetricNames = metricNames.filter((name) =>
  metricOf(name).sums.every((sum) => 'agent' in sums[sum]),
);

/** The values of all metrics in a part, each only where it was asked for. */
export const metricFields = Object.fromEntries(
  metricNames.map((name) => [name, metricOf(name).schema.optional()]),
) as { [Name in MetricName]: z.ZodOptional<(typeof metrics)[Name]['schema']> };

const termsBySource = Object.fromEntries(
  (['all', 'agent'] as const).map((source) => [
    source,
    new Map(
      Object.entries<Partial<Record<Source, Terms>>>(sums).map(([name, { [source]: terms }]) => [
        name as Sum,
        Object.entries(terms ?? {}) as [Column, number][],
      ]),
    ),
  ]),
) as Record<Source, Map<Sum, [Column, number][]>>;

/** The columns that a sum is made of, and how many times each. */
export const termsOf = (name: Sum, source: Source): [Column, number][] =>
  termsBySource[source].get(name) ?? [];

/** The columns that metrics are made of. */
export function neededColumns(names: readonly MetricName[], source: Source): Column[] {
  const columns = names.flatMap((metric) => {
    const { sums: ofSums, spreads: ofSpreads = [] } = metricOf(metric);
    return [
      ...ofSums.flatMap((sum) => termsOf(sum, source).map(([column]) => column)),
      ...ofSpreads.map((spread) => spreads[spread][source]),
    ];
  });
  return [...new Set(columns)];
}
