import { parseDate, today, toZoned } from '@internationalized/date';
import { rootRouteId, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { defaultRange, rangeOfText, rangeToText, windowOf, type Range, type Window } from './range.ts';
import type { ViewSearch } from './view-search.ts';
import { preferredZone, rememberZone } from './zone.ts';

/** The view in the URL, as every screen reads it. */
export interface View {
  range: Range;
  /** The range as the API takes it: spread it into a query. */
  window: Window;
  /** Whether figures are compared with the window before. */
  isCompared: boolean;
  zone: string;
}

const zoneOf = ({ tz }: ViewSearch): string => tz ?? preferredZone();

/** @param day that it is in the view's zone: presets of whole days change at midnight, and only then */
export function viewOf(search: ViewSearch, day = today(zoneOf(search)).toString()): View {
  const zone = zoneOf(search);
  const range = rangeOfText(search.range) ?? defaultRange;
  const window = windowOf(range, toZoned(parseDate(day), zone));
  return { range, window, isCompared: search.compare !== 'off', zone };
}

/** What a view is made of. A route whose loader reads figures depends on it. */
export const viewDeps = ({ search: { range, compare, tz } }: { search: ViewSearch }): ViewSearch => ({
  ...(range !== undefined && { range }),
  ...(compare !== undefined && { compare }),
  ...(tz !== undefined && { tz }),
});

export function useView(): View {
  const search = useSearch({ from: rootRouteId });
  const day = today(zoneOf(search)).toString();
  const { range, compare, tz } = search;
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- the view is the same while these are
  return useMemo(() => viewOf(search, day), [range, compare, tz, day]);
}

/** Changes the view: each change is a step in the browser's history. */
export function useChangeView() {
  const navigate = useNavigate();
  return useMemo(() => {
    const change = (next: Record<string, string>): void => {
      void navigate({ to: '.', search: (current: object) => ({ ...current, ...next }) } as never);
    };
    return {
      setRange: (range: Range) => change({ range: rangeToText(range) }),
      setCompared: (isCompared: boolean) => change({ compare: isCompared ? 'on' : 'off' }),
      setZone: (tz: string) => {
        rememberZone(tz);
        change({ tz });
      },
    };
  }, [navigate]);
}
