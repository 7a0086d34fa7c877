import { useRead } from '../api/use-read.ts';
import type { Freshness } from '../api/live.ts';
import type { Window } from '../view/range.ts';
import type { Figure, Sources } from './figure.ts';

/** An answer that is about everybody, and named by its window alone. */
export type WindowSource = Exclude<keyof Sources, 'agent'>;

/**
 * Reads the answers that figures are in, and no others.
 *
 * @param isCompared whether the figures of the window before are asked for as well
 */
export function useSources(
  list: Figure[],
  window: Window,
  { freshness, isCompared = false }: { freshness: Freshness; isCompared?: boolean },
) {
  const needed = new Set(
    list.flatMap(({ source, n }) => (typeof n === 'object' ? [source, n.source] : [source])),
  );
  const params = { query: { ...window, ...(isCompared && { compare: 'previous' as const }) } };
  const options = (source: WindowSource) => ({ freshness, enabled: needed.has(source) });
  const queries = {
    overview: useRead('/overview', params, options('overview')),
    satisfaction: useRead('/satisfaction', params, options('satisfaction')),
    messages: useRead('/message-analytics', params, options('messages')),
  };
  const sources = Object.fromEntries(
    Object.entries(queries).flatMap(([source, { data }]) =>
      data === undefined || !needed.has(source as WindowSource) ? [] : [[source, data.data]],
    ),
  ) as Partial<Sources>;
  return { queries, sources };
}

export type SourceQueries = ReturnType<typeof useSources>['queries'];
