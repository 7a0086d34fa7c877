import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { chatMessages as m } from '../../db/schema.ts';
import { field, generatedAt, inWindow, wireInstant, type Statement } from '../../db/statement.ts';

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
  // char_length counts Unicode code points in a UTF-8 database.
  query: sql`
    select
      ${wireInstant(generatedAt)} as generated_at,
      count(*) as total,
      count(*) filter (where ${m.messageType} = 'text') as text_messages,
      count(*) filter (where ${m.messageType} = 'file') as files,
      count(*) filter (where ${m.messageType} = 'image') as images,
      count(*) filter (where ${m.status} = 'sent') as sent,
      count(*) filter (where ${m.status} = 'delivered') as delivered,
      count(*) filter (where ${m.status} = 'read') as read,
      coalesce(sum(char_length(${m.content})) filter (where ${m.messageType} = 'text'), 0) as text_characters
    from ${m}
    where ${inWindow(m.createdAt, rangeHours)}`,
});
