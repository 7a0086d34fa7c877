import type { Deps } from '../../context.ts';
import { tidyCommands } from './tidy.sql.ts';

/** Rows of each kind a transaction: well below a second of work. */
const rowsPerSlice = 10_000;

/** How long one run goes on starting slices; a Cron Trigger comes every minute. */
const runMs = 10_000;

/**
 * Clears away what commands leave behind: idempotency keys of more than a day, and offers that nobody has answered
 * in time. No answer rests on it: commands and lists go by the clock.
 *
 * @returns how many rows it was
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
