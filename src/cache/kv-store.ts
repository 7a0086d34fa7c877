import type { KVNamespace } from '@cloudflare/workers-types';
import type { Runtime } from '../values/runtime.ts';
import type { Log } from '../values/log.ts';
import type { Spacing } from './spacing.ts';
import { StoredAnswer } from './stored-answer.ts';

/** Workers KV takes one write a second a key. */
export const kvWriteSpacingMs = 1000;

/** The smallest time a location keeps what it read from KV; see docs/cache.md for what that adds. */
const locationCacheSeconds = 30;

/**
 * Reads and writes answers in Workers KV. KV may be slow, full or away: then this is slower or empty-handed,
 * and never an error.
 */
export class KvStore {
  readonly #kv: KVNamespace;
  readonly #runtime: Runtime;
  readonly #log: Log;
  readonly #writes: Spacing;

  /** @param writes shared by all stores of an isolate */
  constructor(kv: KVNamespace, runtime: Runtime, log: Log, writes: Spacing) {
    this.#kv = kv;
    this.#runtime = runtime;
    this.#log = log;
    this.#writes = writes;
  }

  /**
   * @param patienceMs how long to wait for KV before doing without
   * @returns the answer kept under the key; undefined where there is none, or none in time
   */
  async read(key: string, patienceMs: number): Promise<StoredAnswer | undefined> {
    const late = this.#runtime.sleep(patienceMs).then(() => undefined);
    return Promise.race([this.#readAtLeisure(key), late]);
  }

  async #readAtLeisure(key: string): Promise<StoredAnswer | undefined> {
    try {
      const value = await this.#kv.get(key, { type: 'json', cacheTtl: locationCacheSeconds });
      if (value === null) return undefined;
      const answer = StoredAnswer.safeParse(value);
      if (!answer.success) this.#log.warn('kv_value_unreadable', { key });
      return answer.data;
    } catch (error) {
      this.#log.warn('kv_read_failed', { key, error: String(error) });
      return undefined;
    }
  }

  /**
   * Keeps an answer for `lifeSeconds` (KV takes 60 and more), behind whatever answer is being given.
   *
   * @param waitUntil gets the writing, which never fails
   * @returns whether it was handed to KV: it isn't where the key was written less than a second ago
   */
  write(
    key: string,
    answer: StoredAnswer,
    lifeSeconds: number,
    waitUntil: (work: Promise<unknown>) => void,
  ): boolean {
    if (!this.#writes.pass(key, this.#runtime.now())) return false;
    waitUntil(this.#put(key, JSON.stringify(answer), Math.max(60, lifeSeconds)));
    return true;
  }

  async #put(key: string, value: string, expirationTtl: number): Promise<void> {
    try {
      await this.#kv.put(key, value, { expirationTtl });
    } catch (error) {
      this.#log.warn('kv_write_failed', { key, error: String(error) });
    }
  }
}
