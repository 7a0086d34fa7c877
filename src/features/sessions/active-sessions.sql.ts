import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import { chatMessages as m, chatParticipants as p, chatSessions as s } from '../../db/schema/chat.ts';
import {
  build,
  countRows,
  cursorInstant,
  field,
  fields,
  followsLatestFirst,
  wholeSecondsSince,
  wireInstant,
  type Statement,
} from '../../db/statement.ts';
import type { Cursor } from '../../values/cursor.ts';
import { countMessages, countUnread, isConversationOf } from './messages.sql.ts';

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
 * Selects active sessions, latest activity first, ties by id.
 *
 * @param rows the maximum number of rows
 * @param after the last session of the page before
 */
export const selectActiveSessions = (
  rows: number,
  after: Cursor | undefined,
): Statement<ActiveSessionRow> => {
  // The page is chosen first, so that messages and participants are read for its rows only.
  const page = build.$with('page').as(
    build
      .select()
      .from(s)
      .where(and(eq(s.status, 'active'), followsLatestFirst({ at: s.lastActivityAt, id: s.id }, after)))
      .orderBy(desc(s.lastActivityAt), s.id)
      .limit(rows),
  );
  // When each session's present episode was first handled: see src/features/ledger/segments.sql.
  const handled = sql`(
    select session_id, min(began) filter (where state = 'handled' and episode = last_episode) as since
    from (
      select *, max(episode) over (partition by session_id) as last_episode
      from dashboard_segments(array(select ${page.id} from ${page}))
    ) segment
    group by session_id
  ) handled`;
  const latest = build
    .select({
      message: sql`json_build_object(
        'content', left(${m.content}, 200),
        'timestamp', ${wireInstant(m.createdAt)},
        'sender_id', ${m.senderId})`,
    })
    .from(m)
    .where(isConversationOf(page.id))
    .orderBy(desc(m.createdAt), desc(m.id))
    .limit(1);
  return {
    name: 'active-sessions',
    row: ActiveSessionRow,
    query: build
      .with(page)
      .select(
        fields<ActiveSessionRow>({
          session_id: page.id,
          duration_seconds: wholeSecondsSince(
            sql`coalesce(handled.since, ${page.startedAt}, ${page.createdAt})`,
          ),
          total_messages: countMessages(page.id),
          unread_count: countUnread(page),
          participant_count: countRows(p, and(eq(p.sessionId, page.id), isNull(p.leftAt))),
          initiator_id: page.initiatorId,
          assigned_agent_id: page.assignedAgentId,
          last_activity: wireInstant(page.lastActivityAt),
          latest_message: latest,
          version: page.version,
          cursor_at: cursorInstant(page.lastActivityAt),
        }),
      )
      .from(page)
      .leftJoin(handled, sql`handled.session_id = ${page.id}`)
      .orderBy(desc(page.lastActivityAt), page.id),
  };
};
