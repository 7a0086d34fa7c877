import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { field, type Statement } from '../../db/statement.ts';
import { distributionRow } from './distribution.ts';
import { windowArguments, windowRow, type Asked } from './windows.sql.ts';

const OverviewRow = z.object({
  ...windowRow,
  total_sessions: field.count,
  active_sessions: field.count,
  closed_sessions: field.count,
  waiting_sessions: field.count,
  total_messages: field.sum,
  ...distributionRow,
  waiting_now: field.count,
  active_now: field.count,
  longest_wait_seconds: field.count.nullable(),
});
export type OverviewRow = z.output<typeof OverviewRow>;

/**
 * A row a window, the one asked for first: its cohort, and beside it the queue as it is now, however old its
 * sessions are.
 */
export const selectOverview = (asked: Asked): Statement<OverviewRow> => ({
  name: 'overview',
  row: OverviewRow,
  query: sql`select * from dashboard_overview(${windowArguments(asked)})`,
});
