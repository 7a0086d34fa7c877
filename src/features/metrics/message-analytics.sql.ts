import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { field, generatedAt, window, wireInstant, type Statement } from '../../db/statement.ts';

const MessageAnalyticsRow = z.object({
  generated_at: field.text,
  total: field.count,
  text_messages: field.sum,
  files: field.count,
  images: field.count,
  sent: field.count,
  delivered: field.count,
  read: field.count,
  text_characters: field.sum,
});
export type MessageAnalyticsRow = z.output<typeof MessageAnalyticsRow>;

/** One row over the messages written in the window, whenever their sessions were created. */
export const selectMessageAnalytics = (rangeHours: number): Statement<MessageAnalyticsRow> => ({
  name: 'message-analytics',
  row: MessageAnalyticsRow,
  query: sql`
    select
      ${wireInstant(generatedAt)} as generated_at,
      texts + files + images as total,
      texts as text_messages, files, images, sent, delivered, read, text_characters
    from dashboard_message_totals(${window(rangeHours)})`,
});
