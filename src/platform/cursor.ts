import { z } from 'zod';
import { isUuid } from './fields.ts';
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

const microsecondInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/;

const CursorContent = z.tuple([
  z.string(),
  z.string().regex(microsecondInstant).refine(isCalendarInstant),
  z.string().refine(isUuid),
]);

/**
 * @param list the list's name: a cursor of one list is not taken by another
 */
export function encodeCursor(list: string, cursor: Cursor): string {
  return btoa(JSON.stringify([list, cursor.at, cursor.id]))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}

/**
 * @throws {Problem} validation_failed where it is no cursor of this list
 */
export function decodeCursor(list: string, text: string): Cursor {
  const content = CursorContent.safeParse(parseBase64Url(text));
  if (!content.success || content.data[0] !== list) {
    throw validationFailed([
      { path: 'cursor', message: 'must be the cursor of a `Link` header of this list' },
    ]);
  }
  const [, at, id] = content.data;
  return { at, id };
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

function parseBase64Url(text: string): unknown {
  try {
    return JSON.parse(atob(text.replaceAll('-', '+').replaceAll('_', '/')));
  } catch {
    return undefined;
  }
}
