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
  /**
   * The key that came with the value stays: one that is asked with may be a part of a longer string, all of which it would
   * keep in memory.
   */
  readonly #entries = new Map<string, { key: string; value: Value }>();
  #characters = 0;
  /** What was used last is in its place already: moving it costs more than looking it up. */
  #newest: { key: string; value: Value } | undefined;

  /** @param charactersOf the size of a value; its key is counted besides */
  constructor(bounds: Bounds, charactersOf: (value: Value) => number = () => 0) {
    this.#bounds = bounds;
    this.#charactersOf = charactersOf;
  }

  /** Counts as a use. */
  get(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined || entry === this.#newest) return entry?.value;
    this.#entries.delete(entry.key);
    this.#entries.set(entry.key, entry);
    this.#newest = entry;
    return entry.value;
  }

  set(key: string, value: Value): void {
    this.delete(key);
    const entry = { key, value };
    const size = this.#sizeOf(entry);
    if (size > this.#bounds.characters) return;
    this.#entries.set(key, entry);
    this.#newest = entry;
    this.#characters += size;
    for (const longestUnused of this.#entries.keys()) {
      if (this.#entries.size <= this.#bounds.entries && this.#characters <= this.#bounds.characters) return;
      this.delete(longestUnused);
    }
  }

  /** What was used longest ago first. Counts as no use. */
  entries(): [key: string, value: Value][] {
    return Array.from(this.#entries.values(), ({ key, value }) => [key, value]);
  }

  delete(key: string): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#characters -= this.#sizeOf(entry);
    this.#entries.delete(key);
    if (entry === this.#newest) this.#newest = undefined;
  }

  #sizeOf({ key, value }: { key: string; value: Value }): number {
    return key.length + this.#charactersOf(value);
  }
}
