import { createRoute, defineOpenAPIRoute, z } from '@hono/zod-openapi';
import { roundedRatio } from '../../values/exact.ts';
import { count, nullableFigure } from '../../http/fields.ts';
import { aggregateHeaders, aggregateReadableBy, notModified, ok, problems } from '../../http/route.ts';
import { windowFields, windowQuery } from '../../http/window-query.ts';
import { answerCounts, askedBy } from './asked.ts';
import { comparedTo, compareQuery } from './comparison.ts';

const counts = ['texts', 'files', 'images', 'sent', 'delivered', 'read', 'text_characters'] as const;

const figures = {
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
};

export const MessageAnalyticsResponse = z
  .strictObject({ ...figures, ...windowFields, ...comparedTo(figures) })
  .openapi('MessageAnalyticsResponse', {
    description: 'The messages that were written in the window, whenever their sessions began.',
    example: {
      total_messages: 4711,
      message_types: { text: 4480, files: 96, images: 135 },
      status_distribution: { sent: 18, delivered: 203, read: 4490 },
      avg_message_length: 87.4,
      time_range_hours: 24,
      from: '2026-03-13T09:26:53.589Z',
      to: '2026-03-14T09:26:53.589Z',
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
    'Takes the messages whose own `created_at` lies in the window (not those of the sessions created in it, as the other metrics do).\n\nAnswers over the last hours may be cached: see `Cache-Status` and `Age`, and send `Cache-Control: no-cache` for a new one.',
  ...aggregateReadableBy('admin', 'agent'),
  request: { query: windowQuery(compareQuery) },
  responses: {
    200: ok(MessageAnalyticsResponse, 'The messages.', aggregateHeaders),
    ...notModified,
    ...problems(),
  },
});

export const messageAnalytics = defineOpenAPIRoute({
  route,
  handler: (c) =>
    answerCounts(c, askedBy(c.req.valid('query')), {
      endpoint: 'message-analytics',
      subject: 'messages',
      counts,
      toFigures,
    }),
});

const toFigures = (row: Record<(typeof counts)[number], number>) => ({
  total_messages: row.texts + row.files + row.images,
  message_types: { text: row.texts, files: row.files, images: row.images },
  status_distribution: { sent: row.sent, delivered: row.delivered, read: row.read },
  avg_message_length: roundedRatio(row.text_characters, row.texts, 1),
});
