import type { Bucket } from '../figures/figure.ts';
import type { Ends } from '../figures/drill.ts';
import type { Place } from './series.ts';

export type Granularity = 'hour' | 'day' | 'week' | 'month';

const hourMs = 3_600_000;

/** Buckets that make a readable line: by hour up to two days, by day up to three months, then by week. */
export function granularityFor({ from, to }: { from: number; to: number }): Granularity {
  const hours = (to - from) / hourMs;
  if (hours <= 49) return 'hour';
  return hours <= 24 * 95 ? 'day' : 'week';
}

const ticks: Record<Granularity, Intl.DateTimeFormatOptions> = {
  hour: { hour: 'numeric', minute: '2-digit' },
  day: { month: 'short', day: 'numeric' },
  week: { month: 'short', day: 'numeric' },
  month: { month: 'short', year: 'numeric' },
};
/** Up to this many days are labelled with their weekdays. */
const weekdaysAtMost = 9;
const titles: Record<Granularity, Intl.DateTimeFormatOptions> = {
  hour: { weekday: 'short', month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' },
  day: { weekday: 'long', month: 'short', day: 'numeric' },
  week: { month: 'short', day: 'numeric', year: 'numeric' },
  month: { month: 'long', year: 'numeric' },
};

/** The time axis of a series: how each bucket is called, and which ones are only partly in the window. */
export function placesOf(
  buckets: Bucket[],
  granularity: Granularity,
  window: Ends & { generated_at: string },
  zone: string,
  locale?: string,
): Place[] {
  const hasWeekdays = granularity === 'day' && buckets.length <= weekdaysAtMost;
  const tick = new Intl.DateTimeFormat(locale, {
    timeZone: zone,
    ...(hasWeekdays ? { weekday: 'short' } : ticks[granularity]),
  });
  const title = new Intl.DateTimeFormat(locale, { timeZone: zone, ...titles[granularity] });
  const [from, to, now] = [window.from, window.to, window.generated_at].map((text) => Date.parse(text));
  return buckets.map(({ start, end }) => {
    const [begins, ends] = [Date.parse(start), Date.parse(end)];
    return {
      tick: tick.format(begins),
      title: granularity === 'week' ? `Week of ${title.format(begins)}` : title.format(begins),
      // The window’s end is included, so a bucket that ends a moment later is whole.
      isPartial: begins < (from ?? 0) || ends > (to ?? 0) + 1 || ends > (now ?? 0),
    };
  });
}
