import { z } from 'zod';
import { isUuid, storableText } from './fields.ts';
import { validationFailed } from './validation.ts';

/**
 * A place in a list that is ordered by an instant and an id (keyset pagination). Opaque to callers; it keeps
 * the microseconds that the wire's instants cut, so that no row is skipped or shown twice.
 */
export interface Cursor {
  /** RFC 3339, UTC, microseconds. */
  at: string;
  id: string;
}

/** The same for a list that is ordered by a text and an id. */
export interface TextCursor {
  text: string;
  id: string;
}

const microsecondInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/;

const CursorContent = z.tuple([
  z.string(),
  z.string().regex(microsecondInstant).refine(isCalendarInstant),
  z.string().refine(isUuid),
]);

const TextCursorContent = z.tuple([z.string(), storableText(0, 1000), z.string().refine(isUuid)]);

/**
 * @param list the list's name: a cursor of one list is not taken by another
 */
export const encodeCursor = (list: string, { at, id }: Cursor): string => toBase64Url([list, at, id]);

export const encodeTextCursor = (list: string, { text, id }: TextCursor): string =>
  toBase64Url([list, text, id]);

/**
 * @throws {Problem} validation_failed where it is no cursor of this list
 */
export function decodeCursor(list: string, cursor: string): Cursor {
  const [, at, id] = contentOf(CursorContent, list, cursor);
  return { at, id };
}

/**
 * @throws {Problem} validation_failed where it is no cursor of this list
 */
export function decodeTextCursor(list: string, cursor: string): TextCursor {
  const [, text, id] = contentOf(TextCursorContent, list, cursor);
  return { text, id };
}

function contentOf<Content extends [string, string, string]>(
  schema: z.ZodType<Content>,
  list: string,
  cursor: string,
): Content {
  const content = schema.safeParse(parseBase64Url(cursor));
  if (!content.success || content.data[0] !== list) {
    throw validationFailed([
      { path: 'cursor', message: 'must be the cursor of a `Link` header of this list' },
    ]);
  }
  return content.data;
}

/** The `Link` header (RFC 8288) to the next page: the same URL with another cursor. */
export function nextPageLink(requestUrl: string, cursor: string): string {
  const url = new URL(requestUrl);
  url.searchParams.set('cursor', cursor);
  return `<${url.href}>; rel="next"`;
}

/** Excludes the 31st of February, and the year 0, which PostgreSQL does not know. */
function isCalendarInstant(text: string): boolean {
  const instant = new Date(`${text.slice(0, 23)}Z`);
  return (
    !Number.isNaN(instant.getTime()) &&
    instant.toISOString().slice(0, 19) === text.slice(0, 19) &&
    !text.startsWith('0000')
  );
}

function toBase64Url(content: unknown): string {
  const bytes = new TextEncoder().encode(JSON.stringify(content));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function parseBase64Url(text: string): unknown {
  try {
    const bytes = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return JSON.parse(utf8.decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0))));
  } catch {
    return undefined;
  }
}
