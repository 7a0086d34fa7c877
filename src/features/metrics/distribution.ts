import { z } from '@hono/zod-openapi';
import { field } from '../../db/statement.ts';
import { meanSeconds, type Whole } from '../../values/exact.ts';
import { count, nullableFigure } from '../../http/fields.ts';
import {
  mergeHistograms,
  negative,
  quantiles,
  quantilesInBins,
  readBins,
  readHistogram,
  type Histogram,
} from './histogram.ts';

const percentile = (percent: number) =>
  nullableFigure(
    `Seconds that ${percent} % of them did not exceed (nearest rank), within 2 %, 4 significant digits.`,
  );

/** A distribution of spans of time, in an answer. */
export const Distribution = z
  .strictObject({
    count: count('How many spans.'),
    mean: nullableFigure('Their mean in seconds, exact, 1 decimal.'),
    p50: percentile(50),
    p90: percentile(90),
    p95: percentile(95),
  })
  .openapi('Distribution', {
    description: 'How spans of time are distributed, in seconds.',
    example: { count: 187, mean: 48.6, p50: 31.52, p90: 96.4, p95: 140.9 },
  });

/** The three distributions of a set of sessions, in an answer. */
export const distributions = {
  response_time: Distribution.openapi({
    description: 'From a session’s creation to its first response, never below 0, over those that have one.',
  }),
  wait_time: Distribution.openapi({
    description:
      'From `queued_at` to `started_at`, over the sessions that started and were not queued again since.',
  }),
  handle_time: Distribution.openapi({
    description: 'From `started_at` to `closed_at`, over the closed sessions that have both.',
  }),
};

/** The columns they come from. */
export const distributionRow = {
  answered: field.sum,
  response_microseconds: field.sum,
  response_histogram: field.text,
  waits: field.sum,
  wait_microseconds: field.sum,
  wait_histogram: field.text,
  handlings: field.sum,
  handle_microseconds: field.sum,
  handle_histogram: field.text,
};
/** The same of anything that has them. */
export type DistributionRow = {
  [Name in keyof typeof distributionRow]: (typeof distributionRow)[Name] extends typeof field.text
    ? string
    : Whole;
};

/**
 * @param sum microseconds
 * @param spread a histogram, or the bins that the percentiles are in
 */
export function toDistribution(
  spans: Whole,
  sum: Whole,
  spread: Histogram | readonly number[],
): z.output<typeof Distribution> {
  const number = Number(spans);
  const [p50 = null, p90 = null, p95 = null] =
    'spans' in spread ? quantiles(spread, number, [50, 90, 95]) : quantilesInBins(spread, number);
  const mean = meanSeconds(sum, spans);
  return { count: number, mean, p50: seconds(p50), p90: seconds(p90), p95: seconds(p95) };
}

/** A distribution as JSON. */
export function writeDistribution(distribution: z.output<typeof Distribution>): string {
  const { count: spans, mean, p50, p90, p95 } = distribution;
  return `{"count":${spans},"mean":${mean},"p50":${p50},"p90":${p90},"p95":${p95}}`;
}

/** Seconds with 4 significant digits. */
const seconds = (microseconds: number | null): number | null =>
  microseconds === null ? null : Number((microseconds / 1_000_000).toPrecision(4));

/**
 * How spans are spread, as the database sends it: a histogram; or in its place the percentiles' bins, numbers between spaces;
 * or between colons what it was, the spans that came and those that went. It was a histogram, or what
 * `dashboard_near_percentiles` left of one: around the percentiles it says the same, also
 * after up to four spans have come or gone.
 */
export function readSpread(sent: string): Histogram | readonly number[] {
  if (sent.includes(':')) {
    const [before = '', more = '', less = ''] = sent.split(':');
    return mergeHistograms([...readSome(before), ...readSome(more), ...readSome(less).map(negative)]);
  }
  return sent.includes(' ') ? sent.split(' ').map(Number) : readHistogram(sent);
}

/** Histograms between full stops, whole ones or bins of them. */
const readSome = (sent: string): Histogram[] =>
  sent.split('.').map((one) => (one.includes(' ') ? readBins(one) : readHistogram(one)));

export const toDistributions = (row: DistributionRow) => ({
  response_time: toDistribution(row.answered, row.response_microseconds, readSpread(row.response_histogram)),
  wait_time: toDistribution(row.waits, row.wait_microseconds, readSpread(row.wait_histogram)),
  handle_time: toDistribution(row.handlings, row.handle_microseconds, readSpread(row.handle_histogram)),
});
