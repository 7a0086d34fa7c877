import { BoundedMap } from '../values/bounded-map.ts';
import type { Runtime } from '../values/runtime.ts';

/** What came of making something; as a value, so that nobody has to be there to catch it. */
type Outcome<Value> = { value: Value } | { error: unknown };

interface Flight<Value> {
  begunAt: number;
  outcome: Promise<Outcome<Value>>;
}

/** Nothing came in time: neither from whoever began, nor from whoever took its place. */
export class FlightTooLong extends Error {}

/**
 * Makes one thing a key at a time; whoever wants the same meanwhile waits for it. One for all requests of an
 * isolate. Flights are the one thing that requests share beside plain values: workerd resumes each waiting
 * request in its own context (`handle_cross_request_promise_resolution`, on since 2024-10-14), but a flight whose
 * request was cut off may never end. So nobody believes in one for longer than `patienceMs`.
 */
export class SingleFlight<Value> {
  readonly #runtime: Pick<Runtime, 'now' | 'sleep'>;
  readonly #flights = new BoundedMap<Flight<Value>>({ entries: 1000, characters: 1_000_000 });

  constructor(runtime: Pick<Runtime, 'now' | 'sleep'>) {
    this.#runtime = runtime;
  }

  /** Whether one has begun, not ended, and may be waited for. */
  isUnderWay(key: string, patienceMs: number): boolean {
    const flight = this.#flights.get(key);
    return flight !== undefined && this.#runtime.now() - flight.begunAt < patienceMs;
  }

  /**
   * Begins one, in the place of any that is under way.
   *
   * @param onBegin gets a promise that ends with it and never fails: hand it to `waitUntil`, so that it goes on for
   *   others when this request's client goes away
   */
  async begin(
    key: string,
    make: () => Promise<Value>,
    onBegin: (ended: Promise<unknown>) => void,
  ): Promise<Value> {
    const flight: Flight<Value> = {
      begunAt: this.#runtime.now(),
      outcome: outcomeOf(make).then((ended) => {
        if (this.#flights.get(key) === flight) this.#flights.delete(key);
        return ended;
      }),
    };
    this.#flights.set(key, flight);
    onBegin(flight.outcome);
    return valueOf(await flight.outcome);
  }

  /**
   * Waits for one that is under way, or begins it. Where it takes longer than `patienceMs`, one of those who wait
   * takes its place and the others wait for that one, just as long.
   *
   * @param options.later be content only with one that begins from now on
   * @returns `joined`: somebody else began it
   * @throws {FlightTooLong} after twice the patience
   */
  async join(
    key: string,
    make: () => Promise<Value>,
    onBegin: (ended: Promise<unknown>) => void,
    { patienceMs, later }: { patienceMs: number; later: boolean },
  ): Promise<{ value: Value; joined: boolean }> {
    const tooEarly = later ? this.#flights.get(key) : undefined;
    for (let waits = 0; waits < 2; waits += 1) {
      const flight = this.#flights.get(key);
      if (flight === undefined || !this.isUnderWay(key, patienceMs)) break;
      const left = flight.begunAt + patienceMs - this.#runtime.now();
      const late = this.#runtime.sleep(left).then(() => undefined);
      const ended = await Promise.race([flight.outcome, late]);
      if (ended !== undefined && flight !== tooEarly) return { value: valueOf(ended), joined: true };
      if (ended === undefined && this.#flights.get(key) === flight) break;
      if (ended === undefined && waits === 1) throw new FlightTooLong();
    }
    return { value: await this.begin(key, make, onBegin), joined: false };
  }
}

async function outcomeOf<Value>(make: () => Promise<Value>): Promise<Outcome<Value>> {
  try {
    return { value: await make() };
  } catch (error) {
    return { error };
  }
}

function valueOf<Value>(outcome: Outcome<Value>): Value {
  if ('error' in outcome) throw outcome.error;
  return outcome.value;
}
