import { parseArgs } from 'node:util';
import type { Client } from 'pg';
import type { FigureSubject } from '../src/values/enums.ts';
import { parseArguments, runCommand } from './data/command.ts';
import { every } from './data/progress.ts';
import { withRunningDatabase } from './data/running-database.ts';

const usage = 'npm run reconcile -- [--days D] [--repair]';

interface Difference {
  what: 'event' | 'part' | 'reading';
  subject: FigureSubject;
  agent_id: string;
  at: Date;
  session_id: string | null;
}

/** @throws Error about the first invalid argument */
function parseReconcileArguments(args: string[]): { days: number; repair: boolean } {
  const { values } = parseArgs({
    args,
    options: { days: { type: 'string', default: '30' }, repair: { type: 'boolean', default: false } },
  });
  const days = /^\d{1,5}$/.test(values.days) ? Number(values.days) : 0;
  if (days < 1 || days > 36_600) throw new Error('--days must be a whole number from 1 to 36600');
  return { days, repair: values.repair };
}

function describe({ what, subject, agent_id: agentId, at, session_id: sessionId }: Difference): string {
  const owner = subject === 'agents' ? `agent ${agentId}` : subject;
  const session = sessionId === null || subject === 'messages' ? '' : `, session ${sessionId}`;
  return `${what} of ${owner} at ${at.toISOString()}${session}`;
}

async function reconcile(client: Client, days: number, repair: boolean): Promise<number> {
  const report = every((line) => console.error(`  ${line}`));
  let found = 0;
  for (let back = days; back >= 0; back -= 1) {
    const { rows } = await client.query<Difference>(
      `select * from dashboard_reconcile(date_trunc('day', now(), 'UTC') - make_interval(hours => 24 * $1), $2)`,
      [back, repair],
    );
    for (const difference of rows) console.log(describe(difference));
    found += rows.length;
    report(() => `${days - back} of ${days} days compared, ${found} differences`);
  }
  return found;
}

/**
 * Compares the stored figures of the last days with the raw rows and prints each difference. `--repair` fixes
 * them. Exits with code 1 if there are differences and they were not repaired.
 */
await runCommand('Not reconciled', async () => {
  const { days, repair } = parseArguments(usage, parseReconcileArguments);
  const found = await withRunningDatabase(process.env, (client) => reconcile(client, days, repair));
  if (found === 0) {
    console.log(`The stored figures of the last ${days} days match the raw rows.`);
  } else if (repair) {
    console.log(
      `${found} differences repaired. The Cron Trigger folds them within a minute; npm run fold does it now.`,
    );
  } else {
    console.log(`${found} differences. Run again with --repair to fix them.`);
    process.exitCode = 1;
  }
});
