import { parseArgs } from 'node:util';
import { parseArguments } from './data/command.ts';
import { readDevState } from './dev-state.ts';
import { migrateDatabase } from './migrations.ts';
import { oneLine } from './explain.ts';
import { readDataDir } from './settings.ts';

/**
 * The URL to migrate over. Neon's pooled host assigns a connection per transaction, which would lose the lock
 * that prevents concurrent migrations, so this uses the direct host. It also replaces `require` with the mode
 * that `pg` treats it as, which verifies the certificate.
 */
export function toDirectUrl(databaseUrl: string): string {
  let url: URL;
  try {
    url = new URL(databaseUrl);
  } catch {
    throw new Error('DATABASE_URL is not a URL');
  }
  if (!['postgres:', 'postgresql:'].includes(url.protocol))
    throw new Error('DATABASE_URL is not a postgresql:// URL');
  if (url.hostname.endsWith('.neon.tech')) url.hostname = url.hostname.replace('-pooler.', '.');
  if (url.searchParams.get('sslmode') === 'require') url.searchParams.set('sslmode', 'verify-full');
  return url.href;
}

const usage = 'npm run migrate [-- [--beside-other-tables] [--roles]]';

/** @throws Error about the first invalid argument */
function parseMigrateArguments(args: string[]): { besideOtherTables: boolean; roles: boolean } {
  const { values } = parseArgs({
    args,
    options: {
      'beside-other-tables': { type: 'boolean', default: false },
      roles: { type: 'boolean', default: false },
    },
  });
  return { besideOtherTables: values['beside-other-tables'], roles: values.roles };
}

/** Migrates DATABASE_URL, or the database of the running `npm run dev`. */
async function main(): Promise<void> {
  try {
    const options = parseArguments(usage, parseMigrateArguments);
    const databaseUrl =
      process.env['DATABASE_URL'] || (await readDevState(readDataDir(process.env)))?.databaseUrl;
    if (!databaseUrl) throw new Error('set DATABASE_URL, or start npm run dev');
    await migrateDatabase(toDirectUrl(databaseUrl), { ...options, onProgress: console.log });
    console.log(`${new URL(databaseUrl).host} is at the newest migration.`);
  } catch (error) {
    console.error(`Not migrated: ${oneLine(error)}.`);
    process.exitCode = 1;
  }
}

if (import.meta.main) await main();
