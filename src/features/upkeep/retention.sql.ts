import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { field, type Statement } from '../../db/statement.ts';

const RetentionRow = z.object({ removed: z.record(z.string(), field.count) });

/**
 * Erases texts and deletes rows that are older than some days, in one transaction. One row: how many, by table; all 0 if
 * nothing is left.
 *
 * @param maxRows the most rows of each table, to bound the transaction
 * @param requestId for the audit
 */
export const applyRetention = (
  days: number,
  maxRows: number,
  requestId: string,
): Statement<z.output<typeof RetentionRow>> => ({
  name: 'retention',
  row: RetentionRow,
  query: sql`select dashboard_apply_retention(${days}, ${maxRows}, ${requestId}) as removed`,
});
