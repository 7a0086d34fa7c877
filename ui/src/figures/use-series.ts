import { useRead } from '../api/use-read.ts';
import { granularityFor } from '../charts/places.ts';
import { endsOf, windowBefore } from '../view/range.ts';
import { useView, type View } from '../view/use-view.ts';
import { metricsOf } from './chart-data.ts';
import type { Figure } from './figure.ts';

/** What the series of figures is asked for by. */
export const seriesParams = (list: Figure[], { window, zone }: Pick<View, 'window' | 'zone'>) => ({
  query: {
    ...window,
    granularity: granularityFor(endsOf(window, new Date())),
    tz: zone,
    metrics: metricsOf(list),
  },
});

/** How figures develop in the view's window; and in the window before, where the view is compared. */
export function useSeries(list: Figure[]) {
  const view = useView();
  const { isCompared } = view;
  const asked = seriesParams(list, view);
  const { granularity, tz, metrics } = asked.query;
  const series = useRead('/timeseries', asked, { freshness: 'figures' });
  const ends = series.data?.data ?? { from: '', to: '' };
  const isReady = isCompared && series.data !== undefined && !series.isPlaceholderData;
  const before = useRead(
    '/timeseries',
    { query: { ...(isReady ? windowBefore(ends) : ends), granularity, tz, metrics } },
    { freshness: 'still', enabled: isReady },
  );
  return { series, before: isCompared ? before.data?.data : undefined };
}
