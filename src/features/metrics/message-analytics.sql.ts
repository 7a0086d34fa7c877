import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { field, type Statement } from '../../db/statement.ts';
import { windowRow, windowsOf, type Asked } from './windows.sql.ts';

const MessageAnalyticsRow = z.object({
  ...windowRow,
  texts: field.count,
  files: field.count,
  images: field.count,
  sent: field.count,
  delivered: field.count,
  read: field.count,
  text_characters: field.sum,
});
export type MessageAnalyticsRow = z.output<typeof MessageAnalyticsRow>;

/** A row a window, the one asked for first: the messages written in it, whenever their sessions were created. */
export const selectMessageAnalytics = (asked: Asked): Statement<MessageAnalyticsRow> => {
  const { columns, slots, boundaries } = windowsOf(asked);
  return {
    name: 'message-analytics',
    row: MessageAnalyticsRow,
    query: sql`
    select ${columns},
      coalesce(sums.texts, 0) as texts,
      coalesce(sums.files, 0) as files,
      coalesce(sums.images, 0) as images,
      coalesce(sums.sent, 0) as sent,
      coalesce(sums.delivered, 0) as delivered,
      coalesce(sums.read, 0) as read,
      coalesce(sums.text_characters, 0) as text_characters
    from ${slots}
    left join dashboard_message_sums(${boundaries}) sums on sums.slot = slot.n
    order by slot.n desc`,
  };
};
