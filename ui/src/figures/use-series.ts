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

/**
 * The same for the window before.
 *
 * @param answered the window of the answer; without one, a relative window ends now
 */
export function seriesBeforeParams(
  list: Figure[],
  view: Pick<View, 'window' | 'zone'>,
  answered?: { from: string; to: string },
) {
  const { granularity, tz, metrics } = seriesParams(list, view).query;
  return { query: { ...windowBefore(answered ?? view.window, new Date()), granularity, tz, metrics } };
}

/** How figures develop in the view's window; and in the window before, where the view is compared. */
export function useSeries(list: Figure[]) {
  const view = useView();
  const { isCompared } = view;
  const series = useRead('/timeseries', seriesParams(list, view), { freshness: 'figures' });
  const answered = series.isPlaceholderData ? undefined : series.data?.data;
  const before = useRead('/timeseries', seriesBeforeParams(list, view, answered), {
    freshness: 'still',
    enabled: isCompared,
  });
  return { series, before: isCompared ? before.data?.data : undefined };
}
