import { parseDate, today, toZoned } from '@internationalized/date';
import { rootRouteId, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { defaultRange, rangeOfText, rangeToText, windowOf, type Range, type Window } from './range.ts';
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

export function useView(): View {
  const { range: text, compare, tz } = useSearch({ from: rootRouteId });
  const zone = tz ?? preferredZone();
  // Presets of whole days change at midnight, and only then.
  const day = today(zone).toString();
  return useMemo(() => {
    const range = rangeOfText(text) ?? defaultRange;
    const window = windowOf(range, toZoned(parseDate(day), zone));
    return { range, window, isCompared: compare !== 'off', zone };
  }, [text, compare, zone, day]);
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
