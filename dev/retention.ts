import { parseArgs } from 'node:util';
import type { Client } from 'pg';
import { rowsPerSlice } from '../src/features/upkeep/retention.ts';
import { minRetentionDays } from '../src/values/limits.ts';
import { parseArguments, runCommand } from './data/command.ts';
import { every } from './data/progress.ts';
import { withRunningDatabase } from './data/running-database.ts';

const usage = 'npm run retention -- --days D';

/** @throws Error about the first invalid argument */
function parseRetentionArguments(args: string[]): number {
  const { values } = parseArgs({ args, options: { days: { type: 'string' } } });
  const days = /^\d{1,5}$/.test(values.days ?? '') ? Number(values.days) : 0;
  if (days < minRetentionDays || days > 36_500) {
    throw new Error(`--days must be a whole number from ${minRetentionDays} to 36500`);
  }
  return days;
}

/** @returns the number of rows, by table */
async function applyRetention(client: Client, days: number): Promise<Map<string, number>> {
  const report = every((line) => console.error(`  ${line}`));
  const removed = new Map<string, number>();
  for (;;) {
    const { rows } = await client.query<{ slice: Record<string, number> }>(
      'select dashboard_apply_retention($1, $2, $3) as slice',
      [days, rowsPerSlice, 'npm run retention'],
    );
    const slice = Object.entries(rows[0]?.slice ?? {});
    for (const [table, count] of slice) removed.set(table, (removed.get(table) ?? 0) + count);
    if (slice.every(([, count]) => count === 0)) return removed;
    report(() => [...removed].map(([table, count]) => `${table} ${count}`).join(', '));
  }
}

/**
 * Erases texts and deletes audit rows that are older than some days, now and to the end (docs/privacy.md). It can be
 * interrupted and restarted, and can run alongside the Cron Trigger.
 */
await runCommand('Not all is removed', async () => {
  const days = parseArguments(usage, parseRetentionArguments);
  const removed = await withRunningDatabase(process.env, (client) => applyRetention(client, days));
  console.log(
    `Nothing older than ${days} days is left, except rows that others were writing. Rows erased or deleted:`,
  );
  for (const [table, count] of removed) console.log(`  ${table} ${count}`);
});
