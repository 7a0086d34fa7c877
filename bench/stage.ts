import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { unstable_readConfig } from 'wrangler';
import { signToken } from '../dev/development-token.ts';
import { programSteps, type Keeper } from '../dev/keeper-client.ts';
import { startNeonProxyProcess } from '../dev/neon-proxy-process.ts';
import type { Parts } from '../dev/parts.ts';
import { startPostgres } from '../dev/postgres.ts';
import type { EndStep } from '../dev/processes.ts';
import { projectFolder } from '../dev/settings.ts';
import { wranglerVariables } from '../dev/worker-variables.ts';
import { buildWorker } from './build-worker.ts';
import { makeDatabase } from './databases.ts';
import type { BenchOptions } from './options.ts';
import type { HostedWorker } from './worker-host.ts';
import { startWorkers } from './worker-process.ts';

/** Everything that a benchmark needs, up and running. */
export interface Stage {
  urls: { large: string; small: string };
  /**
   * Ports of the Workers on 127.0.0.1: `api-large`, `api-small`, `ui`, `select-one`, `constant`. `ui` is the API on the
   * large database behind the static assets, as a deployment has it; the others are reached directly.
   */
  ports: Record<string, number>;
  /** An admin token. */
  token: string;
  postgresLog: string;
}

/** Skips the final checkpoint: the databases are disposable. */
const throwAwaySteps: EndStep[] = [
  { signal: 'SIGQUIT', waitMs: 5000 },
  { signal: 'SIGKILL', waitMs: 3000 },
];

async function describeWorkers(
  folder: string,
  given: { urls: Stage['urls']; endpoint: string; secret: string },
): Promise<HostedWorker[]> {
  const {
    vars,
    compatibility_date: date,
    assets,
  } = unstable_readConfig({
    config: path.join(projectFolder, 'wrangler.toml'),
  });
  const build = (entry: string): Promise<string> =>
    buildWorker(entry, path.join(folder, 'workers', path.basename(entry, '.ts')));
  // One at a time: each build also rebuilds the assets.
  const api = await build('src/worker.ts');
  const selectOne = await build('bench/workers/select-one.ts');
  const constant = await build('bench/workers/constant.ts');
  const worker = (name: string, file: string, databaseUrl: string): HostedWorker => ({
    name,
    file,
    compatibilityDate: date ?? '',
    variables: {
      ...Object.fromEntries(Object.entries(vars).map(([key, value]) => [key, String(value)])),
      DATABASE_URL: databaseUrl,
      NEON_FETCH_ENDPOINT: given.endpoint,
      JWT_SECRET: given.secret,
    },
  });
  const ui = {
    ...worker('ui', api, given.urls.large),
    assets: {
      directory: path.join(projectFolder, assets?.directory ?? ''),
      htmlHandling: assets?.html_handling,
      runWorkerFirst: assets?.run_worker_first,
      hasUserWorker: true,
    },
  };
  return [
    worker('api-large', api, given.urls.large),
    ui,
    worker('api-small', api, given.urls.small),
    worker('select-one', selectOne, given.urls.large),
    worker('constant', constant, given.urls.large),
  ];
}

/**
 * Starts a separate PostgreSQL with both databases, a local Neon proxy, and the Workers.
 *
 * @param keeper ends all of it and removes its folder
 */
export async function setStage(
  options: BenchOptions,
  { keeper, parts, signal }: { keeper: Keeper; parts: Parts; signal: AbortSignal },
  onProgress: (line: string) => void,
): Promise<Stage> {
  const folder = await mkdtemp(path.join(tmpdir(), 'chat-dashboard-bench-'));
  keeper.remove(folder);
  // Search permission for all users, but not read: PostgreSQL may have to run as another user.
  await chmod(folder, 0o711);
  const endGroup = (pid: number): void => keeper.end(pid, { group: true, steps: programSteps });
  const proxy = await startNeonProxyProcess(endGroup);
  void parts.watch('The Neon proxy', proxy.exited);
  const postgres = await startPostgres({
    folder,
    durable: false,
    onSpawn: (pid) => keeper.end(pid, { group: false, steps: throwAwaySteps }),
    signal,
  });
  void parts.watch('PostgreSQL', postgres.exited, postgres.logFile);

  const urls = { large: postgres.urlOf('bench_large'), small: postgres.urlOf('bench_small') };
  for (const size of ['small', 'large'] as const) {
    const { sessions, messages } = options[size].traffic;
    onProgress(`Loading ${sessions} sessions, ${messages} messages`);
    const database = { adminUrl: postgres.urlOf('postgres'), url: urls[size], load: options[size] };
    await makeDatabase(database, (line) => onProgress(`  ${line}`));
  }
  onProgress('Building the Workers');
  const secret = crypto.randomUUID() + crypto.randomUUID();
  const described = await describeWorkers(folder, { urls, endpoint: proxy.url, secret });
  const workers = await startWorkers(described, path.join(folder, 'miniflare'), endGroup);
  void parts.watch('workerd', workers.exited);
  const token = await signToken({
    variables: { ...(await wranglerVariables()), JWT_SECRET: secret },
    role: 'admin',
  });
  return { urls, ports: workers.ports, token, postgresLog: postgres.logFile };
}
