import { DatabaseUnavailable } from '../../values/database-unavailable.ts';
import type { Deps } from '../../context.ts';
import type { Statement } from '../../db/statement.ts';
import { foldRollups, keepWindows } from './fold.sql.ts';

/** Buckets a transaction: about a second of work on a busy database. */
const bucketsPerSlice = 300;

/** The windows that dashboards ask for most, in hours: a day, a week and 30 days. */
export const keptHours = [24, 168, 720] as const;

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
export async function fold(deps: Pick<Deps, 'db' | 'runtime' | 'log'>): Promise<number> {
  const { db, runtime, log } = deps;
  const started = runtime.now();
  const buckets = await foldInSlices(deps);
  const windows = await ifInTime(log, 'windows_not_kept', async () => {
    const [row] = await db.read(keepWindows(keptHours));
    return row?.kept ?? 0;
  });
  log.info('folded', { buckets, windows, duration_ms: runtime.now() - started });
  return buckets;
}

/** Goes on until nothing is left, or no new slice may be started; returns how many buckets it was. */
async function foldInSlices({ db, runtime, log }: Pick<Deps, 'db' | 'runtime' | 'log'>): Promise<number> {
  const started = runtime.now();
  let slice = bucketsPerSlice;
  let total = 0;
  do {
    const folded = await foldSlice(db, foldRollups(slice), slice > 1);
    if (folded === 0) break;
    if (folded === undefined) {
      slice = Math.floor(slice / 2);
      log.warn('fold_slice_halved', { buckets: slice });
      continue;
    }
    total += folded;
  } while (runtime.now() - started <= runMs);
  return total;
}

/** What only makes answers quicker: folding goes on, and counts as done, where it does not get done in time. */
async function ifInTime(log: Deps['log'], failure: string, make: () => Promise<number>): Promise<number> {
  try {
    return await make();
  } catch (error) {
    if (!(error instanceof DatabaseUnavailable)) throw error;
    log.warn(failure);
    return 0;
  }
}

/** @returns how many buckets; undefined where so many don't get done in time, but fewer might */
async function foldSlice(
  db: Deps['db'],
  slice: Statement<{ folded: number }>,
  mayHalve: boolean,
): Promise<number | undefined> {
  try {
    const [row] = await db.read(slice);
    return row?.folded ?? 0;
  } catch (error) {
    if (error instanceof DatabaseUnavailable && mayHalve) return undefined;
    throw error;
  }
}
