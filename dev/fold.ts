import { parseArgs } from 'node:util';
import { parseArguments, runCommand } from './data/command.ts';
import { every } from './data/progress.ts';
import { keptHours } from '../src/features/upkeep/fold.ts';
import { withRunningDatabase } from './data/running-database.ts';

const usage = 'npm run fold';

/** Buckets a transaction. */
const bucketsPerSlice = 300;

/**
 * Folds everything that is marked into the rollups, at once: for an installation that has just been migrated, or
 * has not been folded for long. May be stopped and started again; the Cron Trigger may run beside it.
 */
await runCommand('Not folded', async () => {
  parseArguments(usage, (args) => parseArgs({ args, options: {} }));
  const total = await withRunningDatabase(process.env, async (client) => {
    const report = every((line) => console.error(`  ${line}`));
    let folded = 0;
    for (;;) {
      const { rows } = await client.query<{ folded: number; left: number }>(
        `select dashboard_fold($1) as folded,
          (select count(*)::integer from (select distinct subject, bucket from dashboard_marks) marked) as left`,
        [bucketsPerSlice],
      );
      const { folded: slice = 0, left = 0 } = rows[0] ?? {};
      folded += slice;
      // Nothing in this slice while something is left: the Cron Trigger holds the lock. Its slices are ours too.
      if (slice === 0 && left === 0) break;
      report(() => `${folded} buckets folded, ${left} left`);
    }
    await client.query('select dashboard_keep_windows($1)', [keptHours]);
    return folded;
  });
  console.log(`Folded ${total} five-minute buckets; nothing is left.`);
});
