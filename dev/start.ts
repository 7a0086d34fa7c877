import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseConfig } from '../src/env.ts';
import { startCronTrigger } from './cron-trigger.ts';
import { lockDataDir } from './data-dir-lock.ts';
import { removeDevState, writeDevState, type DevState } from './dev-state.ts';
import { readJwtSecret } from './development-token.ts';
import { isPortFree } from './free-port.ts';
import { apiPath, waitForHealth } from './health.ts';
import { postgresSteps, programSteps, type Keeper } from './keeper-client.ts';
import { startNeonProxyProcess } from './neon-proxy-process.ts';
import type { Parts } from './parts.ts';
import { startPostgres } from './postgres.ts';
import { prepareDatabase } from './prepare-database.ts';
import { readRouterSecrets } from './router-secrets.ts';
import type { Settings } from './settings.ts';
import { startWorker } from './worker-process.ts';
import { givenVariables, writeRunningVariables, type WorkerVariables } from './worker-variables.ts';

const workerWaitMs = 120_000;

/** Pages on this machine may call the local Worker, whichever port serves them. */
const localOrigins = 'http://localhost:*,http://127.0.0.1:*,http://[::1]:*';

export interface StartOptions {
  settings: Settings;
  /** Receives each part as it starts, even if the start fails later. */
  parts: Parts;
  keeper: Keeper;
  /** Aborts the start. */
  signal: AbortSignal;
  /** Called with each step that takes a while. */
  onProgress(line: string): void;
  /** Called with each line of the Worker's error output. */
  onWorkerFailure(line: string): void;
}

/**
 * The local Worker's variables, except those that say where its database is: what the developer has set, and defaults.
 *
 * @throws ConfigurationError if one of them is not valid
 */
async function variablesFor({ settings: { dataDir }, onProgress }: StartOptions): Promise<WorkerVariables> {
  const { DATABASE_URL: otherDatabase, ...given } = await givenVariables(process.env);
  if (otherDatabase) onProgress('Not using DATABASE_URL: npm run dev has its own PostgreSQL');
  const variables = {
    ...given,
    JWT_SECRET: given.JWT_SECRET || (await readJwtSecret(dataDir)),
    ROUTER_SECRETS: given.ROUTER_SECRETS || (await readRouterSecrets(dataDir)),
    CORS_ORIGINS: given.CORS_ORIGINS || localOrigins,
  };
  parseConfig({ ...variables, DATABASE_URL: 'postgresql://user@127.0.0.1/not-yet-known' });
  return variables;
}

/**
 * Starts PostgreSQL, the local Neon proxy and the Worker, and resolves when the Worker answers.
 *
 * @throws Error that says what failed; the signal's reason if aborted
 */
export async function start(options: StartOptions): Promise<DevState> {
  const { parts, keeper, signal, onProgress } = options;
  const { port, dataDir, demo } = options.settings;
  const url = `http://127.0.0.1:${port}`;

  /** Waits for work that cannot be aborted itself, until it settles or the signal aborts. */
  const until = async <T>(work: Promise<T>): Promise<T> => {
    // It may still fail after an abort has ended the wait.
    work.catch(() => {});
    const wait = new AbortController();
    const stopped = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true, signal: wait.signal });
    });
    try {
      signal.throwIfAborted();
      return await Promise.race([work, stopped, parts.failure]);
    } finally {
      wait.abort();
    }
  };

  const lock = await until(lockDataDir(dataDir, url, keeper.pid));
  keeper.remove(lock.file, lock.text);
  parts.add({ name: 'lock', stop: () => rm(lock.file, { force: true }) });
  if (!(await isPortFree(port))) {
    throw new Error(`Port ${port} is in use or not allowed. Take another: PORT=${port + 1} npm run dev`);
  }

  const given = await until(variablesFor(options));
  const proxyStart = startNeonProxyProcess((pid) => keeper.end(pid, { group: true, steps: programSteps }));
  proxyStart.catch(() => {});
  onProgress('Starting PostgreSQL');
  const postgres = await startPostgres({
    folder: dataDir,
    durable: true,
    onProgress,
    onSpawn: (pid) => keeper.end(pid, { group: false, steps: postgresSteps }),
    signal,
  });
  parts.add({ name: 'PostgreSQL', stop: (hard) => postgres.stop(hard ? 'immediate' : 'fast') });
  void parts.watch('PostgreSQL', postgres.exited, postgres.logFile);
  const proxy = await until(proxyStart);
  parts.add({ name: 'The Neon proxy', stop: proxy.stop });
  void parts.watch('The Neon proxy', proxy.exited);

  onProgress('Starting the Worker');
  const databaseUrl = postgres.urlOf('chat');
  const variables = { ...given, DATABASE_URL: databaseUrl, NEON_FETCH_ENDPOINT: proxy.url };
  const worker = await startWorker({
    port,
    dataDir,
    envFile: await writeRunningVariables(dataDir, variables),
    onSpawn: (pid) => keeper.end(pid, { group: true, steps: programSteps }),
    show: options.onWorkerFailure,
  });
  parts.add({ name: 'The Worker', stop: worker.stop });
  void parts.watch('The Worker', worker.exited, worker.logFile);

  await until(
    prepareDatabase({ dataDir, adminUrl: postgres.urlOf('postgres'), databaseUrl, demo, onProgress }),
  );
  const isUp = worker.listening.then(() => waitForHealth(url, signal)).then(() => true);
  const isLate = sleep(workerWaitMs, false, { ref: false });
  if (!(await until(Promise.race([isUp, isLate])))) {
    throw new Error(`The Worker does not answer at ${url}${apiPath}/health. See ${worker.logFile}`);
  }

  parts.add({ name: 'The Cron Trigger', stop: startCronTrigger(url) });
  const state: DevState = { url, databaseUrl };
  // Register it before writing it, so that a stop in between also removes the file.
  parts.add({ name: 'dev.json', stop: () => removeDevState(dataDir) });
  const written = await writeDevState(dataDir, state);
  keeper.remove(written.file, written.text);
  return state;
}
