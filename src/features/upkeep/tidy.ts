import type { Deps } from '../../context.ts';
import { inSlices } from './slices.ts';
import { tidyCommands } from './tidy.sql.ts';

/** Rows of each kind per transaction: well below a second of work. */
const rowsPerSlice = 10_000;

/** A run starts no slice after this time. The Cron Trigger runs every minute. */
const runMs = 10_000;

/**
 * Deletes idempotency keys that are older than a day and closes offers that expired. No answer depends on it: commands and
 * lists compare with the clock.
 *
 * @returns the number of rows
 */
export async function tidy({ db, runtime, log }: Pick<Deps, 'db' | 'runtime' | 'log'>): Promise<number> {
  const started = runtime.now();
  const total = await inSlices(
    { runtime, log },
    { task: 'tidy', size: rowsPerSlice, runMs },
    async (atMost) => {
      const [row] = await db.command(tidyCommands(atMost));
      return row?.tidied ?? 0;
    },
  );
  log.info('tidied', { rows: total, duration_ms: runtime.now() - started });
  return total;
}
