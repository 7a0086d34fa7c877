import type { Deps } from '../../context.ts';
import { DatabaseUnavailable } from '../../values/database-unavailable.ts';

/**
 * Runs a task of the Cron Trigger slice by slice, each in a transaction of its own, until nothing is left or the time is
 * up. A slice that times out is retried at half its size.
 *
 * @param size of the first slice
 * @param runMs a run starts no slice after this time
 * @param slice does at most so much; returns how much it did
 * @returns how much was done
 * @throws {DatabaseUnavailable} if even a slice of 1 cannot be done in time
 */
export async function inSlices(
  { runtime, log }: Pick<Deps, 'runtime' | 'log'>,
  { task, size, runMs }: { task: string; size: number; runMs: number },
  slice: (atMost: number) => Promise<number>,
): Promise<number> {
  const started = runtime.now();
  let atMost = size;
  let total = 0;
  do {
    try {
      const done = await slice(atMost);
      if (done === 0) break;
      total += done;
    } catch (error) {
      if (!(error instanceof DatabaseUnavailable) || atMost === 1) throw error;
      atMost = Math.floor(atMost / 2);
      log.warn('slice_halved', { task, at_most: atMost });
    }
  } while (runtime.now() - started <= runMs);
  return total;
}
