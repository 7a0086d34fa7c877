import type { Runtime } from '../values/runtime.ts';

interface Flight<Value> {
  begunAt: number;
  /** Settles and never rejects: there may be nobody to catch it. */
  result: Promise<PromiseSettledResult<Value>>;
}

/** There was no result in time, neither from the first flight nor from the one that replaced it. */
export class FlightTimeout extends Error {}

/**
 * Runs one piece of work per key at a time. All requests of an isolate that ask for the key meanwhile share the
 * result.
 *
 * This is the only promise that requests share. workerd resumes each waiting request in its own context
 * (`handle_cross_request_promise_resolution`, on since 2024-10-14), but work whose request was cancelled may never
 * end. So a leader hands its work to `waitUntil`, and followers wait at most `patienceMs`.
 */
export class SingleFlight<Value> {
  readonly #patienceMs: number;
  readonly #runtime: Pick<Runtime, 'now' | 'sleep'>;
  readonly #flights = new Map<string, Flight<Value>>();

  constructor(patienceMs: number, runtime: Pick<Runtime, 'now' | 'sleep'>) {
    this.#patienceMs = patienceMs;
    this.#runtime = runtime;
  }

  /** Whether the key has a flight that may be waited for. */
  isUnderWay(key: string): boolean {
    const flight = this.#flights.get(key);
    return flight !== undefined && this.#runtime.now() - flight.begunAt < this.#patienceMs;
  }

  /** Begins a flight and replaces any other of the key. */
  async begin(
    key: string,
    work: () => Promise<Value>,
    waitUntil: (work: Promise<unknown>) => void,
  ): Promise<Value> {
    const result = Promise.allSettled([work()]).then(([settled]) => {
      if (this.#flights.get(key)?.result === result) this.#flights.delete(key);
      return settled;
    });
    this.#flights.set(key, { begunAt: this.#runtime.now(), result });
    // It goes on for the others if this request's client goes away.
    waitUntil(result);
    return valueOf(await result);
  }

  /**
   * Waits for the flight of the key, or begins one. If a flight takes longer than `patienceMs`, the first follower to
   * notice begins another, and the others wait for that one as long again.
   *
   * @param options.onlyLater accept only a flight that begins after this call
   * @returns `joined` is true if another request began the flight
   * @throws {FlightTimeout} after waiting twice
   */
  async join(
    key: string,
    work: () => Promise<Value>,
    waitUntil: (work: Promise<unknown>) => void,
    { onlyLater }: { onlyLater: boolean },
  ): Promise<{ value: Value; joined: boolean }> {
    const tooEarly = onlyLater ? this.#flights.get(key) : undefined;
    for (let waits = 0; waits < 2; waits += 1) {
      const flight = this.#flights.get(key);
      if (flight === undefined || !this.isUnderWay(key)) break;
      const late = this.#runtime.sleep(flight.begunAt + this.#patienceMs - this.#runtime.now());
      const settled = await Promise.race([flight.result, late]);
      if (settled && flight !== tooEarly) return { value: valueOf(settled), joined: true };
      if (!settled && this.#flights.get(key) === flight) break;
      if (!settled && waits === 1) throw new FlightTimeout();
    }
    return { value: await this.begin(key, work, waitUntil), joined: false };
  }
}

function valueOf<Value>(settled: PromiseSettledResult<Value>): Value {
  if (settled.status === 'rejected') throw settled.reason;
  return settled.value;
}
