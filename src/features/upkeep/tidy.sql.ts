import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { field, type Statement } from '../../db/statement.ts';

const TidyRow = z.object({ tidied: field.count });

/**
 * Forgets idempotency keys that are over and gives expired offers their outcome; one row with how many rows it
 * was. Zero says that there is nothing left, or that somebody else is tidying.
 *
 * @param maxRows of each kind: what bounds one transaction
 */
export const tidyCommands = (maxRows: number): Statement<z.output<typeof TidyRow>> => ({
  name: 'tidy',
  row: TidyRow,
  query: sql`select dashboard_tidy(${maxRows}) as tidied`,
});
