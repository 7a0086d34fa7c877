import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { figureSubjects } from '../../values/enums.ts';
import { field, wireInstant, type Statement } from '../../db/statement.ts';

const DifferenceRow = z.object({
  what: z.enum(['event', 'part', 'reading']),
  subject: z.enum(figureSubjects),
  agent_id: field.uuid,
  at: field.text,
  session_id: field.uuid.nullable(),
});
export type DifferenceRow = z.output<typeof DifferenceRow>;

/**
 * One row per event, part or reading of a day that differs from the raw rows.
 *
 * @param day its beginning in UTC, in seconds since the epoch
 * @param repair mends what differs
 */
export const reconcileDay = (day: number, repair: boolean): Statement<DifferenceRow> => ({
  name: 'reconcile',
  row: DifferenceRow,
  query: sql`
    select what, subject, agent_id, ${wireInstant(sql`at`)} as at, session_id
    from dashboard_reconcile(to_timestamp(${day}), ${repair})`,
});
