import { createRoute, defineOpenAPIRoute, z } from '@hono/zod-openapi';
import { answerAggregate } from '../../platform/aggregate-response.ts';
import { roundedRatio } from '../../platform/exact.ts';
import { count, instant, nullableFigure } from '../../platform/fields.ts';
import { aggregateHeaders, notModified, ok, problems, readableBy } from '../../platform/route.ts';
import { TimeRangeQuery, timeRangeField } from '../../platform/time-range.ts';
import { selectMessageAnalytics, type MessageAnalyticsRow } from './message-analytics.sql.ts';
import { firstRow } from './rows.ts';

export const MessageAnalyticsResponse = z
  .strictObject({
    total_messages: count('Messages written in the window.'),
    message_types: z
      .strictObject({
        text: count('Text messages.'),
        files: count('Messages with a file.'),
        images: count('Messages with an image.'),
      })
      .openapi({ description: 'Messages by type; every type is present.' }),
    status_distribution: z
      .strictObject({
        sent: count('Sent, not delivered yet.'),
        delivered: count('Delivered, not read yet.'),
        read: count('Read.'),
      })
      .openapi({ description: 'Messages by delivery status; every status is present.' }),
    avg_message_length: nullableFigure(
      'Mean length of the text messages in characters, that is Unicode code points, 1 decimal.',
    ),
    time_range_hours: timeRangeField,
    generated_at: instant('The end of the window.'),
  })
  .openapi('MessageAnalyticsResponse', {
    description: 'The messages that were written in the window, whenever their sessions began.',
    example: {
      total_messages: 4711,
      message_types: { text: 4480, files: 96, images: 135 },
      status_distribution: { sent: 18, delivered: 203, read: 4490 },
      avg_message_length: 87.4,
      time_range_hours: 24,
      generated_at: '2026-03-14T09:26:53.589Z',
    },
  });

const route = createRoute({
  method: 'get',
  path: '/message-analytics',
  operationId: 'getMessageAnalytics',
  tags: ['Metrics'],
  summary: 'Messages by type, status and length',
  description:
    'Takes the messages whose own `created_at` lies in the window (not those of the sessions created in it, as the other metrics do).\n\nAnswers may be cached: see `Cache-Status` and `Age`, and send `Cache-Control: no-cache` for a new one.',
  ...readableBy('admin', 'agent'),
  request: { query: TimeRangeQuery },
  responses: {
    200: ok(MessageAnalyticsResponse, 'The messages.', aggregateHeaders),
    ...notModified,
    ...problems(),
  },
});

export const messageAnalytics = defineOpenAPIRoute({
  route,
  handler: (c) => {
    const { time_range_hours: rangeHours } = c.req.valid('query');
    const question = { endpoint: 'message-analytics', version: 1, rangeHours, filter: 'all' };
    return answerAggregate(c, question, async () => {
      const row = firstRow(await c.var.deps.db.read(selectMessageAnalytics(rangeHours)));
      return { generatedAt: row.generated_at, body: toMessageAnalytics(row, rangeHours) };
    });
  },
});

function toMessageAnalytics(
  row: MessageAnalyticsRow,
  rangeHours: number,
): z.output<typeof MessageAnalyticsResponse> {
  return {
    total_messages: row.total,
    message_types: { text: Number(row.text_messages), files: row.files, images: row.images },
    status_distribution: { sent: row.sent, delivered: row.delivered, read: row.read },
    avg_message_length: roundedRatio(row.text_characters, row.text_messages, 1),
    time_range_hours: rangeHours,
    generated_at: row.generated_at,
  };
}
