import { DatabaseBusy, type BusyReason } from './database-unavailable.ts';
import type { Runtime } from './runtime.ts';

/** How many pieces of work of one name may be under way at a time. */
export interface Bound {
  name: string;
  most: number;
  /** What a request hears that finds no place. */
  refusal: BusyReason;
}

/** The first delay before a request looks for a place again. It doubles up to the longest. */
const firstDelayMs = 10;
const longestDelayMs = 80;

/**
 * Limits the work that the requests of an isolate have under way with the database. A request without a place waits
 * here, where it takes no connection, and is refused when its patience ends.
 *
 * A request looks for a place by timers of its own, so that requests share no promises. A place ends after `leaseMs`
 * even if it is never given back, since work whose request was cancelled may never end.
 */
export class Limiter {
  readonly #patienceMs: number;
  readonly #leaseMs: number;
  readonly #runtime: Pick<Runtime, 'now' | 'sleep'>;
  readonly #places = new Set<{ name: string; endsAt: number }>();

  constructor(times: { patienceMs: number; leaseMs: number }, runtime: Pick<Runtime, 'now' | 'sleep'>) {
    this.#patienceMs = times.patienceMs;
    this.#leaseMs = times.leaseMs;
    this.#runtime = runtime;
  }

  /**
   * Runs the work as soon as its bound has a place for it.
   *
   * @param waitUntil keeps the work running if the client goes away, so that the place is given back
   * @throws {DatabaseBusy} if there is no place in time
   */
  async run<T>(
    bound: Bound,
    work: () => Promise<T>,
    waitUntil: (work: Promise<unknown>) => void,
  ): Promise<T> {
    let place = this.#enter(bound);
    let delayMs = firstDelayMs;
    for (let waitedMs = 0; place === undefined; waitedMs += delayMs) {
      if (waitedMs >= this.#patienceMs) throw new DatabaseBusy(bound.refusal);
      await this.#runtime.sleep(delayMs);
      delayMs = Math.min(2 * delayMs, longestDelayMs);
      place = this.#enter(bound);
    }
    const held = place;
    const result = work().finally(() => this.#places.delete(held));
    waitUntil(result.catch(() => {}));
    return result;
  }

  #enter({ name, most }: Bound) {
    const now = this.#runtime.now();
    let taken = 0;
    for (const place of this.#places) {
      if (place.endsAt <= now) this.#places.delete(place);
      else if (place.name === name) taken += 1;
    }
    if (taken >= most) return undefined;
    const place = { name, endsAt: now + this.#leaseMs };
    this.#places.add(place);
    return place;
  }
}
