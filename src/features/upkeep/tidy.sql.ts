import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { field, type Statement } from '../../db/statement.ts';

const TidyRow = z.object({ tidied: field.count });

/**
 * Deletes expired idempotency keys and sets the outcome of expired offers. Returns one row with the number of rows. 0
 * means that nothing is left, or that another run is tidying.
 *
 * @param maxRows the most of each kind, to bound the transaction
 */
export const tidyCommands = (maxRows: number): Statement<z.output<typeof TidyRow>> => ({
  name: 'tidy',
  row: TidyRow,
  query: sql`select dashboard_tidy(${maxRows}) as tidied`,
});
