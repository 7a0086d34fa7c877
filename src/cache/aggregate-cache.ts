import { DatabaseUnavailable } from '../values/database-unavailable.ts';
import type { Log } from '../values/log.ts';
import type { Runtime } from '../values/runtime.ts';
import { FlightTimeout, type SingleFlight } from './single-flight.ts';
import { entityTagOf, standingOf, type Standing, type StoredAnswer } from './stored-answer.ts';
import type { Tiers } from './tiers.ts';

/** What is asked. It makes the key, so it names a relative window and never an instant. */
export interface AggregateQuestion {
  endpoint: string;
  /** Raise it when the answer's shape or a figure's definition changes: the key no longer finds older answers. */
  version: number;
  rangeHours: number;
  /** Everything else that selects the figures: `all`, or an agent's id. */
  filter: string;
  /** Whether KV holds the answer too. Memory is bounded; KV keeps an answer for a day. */
  inKv: boolean;
}

/** The answer of the database. */
export interface LoadedAnswer {
  /** The end of the window, RFC 3339. */
  generatedAt: string;
  /** Any JSON value. */
  body: unknown;
}

/** Where an answer comes from, in the terms of `Cache-Status` (RFC 9211). */
export type Origin =
  | { hit: true; databaseUnavailable: boolean }
  | {
      hit: false;
      /** Why the database was asked. */
      forwarded: 'miss' | 'stale' | 'request';
      /** The answer was made for another request. */
      collapsed: boolean;
    };

export interface CachedAnswer extends Standing {
  answer: StoredAnswer;
  origin: Origin;
}

/** How long a request waits for KV before it asks the database. */
const kvPatienceMs = 300;

/** How long it waits for KV if the database is unavailable. */
const lastHopePatienceMs = 3000;

interface Parts {
  tiers: Tiers;
  /** Shared by all requests of an isolate. */
  flights: SingleFlight<StoredAnswer>;
  runtime: Runtime;
  log: Log;
  waitUntil(work: Promise<unknown>): void;
}

/**
 * The cache policy (docs/cache.md). Fresh answers are served. Stale ones are served while a new one is made. Older
 * ones are served only if the database is unavailable.
 */
export class AggregateCache {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * Answers a question of a caller who is authorised to ask it.
   *
   * @param options.renew ask the database, whatever is cached (`Cache-Control: no-cache`)
   * @param options.beforeAsking may refuse by throwing; called before this caller's question goes to the database
   * @param load asks the database
   * @throws {DatabaseUnavailable} if the database is unavailable and there is no answer of the last day
   */
  async answer(
    question: AggregateQuestion,
    { renew, beforeAsking }: { renew: boolean; beforeAsking(): Promise<void> },
    load: () => Promise<LoadedAnswer>,
  ): Promise<CachedAnswer> {
    const { tiers, flights, runtime, waitUntil } = this.#parts;
    const key = cacheKey(question);
    const make = () => this.#make(key, question, load);
    const describe = (answer: StoredAnswer, origin: Origin): CachedAnswer => ({
      answer,
      origin,
      ...standingOf(answer, question.rangeHours, runtime.now()),
    });

    const kept = renew ? undefined : await this.#find(key, question);
    if (kept !== undefined) {
      const hit = describe(kept, { hit: true, databaseUnavailable: false });
      if (hit.stage === 'stale' && !flights.isUnderWay(key)) this.#renewInBackground(key, make);
      if (hit.stage === 'fresh' || hit.stage === 'stale') return hit;
    }
    await beforeAsking();
    try {
      const { value, joined } = await flights.join(key, make, waitUntil, { onlyLater: renew });
      const forwarded = renew ? 'request' : kept === undefined ? 'miss' : 'stale';
      return describe(value, { hit: false, forwarded, collapsed: joined });
    } catch (error) {
      if (!(error instanceof DatabaseUnavailable || error instanceof FlightTimeout)) throw error;
      const last =
        tiers.readMemory(key) ?? (question.inKv ? await tiers.read(key, lastHopePatienceMs) : undefined);
      const hit = last && describe(last, { hit: true, databaseUnavailable: true });
      if (hit !== undefined && hit.stage !== 'lost') return hit;
      if (error instanceof DatabaseUnavailable) throw error;
      throw new DatabaseUnavailable('The database does not answer in time.', { cause: error });
    }
  }

  /** A fresh answer comes from memory; otherwise KV may have a newer one. */
  async #find(key: string, { rangeHours, inKv }: AggregateQuestion): Promise<StoredAnswer | undefined> {
    const { tiers, runtime } = this.#parts;
    const near = tiers.readMemory(key);
    if (!inKv || (near && standingOf(near, rangeHours, runtime.now()).stage === 'fresh')) return near;
    return tiers.read(key, kvPatienceMs);
  }

  #renewInBackground(key: string, make: () => Promise<StoredAnswer>): void {
    const { flights, log, waitUntil } = this.#parts;
    const renewal = flights.begin(key, make, waitUntil).catch((error: unknown) => {
      log.warn('cache_renewal_failed', { key, error: String(error) });
    });
    waitUntil(renewal);
  }

  async #make(
    key: string,
    { inKv }: AggregateQuestion,
    load: () => Promise<LoadedAnswer>,
  ): Promise<StoredAnswer> {
    const { tiers, runtime } = this.#parts;
    // Read before the database is asked, so that figures are never older than `Age` says.
    const storedAt = runtime.now();
    const { generatedAt, body: value } = await load();
    const body = JSON.stringify(value);
    const answer = { body, etag: await entityTagOf(body), generatedAt, storedAt };
    if (inKv) tiers.write(key, answer);
    else tiers.writeMemory(key, answer);
    return answer;
  }
}

/** The key of a question. In KV it takes about 100 of the 512 bytes allowed. docs/cache.md lists all keys. */
export function cacheKey({ endpoint, version, rangeHours, filter }: Omit<AggregateQuestion, 'inKv'>): string {
  return `aggregate/${endpoint}/v${version}/${rangeHours}h/${filter}`;
}
