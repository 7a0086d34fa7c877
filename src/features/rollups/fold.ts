import { DatabaseUnavailable } from '../../db/errors.ts';
import type { Deps } from '../../platform/context.ts';
import { foldRollups } from './fold.sql.ts';

/** Buckets a transaction: about a second of work on a busy database. */
const bucketsPerSlice = 300;

/** How long one run goes on starting slices; a Cron Trigger comes every minute. */
const runMs = 25_000;

/**
 * Folds what writers have left behind, slice by slice, until nothing is left or the time is up. May run twice at
 * once, be stopped anywhere, or not run for a week: answers stay right, only slower (docs/rollups.md). A slice
 * that does not get done in time is tried at half its size.
 *
 * @returns how many buckets were rolled up
 * @throws {DatabaseUnavailable} when not even a single bucket gets done
 */
export async function fold({ db, runtime, log }: Pick<Deps, 'db' | 'runtime' | 'log'>): Promise<number> {
  const started = runtime.now();
  let slice = bucketsPerSlice;
  let total = 0;
  do {
    const folded = await foldSlice(db, slice);
    if (folded === 0) break;
    if (folded === undefined) {
      slice = Math.floor(slice / 2);
      log.warn('fold_slice_halved', { buckets: slice });
      continue;
    }
    total += folded;
  } while (runtime.now() - started <= runMs);
  log.info('folded', { buckets: total, duration_ms: runtime.now() - started });
  return total;
}

/** @returns how many buckets; undefined where so many don't get done in time, but fewer might */
async function foldSlice(db: Deps['db'], maxBuckets: number): Promise<number | undefined> {
  try {
    const [row] = await db.read(foldRollups(maxBuckets));
    return row?.folded ?? 0;
  } catch (error) {
    if (error instanceof DatabaseUnavailable && maxBuckets > 1) return undefined;
    throw error;
  }
}
