import { z } from '@hono/zod-openapi';
import { sql, type SQL } from 'drizzle-orm';
import { field } from '../../db/statement.ts';
import { meanSeconds } from '../../platform/exact.ts';
import { count, nullableFigure } from '../../platform/fields.ts';
import { quantiles, readHistogram, type Histogram } from './histogram.ts';

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
const DistributionRow = z.object(distributionRow);
export type DistributionRow = z.output<typeof DistributionRow>;

/** A histogram on its way to `readHistogram`. */
const sentHistogram = (histogram: SQL): SQL => sql`encode(numeric_send(coalesce(${histogram}, 0)), 'base64')`;

/** The columns of `distributionRow` out of a row that has their sums, which may be missing. */
export const sentDistributions = (sums: SQL): SQL => sql`
      coalesce(${sums}.answered, 0) as answered,
      coalesce(${sums}.response_microseconds, 0) as response_microseconds,
      ${sentHistogram(sql`${sums}.response_histogram`)} as response_histogram,
      coalesce(${sums}.waits, 0) as waits,
      coalesce(${sums}.wait_microseconds, 0) as wait_microseconds,
      ${sentHistogram(sql`${sums}.wait_histogram`)} as wait_histogram,
      coalesce(${sums}.handlings, 0) as handlings,
      coalesce(${sums}.handle_microseconds, 0) as handle_microseconds,
      ${sentHistogram(sql`${sums}.handle_histogram`)} as handle_histogram`;

/** @param sum microseconds */
export function toDistribution(
  spans: bigint,
  sum: bigint,
  histogram: Histogram,
): z.output<typeof Distribution> {
  const [p50, p90, p95] = quantiles(histogram, Number(spans), [50, 90, 95]);
  const mean = meanSeconds(sum, spans);
  return { count: Number(spans), mean, p50: seconds(p50), p90: seconds(p90), p95: seconds(p95) };
}

const seconds = (microseconds: number | null): number | null =>
  microseconds === null ? null : Number((microseconds / 1_000_000).toPrecision(4));

export const toDistributions = (row: DistributionRow) => ({
  response_time: toDistribution(
    row.answered,
    row.response_microseconds,
    readHistogram(row.response_histogram),
  ),
  wait_time: toDistribution(row.waits, row.wait_microseconds, readHistogram(row.wait_histogram)),
  handle_time: toDistribution(row.handlings, row.handle_microseconds, readHistogram(row.handle_histogram)),
});
