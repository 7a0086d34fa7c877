import type { Deps } from '../../context.ts';
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
  let total = 0;
  do {
    const [row] = await db.command(tidyCommands(rowsPerSlice));
    if (row === undefined || row.tidied === 0) break;
    total += row.tidied;
  } while (runtime.now() - started <= runMs);
  log.info('tidied', { rows: total, duration_ms: runtime.now() - started });
  return total;
}
