import { formatDecimal, formatCount } from './numbers.ts';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** From here on, seconds say nothing any more. */
const wholeMinutesFrom = 10 * minute;

/**
 * A duration as people say it: 4.2 s, 42 s, 3 min 20 s, 22 min, 2 h 5 min, 3 d 4 h. Two units at most; the smaller is
 * left out where it is 0.
 */
export function formatDuration(seconds: number, locale?: string): string {
  if (seconds < 0) return `−${formatDuration(-seconds, locale)}`;
  if (seconds < 9.95) {
    const isWhole = Number.isInteger(Math.round(seconds * 10) / 10);
    return `${formatDecimal(seconds, isWhole ? 0 : 1, locale)} s`;
  }
  const whole = Math.round(seconds);
  if (whole < minute) return `${whole} s`;
  if (whole < wholeMinutesFrom) return pair(whole, minute, 'min', 1, 's', locale);
  const minutes = Math.round(whole / minute) * minute;
  if (minutes < hour) return `${minutes / minute} min`;
  if (minutes < day) return pair(minutes, hour, 'h', minute, 'min', locale);
  return pair(Math.round(whole / hour) * hour, day, 'd', hour, 'h', locale);
}

function pair(
  seconds: number,
  large: number,
  largeName: string,
  small: number,
  smallName: string,
  locale: string | undefined,
): string {
  const rest = Math.round((seconds % large) / small);
  const first = `${formatCount(Math.floor(seconds / large), locale)} ${largeName}`;
  return rest === 0 ? first : `${first} ${rest} ${smallName}`;
}

/** A duration on an axis, where one unit has to do: 90 s, 5 min, 1.5 h. */
export function formatAxisDuration(seconds: number, locale?: string): string {
  const [unit, name] =
    seconds >= 2 * day
      ? [day, 'd']
      : seconds >= hour
        ? [hour, 'h']
        : seconds >= 2 * minute
          ? [minute, 'min']
          : [1, 's'];
  const value = seconds / unit;
  return `${formatDecimal(value, Number.isInteger(value) ? 0 : 1, locale)} ${name}`;
}

/** A running clock: 0:42, 3:20, 2:05:09. */
export function formatClock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const parts = [Math.floor(whole / hour), Math.floor((whole % hour) / minute), whole % minute];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, at) => (at === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}
