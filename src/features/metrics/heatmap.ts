import { createRoute, defineOpenAPIRoute, z } from '@hono/zod-openapi';
import { answerAggregate } from '../../http/aggregate-response.ts';
import { hourOfWeek } from '../../values/calendar.ts';
import { uuid } from '../../http/fields.ts';
import { ownAgentNamed } from '../../http/own-agent.ts';
import { aggregateHeaders, notModified, ok, problems, readableBy } from '../../http/route.ts';
import { windowFields, windowQuery } from '../../http/window-query.ts';
import { askedBy, questionOf, windowInfo } from './asked.ts';
import { figureWriter, writtenParts } from './series-figures.ts';
import { metricFields, metricNames } from './series-metrics.ts';
import { readSeries, selectSeries, type Series, sourceOf } from './series.sql.ts';
import { metricsAskedFor, readParts, seriesQuery, writeSeries } from './series.ts';

export const HeatmapResponse = z
  .strictObject({
    tz: z.string().openapi({ description: 'The time zone whose clocks make the cells.' }),
    agent_id: uuid('The agent; null for all sessions.').nullable(),
    metrics: z.array(z.enum(metricNames)).openapi({ description: 'The metrics of each cell.' }),
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
  ...readableBy('admin', 'agent'),
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
      const statement = selectSeries(question, 'hour', { lastInstantApart: true });
      const series = readSeries(question, await readParts(() => c.get('deps').db.read(statement)));
      const memo = c.get('deps').memos.of(writtenParts);
      const figures = figureWriter(metrics, sourceOf({ agentId }), series.columns, memo);
      const body = writeSeries<z.output<typeof HeatmapResponse>>(
        { tz: query.tz, agent_id: agentId ?? null, metrics },
        { cells: cellsOf(series, figures) },
        windowInfo(asked.window, series),
      );
      return { generatedAt: series.generated_at, body };
    });
  },
});

/** A cell an hour of the week, each as JSON. Where clocks go back, the hour that comes twice is in the same one. */
function cellsOf({ walls }: Series, figuresOf: ReturnType<typeof figureWriter>): string[] {
  const placesOf: number[][] = Array.from({ length: 168 }, () => []);
  // The last edge begins no hour.
  for (const [place, wall] of walls.slice(0, -1).entries()) placesOf[hourOfWeek(wall)]?.push(place);
  return placesOf.map(
    (places, cell) => `{"weekday":${Math.floor(cell / 24) + 1},"hour":${cell % 24}${figuresOf(places)}}`,
  );
}
