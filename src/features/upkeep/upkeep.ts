import type { Deps } from '../../context.ts';
import { describeForLog } from '../../db/errors.ts';
import { fold } from './fold.ts';
import { reconcile } from './reconcile.ts';
import { retention } from './retention.ts';
import { tidy } from './tidy.ts';

/** Each gets the instant at which the run began, and returns how much it did; undefined if it does not know. */
const tasks: Record<string, (deps: Deps, at: number) => Promise<number | undefined>> = {
  fold,
  reconcile,
  tidy,
  retention,
};

/** Where KV has it whether the last run found nothing to do. */
export const idleKey = 'upkeep/idle';

const minuteMs = 60_000;

/**
 * Runs the tasks of the Cron Trigger, one after the other. If one fails, the others still run.
 *
 * After a run that found nothing to do, only every UPKEEP_IDLE_MINUTES of the hour has a run, until one finds something
 * again: a Neon database that nobody asks goes to sleep. Writers do not tell the Worker, so what they write meanwhile is
 * folded late; answers stay exact. The first minute of an hour always has a run, for reconciling.
 *
 * @returns the tasks that failed
 */
export async function runUpkeep(deps: Deps): Promise<string[]> {
  const { config, runtime, db, log, count } = deps;
  const at = runtime.now();
  const minuteOfHour = Math.floor(at / minuteMs) % 60;
  const isIdleTurn = minuteOfHour % config.UPKEEP_IDLE_MINUTES === 0;
  const wasIdle = await readIdle(deps);
  if (wasIdle && !isIdleTurn) return [];

  const failed: string[] = [];
  let isIdle = true;
  for (const [name, run] of Object.entries(tasks)) {
    const [started, waitedMs] = [runtime.now(), db.waitedMs];
    let outcome = 'done';
    try {
      if ((await run(deps, at)) !== 0) isIdle = false;
    } catch (error) {
      outcome = 'failed';
      failed.push(name);
      log.error('task_failed', { task: name, ...describeForLog(error) });
    }
    const durationMs = runtime.now() - started;
    count({ kind: 'task', name, outcome, durationMs, databaseMs: db.waitedMs - waitedMs });
  }
  if (failed.length > 0) isIdle = false;
  if (isIdle !== wasIdle) await writeIdle(deps, isIdle);
  return failed;
}

/** Without KV, nothing is known to be idle, and every minute has a run. */
async function readIdle({ kv, log, config }: Deps): Promise<boolean> {
  if (config.UPKEEP_IDLE_MINUTES === 1) return false;
  try {
    return (await kv.get(idleKey, { type: 'json' })) === true;
  } catch (error) {
    log.warn('kv_read_failed', { key: idleKey, error: String(error) });
    return false;
  }
}

async function writeIdle({ kv, log, config }: Deps, isIdle: boolean): Promise<void> {
  if (config.UPKEEP_IDLE_MINUTES === 1) return;
  try {
    await kv.put(idleKey, JSON.stringify(isIdle));
  } catch (error) {
    log.warn('kv_write_failed', { key: idleKey, error: String(error) });
  }
}
