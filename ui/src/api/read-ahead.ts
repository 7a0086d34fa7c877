import { queryClient } from './query-client.ts';
import { read, rows, wholeList, type GetPath, type ParamsOf, type QueryOf } from './read.ts';

/**
 * What a route's loader calls: begins to read what its screen asks for, while the screen's code is loaded or before its
 * link is pressed. Nobody waits for it, and an answer that is still fresh is not asked for again. A failure is for the
 * screen to show.
 */
export const readAhead = <Path extends GetPath>(path: Path, params: ParamsOf<Path>): void =>
  void queryClient.prefetchQuery(read(path, params));

/** The same for a list that `useWholeList` reads. */
export const readListAhead = <Path extends GetPath>(
  path: Path,
  query: QueryOf<Path>,
  atMostPages?: number,
): void => void queryClient.prefetchQuery(wholeList(path, query, atMostPages));

/** The same for a list that `useRows` reads: its first page. */
export const readRowsAhead = <Path extends GetPath>(path: Path, query: QueryOf<Path>): void =>
  void queryClient.prefetchInfiniteQuery(rows(path, query));
