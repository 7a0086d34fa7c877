import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { field, type Statement } from '../../db/statement.ts';
import { windowArguments, windowRow, type Asked } from './windows.sql.ts';

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
export const selectMessageAnalytics = (asked: Asked): Statement<MessageAnalyticsRow> => ({
  name: 'message-analytics',
  row: MessageAnalyticsRow,
  query: sql`select * from dashboard_message_analytics(${windowArguments(asked)})`,
});
