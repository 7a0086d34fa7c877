import { createRoute, defineOpenAPIRoute, z } from '@hono/zod-openapi';
import { meanSeconds, roundedRatio } from '../../values/exact.ts';
import { answerAggregate } from '../../http/aggregate-response.ts';
import { count, nullableFigure } from '../../http/fields.ts';
import { aggregateHeaders, aggregateReadableBy, notModified, ok, problems } from '../../http/route.ts';
import { windowFields, windowQuery } from '../../http/window-query.ts';
import { askedBy, questionOf, windowInfo, windowRows, withComparison } from './asked.ts';
import { comparedTo, compareQuery } from './comparison.ts';
import { distributions, toDistribution } from './distribution.ts';
import { selectOverview, type OverviewRow } from './overview.sql.ts';

const figures = {
  total_sessions: count('Sessions created in the window (the cohort).'),
  active_sessions: count('Cohort sessions that are active now.'),
  closed_sessions: count('Cohort sessions that are closed now.'),
  waiting_sessions: count('Cohort sessions that are waiting now.'),
  unanswered_sessions: count('Cohort sessions that no agent has answered so far.'),
  abandoned_sessions: count('Waits that ended without an assignment; the count of `abandon_time`.'),
  total_messages: count('Messages in cohort sessions.'),
  avg_messages_per_session: nullableFigure('Messages per cohort session, 1 decimal.'),
  avg_response_time_seconds: nullableFigure('Mean of `response_time`, 1 decimal.'),
  ...distributions,
  flow: z
    .strictObject({
      created: count('Sessions created.'),
      reopened: count('Sessions that came back after being closed.'),
      closed: count('Times a session was closed, abandoned ones included.'),
      abandoned: count('Times a session was closed while it waited.'),
      transferred: count('Times one agent handed a session to another.'),
      rated: count('Ratings given.'),
    })
    .openapi({
      description:
        'What happened within the window, by the instant at which it happened, whenever the sessions were created.',
    }),
};

export const DashboardOverviewResponse = z
  .strictObject({
    ...figures,
    ...windowFields,
    queue_now: z
      .strictObject({
        waiting: count('Sessions waiting now.'),
        active: count('Sessions active now.'),
        unassigned: count('Those of them that no agent has.'),
        longest_wait_seconds: z.int().min(0).nullable().openapi({
          description: 'Whole seconds that the first of the queue has waited; null over an empty queue.',
        }),
      })
      .openapi({ description: 'Every session in that state at `generated_at`, however old it is.' }),
    ...comparedTo(figures),
  })
  .openapi('DashboardOverviewResponse', {
    description: 'The cohort of the window, by its state now, and the queue as it is.',
    example: {
      total_sessions: 214,
      active_sessions: 9,
      closed_sessions: 201,
      waiting_sessions: 4,
      unanswered_sessions: 6,
      abandoned_sessions: 4,
      total_messages: 4711,
      avg_messages_per_session: 22,
      avg_response_time_seconds: 48.6,
      response_time: { count: 208, mean: 48.6, p50: 31.52, p90: 96.4, p95: 140.9 },
      wait_time: { count: 210, mean: 21.3, p50: 12.07, p90: 55.8, p95: 80.13 },
      abandon_time: { count: 4, mean: 402.5, p50: 371.4, p90: 811.3, p95: 811.3 },
      handle_time: { count: 201, mean: 733.9, p50: 601.2, p90: 1404, p95: 1811 },
      flow: { created: 214, reopened: 7, closed: 209, abandoned: 4, transferred: 18, rated: 131 },
      time_range_hours: 24,
      from: '2026-03-13T09:26:53.589Z',
      to: '2026-03-14T09:26:53.589Z',
      generated_at: '2026-03-14T09:26:53.589Z',
      queue_now: { waiting: 5, active: 11, unassigned: 1, longest_wait_seconds: 93814 },
    },
  });

const route = createRoute({
  method: 'get',
  path: '/overview',
  operationId: 'getOverview',
  tags: ['Metrics'],
  summary: 'Sessions, messages and response time at a glance',
  description:
    'Counts the sessions that were created in the window by their state now, with their messages, response, wait and handle times, and what happened in the window (`flow`). `queue_now` counts every session that is waiting or active now, also those that were created before the window.\n\nAnswers over the last hours may be cached: see `Cache-Status` and `Age`, and send `Cache-Control: no-cache` for a new one.',
  ...aggregateReadableBy('admin', 'agent'),
  request: { query: windowQuery(compareQuery) },
  responses: {
    200: ok(DashboardOverviewResponse, 'The overview.', aggregateHeaders),
    ...notModified,
    ...problems(),
  },
});

export const overview = defineOpenAPIRoute({
  route,
  handler: (c) => {
    const asked = askedBy(c.req.valid('query'));
    return answerAggregate(c, questionOf('overview', asked), async () => {
      const [row, before] = windowRows(await c.get('deps').db.read(selectOverview(asked)));
      const body: z.output<typeof DashboardOverviewResponse> = {
        ...withComparison(row, before, toFigures),
        ...windowInfo(asked.window, row),
        queue_now: {
          waiting: row.waiting_now,
          active: row.active_now,
          unassigned: row.unassigned_now,
          longest_wait_seconds: row.longest_wait_seconds,
        },
      };
      return { generatedAt: row.generated_at, body };
    });
  },
});

const toFigures = (row: OverviewRow) => ({
  total_sessions: row.sessions,
  active_sessions: row.active,
  closed_sessions: row.closed,
  waiting_sessions: row.waiting,
  unanswered_sessions: row.unanswered,
  abandoned_sessions: row.abandon.count,
  total_messages: row.messages,
  avg_messages_per_session: roundedRatio(row.messages, row.sessions, 1),
  avg_response_time_seconds: meanSeconds(row.response.microseconds, row.response.count),
  response_time: toDistribution(row.response),
  wait_time: toDistribution(row.wait),
  abandon_time: toDistribution(row.abandon),
  handle_time: toDistribution(row.handle),
  flow: {
    created: row.sessions,
    reopened: row.flow_reopened,
    closed: row.flow_closed,
    abandoned: row.flow_abandoned,
    transferred: row.flow_transferred,
    rated: row.flow_rated,
  },
});
