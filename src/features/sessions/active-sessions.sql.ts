import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { chatMessages as m, chatParticipants as p, chatSessions as s } from '../../db/schema/chat.ts';
import { cursorInstant, field, wholeSecondsSince, wireInstant, type Statement } from '../../db/statement.ts';
import type { Cursor } from '../../values/cursor.ts';

const ActiveSessionRow = z.object({
  session_id: field.uuid,
  duration_seconds: field.count,
  total_messages: field.count,
  unread_count: field.count,
  participant_count: field.count,
  initiator_id: field.uuid,
  assigned_agent_id: field.uuid.nullable(),
  last_activity: field.text,
  latest_message: z.object({ content: field.text, timestamp: field.text, sender_id: field.uuid }).nullable(),
  version: z.int(),
  cursor_at: field.text,
});
export type ActiveSessionRow = z.output<typeof ActiveSessionRow>;

/**
 * Active sessions, latest activity first, ties by id.
 *
 * @param rows how many at most
 * @param after the last one of the page before
 */
export const selectActiveSessions = (
  rows: number,
  after: Cursor | undefined,
): Statement<ActiveSessionRow> => ({
  name: 'active-sessions',
  row: ActiveSessionRow,
  // The page is chosen first: messages and participants are looked at for its rows alone.
  query: sql`
    with page as materialized (
      select * from ${s}
      where ${s.status} = 'active' and ${
        after === undefined
          ? sql`true`
          : sql`${s.lastActivityAt} <= ${after.at}::timestamptz
              and (${s.lastActivityAt} < ${after.at}::timestamptz or ${s.id} > ${after.id}::uuid)`
      }
      order by ${s.lastActivityAt} desc, ${s.id}
      limit ${rows}
    )
    select
      page.id as session_id,
      ${wholeSecondsSince(sql`coalesce(page.started_at, page.created_at)`)} as duration_seconds,
      page.total_messages,
      (
        select count(*) from ${m}
        where ${m.sessionId} = page.id and ${m.status} <> 'read' and not exists (
          select from ${p}
          where ${p.sessionId} = page.id and ${p.userId} = ${m.senderId} and ${p.role} = 'support_agent'
        )
      ) as unread_count,
      (select count(*) from ${p} where ${p.sessionId} = page.id and ${p.leftAt} is null) as participant_count,
      page.initiator_id,
      page.assigned_agent_id,
      ${wireInstant(sql`page.last_activity_at`)} as last_activity,
      (
        select json_build_object(
          'content', left(${m.content}, 200),
          'timestamp', ${wireInstant(m.createdAt)},
          'sender_id', ${m.senderId})
        from ${m}
        where ${m.sessionId} = page.id
        order by ${m.createdAt} desc, ${m.id} desc
        limit 1
      ) as latest_message,
      page.version,
      ${cursorInstant(sql`page.last_activity_at`)} as cursor_at
    from page
    order by page.last_activity_at desc, page.id`,
});
