import { z } from 'zod';
import { freshnessOf } from './freshness.ts';

/** An aggregate answer as memory and KV keep it: the body as it goes over the wire, and when it was made. */
export const StoredAnswer = z.object({
  body: z.string(),
  /** The strong entity tag, with its quotes. */
  etag: z.string(),
  /** The instant the figures end at, RFC 3339 in UTC with milliseconds, by the database's clock. */
  generatedAt: z.string(),
  /** When the database was asked, by the Worker's clock, in milliseconds since the epoch. */
  storedAt: z.number(),
  /** How long it is fresh: at most what its range has (older values don't say). */
  freshMs: z.number().optional(),
});
export type StoredAnswer = z.infer<typeof StoredAnswer>;

/** An answer's fresh time is up to this much shorter than its range's. */
const jitterShare = 0.1;

/**
 * How long a new answer is fresh, in milliseconds. Answers that were made together would otherwise be made anew
 * together for ever. It is only ever shortened, so that what docs/cache.md says of staleness holds.
 *
 * @param random at least 0, below 1
 */
export const jitteredFreshMs = (rangeHours: number, random: number): number =>
  Math.round(freshnessOf(rangeHours).freshSeconds * 1000 * (1 - jitterShare * random));

/** Where an answer stands in its life (docs/cache.md). */
export interface Standing {
  /** `lost` is past its last day and not served at all. */
  stage: 'fresh' | 'stale' | 'expired' | 'lost';
  /** Whole seconds since it was made. */
  ageSeconds: number;
  /** Whole seconds it stays fresh; negative once it is not. */
  ttlSeconds: number;
}

/**
 * By the answer's own age alone, whichever tier it comes from: tiers never add to each other's time.
 *
 * @param now milliseconds since the epoch
 */
export function standingOf(answer: StoredAnswer, rangeHours: number, now: number): Standing {
  const { freshSeconds, staleSeconds, lastAnswerSeconds } = freshnessOf(rangeHours);
  const ageMs = Math.max(0, now - answer.storedAt);
  const ageSeconds = Math.floor(ageMs / 1000);
  const freshMs = Math.min(freshSeconds * 1000, answer.freshMs ?? Number.POSITIVE_INFINITY);
  const ttlSeconds = Math.floor(freshMs / 1000) - ageSeconds;
  if (ageMs <= freshMs) return { stage: 'fresh', ageSeconds, ttlSeconds };
  const stage =
    ageMs <= (freshSeconds + staleSeconds) * 1000
      ? 'stale'
      : ageSeconds <= lastAnswerSeconds
        ? 'expired'
        : 'lost';
  // Not fresh any more, if only by a part of a second.
  return { stage, ageSeconds, ttlSeconds: Math.min(-1, ttlSeconds) };
}

/**
 * The one whose figures end later. The database's clock decides, being the only one that all locations share.
 */
export function newerOf<A extends StoredAnswer | undefined>(one: StoredAnswer, other: A): StoredAnswer {
  if (other === undefined || one.generatedAt > other.generatedAt) return one;
  return one.generatedAt === other.generatedAt && one.storedAt >= other.storedAt ? one : other;
}
