import { endsOf, isDay, isPreset, presets, type Range, type Window } from '../view/range.ts';

type Options = Intl.DateTimeFormatOptions;

const made = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter is slow, and a list uses the same one a thousand times. */
function formatter(zone: string, options: Options, locale: string | undefined): Intl.DateTimeFormat {
  const key = `${locale} ${zone} ${JSON.stringify(options)}`;
  let format = made.get(key);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(locale, { timeZone: zone, ...options });
    made.set(key, format);
  }
  return format;
}

type Instant = Date | string;
const dateOf = (instant: Instant): Date => (typeof instant === 'string' ? new Date(instant) : instant);

/** Nov 24, 2026 */
export const formatDay = (instant: Instant, zone: string, locale?: string): string =>
  formatter(zone, { dateStyle: 'medium' }, locale).format(dateOf(instant));

/** 14:05 or 2:05 PM */
export const formatTime = (instant: Instant, zone: string, locale?: string): string =>
  formatter(zone, { timeStyle: 'short' }, locale).format(dateOf(instant));

/** 14:05:09 */
export const formatSeconds = (instant: Instant, zone: string, locale?: string): string =>
  formatter(zone, { timeStyle: 'medium' }, locale).format(dateOf(instant));

/** Nov 24, 14:05 */
export const formatInstant = (instant: Instant, zone: string, locale?: string): string =>
  formatter(zone, { month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' }, locale).format(
    dateOf(instant),
  );

/** What a range is called: its preset, or its two ends. */
export function formatRange(range: Range, window: Window, zone: string, now: Date, locale?: string): string {
  return isPreset(range)
    ? presets[range.preset].label
    : formatEnds(window, zone, now, isDay(range.to), locale);
}

/** The two ends of a window. @param isWholeDays whether times of day say nothing */
export function formatEnds(
  window: Window,
  zone: string,
  now: Date,
  isWholeDays: boolean,
  locale?: string,
): string {
  const { from, to } = endsOf(window, now);
  const isThisYear = new Date(from).getUTCFullYear() === now.getUTCFullYear();
  const options: Options = {
    month: 'short',
    day: 'numeric',
    ...(!isThisYear && { year: 'numeric' }),
    ...(!isWholeDays && { hour: 'numeric', minute: '2-digit' }),
  };
  return formatter(zone, options, locale).formatRange(from, to);
}

/** 12 s ago, 3 min ago */
export function formatAge(seconds: number): string {
  if (seconds < 60) return `${Math.max(0, Math.floor(seconds))} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  return seconds < 86_400 ? `${Math.floor(seconds / 3600)} h ago` : `${Math.floor(seconds / 86_400)} d ago`;
}

/** A time zone as people read it, with its offset: Europe/Berlin, GMT+1. */
export function formatZone(zone: string, at: Date, locale?: string): string {
  const offset = formatter(zone, { timeZoneName: 'shortOffset' }, locale)
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value;
  const name = zone.replaceAll('_', ' ');
  return offset === undefined || offset === zone || zone === 'UTC' ? name : `${name}, ${offset}`;
}
