import { microsecondsOf } from './instant.ts';

/**
 * A stretch of time that figures are taken over. Both ends are included, to the microsecond: in the query string
 * (http/window-query.ts), in answers, in SQL (`endsOf` in db/statement.ts) and in every database function that
 * takes a window.
 */
export type Window =
  /** The last hours, up to `generated_at`. */
  | { hours: number }
  /** Between two instants: RFC 3339, UTC, microseconds. */
  | { from: string; to: string };

/** The length of a window. */
export const hoursIn = (window: Window): number =>
  'hours' in window
    ? window.hours
    : Number(microsecondsOf(window.to) - microsecondsOf(window.from)) / 3_600_000_000;
