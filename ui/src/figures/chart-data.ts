import { placesOf } from '../charts/places.ts';
import type { ChartData } from '../charts/series.ts';
import type { Schema } from '../api/client.ts';
import type { Figure, Metric } from './figure.ts';
import { writeN } from './reading.ts';

type Series = Schema<'TimeSeriesResponse'>;

/** The metrics that the charts of some figures need. */
export const metricsOf = (list: Figure[]): Metric[] => [
  ...new Set(list.flatMap(({ series }) => series?.metrics ?? [])),
];

/** The values of a figure's first line: what a sparkline shows. */
export const trendOf = (figure: Figure, series: Series | undefined): (number | null)[] =>
  series === undefined ? [] : series.buckets.map((bucket) => figure.series?.lines[0]?.of(bucket) ?? null);

/**
 * What the chart of a figure draws.
 *
 * @param before the series of the window before; undefined until it is there
 */
export function chartOf(
  figure: Figure,
  series: Series,
  before: Series | undefined,
  { zone, isCompared }: { zone: string; isCompared: boolean },
): ChartData {
  const { lines = [], n } = figure.series ?? {};
  const { buckets } = series;
  return {
    name: `${figure.label} by ${series.granularity}`,
    format: figure.format,
    places: placesOf(buckets, series.granularity, series, zone),
    lines: lines.map(({ label, of }) => ({ label, values: buckets.map((bucket) => of(bucket) ?? null) })),
    note: (at) => {
      const bucket = buckets[at];
      return bucket === undefined || n === undefined || figure.format === 'count'
        ? ''
        : writeN(figure, n(bucket));
    },
    // Room for it is kept from the first paint on.
    ...(isCompared && { previous: { label: 'Before', values: trendOf(figure, before) } }),
  };
}
