import { z } from 'zod';
import { sha256Hex } from '../values/bytes.ts';

/** An answer as memory and KV keep it. */
const StoredAnswer = z.object({
  /** The JSON text that goes over the wire. */
  body: z.string(),
  /** The strong entity tag, in quotes: {@link entityTagOf} the body. */
  etag: z.string(),
  /** The end of the window, by the database's clock: RFC 3339, UTC, milliseconds. */
  generatedAt: z.iso.datetime({ precision: 3 }),
  /** When the database was asked, by the Worker's clock, in milliseconds since the epoch. */
  storedAt: z.int().nonnegative(),
});
export type StoredAnswer = z.infer<typeof StoredAnswer>;

/** How far the clocks of two machines may be apart. */
const clockToleranceMs = 60_000;

/**
 * Reads a value that KV holds. Accepts only what a Worker can have written: the entity tag covers the body, and neither
 * time is in the future. An answer from the future would stay fresh, and would replace newer ones, until its time came.
 *
 * @param now milliseconds since the epoch
 * @returns undefined for anything else
 */
export async function parseStoredAnswer(value: unknown, now: number): Promise<StoredAnswer | undefined> {
  const { data: answer } = StoredAnswer.safeParse(value);
  if (answer === undefined || answer.etag !== (await entityTagOf(answer.body))) return undefined;
  const latest = Math.max(answer.storedAt, Date.parse(answer.generatedAt));
  return latest <= now + clockToleranceMs ? answer : undefined;
}

/** The strong entity tag of a body: a digest, in quotes. */
export const entityTagOf = async (body: string): Promise<string> =>
  `"${await sha256Hex(new TextEncoder().encode(body), 16)}"`;

/** How long an answer is kept, for when the database is unavailable. */
export const lastAnswerSeconds = 24 * 3600;

/**
 * How long an answer is fresh: a 1440th of its window (a minute for a day), between 30 seconds and 5 minutes. A new
 * chat changes the figures of an hour more than those of a month.
 */
export const freshSecondsOf = (rangeHours: number): number =>
  Math.min(300, Math.max(30, Math.round((rangeHours * 3600) / 1440)));

/** A stale answer is served at once until its age is this many times its fresh time. */
const staleFactor = 5;

/** What may be done with an answer at its age (docs/cache.md). */
export interface Standing {
  /**
   * `fresh` is served. `stale` is served while a new answer is made. `expired` is served only while the database is
   * unavailable, and `lost` never.
   */
  stage: 'fresh' | 'stale' | 'expired' | 'lost';
  ageSeconds: number;
  /** Seconds until it stops being fresh; negative afterwards. */
  ttlSeconds: number;
}

/** @param now milliseconds since the epoch */
export function standingOf(answer: StoredAnswer, rangeHours: number, now: number): Standing {
  const freshSeconds = freshSecondsOf(rangeHours);
  const ageMs = Math.max(0, now - answer.storedAt);
  const ageSeconds = Math.floor(ageMs / 1000);
  const ttlSeconds = freshSeconds - ageSeconds;
  if (ageMs <= freshSeconds * 1000) return { stage: 'fresh', ageSeconds, ttlSeconds };
  const isStale = ageMs <= staleFactor * freshSeconds * 1000;
  const stage = isStale ? 'stale' : ageSeconds <= lastAnswerSeconds ? 'expired' : 'lost';
  // Within the first second after it was fresh, the whole seconds would say 0.
  return { stage, ageSeconds, ttlSeconds: Math.min(-1, ttlSeconds) };
}
