import type { Runtime } from '../values/runtime.ts';
import { SingleFlight } from './single-flight.ts';

/** The latest result of one piece of work, shared by the requests of an isolate for some seconds. */
export class Recent<Value> {
  readonly #keepMs: number;
  readonly #runtime: Pick<Runtime, 'now' | 'sleep'>;
  readonly #flights: SingleFlight<Value>;
  #last: { value: Value; at: number } | undefined;

  /** @param patienceMs how long a request waits for the work that another request began */
  constructor(keepSeconds: number, patienceMs: number, runtime: Pick<Runtime, 'now' | 'sleep'>) {
    this.#keepMs = keepSeconds * 1000;
    this.#runtime = runtime;
    this.#flights = new SingleFlight(patienceMs, runtime);
  }

  /**
   * Returns the latest result if it is recent, else does the work.
   *
   * @throws {FlightTimeout} if there is no result in time; what `work` throws
   */
  async get(work: () => Promise<Value>, waitUntil: (work: Promise<unknown>) => void): Promise<Value> {
    const last = this.#last;
    if (last !== undefined && this.#runtime.now() - last.at < this.#keepMs) return last.value;
    const remember = async (): Promise<Value> => {
      const value = await work();
      this.#last = { value, at: this.#runtime.now() };
      return value;
    };
    const { value } = await this.#flights.join('', remember, waitUntil, { onlyLater: false });
    return value;
  }
}
