import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { field, type Statement } from '../../db/statement.ts';

const FoldRow = z.object({ folded: field.count });

/**
 * Rolls up changed five-minute buckets, the latest first; one row with how many it was. Zero says that there is
 * nothing left, or that somebody else is folding.
 *
 * @param maxBuckets of each subject: what bounds one transaction
 */
export const foldRollups = (maxBuckets: number): Statement<z.output<typeof FoldRow>> => ({
  name: 'fold',
  row: FoldRow,
  query: sql`select dashboard_fold(${maxBuckets}) as folded`,
});

const KeptRow = z.object({ kept: field.count });

/**
 * Keeps the latest windows of some lengths, as they follow from the rollups; one row with how many had to be made.
 *
 * @param lengths hours
 */
export const keepWindows = (lengths: readonly number[]): Statement<z.output<typeof KeptRow>> => ({
  name: 'keep-windows',
  row: KeptRow,
  query: sql`select dashboard_keep_windows(${`{${lengths.join(',')}}`}::integer[]) as kept`,
});
