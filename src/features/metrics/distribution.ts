import { z } from '@hono/zod-openapi';
import { count, nullableFigure } from '../../http/fields.ts';
import { meanSeconds } from '../../values/exact.ts';
import type { Spans } from './figures.sql.ts';

const percentile = (percent: number) =>
  nullableFigure(
    `Seconds that ${percent} % of the spans do not exceed (nearest rank), within 2 %, 4 significant digits.`,
  );

/** A distribution of spans of time, in an answer. */
export const Distribution = z
  .strictObject({
    count: count('Number of spans.'),
    mean: nullableFigure('Mean in seconds, exact, 1 decimal.'),
    p50: percentile(50),
    p90: percentile(90),
    p95: percentile(95),
  })
  .openapi('Distribution', {
    description: 'How spans of time are distributed, in seconds.',
    example: { count: 187, mean: 48.6, p50: 31.52, p90: 96.4, p95: 140.9 },
  });
export type Distribution = z.output<typeof Distribution>;

/** The distributions over all sessions, in an answer. Everything about an episode belongs to the instant at which it began. */
export const distributions = {
  response_time: Distribution.openapi({
    description:
      'From the beginning of an episode to the first message of an agent in it, never below 0, over the episodes that have one.',
  }),
  wait_time: Distribution.openapi({
    description: 'From entering the queue to being assigned, over the waits that ended in an assignment.',
  }),
  abandon_time: Distribution.openapi({
    description: 'From entering the queue to being closed, over the waits that ended without an assignment.',
  }),
  handle_time: Distribution.openapi({
    description: 'Time in which an agent had the session, over the closed episodes that were handled.',
  }),
};

/** Lower bounds of neighbouring histogram bins have this ratio (src/db/functions/bin.sql). */
const binRatio = 1.036;

/** The value in the middle of a bin, in seconds, 4 significant digits. Bin −1 holds spans of 0. */
const secondsOf = (bin: number): number =>
  bin < 0 ? 0 : Number(((2 * binRatio ** (bin + 1)) / (binRatio + 1) / 1_000_000).toPrecision(4));

/** The answer that a distribution's columns make. */
export function toDistribution({ count: spans, microseconds, bins }: Spans): Distribution {
  const [p50 = null, p90 = null, p95 = null] = (bins ?? []).map(secondsOf);
  return { count: spans, mean: meanSeconds(microseconds, spans), p50, p90, p95 };
}
