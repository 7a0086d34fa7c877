/**
 * Lets one event a key through in a given time, per isolate. Bounded: the oldest key is forgotten first, which
 * costs an event too many and nothing else.
 */
export class Spacing {
  readonly #spacingMs: number;
  readonly #maxKeys: number;
  readonly #last = new Map<string, number>();

  constructor(spacingMs: number, maxKeys = 1000) {
    this.#spacingMs = spacingMs;
    this.#maxKeys = maxKeys;
  }

  /**
   * @param now milliseconds since the epoch
   * @returns whether the event may happen now; if so, it is taken to have happened
   */
  pass(key: string, now: number): boolean {
    const last = this.#last.get(key);
    if (last !== undefined && now - last < this.#spacingMs) return false;
    this.#last.delete(key);
    this.#last.set(key, now);
    const [oldest] = this.#last.keys();
    if (this.#last.size > this.#maxKeys && oldest !== undefined) this.#last.delete(oldest);
    return true;
  }

  /** Forgets a key: its next event may happen at once. */
  clear(key: string): void {
    this.#last.delete(key);
  }
}
