import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Statement } from '../../db/statement.ts';
import { figureColumns, figureFields, figuresOf, windowRow, windowsOf, type Asked } from './figures.sql.ts';

const choice = {
  counts: ['texts', 'files', 'images', 'sent', 'delivered', 'read', 'text_characters'],
  distributions: [],
} as const;

const MessageAnalyticsRow = z.object({ ...windowRow, ...figureFields(choice) });
export type MessageAnalyticsRow = z.output<typeof MessageAnalyticsRow>;

/** One row per window, the one asked for first. */
export const selectMessageAnalytics = (asked: Asked): Statement<MessageAnalyticsRow> => {
  const { edges, columns } = windowsOf(asked);
  return {
    name: 'message-analytics',
    row: MessageAnalyticsRow,
    query: sql`
      select ${columns}, ${figureColumns(choice, 'f')}
      from ${edges} cross join lateral ${figuresOf(sql`asked.edges`, 'messages', undefined, choice)} f
      order by slot desc`,
  };
};
