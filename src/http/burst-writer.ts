import type { Runtime } from '../values/runtime.ts';

/** Lines that follow each other faster than this are written together. */
export const burstMs = 20;

/** More lines than this are not kept waiting. */
const maxWaiting = 200;

/**
 * Writes log lines of an isolate: the first at once, and those that come within the next {@link burstMs} together at
 * their end, one after the other. Under load a line then costs a few microseconds; by itself it can cost more than
 * the hot answer that it tells of, because whoever reads the console is woken for it. Lines that waited are written
 * by another request than theirs, so that Workers Logs files them under that one; each names its own.
 */
export class BurstWriter {
  readonly #runtime: Pick<Runtime, 'now' | 'sleep'>;
  #waiting: (() => void)[] = [];
  #burstAt = Number.NEGATIVE_INFINITY;

  constructor(runtime: Pick<Runtime, 'now' | 'sleep'>) {
    this.#runtime = runtime;
  }

  /**
   * @param line writes it
   * @param waitUntil of the request that writes what waits
   */
  write(line: () => void, waitUntil: (work: Promise<unknown>) => void): void {
    const sinceBurstMs = this.#runtime.now() - this.#burstAt;
    this.#waiting.push(line);
    if (sinceBurstMs < 0 || sinceBurstMs >= burstMs || this.#waiting.length >= maxWaiting) {
      // Also what waited for a request that was cut off.
      this.#writeAll();
    } else if (this.#waiting.length === 1) {
      waitUntil(this.#runtime.sleep(burstMs).then(() => this.#writeAll()));
    }
  }

  #writeAll(): void {
    this.#burstAt = this.#runtime.now();
    for (const write of this.#waiting.splice(0)) write();
  }
}
