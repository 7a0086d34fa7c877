import type { Deps } from '../../context.ts';
import { selectDifferences } from './reconcile.sql.ts';

/** The hours that are compared in turn: the last 30 days. With a Cron Trigger every minute that takes 12 hours. */
const hoursInTurn = 720;

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/**
 * The hour whose turn it is: each hour of the last 30 days comes once in any 720 minutes, whatever minutes are
 * missed in between, with nothing to be remembered.
 *
 * @param now milliseconds since the epoch
 * @returns its beginning, likewise
 */
export function hourInTurn(now: number): number {
  const last = Math.floor(now / hourMs) - 1;
  const turn = Math.floor(now / minuteMs) % hoursInTurn;
  const back = (((last - turn) % hoursInTurn) + hoursInTurn) % hoursInTurn;
  return (last - back) * hourMs;
}

/**
 * Holds the rollups of one hour against the rows they were made of, and logs every stretch that differs. With
 * RECONCILE_REPAIR those are made anew by the next fold, and read raw until then.
 *
 * @returns how many differ
 */
export async function reconcile({
  db,
  runtime,
  log,
  config,
}: Pick<Deps, 'db' | 'runtime' | 'log' | 'config'>): Promise<number> {
  const hour = hourInTurn(runtime.now()) / 1000;
  const differences = await db.read(selectDifferences(hour, config.RECONCILE_REPAIR));
  for (const difference of differences) {
    log.error('rollup_differs', { ...difference, repaired: config.RECONCILE_REPAIR });
  }
  log.info('reconciled', { hour_since_epoch_seconds: hour, differences: differences.length });
  return differences.length;
}
