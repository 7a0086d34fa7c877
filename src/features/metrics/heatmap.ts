import { createRoute, defineOpenAPIRoute, z } from '@hono/zod-openapi';
import { answerAggregate } from '../../http/aggregate-response.ts';
import { uuid } from '../../http/fields.ts';
import { ownAgentNamed } from '../../http/own-agent.ts';
import { aggregateHeaders, aggregateReadableBy, notModified, ok, problems } from '../../http/route.ts';
import { windowFields, windowQuery } from '../../http/window-query.ts';
import { askedBy, questionOf, windowInfo } from './asked.ts';
import { metricFields, MetricName, metricsIn } from './series-metrics.ts';
import { selectHeatmap } from './series.sql.ts';
import { metricsAskedFor, readBuckets, seriesQuery } from './series.ts';

export const HeatmapResponse = z
  .strictObject({
    tz: z.string().openapi({ description: 'The time zone whose clocks make the cells.' }),
    agent_id: uuid('The agent; null for all sessions.').nullable(),
    metrics: z.array(MetricName).openapi({ description: 'The metrics of each cell.' }),
    cells: z
      .array(
        z.strictObject({
          weekday: z.int().min(1).max(7).openapi({ description: '1 is Monday, 7 is Sunday (ISO 8601).' }),
          hour: z.int().min(0).max(23).openapi({ description: 'The hour that the clocks show.' }),
          ...metricFields,
        }),
      )
      .length(168)
      .openapi({ description: 'All hours of a week, from Monday 0 to Sunday 23, empty ones too.' }),
    ...windowFields,
  })
  .openapi('HeatmapResponse', {
    description: 'Figures by weekday and hour.',
    example: {
      tz: 'Europe/Berlin',
      agent_id: null,
      metrics: ['total_sessions'],
      cells: Array.from({ length: 168 }, (_, place) => ({
        weekday: Math.floor(place / 24) + 1,
        hour: place % 24,
        total_sessions: 9,
      })),
      time_range_hours: 168,
      from: '2026-03-07T09:26:53.589Z',
      to: '2026-03-14T09:26:53.589Z',
      generated_at: '2026-03-14T09:26:53.589Z',
    },
  });

const route = createRoute({
  method: 'get',
  path: '/heatmap',
  operationId: 'getHeatmap',
  tags: ['Metrics'],
  summary: 'Figures by weekday and hour',
  description:
    'Takes the figures of the summaries over the hours of a week, by the clocks of a time zone: when chats come, and when customers wait. The cells add up to the summary of the same window.\n\nAnswers over the last hours may be cached: see `Cache-Status` and `Age`, and send `Cache-Control: no-cache` for a new one.',
  ...aggregateReadableBy('admin', 'agent'),
  request: { query: windowQuery(seriesQuery) },
  responses: {
    200: ok(HeatmapResponse, 'The cells.', aggregateHeaders),
    ...notModified,
    ...problems('agent_not_self'),
  },
});

export const heatmap = defineOpenAPIRoute({
  route,
  handler: (c) => {
    const query = c.req.valid('query');
    const agentId = ownAgentNamed(c.get('caller'), query.agent_id);
    const metrics = metricsAskedFor(query.metrics, agentId);
    const asked = askedBy(query);
    const filter = [query.tz, agentId ?? 'all', ...metrics].join(',');
    return answerAggregate(c, questionOf('heatmap', asked, filter), async () => {
      const question = { window: asked.window, zone: query.tz, metrics, agentId };
      const row = await readBuckets(c.get('deps').db, selectHeatmap(question));
      const body: z.output<typeof HeatmapResponse> = {
        tz: query.tz,
        agent_id: agentId ?? null,
        metrics,
        cells: row.list.map((cell, place) => ({
          weekday: Math.floor(place / 24) + 1,
          hour: place % 24,
          ...metricsIn(cell, metrics),
        })),
        ...windowInfo(asked.window, row),
      };
      return { generatedAt: row.generated_at, body };
    });
  },
});
