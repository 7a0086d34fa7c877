import { BoundedMap, type Bounds } from '../values/bounded-map.ts';
import { newerOf, type StoredAnswer } from './stored-answer.ts';

/** Of an isolate's 128 MB, some 16 at most (a character takes one byte or two); what is compressed beside it, one or two more. */
const memoryBounds: Bounds = { entries: 500, characters: 8_000_000 };

/** As long as KV keeps an answer. */
const memoryLifeSeconds = 24 * 3600;

/**
 * Answers in the memory of an isolate, before KV. Values only: promises, responses and connections belong to the
 * request that made them.
 */
export class MemoryStore {
  readonly #lifeSeconds: number;
  readonly #answers: BoundedMap<StoredAnswer>;

  constructor(bounds: Bounds = memoryBounds, lifeSeconds: number = memoryLifeSeconds) {
    this.#lifeSeconds = lifeSeconds;
    this.#answers = new BoundedMap(
      bounds,
      ({ body, etag, generatedAt }) => body.length + etag.length + generatedAt.length,
    );
  }

  /** @param now milliseconds since the epoch */
  read(key: string, now: number): StoredAnswer | undefined {
    const answer = this.#answers.get(key);
    if (answer === undefined) return undefined;
    if (Math.floor((now - answer.storedAt) / 1000) <= this.#lifeSeconds) return answer;
    this.#answers.delete(key);
    return undefined;
  }

  /**
   * Keeps an answer, unless a newer one is there: a location may read a value from KV that is older than ours.
   *
   * @returns the newer of the two
   */
  keep(key: string, answer: StoredAnswer): StoredAnswer {
    const kept = this.#answers.get(key);
    const newer = newerOf(answer, kept);
    if (newer !== kept) this.#answers.set(key, newer);
    return newer;
  }
}
