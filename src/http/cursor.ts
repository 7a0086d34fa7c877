import { decodeBase64Url, encodeBase64Url } from 'hono/utils/encode';
import { z } from 'zod';
import type { Cursor, TextCursor } from '../values/cursor.ts';
import { isUtcMicroseconds } from '../values/instant.ts';
import { isUuid } from '../values/uuid.ts';
import { storableText } from './fields.ts';
import { validationFailed } from './validation.ts';

const CursorContent = z.tuple([
  z.string(),
  z.string().refine(isUtcMicroseconds),
  z.string().refine(isUuid),
  z.array(z.int().min(0).max(0xffff_ffff)).min(1).optional(),
]);

const TextCursorContent = z.tuple([z.string(), storableText(0, 1000), z.string().refine(isUuid)]);

/**
 * Encodes a place in a list as an opaque cursor.
 *
 * @param list the list's name: a cursor is valid only for the list it came from
 */
export const encodeCursor = (list: string, { at, id, since }: Cursor): string =>
  toBase64Url(since === undefined ? [list, at, id] : [list, at, id, since]);

export const encodeTextCursor = (list: string, { text, id }: TextCursor): string =>
  toBase64Url([list, text, id]);

/**
 * @throws {Problem} validation_failed if it is not a cursor of this list
 */
export function decodeCursor(list: string, cursor: string): Cursor {
  const [, at, id, since] = contentOf(CursorContent, list, cursor);
  return { at, id, since };
}

/**
 * @throws {Problem} validation_failed if it is not a cursor of this list
 */
export function decodeTextCursor(list: string, cursor: string): TextCursor {
  const [, text, id] = contentOf(TextCursorContent, list, cursor);
  return { text, id };
}

function contentOf<Content extends [string, ...unknown[]]>(
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

const toBase64Url = (content: unknown): string =>
  encodeBase64Url(new TextEncoder().encode(JSON.stringify(content)).buffer).replace(/=+$/, '');

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function parseBase64Url(text: string): unknown {
  try {
    return JSON.parse(utf8.decode(decodeBase64Url(text)));
  } catch {
    return undefined;
  }
}
