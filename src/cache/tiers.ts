import type { KVNamespace } from '@cloudflare/workers-types';
import { LRUCache } from 'lru-cache';
import type { Log } from '../values/log.ts';
import type { Runtime } from '../values/runtime.ts';
import { lastAnswerSeconds, parseStoredAnswer, type StoredAnswer } from './stored-answer.ts';

/** The memory tier: the answers of one isolate, at most 16 of its 128 MB (one or two bytes a character). */
export type MemoryTier = LRUCache<string, StoredAnswer>;
export const newMemoryTier = (bounds = { entries: 500, characters: 8_000_000 }): MemoryTier =>
  new LRUCache({
    max: bounds.entries,
    maxSize: bounds.characters,
    sizeCalculation: ({ body }, key) => key.length + body.length,
  });

/** When the newest answer that KV is known to hold was made, by key: milliseconds since the epoch. */
export type KvTimes = LRUCache<string, number>;
export const newKvTimes = (): KvTimes => new LRUCache({ max: 5000 });

/** How long a location keeps what it read from KV: the minimum, since it adds to KV's own delay. */
const locationCacheSeconds = 30;

interface Parts {
  memory: MemoryTier;
  kv: KVNamespace;
  kvTimes: KvTimes;
  /** The shortest time between two writes of one key. */
  kvWriteSeconds: number;
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

  writeMemory(key: string, answer: StoredAnswer): void {
    this.#remember(key, answer);
  }

  /**
   * Writes both tiers: memory at once, KV behind the answer to the request. KV is left alone if it holds an answer that is
   * less than `kvWriteSeconds` older, because plans limit how many writes a day has.
   */
  write(key: string, answer: StoredAnswer): void {
    const { kvTimes, kvWriteSeconds, waitUntil } = this.#parts;
    // Another answer has overtaken this one.
    if (this.#remember(key, answer) !== answer) return;
    const heldSince = kvTimes.get(key) ?? -Infinity;
    // A time after this answer's is another clock's.
    const isRecent = heldSince <= answer.storedAt && heldSince > answer.storedAt - kvWriteSeconds * 1000;
    if (!isRecent) waitUntil(this.#writeKv(key, answer));
  }

  /** The database's clock decides which answer is newer, since KV may return what another location wrote earlier. */
  #remember(key: string, answer: StoredAnswer): StoredAnswer {
    const known = this.readMemory(key);
    if (known !== undefined && known.generatedAt > answer.generatedAt) return known;
    this.#parts.memory.set(key, answer);
    return answer;
  }

  async #readKv(key: string): Promise<StoredAnswer | undefined> {
    const { kv, kvTimes, log, runtime } = this.#parts;
    try {
      const value = await kv.get(key, { type: 'json', cacheTtl: locationCacheSeconds });
      if (value === null) return undefined;
      const answer = await parseStoredAnswer(value, runtime.now());
      if (answer === undefined) log.warn('kv_value_unreadable', { key });
      // KV may return what it held before this isolate wrote.
      else kvTimes.set(key, Math.max(answer.storedAt, kvTimes.get(key) ?? -Infinity));
      return answer;
    } catch (error) {
      log.warn('kv_read_failed', { key, error: String(error) });
      return undefined;
    }
  }

  async #writeKv(key: string, answer: StoredAnswer): Promise<void> {
    const { kv, kvTimes, log } = this.#parts;
    kvTimes.set(key, answer.storedAt);
    try {
      await kv.put(key, JSON.stringify(answer), { expirationTtl: lastAnswerSeconds });
    } catch (error) {
      kvTimes.delete(key);
      log.warn('kv_write_failed', { key, error: String(error) });
    }
  }
}
