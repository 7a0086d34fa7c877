import type { Context } from 'hono';
import { z } from '@hono/zod-openapi';
import type { AppEnv } from '../context.ts';
import type { Cursor } from '../values/cursor.ts';
import { decodeCursor, encodeCursor, nextPageLink } from './cursor.ts';
import { wholeNumberQuery } from './fields.ts';

/** The most rows that a page can have. */
export const maxPageRows = 100;

/** The parameters of every list. */
export const pageParameters = (defaultLimit: number) => ({
  limit: wholeNumberQuery({
    min: 1,
    max: maxPageRows,
    fallback: defaultLimit,
    description: 'How many rows at most.',
  }),
  cursor: z.string().min(1).optional().openapi({
    description: 'The opaque cursor from the `Link` header of the previous page.',
  }),
});

/** A list with keyset pagination. */
export interface PagedList<Id extends string = string> {
  /** Part of its cursors: a cursor is valid only for the list it came from. */
  name: string;
  /** The column of the id that breaks ties in its order. */
  id: Id;
}

type ListRow<Id extends string> = Record<Id | 'cursor_at', string> & Marked & { cursor_since?: number[] };

/** A row of a list that counts its rows: an entry and the total over all pages. */
interface CountedRow<Row> {
  generated_at: string;
  total: number;
  /** Null in the one row of an empty page. */
  session: Row | null;
}

/** A row of which some fields hold a placeholder: see `listEntry` in db/statement.ts. */
interface Marked {
  unreadable?: string[];
}

/** The mark of an entry, for its answer. */
export const markOf = ({ unreadable }: Marked): Marked => (unreadable === undefined ? {} : { unreadable });

/** Logs the entries of a page that could not be shown in full. */
export function logUnreadable<Id extends string>(
  c: Context<AppEnv>,
  { name, id }: PagedList<Id>,
  rows: readonly (Marked & Record<Id, string>)[],
): void {
  for (const { unreadable, [id]: entryId } of rows) {
    if (unreadable)
      c.get('deps').log.error('entry_unreadable', { list: name, id: entryId, fields: unreadable });
  }
}

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
  c: Context<AppEnv>,
  list: PagedList<Id>,
  limit: number,
  rows: Row[],
  url: string = c.req.url,
): Row[] {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  if (rows.length > limit && last !== undefined) {
    const place = { at: last.cursor_at, id: last[list.id], since: last.cursor_since };
    const next = encodeCursor(list.name, place);
    c.header('Link', nextPageLink(url, next));
  }
  c.header('Cache-Control', 'no-store');
  logUnreadable(c, list, page);
  return page;
}

/** The same for a list that counts its rows: it also says how many there are, and when that was true. */
export function cutCountedPage<Id extends string, Row extends ListRow<Id>>(
  c: Context<AppEnv>,
  list: PagedList<Id>,
  limit: number,
  rows: CountedRow<Row>[],
  url?: string,
): Row[] {
  const [first] = rows;
  if (first === undefined) throw new Error(`The list ${list.name} came without its total.`);
  c.header('X-Total-Count', String(first.total));
  c.header('X-Generated-At', first.generated_at);
  const sessions = rows.flatMap(({ session }) => (session === null ? [] : [session]));
  return cutPage(c, list, limit, sessions, url);
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
