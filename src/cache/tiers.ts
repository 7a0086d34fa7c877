import type { KVNamespace } from '@cloudflare/workers-types';
import { LRUCache } from 'lru-cache';
import type { Log } from '../values/log.ts';
import type { Runtime } from '../values/runtime.ts';
import { lastAnswerSeconds, StoredAnswer } from './stored-answer.ts';

/** The memory tier: the answers of one isolate, at most 16 of its 128 MB (one or two bytes a character). */
export type MemoryTier = LRUCache<string, StoredAnswer>;
export const newMemoryTier = (bounds = { entries: 500, characters: 8_000_000 }): MemoryTier =>
  new LRUCache({
    max: bounds.entries,
    maxSize: bounds.characters,
    sizeCalculation: ({ body }, key) => key.length + body.length,
  });

/** How long a location keeps what it read from KV: the minimum, since it adds to KV's own delay. */
const locationCacheSeconds = 30;

interface Parts {
  memory: MemoryTier;
  kv: KVNamespace;
  runtime: Runtime;
  log: Log;
  waitUntil(work: Promise<unknown>): void;
}

/** Memory and Workers KV. KV may be slow, full or unavailable: that costs time, but is never an error. */
export class Tiers {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  readMemory(key: string): StoredAnswer | undefined {
    return this.#parts.memory.get(key);
  }

  /**
   * Reads both tiers and remembers the newer answer.
   *
   * @param patienceMs how long to wait for KV before going on without it
   */
  async read(key: string, patienceMs: number): Promise<StoredAnswer | undefined> {
    const late = this.#parts.runtime.sleep(patienceMs).then(() => undefined);
    const found = await Promise.race([this.#readKv(key), late]);
    return found === undefined ? this.readMemory(key) : this.#remember(key, found);
  }

  /** Writes both tiers: memory at once, KV behind the answer to the request. */
  write(key: string, answer: StoredAnswer): void {
    this.#remember(key, answer);
    this.#parts.waitUntil(this.#writeKv(key, answer));
  }

  /** The database's clock decides which answer is newer, since KV may return what another location wrote earlier. */
  #remember(key: string, answer: StoredAnswer): StoredAnswer {
    const known = this.readMemory(key);
    if (known !== undefined && known.generatedAt > answer.generatedAt) return known;
    this.#parts.memory.set(key, answer);
    return answer;
  }

  async #readKv(key: string): Promise<StoredAnswer | undefined> {
    const { kv, log } = this.#parts;
    try {
      const value = await kv.get(key, { type: 'json', cacheTtl: locationCacheSeconds });
      if (value === null) return undefined;
      const answer = StoredAnswer.safeParse(value);
      if (!answer.success) log.warn('kv_value_unreadable', { key });
      return answer.data;
    } catch (error) {
      log.warn('kv_read_failed', { key, error: String(error) });
      return undefined;
    }
  }

  async #writeKv(key: string, answer: StoredAnswer): Promise<void> {
    const { kv, log } = this.#parts;
    try {
      await kv.put(key, JSON.stringify(answer), { expirationTtl: lastAnswerSeconds });
    } catch (error) {
      log.warn('kv_write_failed', { key, error: String(error) });
    }
  }
}
