/** What a {@link BoundedMap} may hold at most. */
export interface Bounds {
  entries: number;
  /** Of all entries together, by whatever `charactersOf` counts. */
  characters: number;
}

/**
 * A map of strings that forgets what was used longest ago once it holds too much. What is too large by itself is
 * not taken in at all.
 */
export class BoundedMap<Value> {
  readonly #bounds: Bounds;
  readonly #charactersOf: (value: Value) => number;
  readonly #entries = new Map<string, Value>();
  #characters = 0;
  /** What was used last is in its place already: moving it costs more than looking it up. */
  #newest: string | undefined;

  /** @param charactersOf the size of a value; its key is counted besides */
  constructor(bounds: Bounds, charactersOf: (value: Value) => number = () => 0) {
    this.#bounds = bounds;
    this.#charactersOf = charactersOf;
  }

  /** Counts as a use. */
  get(key: string): Value | undefined {
    const value = this.#entries.get(key);
    if (value === undefined || key === this.#newest) return value;
    this.#entries.delete(key);
    this.#entries.set(key, value);
    this.#newest = key;
    return value;
  }

  set(key: string, value: Value): void {
    this.delete(key);
    const size = this.#sizeOf(key, value);
    if (size > this.#bounds.characters) return;
    this.#entries.set(key, value);
    this.#newest = key;
    this.#characters += size;
    for (const longestUnused of this.#entries.keys()) {
      if (this.#entries.size <= this.#bounds.entries && this.#characters <= this.#bounds.characters) return;
      this.delete(longestUnused);
    }
  }

  delete(key: string): void {
    const value = this.#entries.get(key);
    if (value === undefined) return;
    this.#characters -= this.#sizeOf(key, value);
    this.#entries.delete(key);
    if (key === this.#newest) this.#newest = undefined;
  }

  #sizeOf(key: string, value: Value): number {
    return key.length + this.#charactersOf(value);
  }
}
