import { and, eq, isNull, sql, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import { chatMessages as m, chatParticipants as p, chatSessions as s } from '../../db/schema/chat.ts';
import {
  build,
  countedRow,
  countRows,
  cursorInstant,
  listEntry,
  field,
  generatedAt,
  wholeSecondsSince,
  wireInstant,
  type Statement,
} from '../../db/statement.ts';
import { isWrittenBy, unseenTransactions } from '../../db/unseen-transactions.ts';
import { userName } from '../../db/user-name.ts';
import type { Cursor } from '../../values/cursor.ts';
import { isAssignedTo, isVisibleTo } from './conditions.sql.ts';
import { countMessages, countUnread, isConversationOf } from './messages.sql.ts';

const ActiveSessionRow = listEntry({
  session_id: field.uuid,
  duration_seconds: field.count,
  total_messages: field.count,
  unread_count: field.count,
  participant_count: field.count,
  initiator_id: field.uuid.nullable(),
  initiator_name: field.text.nullable(),
  assigned_agent_id: field.uuid.nullable(),
  assigned_agent_name: field.text.nullable(),
  last_activity: field.text,
  latest_message: z
    .object({
      content: field.text,
      timestamp: field.text,
      sender_id: field.uuid,
      sender_name: field.text.nullable(),
    })
    .nullable(),
  version: z.int(),
  cursor_at: field.text,
  cursor_since: z.array(z.int()),
});
export type ActiveSessionRow = z.output<typeof ActiveSessionRow>;

const ActiveSessionsAnswer = z.object(countedRow(ActiveSessionRow));

/** Which sessions are listed, and for whom. */
export interface ActiveSessionsAsked {
  /** Has it now; `none`: nobody has it. */
  assignedAgentId?: string | undefined;
  /**
   * Sees customers and messages only of sessions that it takes or took part in, and only these sessions unless
   * `assignedAgentId` asks for others; undefined sees all.
   */
  viewerId?: string | undefined;
}

/** The place of sessions that were written to since the first page: behind all others, so among themselves by id. */
const lastPlace = sql`timestamptz '0001-01-01 00:00:00+00'`;

/** The place of a session in the order of the first page: its activity, unless that is of a row written since. */
function placeOf(since: number[] | undefined): SQL {
  if (since === undefined) return sql`active.at`;
  const hasNewMessage = sql`exists (
    select from ${m}
    where ${m.sessionId} = active.id and ${m.createdAt} = active.at and ${isWrittenBy(since, sql`${m}.xmin`)}
  )`;
  return sql`case
    when ${isWrittenBy(since, sql`active.written_by`)} or ${hasNewMessage} then ${lastPlace}
    else active.at
  end`;
}

/**
 * A page of active sessions, latest activity first, ties by id, with the number of sessions over all pages. One row per
 * session; one without a session if the page is empty.
 *
 * Sessions move to the front of this order while it is read page by page. So all pages have the order of the first one.
 * A session that was written to since then has lost the place that it had; it comes behind all others, where it stays
 * however often it is written to again. So no session is missed, and one that was listed before it moved comes again.
 * Transactions tell what was written since, because the instants in the rows come from clocks that may differ.
 *
 * @param rows the maximum number of rows
 * @param after the last session of the page before
 */
export const selectActiveSessions = (
  { assignedAgentId, viewerId }: ActiveSessionsAsked,
  rows: number,
  after: Cursor | undefined,
): Statement<z.output<typeof ActiveSessionsAnswer>> => {
  const latest = build
    .select({
      message: sql`json_build_object(
        'content', left(${m.content}, 200),
        'timestamp', ${wireInstant(m.createdAt)},
        'sender_id', ${m.senderId},
        'sender_name', ${userName(m.senderId)})`,
    })
    .from(m)
    .where(isConversationOf(s.id))
    .orderBy(sql`${m.createdAt} desc, ${m.id} desc`)
    .limit(1);
  return {
    name: 'active-sessions',
    row: ActiveSessionsAnswer,
    // The page is chosen first, so that messages and participants are read for its rows only.
    query: sql`
    with active as materialized (
      select ${s.id}, ${s}.xmin as written_by, activity.at
      from ${s} cross join lateral dashboard_last_activity(${s.id}, ${s.lastActivityAt}) activity(at)
      where ${s.status} = 'active'
        and ${assignedAgentId === undefined ? isVisibleTo(viewerId, s) : isAssignedTo(assignedAgentId, s)}
    ),
    counted as materialized (select count(*) as total from active),
    placed as materialized (select active.id, active.at, ${placeOf(after?.since)} as place from active),
    page as materialized (
      select * from placed
      where ${
        after === undefined
          ? sql`true`
          : sql`place < ${after.at}::timestamptz or (place = ${after.at}::timestamptz and id > ${after.id}::uuid)`
      }
      order by place desc, id
      limit ${rows}
    ),
    -- When each session's present episode was first handled: see src/features/ledger/segments.sql.
    handled as materialized (
      select session_id, min(began) filter (where state = 'handled' and episode = last_episode) as since
      from (
        select *, max(episode) over (partition by session_id) as last_episode
        from dashboard_segments(array(select id from page))
      ) segment
      group by session_id
    )
    select ${wireInstant(generatedAt)} as generated_at, counted.total, page.session
    from counted
    left join lateral (
      select page.place, page.id, json_build_object(
        'session_id', ${s.id},
        'duration_seconds', ${wholeSecondsSince(sql`coalesce(handled.since, ${s.startedAt}, ${s.createdAt})`)},
        'total_messages', ${countMessages(s.id)},
        'unread_count', ${countUnread(s)},
        'participant_count', ${countRows(p, and(eq(p.sessionId, s.id), isNull(p.leftAt)))},
        'initiator_id', case when viewer.sees then ${s.initiatorId} end,
        'initiator_name', case when viewer.sees then ${userName(s.initiatorId)} end,
        'assigned_agent_id', ${s.assignedAgentId},
        'assigned_agent_name', ${userName(s.assignedAgentId)},
        'last_activity', ${wireInstant(sql`page.at`)},
        'latest_message', case when viewer.sees then ${latest} end,
        'version', ${s.version},
        'cursor_at', ${cursorInstant(sql`page.place`)},
        'cursor_since', ${after?.since ? sql`${JSON.stringify(after.since)}::json` : unseenTransactions}) as session
      from page
      join ${s} on ${s.id} = page.id
      cross join lateral (select ${isVisibleTo(viewerId, s)} as sees) viewer
      left join handled on handled.session_id = page.id
    ) page on true
    order by page.place desc, page.id`,
  };
};
