import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { chatSessions as s } from '../../db/schema.ts';
import { cursorInstant, field, wholeSecondsSince, wireInstant, type Statement } from '../../db/statement.ts';
import type { Cursor } from '../../platform/cursor.ts';

const WaitingSessionRow = z.object({
  session_id: field.uuid,
  wait_time_seconds: field.count,
  initiator_id: field.uuid,
  message_count: field.count,
  created_at: field.text,
  queued_at: field.text,
  position: field.count,
  cursor_at: field.text,
});
export type WaitingSessionRow = z.output<typeof WaitingSessionRow>;

/**
 * The queue, oldest queued first, ties by id.
 *
 * @param rows how many at most
 * @param after the last one of the page before
 */
export const selectWaitingSessions = (
  rows: number,
  after: Cursor | undefined,
): Statement<WaitingSessionRow> => {
  const place = after && sql`(${after.at}::timestamptz, ${after.id}::uuid)`;
  const ahead =
    place === undefined
      ? sql`0`
      : sql`(select count(*) from ${s} where ${s.status} = 'waiting' and (${s.queuedAt}, ${s.id}) <= ${place})`;
  return {
    name: 'waiting-sessions',
    row: WaitingSessionRow,
    // A position is counted in the queue as it is now: those ahead of this page may have left it meanwhile.
    query: sql`
      select
        ${s.id} as session_id,
        ${wholeSecondsSince(s.queuedAt)} as wait_time_seconds,
        ${s.initiatorId} as initiator_id,
        ${s.totalMessages} as message_count,
        ${wireInstant(s.createdAt)} as created_at,
        ${wireInstant(s.queuedAt)} as queued_at,
        ${ahead} + row_number() over (order by ${s.queuedAt}, ${s.id}) as position,
        ${cursorInstant(s.queuedAt)} as cursor_at
      from ${s}
      where ${s.status} = 'waiting' and ${place === undefined ? sql`true` : sql`(${s.queuedAt}, ${s.id}) > ${place}`}
      order by ${s.queuedAt}, ${s.id}
      limit ${rows}`,
  };
};
