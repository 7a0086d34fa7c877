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

/** The query of a list without other parameters. */
export const pageQuery = (defaultLimit: number) => z.strictObject(pageParameters(defaultLimit));

/** A list with keyset pagination. */
export interface PagedList<Id extends string = string> {
  /** Part of its cursors: a cursor is valid only for the list it came from. */
  name: string;
  /** The column of the id that breaks ties in its order. */
  id: Id;
}

type ListRow<Id extends string> = Record<Id | 'cursor_at', string>;

/** The last row of the previous page; undefined for the first page. */
export const placeOf = (list: PagedList, { cursor }: { cursor?: string | undefined }): Cursor | undefined =>
  cursor === undefined ? undefined : decodeCursor(list.name, cursor);

/**
 * Cuts rows to one page and links to the next page, if there is one. Lists are never cached.
 *
 * @param rows up to one more than the page holds, which shows that there is a next page
 * @param url the URL of the next page, without its cursor
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
 * @param read reads the given number of rows, one more than the page holds
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
 * Replaces the length of a relative window in a URL by its ends, so that the window does not move between pages.
 *
 * @param window as an answer names it; null without a window
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
