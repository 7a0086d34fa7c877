import type { Context } from 'hono';
import { wholeNumberQuery } from '../../platform/fields.ts';
import { z } from '@hono/zod-openapi';
import { decodeCursor, encodeCursor, nextPageLink, type Cursor } from '../../platform/cursor.ts';

/** The query of a list. */
export const pageQuery = (defaultLimit: number) =>
  z.strictObject({
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

/**
 * Reads one page of a list by keyset and announces the next in the `Link` header. Lists are never cached.
 *
 * @param list the list's name, which its cursors carry
 * @param read gets one row more than the page holds: that there is one says that the list goes on
 */
export async function readPage<Row extends { session_id: string; cursor_at: string }>(
  c: Context,
  list: string,
  query: { limit: number; cursor?: string | undefined },
  read: (rows: number, after: Cursor | undefined) => Promise<Row[]>,
): Promise<Row[]> {
  const after = query.cursor === undefined ? undefined : decodeCursor(list, query.cursor);
  const rows = await read(query.limit + 1, after);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  if (rows.length > query.limit && last !== undefined) {
    const next = encodeCursor(list, { at: last.cursor_at, id: last.session_id });
    c.header('Link', nextPageLink(c.req.url, next));
  }
  c.header('Cache-Control', 'no-store');
  return page;
}
