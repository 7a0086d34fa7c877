import type { Deps } from '../../platform/context.ts';
import { foldRollups } from './fold.sql.ts';

/** Buckets a transaction: about a second of work on a busy database. */
const bucketsPerSlice = 300;

/** How long one run goes on starting slices; a Cron Trigger comes every minute. */
const runMs = 25_000;

/**
 * Folds what writers have left behind, slice by slice, until nothing is left or the time is up. May run twice at
 * once, be stopped anywhere, or not run for a week: answers stay right, only slower (docs/rollups.md).
 *
 * @returns how many buckets were rolled up
 */
export async function fold({ db, runtime, log }: Pick<Deps, 'db' | 'runtime' | 'log'>): Promise<number> {
  const started = runtime.now();
  let total = 0;
  for (;;) {
    const [row] = await db.read(foldRollups(bucketsPerSlice));
    const folded = row?.folded ?? 0;
    total += folded;
    if (folded === 0 || runtime.now() - started > runMs) break;
  }
  log.info('folded', { buckets: total, duration_ms: runtime.now() - started });
  return total;
}
