/**
 * What code remembers between requests. The composition root creates one for an isolate, so that no module holds
 * state of its own. A memo is identified by the function that makes it.
 */
export class Memos {
  readonly #memos = new Map<() => unknown, unknown>();

  of<Memo>(make: () => Memo): Memo {
    if (!this.#memos.has(make)) this.#memos.set(make, make());
    return this.#memos.get(make) as Memo;
  }
}
