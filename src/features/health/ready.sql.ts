import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { field, type Statement } from '../../db/statement.ts';

const ReadyRow = z.object({
  migrated_at: field.count.nullable(),
  oldest_change_seconds: field.count.nullable(),
});
export type ReadyRow = z.output<typeof ReadyRow>;

/**
 * What the database says of itself: when its newest migration was generated, in milliseconds since the epoch, and the age
 * of the oldest change that has not been folded. Aggregates read all unfolded changes too, so this costs no more than one.
 */
export const selectReadiness: Statement<ReadyRow> = {
  name: 'ready',
  row: ReadyRow,
  query: sql`
    select dashboard_migrated_at() as migrated_at,
      (select floor(greatest(0, extract(epoch from clock_timestamp() - min(written_at))))::bigint
       from dashboard_changes) as oldest_change_seconds`,
};
