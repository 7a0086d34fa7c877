import { decodeBase64 } from 'hono/utils/encode';
import type { Database } from '../../db/client.ts';
import type { Cursor } from '../../values/cursor.ts';
import { DatabaseBusy } from '../../values/database-unavailable.ts';
import { lists, longTexts, type ApartName, type InstantFormat } from './transcript-document.sql.ts';
import {
  selectListAfter,
  selectMessagesAfter,
  selectTextSlice,
  selectTranscript,
  type SliceRow,
  type TranscriptReader,
  type TranscriptRow,
} from './transcript.sql.ts';

/** What `apart` in transcript-document.sql.ts leaves in the place of a long text or list. */
const apart = new RegExp(
  String.raw`\{"apart" : "(${[...Object.keys(longTexts), ...Object.keys(lists)].join('|')})"\}`,
);

/** Where a transcript is read from. */
export interface TranscriptSource {
  db: Pick<Database, 'read'>;
  /** How its instants are written. */
  instantOf: InstantFormat;
}

/**
 * Reads a transcript's JSON text piece by piece. The first piece comes with the first trip to the database and is
 * nearly always the whole; further trips are made only when the pieces before have been taken, so that no transcript has
 * to fit in memory.
 *
 * @param viewerId sees only sessions that are assigned to it or that it took part in; undefined sees all
 * @param reader gets an entry in the audit; undefined gets none
 * @returns undefined if there is no such session
 */
export async function readTranscript(
  source: TranscriptSource,
  sessionId: string,
  viewerId: string | undefined,
  reader?: TranscriptReader,
): Promise<AsyncGenerator<string, void> | string | undefined> {
  const { db, instantOf } = source;
  const [session, ...messages] = await db.read(selectTranscript(sessionId, viewerId, instantOf, reader));
  if (session === undefined) return undefined;
  const isWhole = placeAfter(messages) === undefined && ![session, ...messages].some(hasApart);
  return isWhole
    ? `{"session":${session.document},"messages":[${joined(messages)}]}`
    : tellInPieces({ ...source, db: patient(db) }, session, messages);
}

/** How often a further trip to the database is tried if there is no room for it: about a minute. */
const mostTries = 30;

/** What has been sent can't be taken back, so a stream that has begun waits for a place instead of breaking off. */
const patient = (db: TranscriptSource['db']): TranscriptSource['db'] => ({
  async read(statement) {
    for (let tries = 1; ; tries += 1) {
      try {
        return await db.read(statement);
      } catch (error) {
        if (!(error instanceof DatabaseBusy) || tries === mostTries) throw error;
      }
    }
  },
});

async function* tellInPieces(
  source: TranscriptSource,
  session: TranscriptRow,
  first: TranscriptRow[],
): AsyncGenerator<string, void> {
  yield '{"session":';
  yield* tellDocument(source, session.id, session);
  yield ',"messages":[';
  yield* tellMessages(source, first);
  for (let after = placeAfter(first); after !== undefined;) {
    const rows = await source.db.read(selectMessagesAfter(session.id, after, source.instantOf));
    if (rows.length > 0) yield ',';
    yield* tellMessages(source, rows);
    after = placeAfter(rows);
  }
  yield ']}';
}

async function* tellMessages(source: TranscriptSource, rows: TranscriptRow[]): AsyncGenerator<string, void> {
  let told = 0;
  for (const [index, row] of rows.entries()) {
    if (!hasApart(row)) continue;
    yield `${joined(rows.slice(told, index))}${index > told ? ',' : ''}`;
    yield* tellDocument(source, row.id, row);
    if (index + 1 < rows.length) yield ',';
    told = index + 1;
  }
  yield joined(rows.slice(told));
}

/** A document, with the parts that were sent apart back in their places. */
async function* tellDocument(
  source: TranscriptSource,
  id: string,
  { document }: TranscriptRow,
): AsyncGenerator<string, void> {
  // Splitting by a pattern with a group puts what the group matched between the pieces.
  for (const [index, piece] of document.split(new RegExp(apart, 'g')).entries()) {
    if (index % 2 === 0) yield piece;
    else yield* tellApart(source, id, piece as ApartName);
  }
}

async function* tellApart(
  { db, instantOf }: TranscriptSource,
  id: string,
  name: ApartName,
): AsyncGenerator<string, void> {
  if (name === 'participants' || name === 'events') {
    yield '[';
    let after: Cursor | undefined;
    for (;;) {
      const rows = await db.read(selectListAfter(name, id, after, instantOf));
      const last = rows.at(-1);
      if (last === undefined) break;
      yield `${after === undefined ? '' : ','}${joined(rows)}`;
      after = { at: last.cursor_at, id: last.id };
    }
    yield ']';
    return;
  }
  yield '"';
  // A slice may end within a character: the decoder keeps its beginning for the next one.
  const decoder = new TextDecoder('utf-8', { fatal: false, ignoreBOM: true });
  for (let from: number | null = 1; from !== null;) {
    const [row]: SliceRow[] = await db.read(selectTextSlice(name, id, from));
    from = row?.next ?? null;
    const text = decoder.decode(decodeBase64(row?.base64 ?? ''), { stream: from !== null });
    yield JSON.stringify(text).slice(1, -1);
  }
  yield '"';
}

const hasApart = ({ document }: TranscriptRow): boolean => apart.test(document);

const joined = (rows: { document: string }[]): string => rows.map(({ document }) => document).join(',');

/** The place of the last message if others follow it. */
function placeAfter(rows: TranscriptRow[]): Cursor | undefined {
  const last = rows.at(-1);
  return last?.goes_on === true && last.cursor_at !== null ? { at: last.cursor_at, id: last.id } : undefined;
}
