import { createRoute, defineOpenAPIRoute, z } from '@hono/zod-openapi';
import { answerAggregate } from '../../http/aggregate-response.ts';
import { Granularity } from '../../http/enum-schemas.ts';
import { instant, uuid } from '../../http/fields.ts';
import { ownAgentNamed } from '../../http/own-agent.ts';
import { aggregateHeaders, aggregateReadableBy, notModified, ok, problems } from '../../http/route.ts';
import { windowFields, windowQuery } from '../../http/window-query.ts';
import { askedBy, questionOf, windowInfo } from './asked.ts';
import { metricFields, MetricName, metricsIn } from './series-metrics.ts';
import { selectTimeSeries } from './series.sql.ts';
import { maxSeriesValues, metricsAskedFor, readBuckets, requireFewHours, seriesQuery } from './series.ts';

export const TimeSeriesResponse = z
  .strictObject({
    granularity: Granularity.openapi({ description: 'What a bucket is.' }),
    tz: z.string().openapi({ description: 'The time zone whose clocks make the buckets.' }),
    agent_id: uuid('The agent; null for all sessions.').nullable(),
    metrics: z.array(MetricName).openapi({ description: 'The metrics of each bucket.' }),
    buckets: z
      .array(
        z.strictObject({
          start: instant('The bucket’s beginning. The first may begin before the window does.'),
          end: instant('Its end, where the next begins. The last may end after the window does.'),
          local_start: z
            .string()
            .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/)
            .openapi({ description: 'What the clocks of the time zone show at `start`.' }),
          ...metricFields,
        }),
      )
      .openapi({
        description:
          'All buckets that the window touches, oldest first, empty ones too. What lies outside the window is not counted.',
      }),
    ...windowFields,
  })
  .openapi('TimeSeriesResponse', {
    description: 'Figures over the hours, days, weeks or months of a window.',
    example: {
      granularity: 'day',
      tz: 'Europe/Berlin',
      agent_id: null,
      metrics: ['total_sessions'],
      buckets: [
        {
          start: '2026-03-28T23:00:00.000Z',
          end: '2026-03-29T22:00:00.000Z',
          local_start: '2026-03-29T00:00:00',
          total_sessions: 198,
        },
        {
          start: '2026-03-29T22:00:00.000Z',
          end: '2026-03-30T22:00:00.000Z',
          local_start: '2026-03-30T00:00:00',
          total_sessions: 214,
        },
      ],
      time_range_hours: null,
      from: '2026-03-28T23:00:00.000Z',
      to: '2026-03-30T21:59:59.999Z',
      generated_at: '2026-04-01T09:26:53.589Z',
    },
  });

const route = createRoute({
  method: 'get',
  path: '/timeseries',
  operationId: 'getTimeSeries',
  tags: ['Metrics'],
  summary: 'Figures by hour, day, week or month',
  description:
    'Takes the figures of the summaries over the parts of a window, by the clocks of a time zone: hours that come twice or not at all where clocks change, days of 23 and 25 hours, weeks from Monday. The buckets add up to the summary of the same window. An instant belongs to the bucket that begins with it; the window’s last instant always belongs to the last.\n\nAnswers over the last hours may be cached: see `Cache-Status` and `Age`, and send `Cache-Control: no-cache` for a new one.',
  ...aggregateReadableBy('admin', 'agent'),
  request: {
    query: windowQuery({
      granularity: Granularity.default('day').openapi({
        description: `What a bucket is. By the hour, the window’s hours times the metrics are at most ${maxSeriesValues}.`,
      }),
      ...seriesQuery,
    }),
  },
  responses: {
    200: ok(TimeSeriesResponse, 'The buckets.', aggregateHeaders),
    ...notModified,
    ...problems('agent_not_self'),
  },
});

export const timeSeries = defineOpenAPIRoute({
  route,
  handler: (c) => {
    const query = c.req.valid('query');
    const agentId = ownAgentNamed(c.get('caller'), query.agent_id);
    const metrics = metricsAskedFor(query.metrics, agentId);
    const asked = askedBy(query);
    requireFewHours({ granularity: query.granularity, window: asked.window }, metrics);
    const filter = [query.granularity, query.tz, agentId ?? 'all', ...metrics].join(',');
    return answerAggregate(c, questionOf('timeseries', asked, filter), async () => {
      const question = { window: asked.window, zone: query.tz, metrics, agentId };
      const row = await readBuckets(c.get('deps').db, selectTimeSeries(question, query.granularity));
      const body: z.output<typeof TimeSeriesResponse> = {
        granularity: query.granularity,
        tz: query.tz,
        agent_id: agentId ?? null,
        metrics,
        buckets: row.list.map((bucket) => ({
          start: `${bucket.start}.000Z`,
          end: `${bucket.end}.000Z`,
          local_start: bucket.local_start,
          ...metricsIn(bucket, metrics),
        })),
        ...windowInfo(asked.window, row),
      };
      return { generatedAt: row.generated_at, body };
    });
  },
});
