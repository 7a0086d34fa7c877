import { parseArgs } from 'node:util';
import { changesPerSlice } from '../src/features/upkeep/fold.ts';
import { parseArguments, runCommand } from './data/command.ts';
import { every } from './data/progress.ts';
import { withRunningDatabase } from './data/running-database.ts';

const usage = 'npm run fold';

/**
 * Folds all pending changes now and reports progress. Use it after an import, or when folding has not run for
 * a while. It can be interrupted and restarted, and can run alongside the Cron Trigger.
 */
await runCommand('Not folded', async () => {
  parseArguments(usage, (args) => parseArgs({ args, options: {} }));
  const total = await withRunningDatabase(process.env, async (client) => {
    const report = every((line) => console.error(`  ${line}`));
    let folded = 0;
    for (;;) {
      const { rows } = await client.query<{ folded: number; left: number }>(
        `select dashboard_fold($1) as folded, (select count(*)::integer from dashboard_changes) as left`,
        [changesPerSlice],
      );
      const { folded: slice = 0, left = 0 } = rows[0] ?? {};
      folded += slice;
      // Nothing folded but something left: the Cron Trigger holds the lock and is folding it.
      if (slice === 0 && left === 0) break;
      report(() => `${folded} sessions and minutes folded, ${left} changes left`);
    }
    return folded;
  });
  console.log(`Folded ${total} sessions and minutes; nothing is left.`);
});
