import { parseArgs } from 'node:util';
import type { Client } from 'pg';
import { parseArguments, runCommand } from './data/command.ts';
import { every } from './data/progress.ts';
import { withRunningDatabase } from './data/running-database.ts';

const usage = 'npm run reconcile -- [--days D] [--repair]';

interface Difference {
  subject: 'sessions' | 'messages';
  grain_minutes: number;
  bucket: Date;
  agent_id: string | null;
  kept: Record<string, unknown> | null;
  raw: Record<string, unknown> | null;
}

/** @throws Error about the first argument that is wrong */
function parseReconcileArguments(args: string[]): { days: number; repair: boolean } {
  const { values } = parseArgs({
    args,
    options: { days: { type: 'string', default: '30' }, repair: { type: 'boolean', default: false } },
  });
  const days = /^\d{1,5}$/.test(values.days) ? Number(values.days) : 0;
  if (days < 1 || days > 36_600) throw new Error('--days must be a whole number from 1 to 36600');
  return { days, repair: values.repair };
}

/** What differs, in words: the figures of which the rollup keeps something else than the rows say. */
function describe({ subject, grain_minutes, bucket, agent_id, kept, raw }: Difference): string {
  const names = new Set([...Object.keys(kept ?? {}), ...Object.keys(raw ?? {})]);
  const wrong = [...names]
    .filter((name) => String(kept?.[name]) !== String(raw?.[name]))
    .map(
      (name) => `${name} ${String(kept?.[name] ?? 'nothing')} instead of ${String(raw?.[name] ?? 'nothing')}`,
    );
  const agent = agent_id === null ? '' : `, agent ${agent_id}`;
  return `${subject} of ${grain_minutes} minute${grain_minutes === 1 ? '' : 's'} from ${bucket.toISOString()}${agent}: ${wrong.join(', ')}`;
}

const repairSlice = `
  with marked as (
    insert into dashboard_marks select distinct subject, dashboard_bucket(bucket)
    from jsonb_to_recordset($1::jsonb) as found (subject text, bucket timestamptz)
  )
  -- They are made of what differs.
  delete from dashboard_kept_windows`;

async function reconcile(client: Client, days: number, repair: boolean): Promise<number> {
  const report = every((line) => console.error(`  ${line}`));
  let found = 0;
  // A day a statement; weeks are looked at on the day they begin, so go back to a Monday.
  for (let day = days + 7; day >= 0; day -= 1) {
    const { rows } = await client.query<Difference>(
      `select * from dashboard_differences(
        date_trunc('day', now(), 'UTC') - make_interval(hours => 24 * $1),
        date_trunc('day', now(), 'UTC') - make_interval(hours => 24 * ($1 - 1)))`,
      [day],
    );
    for (const difference of rows) console.log(describe(difference));
    found += rows.length;
    if (repair && rows.length > 0) {
      await client.query(repairSlice, [
        JSON.stringify(rows.map(({ subject, bucket }) => ({ subject, bucket }))),
      ]);
    }
    report(() => `${days + 7 - day} of ${days + 7} days compared, ${found} differences`);
  }
  return found;
}

/**
 * Holds the rollups of the last days against the raw rows and names every stretch that differs. With `--repair`
 * those are marked, so that answers are right at once, and folding makes them anew. Exit code 1 where something
 * differs and is not repaired.
 */
await runCommand('Not reconciled', async () => {
  const { days, repair } = parseArguments(usage, parseReconcileArguments);
  const found = await withRunningDatabase(process.env, (client) => reconcile(client, days, repair));
  if (found === 0) {
    console.log(`The rollups of the last ${days} days equal their rows.`);
  } else if (repair) {
    console.log(
      `${found} differences, marked to be made anew: npm run fold does it now, the Cron Trigger in a minute.`,
    );
  } else {
    console.log(`${found} differences. With --repair they are made anew.`);
    process.exitCode = 1;
  }
});
