import type { Cursor } from '../../values/cursor.ts';
import type { TranscriptRow } from './transcript.sql.ts';

/**
 * A transcript's JSON text: whole where the first trip to the database brought all messages, else a stream that
 * fetches the next ones only when the client has taken those before, so that no transcript has to fit in memory.
 *
 * @param session the session's document
 * @param first the messages that came with it
 * @param readAfter fetches those that follow a message
 * @returns text, or a stream that fails where the database goes away in the middle: a client then sees a broken
 *   connection and never a document that looks whole
 */
export function streamTranscript(
  session: string,
  first: TranscriptRow[],
  readAfter: (after: Cursor) => Promise<TranscriptRow[]>,
): string | ReadableStream<Uint8Array> {
  const opening = `{"session":${session},"messages":[${joined(first)}`;
  let next = cursorAfter(first);
  if (next === undefined) return `${opening}]}`;

  const encoder = new TextEncoder();
  let text = opening;
  return new ReadableStream({
    async pull(controller) {
      controller.enqueue(encoder.encode(text));
      if (next === undefined) {
        controller.close();
        return;
      }
      const rows = await readAfter(next);
      next = cursorAfter(rows);
      text = `${rows.length > 0 ? ',' : ''}${joined(rows)}${next === undefined ? ']}' : ''}`;
    },
  });
}

const joined = (rows: TranscriptRow[]): string => rows.map(messageText).join(',');

/** A message's document with its content in it. */
const messageText = ({ document, content }: TranscriptRow): string =>
  `${document.slice(0, -1)}, "content" : ${JSON.stringify(content)}}`;

/** Where to go on; undefined after the last message. */
function cursorAfter(rows: TranscriptRow[]): Cursor | undefined {
  const last = rows.at(-1);
  return last?.goes_on === true && last.cursor_at !== null ? { at: last.cursor_at, id: last.id } : undefined;
}
