import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { field, wireInstant, type Statement } from '../../db/statement.ts';

const DifferenceRow = z.object({
  subject: z.enum(['sessions', 'messages']),
  grain_minutes: z.int(),
  bucket: field.text,
  agent_id: field.uuid.nullable(),
});
export type DifferenceRow = z.output<typeof DifferenceRow>;

/**
 * A row a stretch that begins in the hour and of which a rollup keeps something else than its rows say.
 *
 * @param hour its beginning, in seconds since the epoch
 * @param repair marks what differs, so that it is read raw at once and folding makes it anew
 */
export const selectDifferences = (hour: number, repair: boolean): Statement<DifferenceRow> => ({
  name: 'reconcile',
  row: DifferenceRow,
  query: sql`
    with found as materialized (
      select * from dashboard_differences(to_timestamp(${hour}), to_timestamp(${hour}) + interval '1 hour')
    ),
    marked as (
      insert into dashboard_marks select distinct subject, dashboard_bucket(bucket) from found where ${repair}
    ),
    -- They are made of what differs.
    dropped as (
      delete from dashboard_kept_windows where ${repair} and exists (select from found)
    )
    select subject, grain_minutes, ${wireInstant(sql`bucket`)} as bucket, agent_id from found`,
});
