import type { Context } from 'hono';
import { z } from '@hono/zod-openapi';
import type { Cursor } from '../values/cursor.ts';
import { decodeCursor, encodeCursor, nextPageLink } from './cursor.ts';
import { wholeNumberQuery } from './fields.ts';

/** The parameters of every list. */
export const pageParameters = (defaultLimit: number) => ({
  limit: wholeNumberQuery({
    min: 1,
    max: 100,
    fallback: defaultLimit,
    description: 'How many rows at most.',
  }),
  cursor: z.string().min(1).max(1024).optional().openapi({
    description: 'Opaque: the place where the page before ended. Taken from its `Link` header.',
  }),
});

/** The query of a list that takes nothing else. */
export const pageQuery = (defaultLimit: number) => z.strictObject(pageParameters(defaultLimit));

/** A list that is read page by page, by keyset. */
export interface PagedList<Id extends string = string> {
  /** Stands in its cursors: those of one list are not taken by another. */
  name: string;
  /** Where its rows have the id that stands beside the instant in their order. */
  id: Id;
}

type ListRow<Id extends string> = Record<Id | 'cursor_at', string>;

/** Where a page begins: behind the last row of the page before. */
export const placeOf = (list: PagedList, { cursor }: { cursor?: string | undefined }): Cursor | undefined =>
  cursor === undefined ? undefined : decodeCursor(list.name, cursor);

/**
 * Cuts what was read to one page and announces the next in the `Link` header. Lists are never cached.
 *
 * @param rows one more than the page holds, where there is one: that says that the list goes on
 * @param url where the next page is asked for, but for its cursor
 */
export function cutPage<Id extends string, Row extends ListRow<Id>>(
  c: Context,
  list: PagedList<Id>,
  limit: number,
  rows: Row[],
  url: string = c.req.url,
): Row[] {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  if (rows.length > limit && last !== undefined) {
    const next = encodeCursor(list.name, { at: last.cursor_at, id: last[list.id] });
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
export async function readPage<Id extends string, Row extends ListRow<Id>>(
  c: Context,
  list: PagedList<Id>,
  query: { limit: number; cursor?: string | undefined },
  read: (rows: number, after: Cursor | undefined) => Promise<Row[]>,
): Promise<Row[]> {
  return cutPage(c, list, query.limit, await read(query.limit + 1, placeOf(list, query)));
}

/**
 * The same URL with the ends of its relative window in place of its length: they don't move on between pages.
 *
 * @param window as an answer names it; null where there is none
 */
export function withFixedWindow(
  requestUrl: string,
  { from, to }: { from: string | null; to: string | null },
): string {
  const url = new URL(requestUrl);
  if (from === null || to === null || !url.searchParams.has('time_range_hours')) return requestUrl;
  url.searchParams.delete('time_range_hours');
  url.searchParams.set('from', from);
  url.searchParams.set('to', to);
  return url.href;
}
