import type { Deps } from '../../context.ts';
import { applyRetention } from './retention.sql.ts';
import { inSlices } from './slices.ts';

/** Rows of each table per transaction: well below a second of work. */
export const rowsPerSlice = 2000;

/** A run starts no slice after this time. */
const runMs = 20_000;

const minuteMs = 60_000;

/**
 * Once an hour, in its first minute: erases texts and deletes audit rows that are older than RETENTION_DAYS
 * (docs/privacy.md). Figures stay as they are.
 *
 * @param at when the run began: tasks before this one may take longer than a minute
 * @returns the number of rows
 */
export async function retention(
  { db, runtime, log, config }: Pick<Deps, 'db' | 'runtime' | 'log' | 'config'>,
  at: number,
): Promise<number> {
  if (config.RETENTION_DAYS === 0 || Math.floor(at / minuteMs) % 60 !== 0) return 0;
  const started = runtime.now();
  const requestId = runtime.newId();
  const removed: Record<string, number> = {};
  const total = await inSlices(
    { runtime, log },
    { task: 'retention', size: rowsPerSlice, runMs },
    async (atMost) => {
      const [slice] = await db.command(applyRetention(config.RETENTION_DAYS, atMost, requestId));
      const entries = Object.entries(slice?.removed ?? {});
      for (const [table, count] of entries) removed[table] = (removed[table] ?? 0) + count;
      return entries.reduce((sum, [, count]) => sum + count, 0);
    },
  );
  log.info('retained', { ...removed, audit_request_id: requestId, duration_ms: runtime.now() - started });
  return total;
}
