import { and, eq, exists, or, sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import { chatMessages as m, chatParticipants as p, chatSessions as s } from '../../db/schema/chat.ts';
import { build, cursorInstant, field, wireInstant, type Statement } from '../../db/statement.ts';
import type { Cursor } from '../../values/cursor.ts';
import { countMessages } from './messages.sql.ts';

/**
 * A transcript is one answer, however many messages it has, but the database's HTTP protocol returns at most 10 MiB a
 * round trip. One trip takes as many messages as are certain to fit, which is nearly always all of them. A longer
 * transcript takes more trips and is streamed.
 */
const maxTripMessages = 20_000;

/** The limit of a trip in bytes, as `tripBytes` counts them. 2 MiB are left for the rest of the answer. */
const maxTripBytes = 8 * 1024 * 1024;

/**
 * PostgreSQL makes the documents as JSON text, and they are sent unchanged. Only a message's content comes as plain text
 * beside its document, because JSON within JSON can take up to four bytes for one.
 */
const TranscriptRow = z.object({
  kind: z.enum(['session', 'message']),
  document: field.text,
  content: field.text.nullable(),
  cursor_at: field.text.nullable(),
  id: field.uuid,
  goes_on: z.boolean().nullable(),
});
export type TranscriptRow = z.output<typeof TranscriptRow>;

/** The session that the viewer may see, with the columns of sessions. */
const visible = alias(s, 'visible');

/**
 * Selects a session's document, then its first messages. There is no row if the session does not exist or the viewer
 * may not see it.
 *
 * Plain SQL around the builder's queries: the query builder has no WINDOW clause, and both branches of the union are
 * made of expressions.
 *
 * @param viewerId sees only sessions that are assigned to it or that it took part in; undefined sees all
 */
export const selectTranscript = (
  sessionId: string,
  viewerId: string | undefined,
): Statement<TranscriptRow> => ({
  name: 'transcript',
  row: TranscriptRow,
  query: sql`
    with visible as ${build
      .select()
      .from(s)
      .where(and(eq(s.id, sessionId), isVisibleTo(viewerId)))},
    trip as (${tripOfMessages(sql`(select ${visible.id} from visible)`, undefined)})
    select kind, document, content, cursor_at, id, goes_on
    from (
      select 'session' as kind, ${sessionDocument}::text as document, null as content, null as cursor_at, ${visible.id},
        null::boolean as goes_on, 0 as place
      from visible
      union all
      select 'message', document, content, cursor_at, id, goes_on, place from trip
    ) told
    order by place`,
});

/** Selects the messages that follow a message, as many as fit into a trip. */
export const selectTranscriptRest = (sessionId: string, after: Cursor): Statement<TranscriptRow> => ({
  name: 'transcript-rest',
  row: TranscriptRow,
  query: sql`
    select 'message' as kind, document, content, cursor_at, id, goes_on
    from (${tripOfMessages(sql.param(sessionId), after)}) trip
    order by place`,
});

function isVisibleTo(viewerId: string | undefined): SQL | undefined {
  if (viewerId === undefined) return undefined;
  const participation = build
    .select({ userId: p.userId })
    .from(p)
    .where(and(eq(p.sessionId, s.id), eq(p.userId, viewerId)));
  return or(eq(s.assignedAgentId, viewerId), exists(participation));
}

/** The most bytes that a message can take in the answer: its document doubled, its content as JSON, the other columns. */
const tripBytes = sql`2 * octet_length(document) + octet_length(to_json(content)::text) + 200`;

const tripOfMessages = (sessionId: SQLWrapper, after: Cursor | undefined): SQL => sql`
  select document, content, ${cursorInstant(sql`created_at`)} as cursor_at, id, goes_on, place
  from (
    select document, content, created_at, id, row_number() over told as place, lead(id) over told is not null as goes_on,
      sum(${tripBytes}) over told as bytes
    from ${build
      .select({
        id: m.id,
        createdAt: m.createdAt,
        content: m.content,
        document: sql`${messageDocument}::text`.as('document'),
      })
      .from(m)
      .where(
        and(
          eq(m.sessionId, sessionId),
          after && sql`(${m.createdAt}, ${m.id}) > (${after.at}::timestamptz, ${after.id}::uuid)`,
        ),
      )
      .orderBy(m.createdAt, m.id)
      .limit(maxTripMessages + 1)} next
    window told as (order by created_at, id rows unbounded preceding)
  ) fitting
  where place <= ${maxTripMessages} and (bytes <= ${maxTripBytes} or place = 1)`;

const messageDocument = sql`json_build_object(
  'id', ${m.id},
  'sender_id', ${m.senderId},
  'message_type', ${m.messageType},
  'status', ${m.status},
  'created_at', ${wireInstant(m.createdAt)},
  'file', case
    when coalesce(${m.fileName}, ${m.fileUrl}, ${m.fileMime}) is null and ${m.fileSize} is null then null
    else json_build_object(
      'name', ${m.fileName}, 'url', ${m.fileUrl}, 'size', ${m.fileSize}, 'mime', ${m.fileMime})
  end)`;

const sessionDocument = sql`json_build_object(
  'id', ${visible.id},
  'status', ${visible.status},
  'initiator_id', ${visible.initiatorId},
  'assigned_agent_id', ${visible.assignedAgentId},
  'created_at', ${wireInstant(visible.createdAt)},
  'started_at', ${wireInstant(visible.startedAt)},
  'closed_at', ${wireInstant(visible.closedAt)},
  'total_messages', ${countMessages(visible.id)},
  'rating', ${visible.rating},
  'feedback', ${visible.feedback},
  'participants', coalesce((
    select json_agg(json_build_object(
      'user_id', ${p.userId},
      'role', ${p.role},
      'joined_at', ${wireInstant(p.joinedAt)},
      'left_at', ${wireInstant(p.leftAt)}) order by ${p.joinedAt}, ${p.userId})
    from ${p} where ${p.sessionId} = ${visible.id}), '[]'::json))`;
