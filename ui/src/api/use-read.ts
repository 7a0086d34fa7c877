import { keepPreviousData, useInfiniteQuery, useQuery, type Query } from '@tanstack/react-query';
import { useMemo } from 'react';
import { nextRequestMs, type Freshness } from './live.ts';
import { ApiProblem } from './problem.ts';
import { read, rows, wholeList, type GetPath, type ParamsOf, type QueryOf } from './read.ts';

interface ReadOptions {
  freshness: Freshness;
  /** Whether to ask at all. */
  enabled?: boolean;
}

// The query's own types say nothing here, and differ between lists and single answers.
type AnyQuery = Pick<Query, 'state'>;

const interval =
  (freshness: Freshness) =>
  ({ state }: AnyQuery): number | false => {
    const error: unknown = state.error;
    if (error === null) return nextRequestMs(freshness);
    const retryAfter = error instanceof ApiProblem ? error.retryAfterSeconds : undefined;
    return nextRequestMs(freshness, (state.errorUpdatedAt - state.dataUpdatedAt) / 1000, retryAfter);
  };

/** Reads a path and keeps it fresh. While other parameters load, the earlier data stay. */
export function useRead<Path extends GetPath>(
  path: Path,
  params: ParamsOf<Path>,
  { freshness, enabled = true }: ReadOptions,
) {
  return useQuery({
    ...read(path, params),
    enabled,
    placeholderData: keepPreviousData,
    refetchInterval: interval(freshness) as (query: unknown) => number | false,
  });
}

/**
 * Reads a whole list at once, all pages of it, and keeps it fresh. For lists of some hundred rows, such as agents;
 * anything longer is read page by page with `useRows`.
 */
export function useWholeList<Path extends GetPath>(
  path: Path,
  query: QueryOf<Path>,
  { freshness, enabled = true, atMostPages }: ReadOptions & { atMostPages?: number },
) {
  return useQuery({
    ...wholeList(path, query, atMostPages),
    enabled,
    placeholderData: keepPreviousData,
    refetchInterval: interval(freshness) as (query: unknown) => number | false,
  });
}

/**
 * Whether a list is renewed when it is seen again. Its pages are read one after the other, which for a long list takes
 * too many requests: that stays as it was read.
 */
const isShort = ({ state }: { state: { data: { pages: unknown[] } | undefined } }): boolean =>
  (state.data?.pages.length ?? 0) <= 5;

/** Reads a list page by page: all rows so far, the total, and `loadMore`. */
export function useRows<Path extends GetPath>(path: Path, query: QueryOf<Path>, enabled = true) {
  const list = useInfiniteQuery({
    ...rows(path, query),
    enabled,
    placeholderData: keepPreviousData,
    refetchOnMount: isShort,
    refetchOnWindowFocus: isShort,
    refetchOnReconnect: isShort,
  });
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const pages = data?.pages;
  const all = useMemo(() => pages?.flatMap((page) => page.data) ?? [], [pages]);
  const loadMore = () => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  };
  return { list, rows: all, first: pages?.[0], total: pages?.[0]?.total, loadMore };
}
