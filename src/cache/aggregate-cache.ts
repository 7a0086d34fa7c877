import { DatabaseUnavailable } from '../values/database-unavailable.ts';
import { sha256Hex } from '../values/digest.ts';
import { freshnessOf } from './freshness.ts';
import { jsonOf } from '../values/json-text.ts';
import type { KvStore } from './kv-store.ts';
import type { Log } from '../values/log.ts';
import type { MemoryStore } from './memory-store.ts';
import type { Runtime } from '../values/runtime.ts';
import { FlightTooLong, type SingleFlight } from './single-flight.ts';
import { jitteredFreshMs, standingOf, type Standing, type StoredAnswer } from './stored-answer.ts';

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
  /** Anything that JSON can say, or a `JsonText`. */
  body: unknown;
}

/** How an answer came about, for `Cache-Status` (RFC 9211). */
export type CacheOutcome =
  | { kind: 'hit' }
  | { kind: 'database-away' }
  | {
      kind: 'miss' | 'expired' | 'renewed';
      /** It was handed to KV. */
      stored: boolean;
      /** It was made for another request that came at the same time. */
      collapsed: boolean;
    };

/** An answer, and what may be said of its age. */
export interface CachedAnswer extends Pick<Standing, 'ageSeconds' | 'ttlSeconds'> {
  answer: StoredAnswer;
  outcome: CacheOutcome;
}

/** An answer that was made just now. */
export interface MadeAnswer {
  answer: StoredAnswer;
  stored: boolean;
}

/** How long a request waits for KV before it asks the database instead. */
const kvPatienceMs = 300;

/** And how long when the database is away, so that KV is the last hope. */
const lastHopePatienceMs = 3000;

interface Parts {
  /** Shared by all caches of an isolate. */
  memory: MemoryStore;
  store: KvStore;
  /** Shared by all caches of an isolate. */
  flights: SingleFlight<MadeAnswer>;
  /** How long a request waits for another one's question to the database. */
  flightPatienceMs: number;
  runtime: Runtime;
  log: Log;
  waitUntil(work: Promise<unknown>): void;
}

/**
 * The policy over memory and Workers KV (docs/cache.md): fresh answers are served, stale ones served and made anew
 * behind, older ones made anew first, and the last one served when the database is away.
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
    { renew }: { renew: boolean },
    load: () => Promise<FreshAnswer>,
  ): Promise<CachedAnswer> {
    const { runtime, flights, flightPatienceMs: patienceMs, waitUntil } = this.#parts;
    const key = cacheKey(question);
    const make = () => this.#make(question, load);
    const describe = (answer: StoredAnswer, outcome: CacheOutcome): CachedAnswer => ({
      ...standingOf(answer, question.rangeHours, runtime.now()),
      answer,
      outcome,
    });

    const kept = renew ? undefined : await this.#lookUp(question);
    const stage = kept && standingOf(kept, question.rangeHours, runtime.now()).stage;
    if (kept !== undefined && (stage === 'fresh' || stage === 'stale')) {
      if (stage === 'stale' && !flights.isUnderWay(key, patienceMs)) this.#renewBehind(key, make);
      return describe(kept, { kind: 'hit' });
    }
    try {
      const options = { patienceMs, later: renew };
      const { value, joined } = await flights.join(key, make, waitUntil, options);
      const kind = renew ? 'renewed' : kept === undefined ? 'miss' : 'expired';
      return describe(value.answer, { kind, stored: value.stored, collapsed: joined });
    } catch (error) {
      if (!(error instanceof DatabaseUnavailable) && !(error instanceof FlightTooLong)) throw error;
      const last = await this.#lastAnswer(key, kept);
      if (last === undefined || standingOf(last, question.rangeHours, runtime.now()).stage === 'lost') {
        throw error instanceof DatabaseUnavailable
          ? error
          : new DatabaseUnavailable('The database does not answer in time.', { cause: error });
      }
      return describe(last, { kind: 'database-away' });
    }
  }

  /** What memory has, if that is fresh; else the newer of what memory and KV have. */
  async #lookUp(question: AggregateQuestion): Promise<StoredAnswer | undefined> {
    const { memory, store, runtime } = this.#parts;
    const key = cacheKey(question);
    const near = memory.read(key, runtime.now());
    if (near && standingOf(near, question.rangeHours, runtime.now()).stage === 'fresh') return near;
    const far = await store.read(key, kvPatienceMs);
    // Memory may have got a newer one meanwhile.
    return far === undefined ? memory.read(key, runtime.now()) : memory.keep(key, far);
  }

  async #lastAnswer(key: string, kept: StoredAnswer | undefined): Promise<StoredAnswer | undefined> {
    const { memory, store, runtime } = this.#parts;
    return memory.read(key, runtime.now()) ?? kept ?? (await store.read(key, lastHopePatienceMs));
  }

  #renewBehind(key: string, make: () => Promise<MadeAnswer>): void {
    const { flights, log, waitUntil } = this.#parts;
    const renewal = flights.begin(key, make, waitUntil).catch((error: unknown) => {
      log.warn('cache_renewal_failed', { key, error: String(error) });
    });
    waitUntil(renewal);
  }

  /** Asks the database, and keeps what it says. */
  async #make(question: AggregateQuestion, load: () => Promise<FreshAnswer>): Promise<MadeAnswer> {
    const { memory, store, runtime, waitUntil } = this.#parts;
    const key = cacheKey(question);
    // Before the question: figures are never older than their age says.
    const storedAt = runtime.now();
    const fresh = await load();
    const body = jsonOf(fresh.body);
    const answer = {
      body,
      // Digested only where the same bytes may come again.
      etag: `"${body.includes(fresh.generatedAt) ? runtime.newId() : await digestOf(body)}"`,
      generatedAt: fresh.generatedAt,
      storedAt,
      freshMs: jitteredFreshMs(question.rangeHours, runtime.random()),
    };
    memory.keep(key, answer);
    const { lastAnswerSeconds } = freshnessOf(question.rangeHours);
    return { answer, stored: store.write(key, answer, lastAnswerSeconds, waitUntil) };
  }
}

/** Every key this cache writes has this form (docs/cache.md). 512 bytes at most; these have about 100. */
export function cacheKey(question: AggregateQuestion): string {
  const { endpoint, version, rangeHours, filter } = question;
  return `aggregate/${endpoint}/v${version}/${rangeHours}h/${filter}`;
}

/** The same for the same bytes. */
const digestOf = (body: string): Promise<string> => sha256Hex(new TextEncoder().encode(body), 16);
