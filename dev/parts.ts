import { readFile } from 'node:fs/promises';
import { tailOf } from './tail.ts';

interface Part {
  name: string;
  stop(hard: boolean): Promise<void>;
}

/**
 * What a run has started, to be stopped again in the opposite order. A part that ends by itself fails the
 * whole.
 */
export class Parts {
  readonly #parts: Part[] = [];
  #isStopping = false;
  #fail: (error: Error) => void = () => {};
  /** Rejects when a part ends without having been stopped. */
  readonly failure = new Promise<never>((_, reject) => (this.#fail = reject));

  constructor() {
    // Whoever cares waits for it; nobody may be there yet, or any more.
    this.failure.catch(() => {});
  }

  add(part: Part): void {
    this.#parts.unshift(part);
  }

  /**
   * Watches a part: when it ends by itself, `failure` rejects with its last words, which `exited` brings or
   * the log file holds.
   */
  async watch(name: string, exited: Promise<string | void>, logFile?: string): Promise<void> {
    const words = await exited;
    if (this.#isStopping) return;
    const log = words ?? (logFile === undefined ? '' : await readFile(logFile, 'utf8').catch(() => ''));
    const where = logFile === undefined ? '' : ` The end of ${logFile}:`;
    this.#fail(new Error(`${name} ended by itself.${where}${log === '' ? '' : `\n${tailOf(log)}`}`));
  }

  /**
   * Stops everything, one after another; `hard` stops all at once, and may be asked for while the other is
   * under way. What cannot be stopped is left to the keeper.
   */
  async stop(hard: boolean): Promise<void> {
    this.#isStopping = true;
    const quietly = ({ stop }: Part): Promise<void> => stop(hard).catch(() => {});
    if (hard) await Promise.all(this.#parts.map(quietly));
    else for (const part of this.#parts) await quietly(part);
  }
}
