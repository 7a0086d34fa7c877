import { createRoute, defineOpenAPIRoute, z } from '@hono/zod-openapi';
import { answerAggregate } from '../../platform/aggregate-response.ts';
import { percentage, roundedRatio } from '../../platform/exact.ts';
import { count, instant, nullableFigure } from '../../platform/fields.ts';
import { aggregateHeaders, notModified, ok, problems, readableBy } from '../../platform/route.ts';
import { TimeRangeQuery, timeRangeField } from '../../platform/time-range.ts';
import { firstRow } from './rows.ts';
import { selectSatisfaction, type SatisfactionRow } from './satisfaction.sql.ts';

export const SatisfactionMetricsResponse = z
  .strictObject({
    total_rated: count('Cohort sessions with a rating.'),
    avg_rating: nullableFigure('Mean rating, 2 decimals.'),
    rating_distribution: z
      .strictObject({
        '1': count('Sessions rated 1.'),
        '2': count('Sessions rated 2.'),
        '3': count('Sessions rated 3.'),
        '4': count('Sessions rated 4.'),
        '5': count('Sessions rated 5.'),
      })
      .openapi({ description: 'Cohort sessions by rating; every rating is present.' }),
    satisfaction_percentage: nullableFigure('Ratings of 4 and 5 among all ratings, in percent, 1 decimal.'),
    response_rate: nullableFigure(
      'Closed cohort sessions with a rating among all closed cohort sessions, in percent, 1 decimal.',
    ),
    time_range_hours: timeRangeField,
    generated_at: instant('The end of the window.'),
  })
  .openapi('SatisfactionMetricsResponse', {
    description: 'How customers rated the sessions that were created in the window.',
    example: {
      total_rated: 128,
      avg_rating: 4.21,
      rating_distribution: { '1': 6, '2': 5, '3': 12, '4': 38, '5': 67 },
      satisfaction_percentage: 82,
      response_rate: 63.7,
      time_range_hours: 24,
      generated_at: '2026-03-14T09:26:53.589Z',
    },
  });

const route = createRoute({
  method: 'get',
  path: '/satisfaction',
  operationId: 'getSatisfaction',
  tags: ['Metrics'],
  summary: 'Ratings that customers gave',
  description:
    'Takes the sessions that were created in the window: how many were rated, how, and what share of the closed ones was rated at all.\n\nAnswers may be cached: see `Cache-Status` and `Age`, and send `Cache-Control: no-cache` for a new one.',
  ...readableBy('admin', 'agent'),
  request: { query: TimeRangeQuery },
  responses: {
    200: ok(SatisfactionMetricsResponse, 'The ratings.', aggregateHeaders),
    ...notModified,
    ...problems(),
  },
});

export const satisfaction = defineOpenAPIRoute({
  route,
  handler: (c) => {
    const { time_range_hours: rangeHours } = c.req.valid('query');
    const question = { endpoint: 'satisfaction', version: 1, rangeHours, filter: 'all' };
    return answerAggregate(c, question, async () => {
      const row = firstRow(await c.var.deps.db.read(selectSatisfaction(rangeHours)));
      return { generatedAt: row.generated_at, body: toSatisfaction(row, rangeHours) };
    });
  },
});

function toSatisfaction(
  row: SatisfactionRow,
  rangeHours: number,
): z.output<typeof SatisfactionMetricsResponse> {
  return {
    total_rated: Number(row.rated),
    avg_rating: roundedRatio(row.rating_sum, row.rated, 2),
    rating_distribution: {
      '1': row.rated_1,
      '2': row.rated_2,
      '3': row.rated_3,
      '4': row.rated_4,
      '5': row.rated_5,
    },
    satisfaction_percentage: percentage(BigInt(row.rated_4 + row.rated_5), row.rated),
    response_rate: percentage(row.closed_and_rated, row.closed),
    time_range_hours: rangeHours,
    generated_at: row.generated_at,
  };
}
