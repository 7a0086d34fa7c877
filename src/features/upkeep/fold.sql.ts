import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { field, type Statement } from '../../db/statement.ts';

const FoldRow = z.object({ folded: field.count.nullable() });

/**
 * Folds changed sessions and minutes of messages into parts and readings, in one transaction. One row: how many; 0 if
 * nothing is left, null if another transaction holds the lock of folding.
 *
 * @param atMost sessions and minutes each
 */
export const foldChanges = (atMost: number): Statement<z.output<typeof FoldRow>> => ({
  name: 'fold',
  row: FoldRow,
  query: sql`select dashboard_fold(${atMost}) as folded`,
});
