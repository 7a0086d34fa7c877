import { perHour, perMillisecond, wire } from './figures-arithmetic.ts';
import { literal } from './figures-data.ts';

/** The window of a request: the last hours, or from one instant to another, in microseconds. */
export type Window = { query: string } & ({ hours: number } | { since: bigint; until: bigint });

export const lastHours = (hours: number): Window => ({ hours, query: `time_range_hours=${hours}` });

/** @param write formats the two instants */
export const between = (
  since: bigint,
  until: bigint,
  write: (instant: bigint) => string = literal,
): Window => ({
  since,
  until,
  query: `from=${encodeURIComponent(write(since))}&to=${encodeURIComponent(write(until))}`,
});

/** A stretch of time, in microseconds. */
export interface Stretch {
  since: bigint;
  until: bigint;
  hasEnd: boolean;
}

export const isWithin = ({ since, until, hasEnd }: Stretch, instant: bigint | number): boolean =>
  since <= instant && (hasEnd ? instant <= until : instant < until);

/** @param generatedAt from the answer */
export function stretchOf(window: Window, generatedAt: string): Stretch {
  if (!('hours' in window)) return { since: window.since, until: window.until, hasEnd: true };
  const until = BigInt(Date.parse(generatedAt)) * perMillisecond;
  return { since: until - BigInt(window.hours) * perHour, until, hasEnd: true };
}

/** The preceding stretch of the same length, with an exclusive end. */
export const stretchBefore = ({ since, until }: Stretch): Stretch => ({
  since: since - (until - since),
  until: since,
  hasEnd: false,
});

/** What an answer says about its window. */
export const windowInfo = (window: Window, generatedAt: string) => {
  const { since, until } = stretchOf(window, generatedAt);
  return {
    time_range_hours: 'hours' in window ? window.hours : null,
    from: wire(since),
    to: wire(until),
    generated_at: generatedAt,
  };
};
