import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answerTo, type Answer } from './answer.ts';
import { api, type Api } from './client.ts';

type Get<Path extends keyof Api> = Api[Path] extends { get: infer Operation } ? Operation : never;

/** A path that can be read. */
export type GetPath = {
  [Path in keyof Api]: Get<Path> extends { responses: unknown } ? Path : never;
}[keyof Api];

/** The parameters of a path: `{ query, path }`. */
export type ParamsOf<Path extends GetPath> =
  Get<Path> extends { parameters: infer Params }
    ? { [Name in 'query' | 'path' as Name extends keyof Params ? Name : never]?: Params[Name & keyof Params] }
    : never;

/** The body of a path's answer. */
export type DataOf<Path extends GetPath> =
  Get<Path> extends { responses: { 200: { content: { 'application/json': infer Data } } } } ? Data : never;

/** The query of a path, without the place in the list that `rows` adds. */
export type QueryOf<Path extends GetPath> =
  Get<Path> extends { parameters: { query?: infer Query } }
    ? Omit<NonNullable<Query>, 'cursor' | 'limit'>
    : never;

export type RowOf<Path extends GetPath> = DataOf<Path> extends (infer Row)[] ? Row : never;

function call<Path extends GetPath>(
  path: Path,
  params: ParamsOf<Path>,
  signal: AbortSignal,
): Promise<Answer<DataOf<Path>>> {
  // The client can't follow a path that is a type parameter; ParamsOf and DataOf say the same in one place.
  const get = api.GET as unknown as (
    url: string,
    options: unknown,
  ) => Promise<{ data?: DataOf<Path>; error?: unknown; response: Response }>;
  return answerTo(get(path, { params, signal }));
}

/**
 * How a path is read and kept. Its key is the path and the parameters, so nobody writes keys by hand:
 * `queryClient.invalidateQueries({ queryKey: ['/waiting-sessions'] })` renews all of that path.
 */
export const read = <Path extends GetPath>(path: Path, params: ParamsOf<Path>) =>
  queryOptions({
    queryKey: [path, params] as const,
    queryFn: ({ signal }) => call(path, params, signal),
  });

/** As many rows as the API gives at once. */
const pageSize = 100;

/** Reads one page of a list. */
export const readPage = <Path extends GetPath>(
  path: Path,
  query: QueryOf<Path>,
  cursor: string | undefined,
  signal: AbortSignal,
): Promise<Answer<DataOf<Path> & RowOf<Path>[]>> =>
  call(
    path,
    { query: { ...query, limit: pageSize, cursor } } as unknown as ParamsOf<Path>,
    signal,
  ) as Promise<Answer<DataOf<Path> & RowOf<Path>[]>>;

/** How a list is read page by page, along its cursors. */
export const rows = <Path extends GetPath>(path: Path, query: QueryOf<Path>) =>
  infiniteQueryOptions({
    queryKey: [path, 'rows', query] as const,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ signal, pageParam }) => readPage(path, query, pageParam, signal),
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

/**
 * How a list is read at once, all pages of it or as many as are wanted.
 *
 * @returns an answer of all rows, as of the last page. It has a `nextCursor` if there are more
 */
export const wholeList = <Path extends GetPath>(
  path: Path,
  query: QueryOf<Path>,
  atMostPages = Number.POSITIVE_INFINITY,
) =>
  queryOptions({
    queryKey: [path, 'whole', query, atMostPages] as const,
    queryFn: async ({ signal }) => {
      const first = await readPage(path, query, undefined, signal);
      const all: RowOf<Path>[] = [...first.data];
      let last = first;
      for (let pages = 1; last.nextCursor !== undefined && pages < atMostPages; pages++) {
        last = await readPage(path, query, last.nextCursor, signal);
        all.push(...last.data);
      }
      return { ...last, total: first.total, data: all };
    },
  });
