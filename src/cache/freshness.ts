/**
 * How long an aggregate stays good, by the length of its window. One chat more changes the figures of an hour
 * more than those of a month, so that fresh time grows with the range: a 1440th of it (a minute for a day),
 * between half a minute and five. What follows from it for a client stands in docs/cache.md.
 */
export interface Freshness {
  /** Served as it is. */
  freshSeconds: number;
  /** After that, served at once while it is made anew behind the answer. */
  staleSeconds: number;
  /** After that, made anew first; up to this age served only when the database is away. */
  lastAnswerSeconds: number;
}

const secondsPerHour = 3600;

/** @param rangeHours length of the window in hours */
export function freshnessOf(rangeHours: number): Freshness {
  const freshSeconds = Math.min(300, Math.max(30, Math.round((rangeHours * secondsPerHour) / 1440)));
  return { freshSeconds, staleSeconds: 4 * freshSeconds, lastAnswerSeconds: 24 * secondsPerHour };
}
