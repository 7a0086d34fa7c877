import { and, eq, sql, type AnyColumn, type SQL, type SQLWrapper } from 'drizzle-orm';
import { alias, type AnyPgColumn } from 'drizzle-orm/pg-core';
import { chatMessages as m, chatParticipants as p, chatSessions as s } from '../../db/schema/chat.ts';
import { dashboardSessionEvents as e } from '../../db/schema/figures.ts';
import { userName } from '../../db/user-name.ts';
import type { Cursor } from '../../values/cursor.ts';
import { countMessages } from './messages.sql.ts';

/**
 * The JSON documents that a transcript consists of. PostgreSQL makes them as text, and they are sent unchanged.
 *
 * The database's HTTP protocol returns at most 10 MiB a round trip, so what is too long for a document is sent apart: an
 * object `{"apart" : "content"}` stands in its place, which no text of a chat can imitate, because JSON escapes its
 * quotation marks.
 */

/** Longer texts are sent apart. As JSON in JSON, a control character takes 7 bytes. */
const maxTextBytes = 256 * 1024;

/** Longer lists are sent apart. */
const maxListRows = 1000;

/** Makes the text of an instant: `wireInstant` for answers, `cursorInstant` where microseconds count. */
export type InstantFormat = (instant: AnyColumn | SQL) => SQL;

const apart = (name: string): SQL => sql`json_build_object('apart', ${sql.raw(`'${name}'`)}::text)`;

const textOrApart = (name: string, column: AnyPgColumn): SQL =>
  sql`case when octet_length(${column}) > ${maxTextBytes} then ${apart(name)} else to_json(${column}) end`;

/** The texts that may be sent apart, by their names in `apart`. */
export const longTexts = {
  feedback: { table: s, id: s.id, column: s.feedback },
  content: { table: m, id: m.id, column: m.content },
  file_name: { table: m, id: m.id, column: m.fileName },
  file_url: { table: m, id: m.id, column: m.fileUrl },
  file_mime: { table: m, id: m.id, column: m.fileMime },
};

/** A list within a session's document. */
interface PartList {
  table: typeof p | typeof e;
  sessionId: AnyPgColumn;
  document(instantOf: InstantFormat): SQL;
  /** The columns of its order, and the place of a row in it. */
  order: [AnyPgColumn, ...AnyPgColumn[]];
  place: { at: AnyPgColumn; id: AnyPgColumn };
  follows(place: Cursor): SQL;
}

/** The lists of a session's document, by their names in it and in `apart`. */
export const lists = {
  participants: {
    table: p,
    sessionId: p.sessionId,
    document: (instantOf) => sql`json_build_object(
      'user_id', ${p.userId},
      'name', ${userName(p.userId)},
      'role', ${p.role},
      'joined_at', ${instantOf(p.joinedAt)},
      'left_at', ${instantOf(p.leftAt)})`,
    order: [p.joinedAt, p.userId],
    place: { at: p.joinedAt, id: p.userId },
    follows: ({ at, id }) => sql`(${p.joinedAt}, ${p.userId}) > (${at}::timestamptz, ${id}::uuid)`,
  },
  events: {
    table: e,
    sessionId: e.sessionId,
    document: (instantOf) => sql`json_build_object(
      'happened_at', ${instantOf(e.happenedAt)},
      'command', ${e.command},
      'status', ${e.status},
      'assigned_agent_id', ${e.assignedAgentId},
      'assigned_agent_name', ${userName(e.assignedAgentId)},
      'team', ${e.team},
      'created_at', ${instantOf(e.createdAt)},
      'queued_at', ${instantOf(e.queuedAt)},
      'started_at', ${instantOf(e.startedAt)},
      'closed_at', ${instantOf(e.closedAt)},
      'rating', ${e.rating})`,
    order: [e.id],
    place: { at: e.happenedAt, id: e.id },
    follows: ({ id }) => sql`${e.id} > ${id}::bigint`,
  },
} satisfies Record<string, PartList>;

