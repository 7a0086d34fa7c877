import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import { SingleFlight } from '../cache/single-flight.ts';
import type { Log } from '../values/log.ts';
import type { Runtime } from '../values/runtime.ts';

/** Keys are fetched again after this time, so that a key that the issuer removes is refused from then on. */
const freshMs = 600_000;

/** Keys that cannot be fetched again are used for this long. */
const keptMs = 24 * 3_600_000;

/** The least time between two fetches, whatever key ids tokens name. */
const cooldownMs = 30_000;

/** The same while there are no keys at all. Also what `Retry-After` says. */
export const retrySeconds = 5;

const fetchTimeoutMs = 3000;

/** There is no usable key set, and the token cannot be checked without one. */
export class KeySetUnavailable extends Error {
  override readonly name = 'KeySetUnavailable';

  constructor(cause: unknown) {
    super('The key set cannot be fetched.', { cause });
  }
}

/** What a key set needs of the request that asks it. */
export interface AskingRequest {
  log: Log;
  waitUntil(work: Promise<unknown>): void;
}

/** Finds keys on behalf of one request. */
export type KeySet = (request: AskingRequest) => JWTVerifyGetKey;

/**
 * Creates the key set at a URL. All requests of an isolate share its keys and its fetches.
 *
 * jose fetches, parses and imports the keys. Left to itself, it forgets them after ten minutes even if it cannot
 * fetch others, and does not wait after a failed fetch. So the time of each fetch is decided here.
 */
export function remoteKeySet(url: string, runtime: Pick<Runtime, 'now' | 'sleep'>): KeySet {
  const keys = createRemoteJWKSet(new URL(url), {
    cacheMaxAge: Infinity,
    cooldownDuration: Infinity,
    timeoutDuration: fetchTimeoutMs,
  });
  const flights = new SingleFlight<void>(2 * fetchTimeoutMs, runtime);
  let fetchedAt = -Infinity;
  let askedAt = -Infinity;
  /** Why the last fetch failed; undefined if it did not. */
  let failure: unknown;

  const age = () => runtime.now() - fetchedAt;
  const mayFetch = () => runtime.now() - askedAt >= (age() < keptMs ? cooldownMs : retrySeconds * 1000);

  return ({ log, waitUntil }) => {
    const fetchKeys = async () => {
      askedAt = runtime.now();
      try {
        await keys.reload();
        fetchedAt = runtime.now();
        failure = undefined;
      } catch (error) {
        failure = error;
        // The age is null if there are no keys.
        log.warn('key_set_failed', { error: String(error), keys_age_seconds: Math.floor(age() / 1000) });
      }
    };
    /** Waits for the fetch that is under way, or fetches if it is time to. */
    const renew = async () => {
      if (!flights.isUnderWay(url) && !mayFetch()) return;
      try {
        await flights.join(url, fetchKeys, waitUntil, { onlyLater: false });
      } catch (error) {
        failure = error;
      }
    };

    return async (header, token) => {
      // Only the request that renews the keys waits; the others use those that are kept.
      if (age() >= keptMs || (age() >= freshMs && mayFetch())) await renew();
      if (age() >= keptMs) throw new KeySetUnavailable(failure);
      try {
        return await keys(header, token);
      } catch (error) {
        if (error instanceof errors.JWKSMultipleMatchingKeys || error instanceof errors.JOSENotSupported)
          throw error;
        if (!(error instanceof errors.JWKSNoMatchingKey)) throw new KeySetUnavailable(error);
      }
      // The issuer may have added the key since.
      await renew();
      if (failure !== undefined) throw new KeySetUnavailable(failure);
      return keys(header, token);
    };
  };
}
