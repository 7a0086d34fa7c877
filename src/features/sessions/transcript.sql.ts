import { and, eq, sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import { z } from 'zod';
import { chatMessages as m, chatSessions as s } from '../../db/schema/chat.ts';
import { build, cursorInstant, field, fields, type Statement } from '../../db/statement.ts';
import type { Cursor } from '../../values/cursor.ts';
import type { CallerRole } from '../../values/enums.ts';
import { isVisibleTo } from './conditions.sql.ts';
import {
  isMessageAfter,
  lists,
  longTexts,
  messageDocument,
  messageTextBytes,
  next,
  sessionDocument,
  told,
  type InstantFormat,
  type ListName,
} from './transcript-document.sql.ts';

/**
 * A transcript is one answer, however long it is, but the database's HTTP protocol returns at most 10 MiB a round trip.
 * One trip takes the session and as many messages as are certain to fit, which is nearly always all of them. A longer
 * transcript takes more trips and is streamed.
 */
const maxTripRows = 20_000;

/** Rows of a long list per trip. */
const maxListRows = 5000;

/** The limit of a trip's messages in bytes. The rest of the 10 MiB is for the session and for one long message. */
const maxTripBytes = 6 * 1024 * 1024;

/** Bytes of a long text per trip. Base64 makes them a third longer, whatever they are. */
const maxSliceBytes = 6 * 1024 * 1024;

const TranscriptRow = z.object({
  kind: z.enum(['session', 'message']),
  document: field.text,
  cursor_at: field.text.nullable(),
  id: field.uuid,
  goes_on: z.boolean().nullable(),
});
export type TranscriptRow = z.output<typeof TranscriptRow>;

/** Who reads a transcript and from which request, for the audit. */
export interface TranscriptReader {
  actor_id: string;
  actor_role: CallerRole;
  request_id: string;
}

/**
 * Selects a session's document, then its first messages. There is no row if the session does not exist or the viewer
 * may not see it.
 *
 * Plain SQL around the builder's queries: the query builder has no WINDOW clause, and both branches of the union are
 * made of expressions.
 *
 * @param viewerId sees only sessions that are assigned to it or that it took part in; undefined sees all
 * @param reader gets an entry in the audit; undefined gets none
 */
export const selectTranscript = (
  sessionId: string,
  viewerId: string | undefined,
  instantOf: InstantFormat,
  reader: TranscriptReader | undefined,
): Statement<TranscriptRow> => ({
  name: 'transcript',
  row: TranscriptRow,
  query: sql`
    with told as ${build
      .select()
      .from(s)
      .where(and(eq(s.id, sessionId), isVisibleTo(viewerId, s)))},
    trip as (${tripOfMessages(sql`(select ${told.id} from told)`, undefined, instantOf)})
    select kind, document, cursor_at, id, goes_on
    from (
      select 'session' as kind, ${sessionDocument(instantOf)}::text as document, null as cursor_at, ${told.id},
        null::boolean as goes_on, 0 as place
      from told ${reader && sql`cross join lateral dashboard_note_read(${told.id}, ${JSON.stringify(reader)}::jsonb)`}
      union all
      select 'message', document, cursor_at, id, goes_on, place from trip
    ) whole
    order by place`,
});

/** Selects the messages that follow a message, as many as fit into a trip. */
export const selectMessagesAfter = (
  sessionId: string,
  after: Cursor,
  instantOf: InstantFormat,
): Statement<TranscriptRow> => ({
  name: 'transcript-messages',
  row: TranscriptRow,
  query: sql`
    select 'message' as kind, document, cursor_at, id, goes_on
    from (${tripOfMessages(sql.param(sessionId), after, instantOf)}) trip
    order by place`,
});

/**
 * The next messages with their documents. What cannot fit by the sizes of its texts is left out first, so that documents
 * are made for one trip only. A document takes at most twice its size, because JSON in JSON escapes quotation marks and
 * backslashes again.
 */
const tripOfMessages = (
  sessionId: SQLWrapper,
  after: Cursor | undefined,
  instantOf: InstantFormat,
): SQL => sql`
  select document, ${cursorInstant(sql`created_at`)} as cursor_at, id, goes_on, place
  from (
    select id, created_at, document, goes_on, place,
      sum(2 * octet_length(document) + 200) over (order by place) as bytes
    from (
      select ${next.id}, ${next.createdAt}, next.goes_on, next.place, ${messageDocument(instantOf)}::text as document
      from (
        select *, sum(${messageTextBytes}) over (order by place) as text_bytes
        from (
          select *, row_number() over in_order as place, lead(${next.id}) over in_order is not null as goes_on
          from ${build
            .select()
            .from(m)
            .where(isMessageAfter(sessionId, after))
            .orderBy(m.createdAt, m.id)
            .limit(maxTripRows + 1)
            .as('next')}
          window in_order as (order by ${next.createdAt}, ${next.id})
        ) next
      ) next
      -- A lookup a message: 20,000 of them take about 60 ms, and a subquery over the senders made short transcripts slower.
      left join lateral dashboard_user_name(${next.senderId}) sender on true
      where next.place <= ${maxTripRows} and (next.text_bytes <= ${maxTripBytes} or next.place = 1)
    ) documents
  ) fitting
  where bytes <= ${maxTripBytes} or place = 1`;

const SliceRow = z.object({ base64: field.text, next: field.count.nullable() });
export type SliceRow = z.output<typeof SliceRow>;

/**
 * Selects a slice of a text that is sent apart. Slices are cut by bytes, because PostgreSQL finds the place of a character in
 * a long text by counting from its beginning.
 *
 * @param from the place of the slice's first byte, from 1
 * @returns the slice, and the place of the next one; null after the last
 */
export const selectTextSlice = (
  name: keyof typeof longTexts,
  id: string,
  from: number,
): Statement<SliceRow> => {
  const { table, id: key, column } = longTexts[name];
  return {
    name: 'transcript-text',
    row: SliceRow,
    query: build
      .select(
        fields<SliceRow>({
          base64: sql`encode(substr(convert_to(coalesce(${column}, ''), 'UTF8'), ${from}, ${maxSliceBytes}), 'base64')`,
          next: sql`case when octet_length(${column}) >= ${from + maxSliceBytes} then ${from + maxSliceBytes} end`,
        }),
      )
      .from(table)
      .where(eq(key, id)),
  };
};

const ListRow = z.object({ document: field.text, cursor_at: field.text, id: field.text });
export type ListRow = z.output<typeof ListRow>;

/** Selects rows of a list that is sent apart: those that follow a place in it; none after its end. */
export const selectListAfter = (
  name: ListName,
  sessionId: string,
  after: Cursor | undefined,
  instantOf: InstantFormat,
): Statement<ListRow> => {
  const list = lists[name];
  return {
    name: 'transcript-list',
    row: ListRow,
    query: build
      .select({
        document: sql`${list.document(instantOf)}::text`.as('document'),
        cursor_at: cursorInstant(list.place.at).as('cursor_at'),
        id: sql`${list.place.id}::text`.as('id'),
      })
      .from(list.table)
      .where(and(eq(list.sessionId, sessionId), after && list.follows(after)))
      .orderBy(...list.order)
      .limit(maxListRows),
  };
};