export type ListName = keyof typeof lists;

/** The name of anything that may be sent apart. */
export type ApartName = keyof typeof longTexts | ListName;

function listOrApart(name: ListName, sessionId: SQLWrapper, instantOf: InstantFormat): SQL {
  const { table, sessionId: ofSession, document, order }: PartList = lists[name];
  const inOrder = sql.join(order, sql`, `);
  return sql`(
    select case when count(*) > ${maxListRows} then ${apart(name)}
      else coalesce(json_agg(listed.document order by listed.place), '[]'::json) end
    from (
      select ${document(instantOf)} as document, row_number() over (order by ${inOrder}) as place
      from ${table} where ${eq(ofSession, sessionId)} order by ${inOrder} limit ${maxListRows + 1}
    ) listed)`;
}

/** The columns of a session under the name `told`. */
export const told = alias(s, 'told');

/** The document of the session `told`. */
export const sessionDocument = (instantOf: InstantFormat): SQL => sql`json_build_object(
  'id', ${told.id},
  'status', ${told.status},
  'initiator_id', ${told.initiatorId},
  'initiator_name', ${userName(told.initiatorId)},
  'assigned_agent_id', ${told.assignedAgentId},
  'assigned_agent_name', ${userName(told.assignedAgentId)},
  'created_at', ${instantOf(told.createdAt)},
  'queued_at', ${instantOf(told.queuedAt)},
  'started_at', ${instantOf(told.startedAt)},
  'closed_at', ${instantOf(told.closedAt)},
  'last_activity_at', ${instantOf(sql`(select activity.at from dashboard_last_activity(${told.id}, ${told.lastActivityAt}) activity (at))`)},
  'total_messages', ${countMessages(told.id)},
  'rating', ${told.rating},
  'feedback', ${textOrApart('feedback', told.feedback)},
  'team', ${told.team},
  'skills', ${told.skills},
  'version', ${told.version},
  'participants', ${listOrApart('participants', told.id, instantOf)},
  'events', ${listOrApart('events', told.id, instantOf)})`;

/** The columns of a message under the name `next`. */
export const next = alias(m, 'next');

/** Null once a writer has given an erased message a content again. */
const erasedCharacters = sql`case when ${next.content} = '' then ${next.erasedCharacters} end`;

/** The document of the message `next`, with the name of its `sender`. */
export const messageDocument = (instantOf: InstantFormat): SQL => sql`json_build_object(
  'id', ${next.id},
  'sender_id', ${next.senderId},
  'sender_name', sender.name,
  'content', ${textOrApart('content', next.content)},
  'message_type', ${next.messageType},
  'status', ${next.status},
  'created_at', ${instantOf(next.createdAt)},
  'erased_characters', ${erasedCharacters},
  'file', case
    when coalesce(${next.fileName}, ${next.fileUrl}, ${next.fileMime}) is null and ${next.fileSize} is null then null
    else json_build_object(
      'name', ${textOrApart('file_name', next.fileName)},
      'url', ${textOrApart('file_url', next.fileUrl)},
      'size', ${next.fileSize},
      'mime', ${textOrApart('file_mime', next.fileMime)})
  end)`;

/** The bytes of a message's texts within its document, at least: known without reading them. */
export const messageTextBytes: SQL = sql.join(
  [next.content, next.fileName, next.fileUrl, next.fileMime].map(
    (column) =>
      sql`case when octet_length(${column}) <= ${maxTextBytes} then octet_length(${column}) else 0 end`,
  ),
  sql` + `,
);

/** The condition that a message is of a session and follows a place in it. */
export const isMessageAfter = (sessionId: SQLWrapper, after: Cursor | undefined): SQL | undefined =>
  and(
    eq(m.sessionId, sessionId),
    after && sql`(${m.createdAt}, ${m.id}) > (${after.at}::timestamptz, ${after.id}::uuid)`,
  );
