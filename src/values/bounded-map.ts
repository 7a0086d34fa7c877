/** The most that a {@link BoundedMap} holds. */
export interface Bounds {
  entries: number;
  /** Of all keys and values together. */
  characters: number;
}

/**
 * A map that forgets the least recently used entries when it holds too much. It does not take in a value that is too
 * large by itself.
 */
export class BoundedMap<Value> {
  readonly #bounds: Bounds;
  readonly #charactersOf: (value: Value) => number;
  readonly #entries = new Map<string, Value>();
  #characters = 0;

  constructor(bounds: Bounds, charactersOf: (value: Value) => number) {
    this.#bounds = bounds;
    this.#charactersOf = charactersOf;
  }

  /** Counts as a use. */
  get(key: string): Value | undefined {
    const value = this.#entries.get(key);
    if (value === undefined) return undefined;
    // A Map iterates in the order of insertion: the least recently used entry comes first.
    this.#entries.delete(key);
    this.#entries.set(key, value);
    return value;
  }

  set(key: string, value: Value): void {
    this.delete(key);
    const size = this.#sizeOf(key, value);
    if (size > this.#bounds.characters) return;
    this.#entries.set(key, value);
    this.#characters += size;
    for (const leastRecent of this.#entries.keys()) {
      if (this.#entries.size <= this.#bounds.entries && this.#characters <= this.#bounds.characters) return;
      this.delete(leastRecent);
    }
  }

  /** The least recently used first. Does not count as a use. */
  entries(): [key: string, value: Value][] {
    return [...this.#entries];
  }

  delete(key: string): void {
    const value = this.#entries.get(key);
    if (value === undefined) return;
    this.#characters -= this.#sizeOf(key, value);
    this.#entries.delete(key);
  }

  #sizeOf = (key: string, value: Value): number => key.length + this.#charactersOf(value);
}
