import type { Deps } from '../../context.ts';
import { DatabaseUnavailable } from '../../values/database-unavailable.ts';
import { foldChanges } from './fold.sql.ts';

/** Sessions, and minutes of messages, per transaction: about a second of work on a busy database. */
export const changesPerSlice = 1000;

/** How long one run starts new slices. The Cron Trigger comes every minute. */
const runMs = 25_000;

/**
 * Folds what writers have changed, slice by slice, until nothing is left or the time is up. It may run twice at once, be
 * stopped anywhere, or not run for a week: answers stay exact, only slower (docs/figures.md). A slice that times out is
 * retried at half its size.
 *
 * @returns how many sessions and minutes were folded; undefined if another run is folding them
 * @throws {DatabaseUnavailable} if even one change at a time cannot be folded in time
 */
export async function fold({
  db,
  runtime,
  log,
}: Pick<Deps, 'db' | 'runtime' | 'log'>): Promise<number | undefined> {
  const started = runtime.now();
  let slice = changesPerSlice;
  let changes = 0;
  let isLocked = false;
  do {
    try {
      const [row] = await db.command(foldChanges(slice));
      isLocked = row?.folded === null;
      if (!row?.folded) break;
      changes += row.folded;
    } catch (error) {
      if (!(error instanceof DatabaseUnavailable) || slice === 1) throw error;
      slice = Math.floor(slice / 2);
      log.warn('fold_slice_halved', { changes: slice });
    }
  } while (runtime.now() - started <= runMs);
  log.info(isLocked ? 'fold_locked' : 'folded', { changes, duration_ms: runtime.now() - started });
  return isLocked && changes === 0 ? undefined : changes;
}
