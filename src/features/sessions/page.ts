import type { Context } from 'hono';
import { wholeNumberQuery } from '../../platform/fields.ts';
import { z } from '@hono/zod-openapi';
import { decodeCursor, encodeCursor, nextPageLink, type Cursor } from '../../platform/cursor.ts';

/** The parameters of every list. */
export const pageParameters = (defaultLimit: number) => ({
  limit: wholeNumberQuery({
    min: 1,
    max: 100,
    fallback: defaultLimit,
    description: 'How many rows at most.',
  }),
  cursor: z.string().min(1).max(512).optional().openapi({
    description: 'Opaque: the place where the page before ended. Taken from its `Link` header.',
  }),
});

/** The query of a list that takes nothing else. */
export const pageQuery = (defaultLimit: number) => z.strictObject(pageParameters(defaultLimit));

interface ListRow {
  session_id: string;
  cursor_at: string;
}

/** Where a page begins: behind the last row of the page before. */
export const placeOf = (list: string, { cursor }: { cursor?: string | undefined }): Cursor | undefined =>
  cursor === undefined ? undefined : decodeCursor(list, cursor);

/**
 * Cuts what was read to one page and announces the next in the `Link` header. Lists are never cached.
 *
 * @param list the list's name, which its cursors carry
 * @param rows one more than the page holds, where there is one: that says that the list goes on
 * @param url where the next page is asked for, but for its cursor
 */
export function cutPage<Row extends ListRow>(
  c: Context,
  list: string,
  limit: number,
  rows: Row[],
  url: string = c.req.url,
): Row[] {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  if (rows.length > limit && last !== undefined) {
    const next = encodeCursor(list, { at: last.cursor_at, id: last.session_id });
    c.header('Link', nextPageLink(url, next));
  }
  c.header('Cache-Control', 'no-store');
  return page;
}

/**
 * Reads one page of a list by keyset.
 *
 * @param read gets one row more than the page holds
 */
export async function readPage<Row extends ListRow>(
  c: Context,
  list: string,
  query: { limit: number; cursor?: string | undefined },
  read: (rows: number, after: Cursor | undefined) => Promise<Row[]>,
): Promise<Row[]> {
  return cutPage(c, list, query.limit, await read(query.limit + 1, placeOf(list, query)));
}
