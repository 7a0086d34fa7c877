import { createRoute, defineOpenAPIRoute, z } from '@hono/zod-openapi';
import { percentage, roundedRatio } from '../../values/exact.ts';
import { count, nullableFigure } from '../../http/fields.ts';
import { aggregateHeaders, aggregateReadableBy, notModified, ok, problems } from '../../http/route.ts';
import { windowFields, windowQuery } from '../../http/window-query.ts';
import { answerCounts, askedBy } from './asked.ts';
import { comparedTo, compareQuery } from './comparison.ts';
import { ratingCounts, ratingsIn } from './ratings.ts';

const counts = [...ratingCounts, 'closed', 'closed_rated'] as const;

const figures = {
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
};

export const SatisfactionMetricsResponse = z
  .strictObject({ ...figures, ...windowFields, ...comparedTo(figures) })
  .openapi('SatisfactionMetricsResponse', {
    description: 'How customers rated the sessions that were created in the window.',
    example: {
      total_rated: 128,
      avg_rating: 4.21,
      rating_distribution: { '1': 6, '2': 5, '3': 12, '4': 38, '5': 67 },
      satisfaction_percentage: 82,
      response_rate: 63.7,
      time_range_hours: 24,
      from: '2026-03-13T09:26:53.589Z',
      to: '2026-03-14T09:26:53.589Z',
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
    'Takes the sessions that were created in the window: how many were rated, how, and what share of the closed ones was rated at all.\n\nAnswers over the last hours may be cached: see `Cache-Status` and `Age`, and send `Cache-Control: no-cache` for a new one.',
  ...aggregateReadableBy('admin', 'agent'),
  request: { query: windowQuery(compareQuery) },
  responses: {
    200: ok(SatisfactionMetricsResponse, 'The ratings.', aggregateHeaders),
    ...notModified,
    ...problems(),
  },
});

export const satisfaction = defineOpenAPIRoute({
  route,
  handler: (c) =>
    answerCounts(c, askedBy(c.req.valid('query')), {
      endpoint: 'satisfaction',
      subject: 'everybody',
      counts,
      toFigures,
    }),
});

function toFigures(row: Record<(typeof counts)[number], number>) {
  const { rated, stars } = ratingsIn(row);
  return {
    total_rated: rated,
    avg_rating: roundedRatio(stars, rated, 2),
    rating_distribution: {
      '1': row.rated_1,
      '2': row.rated_2,
      '3': row.rated_3,
      '4': row.rated_4,
      '5': row.rated_5,
    },
    satisfaction_percentage: percentage(row.rated_4 + row.rated_5, rated),
    response_rate: percentage(row.closed_rated, row.closed),
  };
}
