import { useRead } from '../api/use-read.ts';
import type { Freshness } from '../api/live.ts';
import type { Window } from '../view/range.ts';
import type { Figure, Sources } from './figure.ts';

/** An answer that is about everybody, and named by its window alone. */
export type WindowSource = Exclude<keyof Sources, 'agent'>;

/** The answers that figures are in. */
export const sourcesOf = (list: Figure[]): Set<keyof Sources> =>
  new Set(list.flatMap(({ source, n }) => (typeof n === 'object' ? [source, n.source] : [source])));

export const sourcePaths = {
  overview: '/overview',
  satisfaction: '/satisfaction',
  messages: '/message-analytics',
} as const satisfies Record<WindowSource, string>;

export const sourceParams = (window: Window, isCompared: boolean) => ({
  query: { ...window, ...(isCompared && { compare: 'previous' as const }) },
});

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
  const needed = sourcesOf(list);
  const params = sourceParams(window, isCompared);
  const options = (source: WindowSource) => ({ freshness, enabled: needed.has(source) });
  const queries = {
    overview: useRead(sourcePaths.overview, params, options('overview')),
    satisfaction: useRead(sourcePaths.satisfaction, params, options('satisfaction')),
    messages: useRead(sourcePaths.messages, params, options('messages')),
  };
  const sources = Object.fromEntries(
    Object.entries(queries).flatMap(([source, { data }]) =>
      data === undefined || !needed.has(source as WindowSource) ? [] : [[source, data.data]],
    ),
  ) as Partial<Sources>;
  return { queries, sources };
}

export type SourceQueries = ReturnType<typeof useSources>['queries'];
