import { parseAbsolute, toCalendarDate } from '@internationalized/date';
import type { Ends } from '../../figures/drill.ts';
import type { WeekHour } from './staffing-search.ts';

/** A Monday: a date to take the names of weekdays and hours from. */
const monday = Date.UTC(2024, 0, 1);
const dateOf = ({ weekday, hour }: WeekHour): number => monday + ((weekday - 1) * 24 + hour) * 3_600_000;

const format = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(undefined, { timeZone: 'UTC', ...options });

/** Mon */
export const shortWeekday = (weekday: number): string =>
  format({ weekday: 'short' }).format(dateOf({ weekday, hour: 0 }));

/** Tuesday */
export const longWeekday = (weekday: number): string =>
  format({ weekday: 'long' }).format(dateOf({ weekday, hour: 0 }));

/** 2 PM, or 14 */
export const hourName = (hour: number): string =>
  format({ hour: 'numeric' }).format(dateOf({ weekday: 1, hour }));

/** Tuesday, 2:00 – 3:00 PM */
export function weekHourName(at: WeekHour): string {
  const times = format({ hour: 'numeric', minute: '2-digit' });
  const [begin, end] = [dateOf(at), dateOf(at) + 3_600_000];
  // A range over midnight would name its dates.
  const hours =
    at.hour === 23 ? `${times.format(begin)} – ${times.format(end)}` : times.formatRange(begin, end);
  return `${longWeekday(at.weekday)}, ${hours}`;
}

/** 1 is Monday. */
export const weekdays = [1, 2, 3, 4, 5, 6, 7];
export const hours = Array.from({ length: 24 }, (_, hour) => hour);

/** The place of an hour in the week: 0 is Monday 0:00. */
export const placeOf = ({ weekday, hour }: WeekHour): number => (weekday - 1) * 24 + hour;

/**
 * Where a key leads from a place in the week. Home and End go to the ends of its day; no arrow leaves the week, or goes
 * from midnight into another day.
 *
 * @param isTransposed whether hours are the rows
 * @returns undefined for any other key
 */
export function nextPlace(place: number, key: string, isTransposed: boolean): number | undefined {
  const [day, hour] = [Math.floor(place / 24), place % 24];
  const [across, down] = isTransposed ? ([1, 0] as const) : ([0, 1] as const);
  const steps: Record<string, readonly [axis: 0 | 1, by: number]> = {
    ArrowRight: [across, 1],
    ArrowLeft: [across, -1],
    ArrowDown: [down, 1],
    ArrowUp: [down, -1],
    Home: [0, -hour],
    End: [0, 23 - hour],
  };
  const step = steps[key];
  if (step === undefined) return undefined;
  const [axis, by] = step;
  if (axis === 0) return day * 24 + Math.max(0, Math.min(23, hour + by));
  return Math.max(0, Math.min(6, day + by)) * 24 + hour;
}

/** The hour of the week that clocks show. */
export function weekHourAt(instant: string, zone: string): WeekHour {
  const local = parseAbsolute(instant, zone);
  return { weekday: isoWeekday(local), hour: local.hour };
}

const isoWeekday = ({ year, month, day }: { year: number; month: number; day: number }): number =>
  new Date(Date.UTC(year, month - 1, day)).getUTCDay() || 7;

/** On how many dates of a window each hour of the week comes, at least in part. */
export function timesInWindow({ from, to }: Ends, zone: string): number[] {
  const times = Array.from({ length: 168 }, () => 0);
  const [first, last] = [parseAbsolute(from, zone), parseAbsolute(to, zone)];
  const lastDate = toCalendarDate(last);
  for (let date = toCalendarDate(first); date.compare(lastDate) <= 0; date = date.add({ days: 1 })) {
    const begin = date.compare(toCalendarDate(first)) === 0 ? first.hour : 0;
    const end = date.compare(lastDate) === 0 ? last.hour : 23;
    for (let hour = begin; hour <= end; hour += 1) {
      const place = placeOf({ weekday: isoWeekday(date), hour });
      times[place] = (times[place] ?? 0) + 1;
    }
  }
  return times;
}

/**
 * Says where weekdays can't be compared, because some come more often than others in the window.
 *
 * @param times what `timesInWindow` counts
 */
export function unevenWeekdays(times: number[]): string | undefined {
  const usual = Array.from(
    { length: 7 },
    (_, at) => times.slice(at * 24, at * 24 + 24).sort((a, b) => a - b)[12] ?? 0,
  );
  const [least, most] = [Math.min(...usual), Math.max(...usual)];
  if (least === most || least === 0) return undefined;
  const often = usual.flatMap((count, at) => (count === most ? [shortWeekday(at + 1)] : []));
  const names = new Intl.ListFormat(undefined, { type: 'conjunction' }).format(often);
  return `${names} ${often.length === 1 ? 'comes' : 'come'} ${most} times in this range, other days ${least}. Choose whole weeks to compare days.`;
}
