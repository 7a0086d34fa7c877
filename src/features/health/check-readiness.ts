import journal from '../../../drizzle/meta/_journal.json' with { type: 'json' };
import type { Deps } from '../../context.ts';
import { isNotPermitted, isUnknownName } from '../../db/errors.ts';
import { DatabaseBusy, DatabaseUnavailable } from '../../values/database-unavailable.ts';
import type { Check, Readiness } from '../../values/readiness.ts';
import { selectReadiness, type ReadyRow } from './ready.sql.ts';

/** How long to wait for KV. */
const kvPatienceMs = 1000;

/** How much older than an idle period the oldest unfolded change may be: time for a few runs of the Cron Trigger. */
const foldingMarginSeconds = 600;

const ok = (detail: string): Check => ({ status: 'ok', detail });
const failed = (detail: string): Check => ({ status: 'failed', detail });

/** Checks what the Worker depends on: one statement and one read from KV, at the same time. */
export async function checkReadiness(deps: Deps): Promise<Readiness> {
  const [database, kv] = await Promise.all([checkDatabase(deps), checkKv(deps)]);
  return { checkedAt: deps.runtime.now(), checks: { ...database, kv } };
}

async function checkDatabase({
  db,
  config,
}: Deps): Promise<Pick<Readiness['checks'], 'database' | 'migrations' | 'folding'>> {
  try {
    const [row] = await db.read(selectReadiness);
    return {
      database: ok(`It answered in ${db.waitedMs} ms.`),
      migrations: checkMigrations(row?.migrated_at),
      folding: checkFolding(row?.oldest_change_seconds, config.UPKEEP_IDLE_MINUTES),
    };
  } catch (error) {
    if (error instanceof DatabaseUnavailable) {
      const unknown = failed('Not known without an answer of the database.');
      const isBusy = error instanceof DatabaseBusy;
      const why = isBusy ? 'Not asked: too many reads are under way in this isolate.' : 'It does not answer.';
      return { database: failed(why), migrations: unknown, folding: unknown };
    }
    if (isNotPermitted(error)) {
      const unknown = failed('Not known without the right to ask.');
      const detail = 'The role of DATABASE_URL lacks rights (docs/roles.md).';
      return { database: failed(detail), migrations: unknown, folding: unknown };
    }
    if (!isUnknownName(error)) throw error;
    return {
      database: ok(`It answered in ${db.waitedMs} ms.`),
      migrations: failed(`It has none as new as ${built.tag}. Run \`npm run migrate\`.`),
      folding: failed('Not known before the database is migrated.'),
    };
  }
}

/** The migrations that this Worker was built with; the last one is the newest. */
const migrations: readonly { when: number; tag: string }[] = journal.entries;
const built = migrations.at(-1) ?? { when: 0, tag: 'none' };

/** A newer database is fine: migrations come before the Worker that needs them. */
function checkMigrations(migratedAt: ReadyRow['migrated_at'] | undefined): Check {
  const at = migratedAt ?? 0;
  if (at > built.when) return ok(`It is newer than ${built.tag}, the newest that this Worker knows.`);
  if (at === built.when) return ok(`It is at ${built.tag}.`);
  const tag = migrations.findLast(({ when }) => when <= at)?.tag ?? 'none';
  return failed(`It is at ${tag}, and this Worker needs ${built.tag}. Run \`npm run migrate\`.`);
}

function checkFolding(seconds: ReadyRow['oldest_change_seconds'] | undefined, idleMinutes: number): Check {
  if (seconds === undefined || seconds === null) return ok('All changes are folded.');
  const detail = `The oldest unfolded change is ${seconds} s old.`;
  const isLate = seconds > idleMinutes * 60 + foldingMarginSeconds;
  return isLate ? failed(`${detail} The Cron Trigger does not run or falls behind.`) : ok(detail);
}

async function checkKv({ kv, runtime }: Deps): Promise<Check> {
  const answered = kv.get('health/ready', { type: 'json' }).then(
    () => true,
    () => false,
  );
  const late = runtime.sleep(kvPatienceMs).then(() => false);
  return (await Promise.race([answered, late])) ? ok('It answered.') : failed('It does not answer.');
}
