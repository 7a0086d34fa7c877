import { readFile } from 'node:fs/promises';
import { tailOf } from './tail.ts';

interface Part {
  name: string;
  stop(hard: boolean): Promise<void>;
}

/**
 * The parts that a run has started. They stop in reverse order, and a part that ends unexpectedly fails the
 * run.
 */
export class Parts {
  readonly #parts: Part[] = [];
  #isStopping = false;
  #fail: (error: Error) => void = () => {};
  /** Rejects when a part ends without being stopped. */
  readonly failure = new Promise<never>((_, reject) => (this.#fail = reject));

  constructor() {
    // Prevents an unhandled rejection while nobody awaits `failure`.
    this.failure.catch(() => {});
  }

  add(part: Part): void {
    this.#parts.unshift(part);
  }

  /**
   * Watches a part. If it ends unexpectedly, `failure` rejects with its last output, taken from `exited` or
   * from the log file.
   */
  async watch(name: string, exited: Promise<string | void>, logFile?: string): Promise<void> {
    const words = await exited;
    if (this.#isStopping) return;
    const log = words ?? (logFile === undefined ? '' : await readFile(logFile, 'utf8').catch(() => ''));
    const where = logFile === undefined ? '' : ` The end of ${logFile}:`;
    this.#fail(new Error(`${name} ended by itself.${where}${log === '' ? '' : `\n${tailOf(log)}`}`));
  }

  /**
   * Stops all parts, one after another. `hard` stops all of them at once, and can be called during a normal
   * stop. The keeper ends any part that fails to stop.
   */
  async stop(hard: boolean): Promise<void> {
    this.#isStopping = true;
    const quietly = ({ stop }: Part): Promise<void> => stop(hard).catch(() => {});
    if (hard) await Promise.all(this.#parts.map(quietly));
    else for (const part of this.#parts) await quietly(part);
  }
}
