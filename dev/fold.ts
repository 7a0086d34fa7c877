import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { changesPerSlice } from '../src/features/upkeep/fold.ts';
import { parseArguments, runCommand } from './data/command.ts';
import { every } from './data/progress.ts';
import { withRunningDatabase } from './data/running-database.ts';

const usage = 'npm run fold';

/** How long to wait before asking again for a lock that another run holds. */
const lockedDelayMs = 500;

/**
 * Folds all pending changes now and reports progress. Use it after an import, or when folding has not run for
 * a while. It can be interrupted and restarted, and can run alongside the Cron Trigger.
 */
await runCommand('Not folded', async () => {
  parseArguments(usage, (args) => parseArgs({ args, options: {} }));
  const total = await withRunningDatabase(process.env, async (client) => {
    const report = every((line) => console.error(`  ${line}`));
    let folded = 0;
    let isLocked = false;
    for (;;) {
      const { rows } = await client.query<{ folded: number | null; left: number }>(
        `select dashboard_fold($1) as folded, (select count(*)::integer from dashboard_changes) as left`,
        [changesPerSlice],
      );
      const { folded: slice = 0, left = 0 } = rows[0] ?? {};
      if (slice === 0 || (slice === null && left === 0)) break;
      folded += slice ?? 0;
      if (slice === null && !isLocked) {
        console.log(`Another run is folding; waiting until it ends. ${left} changes left.`);
      }
      isLocked = slice === null;
      if (isLocked) await sleep(lockedDelayMs);
      else report(() => `${folded} sessions and minutes folded, ${left} changes left`);
    }
    return folded;
  });
  console.log(`Folded ${total} sessions and minutes; nothing is left.`);
});
