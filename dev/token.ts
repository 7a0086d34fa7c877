import { parseArgs } from 'node:util';
import { callerRoles, type CallerRole } from '../src/values/enums.ts';
import { readDevState } from './dev-state.ts';
import { defaultTtlSeconds, signToken } from './development-token.ts';
import { oneLine } from './explain.ts';
import { readDataDir } from './settings.ts';
import {
  namesOnly,
  readRunningVariables,
  wranglerVariables,
  type WorkerVariables,
} from './worker-variables.ts';

const usage = `npm run -s token -- --role ${callerRoles.join('|')} [--sub SUBJECT] [--ttl SECONDS, by default ${defaultTtlSeconds}]`;
const maxTtlSeconds = 10 * 365 * 24 * 60 * 60;

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
  if (values.sub === '') throw new Error('--sub must not be empty');
  const ttlSeconds = Number(values.ttl ?? defaultTtlSeconds);
  if (!/^\d+$/.test(values.ttl ?? '1') || ttlSeconds < 1 || ttlSeconds > maxTtlSeconds) {
    throw new Error(`--ttl must be a whole number of seconds from 1 to ${maxTtlSeconds}`);
  }
  return { role, sub: values.sub, ttlSeconds };
}

/**
 * The variables of the Worker that the token is for: the running `npm run dev`, or the deployment whose JWT_SECRET is
 * in the environment, with its other variables from there or from `[env.production.vars]`.
 */
async function variablesOfWorker(env: NodeJS.ProcessEnv): Promise<WorkerVariables> {
  const dataDir = readDataDir(env);
  const isRunning = (await readDevState(dataDir)) !== undefined;
  const running = isRunning ? await readRunningVariables(dataDir) : {};
  const secret = env['JWT_SECRET'] || undefined;
  if (secret !== undefined && secret !== running.JWT_SECRET) {
    return { ...(await wranglerVariables('production')), ...namesOnly(env) };
  }
  if (isRunning) return running;
  throw new Error(
    `nothing runs over ${dataDir}. Start it with npm run dev, or set JWT_SECRET to that of your deployment`,
  );
}

/** Prints a token to standard output, and nothing else. */
async function main(): Promise<void> {
  try {
    const token = parseTokenArguments(process.argv.slice(2));
    console.log(await signToken({ ...token, variables: await variablesOfWorker(process.env) }));
  } catch (error) {
    console.error(`No token: ${oneLine(error)}. Usage: ${usage}`);
    process.exitCode = 1;
  }
}

if (import.meta.main) await main();
