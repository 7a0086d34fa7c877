import { mkdir } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { defaultTtlSeconds, readJwtSecret, signDevelopmentToken } from './development-token.ts';
import { callerRoles, type CallerRole } from '../src/values/enums.ts';
import { oneLine } from './explain.ts';
import { readDataDir } from './settings.ts';

const usage = `npm run -s token -- --role ${callerRoles.join('|')} [--sub UUID] [--ttl SECONDS, by default ${defaultTtlSeconds}]`;
const maxTtlSeconds = 10 * 365 * 24 * 60 * 60;
const uuid = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;

export interface TokenArguments {
  role: CallerRole;
  sub: string | undefined;
  ttlSeconds: number;
}

/** @throws Error with one line about the first invalid argument */
export function parseTokenArguments(args: string[]): TokenArguments {
  const { values } = parseArgs({
    args,
    options: { role: { type: 'string' }, sub: { type: 'string' }, ttl: { type: 'string' } },
  });
  const role = callerRoles.find((name) => name === values.role);
  if (role === undefined) throw new Error(`--role must be one of ${callerRoles.join(', ')}`);
  if (values.sub !== undefined && !uuid.test(values.sub)) throw new Error('--sub must be a UUID');
  const ttlSeconds = Number(values.ttl ?? defaultTtlSeconds);
  if (!/^\d+$/.test(values.ttl ?? '1') || ttlSeconds < 1 || ttlSeconds > maxTtlSeconds) {
    throw new Error(`--ttl must be a whole number of seconds from 1 to ${maxTtlSeconds}`);
  }
  return { role, sub: values.sub?.toLowerCase(), ttlSeconds };
}

/** Prints a token for the local Worker to standard output, and nothing else. */
async function main(): Promise<void> {
  try {
    const token = parseTokenArguments(process.argv.slice(2));
    const dataDir = readDataDir(process.env);
    await mkdir(dataDir, { recursive: true });
    console.log(await signDevelopmentToken({ ...token, secret: await readJwtSecret(dataDir) }));
  } catch (error) {
    console.error(`No token: ${oneLine(error)}. Usage: ${usage}`);
    process.exitCode = 1;
  }
}

if (import.meta.main) await main();
