import type { Deps } from '../../context.ts';
import { foldChanges } from './fold.sql.ts';
import { inSlices } from './slices.ts';

/** Sessions, and minutes of messages, per transaction: about a second of work on a busy database. */
export const changesPerSlice = 1000;

/** How long one run starts new slices. The Cron Trigger comes every minute. */
const runMs = 25_000;

/**
 * Folds what writers have changed, until nothing is left or the time is up. It may run twice at once, be stopped anywhere,
 * or not run for a week: answers stay exact, only slower (docs/figures.md).
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
  let isLocked = false;
  const changes = await inSlices(
    { runtime, log },
    { task: 'fold', size: changesPerSlice, runMs },
    async (atMost) => {
      const [row] = await db.command(foldChanges(atMost));
      isLocked = row?.folded === null;
      return row?.folded ?? 0;
    },
  );
  log.info(isLocked ? 'fold_locked' : 'folded', { changes, duration_ms: runtime.now() - started });
  return isLocked && changes === 0 ? undefined : changes;
}
