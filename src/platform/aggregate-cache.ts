import { cachified, type Cache } from '@epic-web/cachified';
import { DatabaseUnavailable } from '../db/errors.ts';
import type { Runtime } from './runtime.ts';
import { freshnessOf } from './freshness.ts';
import type { KvStore, StoredAnswer } from './kv-store.ts';
import type { Log } from './log.ts';
import type { Spacing } from './spacing.ts';

/** What is asked for: it makes the key, and says nothing of absolute time. */
export interface AggregateQuestion {
  endpoint: string;
  /** Raised whenever the answer's shape or a figure's definition changes: older answers are then not found. */
  version: number;
  rangeHours: number;
  /** Whatever else selects the figures: `all`, or an agent's id. */
  filter: string;
}

/** Figures as they came from the database. */
export interface FreshAnswer {
  /** The instant they end at, RFC 3339. */
  generatedAt: string;
  body: unknown;
}

/** How an answer came about, for `Cache-Status` (RFC 9211). */
export type CacheOutcome = 'hit' | 'stale' | 'miss' | 'expired' | 'renewed' | 'database-away';

/** An answer, and what may be said of its age. */
export interface CachedAnswer {
  answer: StoredAnswer;
  outcome: CacheOutcome;
  /** Whole seconds since it was made. */
  ageSeconds: number;
  /** Whole seconds it stays fresh; negative once it is not. */
  ttlSeconds: number;
}

/** A renewal behind an answer is started at most once in this time a key and isolate. */
export const renewalSpacingMs = 5000;

/** How long a request waits for KV before it asks the database instead. */
const kvPatienceMs = 300;

/** And how long when the database is away, so that KV is the last hope. */
const lastHopePatienceMs = 3000;

interface Parts {
  store: KvStore;
  runtime: Runtime;
  log: Log;
  /** Shared by all caches of an isolate. */
  renewals: Spacing;
  waitUntil(work: Promise<unknown>): void;
}

/**
 * The policy over Workers KV: fresh answers are served, stale ones served and renewed behind, older ones made
 * anew, and the last one served when the database is away. The mechanism is cachified's.
 */
export class AggregateCache {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * @param question what is asked; authorisation has been decided before
   * @param options.renew the client said `Cache-Control: no-cache`: ask the database whatever is cached
   * @param load asks the database
   * @throws {DatabaseUnavailable} when the database is away and no answer of the last day is kept
   */
  async answer(
    question: AggregateQuestion,
    options: { renew: boolean },
    load: () => Promise<FreshAnswer>,
  ): Promise<CachedAnswer> {
    const { store, runtime, log, renewals, waitUntil } = this.#parts;
    const key = cacheKey(question);
    const { freshSeconds, staleSeconds, lastAnswerSeconds } = freshnessOf(question.rangeHours);
    let kept: StoredAnswer | undefined;

    const kv: Cache<StoredAnswer> = {
      name: 'workers-kv',
      async get() {
        kept = await store.read(key, kvPatienceMs);
        if (kept === undefined) return undefined;
        // cachified reads the global clock; the age is told to it by ours.
        const createdTime = Date.now() - (runtime.now() - kept.storedAt);
        return { value: kept, metadata: { createdTime, ttl: freshSeconds * 1000, swr: staleSeconds * 1000 } };
      },
      set(_key, { value }) {
        waitUntil(store.write(key, value, lastAnswerSeconds));
      },
      // Called when a read fails: the last answer is worth keeping all the same.
      delete() {},
    };

    const describe = (answer: StoredAnswer, outcome: CacheOutcome): CachedAnswer => {
      const ageSeconds = Math.max(0, Math.floor((runtime.now() - answer.storedAt) / 1000));
      return { answer, outcome, ageSeconds, ttlSeconds: freshSeconds - ageSeconds };
    };

    try {
      const answer = await cachified<StoredAnswer>(
        {
          key,
          cache: kv,
          ttl: freshSeconds * 1000,
          swr: staleSeconds * 1000,
          forceFresh: options.renew,
          fallbackToCache: false,
          waitUntil,
          async getFreshValue({ background }) {
            if (background && !renewals.pass(key, runtime.now())) throw new RenewalUnderWay();
            try {
              return await toStored(await load(), runtime.now());
            } catch (error) {
              if (background) renewals.clear(key);
              throw error;
            }
          },
        },
        () => (event) => {
          if (event.name === 'refreshValueError' && !(event.error instanceof RenewalUnderWay)) {
            log.warn('cache_renewal_failed', { key, error: String(event.error) });
          }
        },
      );
      if (answer === kept) {
        const found = describe(answer, 'hit');
        return found.ttlSeconds >= 0 ? found : { ...found, outcome: 'stale' };
      }
      return describe(answer, options.renew ? 'renewed' : kept === undefined ? 'miss' : 'expired');
    } catch (error) {
      if (!(error instanceof DatabaseUnavailable)) throw error;
      kept ??= await store.read(key, lastHopePatienceMs);
      const last = kept && describe(kept, 'database-away');
      if (last === undefined || last.ageSeconds > lastAnswerSeconds) throw error;
      return last;
    }
  }
}

/** Every key this cache writes has this form (docs/cache.md). 512 bytes at most; these have about 100. */
export function cacheKey(question: AggregateQuestion): string {
  const { endpoint, version, rangeHours, filter } = question;
  return `aggregate/${endpoint}/v${version}/${rangeHours}h/${filter}`;
}

/** Another request of this isolate is renewing the key already. */
class RenewalUnderWay extends Error {}

async function toStored(fresh: FreshAnswer, now: number): Promise<StoredAnswer> {
  const body = JSON.stringify(fresh.body);
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(body));
  const hex = Array.from(new Uint8Array(digest, 0, 16), (byte) => byte.toString(16).padStart(2, '0'));
  return { body, etag: `"${hex.join('')}"`, generatedAt: fresh.generatedAt, storedAt: now };
}
