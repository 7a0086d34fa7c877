import {
  CalendarDate,
  endOfWeek,
  parseAbsolute,
  parseDate,
  parseDateTime,
  startOfWeek,
  toCalendarDateTime,
  toZoned,
  type ZonedDateTime,
} from '@internationalized/date';

/**
 * The time that a page is about. A preset is relative to now; otherwise `from` and `to` are two days (both
 * included), two local times, or two instants (RFC 3339, UTC), which a drill-down copies from an answer.
 */
export type Range = { preset: PresetName } | { from: string; to: string };

/** A window as the API takes it. */
export type Window = { time_range_hours: number } | { from: string; to: string };

interface Preset {
  label: string;
  /** The single key that chooses it. */
  key: string;
  window(now: ZonedDateTime): Window;
}

const lastHours = (hours: number) => (): Window => ({ time_range_hours: hours });

/** From the start of one day until the end of another, by the clocks of the zone. */
const days = (from: CalendarDate, to: CalendarDate, zone: string): Window => ({
  from: toZoned(from, zone).toAbsoluteString(),
  to: justBefore(toZoned(to.add({ days: 1 }), zone).toDate()),
});

const dateOf = ({ year, month, day }: ZonedDateTime): CalendarDate => new CalendarDate(year, month, day);

/** Weeks begin on Monday, as the API's do. */
const mondayLocale = 'en-GB';

export const presets = {
  hour: { label: 'Last hour', key: 'h', window: lastHours(1) },
  '24h': { label: 'Last 24 hours', key: 'd', window: lastHours(24) },
  yesterday: {
    label: 'Yesterday',
    key: 'e',
    window: (now) => days(dateOf(now).subtract({ days: 1 }), dateOf(now).subtract({ days: 1 }), now.timeZone),
  },
  '7d': { label: 'Last 7 days', key: 'w', window: lastHours(168) },
  'last-week': {
    label: 'Last week',
    key: 'l',
    window: (now) => {
      const sameDay = dateOf(now).subtract({ weeks: 1 });
      return days(startOfWeek(sameDay, mondayLocale), endOfWeek(sameDay, mondayLocale), now.timeZone);
    },
  },
  '30d': { label: 'Last 30 days', key: 'm', window: lastHours(720) },
  '90d': {
    label: 'Last 90 days',
    key: 'q',
    window: (now) =>
      days(dateOf(now).subtract({ days: 90 }), dateOf(now).subtract({ days: 1 }), now.timeZone),
  },
} satisfies Record<string, Preset>;

export type PresetName = keyof typeof presets;
export const presetNames = Object.keys(presets) as PresetName[];

export const defaultRange: Range = { preset: '7d' };

export const isPreset = (range: Range): range is { preset: PresetName } => 'preset' in range;

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;
const localPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;

export const isDay = (text: string): boolean => dayPattern.test(text);

/** The last microsecond before an instant: the API's windows include their ends. */
export const justBefore = (end: Date): string =>
  new Date(end.getTime() - 1).toISOString().replace('Z', '999Z');

/** Where a `from` or a `to` is on the time line. */
function boundOf(text: string, zone: string, isEnd: boolean): string {
  if (isDay(text)) {
    const date = parseDate(text);
    return isEnd
      ? justBefore(toZoned(date.add({ days: 1 }), zone).toDate())
      : toZoned(date, zone).toAbsoluteString();
  }
  if (localPattern.test(text)) return toZoned(parseDateTime(text), zone).toAbsoluteString();
  // Keeps microseconds, which a Date would lose.
  parseAbsolute(text, 'UTC');
  return text;
}

/** @param now only matters for presets that are made of whole days */
export function windowOf(range: Range, now: ZonedDateTime): Window {
  if (isPreset(range)) return presets[range.preset].window(now);
  return { from: boundOf(range.from, now.timeZone, false), to: boundOf(range.to, now.timeZone, true) };
}

/** The ends of a window, in milliseconds since 1970. */
export function endsOf(window: Window, now: Date): { from: number; to: number } {
  if ('from' in window) return { from: Date.parse(window.from), to: Date.parse(window.to) };
  return { from: now.getTime() - window.time_range_hours * 3_600_000, to: now.getTime() };
}

/**
 * The window before, as long and right beside it. Begins and ends on a minute, so that the window before one that ends
 * now is not asked for again with every answer.
 */
export function windowBefore(window: Window, now: Date): { from: string; to: string } {
  const { from, to } = endsOf(window, now);
  const minute = (instant: number): Date => new Date(Math.floor(instant / 60_000) * 60_000);
  return { from: minute(2 * from - to).toISOString(), to: justBefore(minute(from)) };
}

/** Whether two texts make a range that the API takes. */
export function isRange(from: string, to: string): boolean {
  try {
    const [begin, end] = [boundOf(from, 'UTC', false), boundOf(to, 'UTC', true)].map(Date.parse);
    return begin !== undefined && end !== undefined && begin < end;
  } catch {
    return false;
  }
}

const toLocalMinute = (instant: number, zone: string): string =>
  toCalendarDateTime(parseAbsolute(new Date(instant).toISOString(), zone))
    .toString()
    .slice(0, 16);

/**
 * The range before or after: as long, and right beside it. Whole days stay whole days.
 *
 * @returns undefined if it would begin in the future
 */
export function neighbour(range: Range, direction: -1 | 1, now: ZonedDateTime): Range | undefined {
  const zone = now.timeZone;
  const window = windowOf(range, now);
  const { from, to } = endsOf(window, now.toDate());
  if (direction === 1 && to >= now.toDate().getTime()) return undefined;
  if ('from' in window && isWholeDays(range)) {
    const first = dateOf(parseAbsolute(window.from, zone));
    const last = dateOf(parseAbsolute(new Date(to).toISOString(), zone));
    const count = last.compare(first) + 1;
    const shift = { days: direction * count };
    return { from: first.add(shift).toString(), to: last.add(shift).toString() };
  }
  // A window's last instant is a microsecond short of the next one's first.
  const length = Math.round((to - from) / 1000) * 1000;
  const begin = from + direction * length;
  return { from: toLocalMinute(begin, zone), to: toLocalMinute(begin + length, zone) };
}

const isWholeDays = (range: Range): boolean => isPreset(range) || (isDay(range.from) && isDay(range.to));

/** A range as the URL has it: `7d`, or `2026-11-24..2026-11-30`. */
export const rangeToText = (range: Range): string =>
  isPreset(range) ? range.preset : `${range.from}..${range.to}`;

/** Reads what the URL has; undefined if it is none. */
export function rangeOfText(text: unknown): Range | undefined {
  if (typeof text !== 'string') return undefined;
  const preset = presetNames.find((name) => name === text);
  if (preset !== undefined) return { preset };
  const [from = '', to = '', ...more] = text.split('..');
  return more.length === 0 && isRange(from, to) ? { from, to } : undefined;
}
