import { useRead } from '../api/use-read.ts';
import { granularityFor } from '../charts/places.ts';
import { endsOf, windowBefore } from '../view/range.ts';
import { useView } from '../view/use-view.ts';
import { metricsOf } from './chart-data.ts';
import type { Figure } from './figure.ts';

/** How figures develop in the view's window; and in the window before, where the view is compared. */
export function useSeries(list: Figure[]) {
  const { window, isCompared, zone } = useView();
  const granularity = granularityFor(endsOf(window, new Date()));
  const inBuckets = { granularity, tz: zone, metrics: metricsOf(list) };
  const series = useRead('/timeseries', { query: { ...window, ...inBuckets } }, { freshness: 'figures' });
  const ends = series.data?.data ?? { from: '', to: '' };
  const isReady = isCompared && series.data !== undefined && !series.isPlaceholderData;
  const before = useRead(
    '/timeseries',
    { query: { ...(isReady ? windowBefore(ends) : ends), ...inBuckets } },
    { freshness: 'still', enabled: isReady },
  );
  return { series, before: isCompared ? before.data?.data : undefined };
}
