import type { z } from '@hono/zod-openapi';
import type { Count, Distribution as DistributionName } from '../../db/schema/figures.ts';
import { enumSchema } from '../../http/enum-schemas.ts';
import { count, nullableFigure } from '../../http/fields.ts';
import { percentage, roundedRatio } from '../../values/exact.ts';
import { distributions, toDistribution } from './distribution.ts';
import type { Choice, Figures } from './figures.sql.ts';
import { ratingCounts, ratingsIn } from './ratings.ts';

/**
 * The metrics of time series and heat maps: figures of the summaries (docs/metrics.md), taken over one bucket or cell.
 * To add one, add an entry to `metrics`.
 */

interface Metric {
  schema: z.ZodType;
  /** Messages are counted by their own time, everything else by the session's or episode's. */
  subject: 'sessions' | 'messages';
  /** Whether it exists for a single agent. */
  ofAgents: boolean;
  counts: readonly Count[];
  distributions: readonly DistributionName[];
  /** The metric's value in a bucket, as its schema has it. Reads only the figures declared above. */
  of(figures: Figures): unknown;
}

const metric = (options: Partial<Metric> & Pick<Metric, 'schema' | 'of'>): Metric => ({
  subject: 'sessions',
  ofAgents: false,
  counts: [],
  distributions: [],
  ...options,
});

const counted = (name: Count, description: string, options: Partial<Metric> = {}): Metric =>
  metric({ schema: count(description), counts: [name], of: (figures) => figures[name], ...options });

const distributed = (name: DistributionName, options: Partial<Metric> = {}): Metric =>
  metric({
    schema: distributions[`${name}_time`],
    distributions: [name],
    of: (figures) => toDistribution(figures[name]),
    ...options,
  });

const ofAgents = { ofAgents: true };

const metrics = {
  total_sessions: counted(
    'sessions',
    'Sessions created in the bucket; with `agent_id`, those that the agent handled.',
    ofAgents,
  ),
  active_sessions: counted('active', 'Of those, the ones that are active now.'),
  waiting_sessions: counted('waiting', 'Of those, the ones that are waiting now.'),
  closed_sessions: counted('closed', 'Of those, the ones that are closed now.'),
  unanswered_sessions: counted(
    'unanswered',
    'Of those, the ones that no agent has answered so far.',
    ofAgents,
  ),
  total_messages: counted(
    'messages',
    'Messages in those sessions; with `agent_id`, those that the agent sent.',
    ofAgents,
  ),
  response_time: distributed('response', ofAgents),
  wait_time: distributed('wait', ofAgents),
  abandon_time: distributed('abandon'),
  handle_time: distributed('handle', ofAgents),
  total_rated: metric({
    schema: count(
      'Of those sessions, the rated ones; with `agent_id`, those that the agent handled last when rated.',
    ),
    counts: ratingCounts,
    of: (figures) => ratingsIn(figures).rated,
    ...ofAgents,
  }),
  avg_rating: metric({
    schema: nullableFigure('Their mean rating, 2 decimals.'),
    counts: ratingCounts,
    of: (figures) => roundedRatio(ratingsIn(figures).stars, ratingsIn(figures).rated, 2),
    ...ofAgents,
  }),
  satisfaction_percentage: metric({
    schema: nullableFigure('Ratings of 4 and 5 among all ratings, in percent, 1 decimal.'),
    counts: ratingCounts,
    of: (figures) => percentage(figures.rated_4 + figures.rated_5, ratingsIn(figures).rated),
  }),
  response_rate: metric({
    schema: nullableFigure('Closed sessions with a rating among all closed ones, in percent, 1 decimal.'),
    counts: ['closed', 'closed_rated'],
    of: (figures) => percentage(figures.closed_rated, figures.closed),
  }),
  written_messages: metric({
    schema: count('Messages written in the bucket, whenever their sessions were created.'),
    subject: 'messages',
    counts: ['texts', 'files', 'images'],
    of: ({ texts, files, images }) => texts + files + images,
  }),
  flow_created: counted('sessions', 'Sessions created in the bucket.'),
  flow_reopened: counted('flow_reopened', 'Sessions that came back in the bucket after being closed.'),
  flow_closed: counted('flow_closed', 'Times a session was closed in the bucket, abandoned ones included.'),
  flow_abandoned: counted('flow_abandoned', 'Times a session was closed in the bucket while it waited.'),
  flow_transferred: counted('flow_transferred', 'Times one agent handed a session to another in the bucket.'),
  flow_rated: counted('flow_rated', 'Ratings given in the bucket.'),
  transfers_in: counted(
    'transfers_in',
    'With `agent_id` only: sessions that another agent handed to it.',
    ofAgents,
  ),
  transfers_out: counted(
    'transfers_out',
    'With `agent_id` only: sessions that it handed to another.',
    ofAgents,
  ),
} satisfies Record<string, Metric>;

export type MetricName = keyof typeof metrics;
export const metricNames = Object.keys(metrics) as [MetricName, ...MetricName[]];
export const MetricName = enumSchema('MetricName', metricNames);

const onlyOfAgents = new Set<MetricName>(['transfers_in', 'transfers_out']);
/** The metrics of all sessions together, and those of a single agent. */
export const sessionMetricNames = metricNames.filter((name) => !onlyOfAgents.has(name));
export const agentMetricNames = metricNames.filter((name) => metrics[name].ofAgents);

/** The values of all metrics in a bucket, each present only if it was asked for. */
export const metricFields = Object.fromEntries(
  metricNames.map((name) => [name, metrics[name].schema.optional()]),
) as { [Name in MetricName]: z.ZodOptional<z.ZodType> };

/** The metrics' values in a bucket. */
export const metricsIn = (figures: Figures, names: readonly MetricName[]): Record<string, unknown> =>
  Object.fromEntries(names.map((name) => [name, metrics[name].of(figures)]));

/** The figures that metrics are made of, by subject; a subject that none of them needs has none. */
export function figuresNeededBy(names: readonly MetricName[]): Record<Metric['subject'], Choice> {
  const choiceOf = (subject: Metric['subject']): Choice => {
    const chosen = names.map((name) => metrics[name]).filter((one) => one.subject === subject);
    return {
      counts: [...new Set(chosen.flatMap(({ counts }) => counts))],
      distributions: [...new Set(chosen.flatMap((one) => one.distributions))],
    };
  };
  return { sessions: choiceOf('sessions'), messages: choiceOf('messages') };
}
