import { sql, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import { chatMessages as m, chatParticipants as p, chatSessions as s } from '../../db/schema/chat.ts';
import { cursorInstant, field, wireInstant, type Statement } from '../../db/statement.ts';
import type { Cursor } from '../../values/cursor.ts';

/**
 * A session is told in one answer, however many messages it has, but the database's HTTP protocol gives at most
 * 10 MiB a round trip. One trip takes as many messages as surely fit (nearly always all); a longer transcript
 * takes more trips, and is streamed.
 */
const maxTripMessages = 20_000;

/** Of the answer's bytes, as `tripBytes` counts them: 2 MiB stay for what is around them. */
const maxTripBytes = 8 * 1024 * 1024;

/**
 * The documents come as JSON text, made by PostgreSQL, and go out as they are; only a message's content comes
 * beside its document, as it is: JSON within JSON would take up to four bytes for one.
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

/**
 * The session's row first, then its first messages. No row where there is no such session, or the viewer may
 * not know of it.
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
    with visible as (
      select * from ${s}
      where ${s.id} = ${sessionId}::uuid and ${
        viewerId === undefined
          ? sql`true`
          : sql`(${s.assignedAgentId} = ${viewerId}::uuid or exists (
              select from ${p} where ${p.sessionId} = ${s.id} and ${p.userId} = ${viewerId}::uuid))`
      }
    ),
    trip as (${tripOfMessages(sql`(select id from visible)`, undefined)})
    select kind, document, content, cursor_at, id, goes_on
    from (
      select 'session' as kind, ${sessionDocument}::text as document, null as content, null as cursor_at, visible.id,
        null::boolean as goes_on, 0 as place
      from visible
      union all
      select 'message', document, content, cursor_at, id, goes_on, place from trip
    ) told
    order by place`,
});

/** The messages that follow a message, as many as fit. */
export const selectTranscriptRest = (sessionId: string, after: Cursor): Statement<TranscriptRow> => ({
  name: 'transcript-rest',
  row: TranscriptRow,
  query: sql`
    select 'message' as kind, document, content, cursor_at, id, goes_on
    from (${tripOfMessages(sql`${sessionId}::uuid`, after)}) trip
    order by place`,
});

/** What a message takes of the answer at most: its document doubled, its content as JSON, and what names it. */
const tripBytes = sql`2 * octet_length(document) + octet_length(to_json(content)::text) + 200`;

const tripOfMessages = (sessionId: SQL, after: Cursor | undefined): SQL => sql`
  select document, content, ${cursorInstant(sql`created_at`)} as cursor_at, id, goes_on, place
  from (
    select document, content, created_at, id, row_number() over told as place, lead(id) over told is not null as goes_on,
      sum(${tripBytes}) over told as bytes
    from (
      select ${m.id}, ${m.createdAt}, ${m.content}, ${messageDocument}::text as document
      from ${m}
      where ${m.sessionId} = ${sessionId} and ${
        after === undefined
          ? sql`true`
          : sql`(${m.createdAt}, ${m.id}) > (${after.at}::timestamptz, ${after.id}::uuid)`
      }
      order by ${m.createdAt}, ${m.id}
      limit ${maxTripMessages + 1}
    ) next
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
  'id', visible.id,
  'status', visible.status,
  'initiator_id', visible.initiator_id,
  'assigned_agent_id', visible.assigned_agent_id,
  'created_at', ${wireInstant(sql`visible.created_at`)},
  'started_at', ${wireInstant(sql`visible.started_at`)},
  'closed_at', ${wireInstant(sql`visible.closed_at`)},
  'total_messages', visible.total_messages,
  'rating', visible.rating,
  'feedback', visible.feedback,
  'participants', coalesce((
    select json_agg(json_build_object(
      'user_id', ${p.userId},
      'role', ${p.role},
      'joined_at', ${wireInstant(p.joinedAt)},
      'left_at', ${wireInstant(p.leftAt)}) order by ${p.joinedAt}, ${p.userId})
    from ${p} where ${p.sessionId} = visible.id), '[]'::json))`;
