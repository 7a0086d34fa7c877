import type { Deps } from '../../context.ts';
import { reconcileDay } from './reconcile.sql.ts';

/** The days that are compared in turn, one each hour. */
const daysInTurn = 30;

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/**
 * The day to compare at an instant: in the first minute of each hour, one of the last 30 days; undefined in all others.
 * Each day comes once in 30 hours, and no state has to be kept for that.
 *
 * @param now milliseconds since the epoch
 * @returns the beginning of the day in UTC, likewise
 */
export function dayInTurn(now: number): number | undefined {
  if (Math.floor(now / minuteMs) % 60 !== 0) return undefined;
  // Days are told apart by their number, which no midnight changes.
  const [hour, today] = [Math.floor(now / hourMs), Math.floor(now / dayMs)];
  const back = (daysInTurn - ((hour - today) % daysInTurn)) % daysInTurn;
  return (today - back) * dayMs;
}

/**
 * Compares what is kept of one day with the raw rows and logs each difference. With RECONCILE_REPAIR it mends them.
 *
 * @param at when the run of the Cron Trigger began
 * @returns the number of differences
 */
export async function reconcile(
  { db, log, config }: Pick<Deps, 'db' | 'log' | 'config'>,
  at: number,
): Promise<number> {
  const day = dayInTurn(at);
  if (day === undefined) return 0;
  const differences = await db.command(reconcileDay(day / 1000, config.RECONCILE_REPAIR));
  for (const difference of differences) {
    log.error('figures_differ', { ...difference, repaired: config.RECONCILE_REPAIR });
  }
  log.info('reconciled', { day_since_epoch_seconds: day / 1000, differences: differences.length });
  return differences.length;
}
