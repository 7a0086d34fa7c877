import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { endProcess } from './processes.ts';
import { projectFolder } from './settings.ts';

/** The Worker in workerd, run by `wrangler dev`. */
export interface WorkerProcess {
  logFile: string;
  /** Settles when it accepts connections. */
  listening: Promise<void>;
  /** Settles when wrangler has exited, for any reason, or workerd has crashed, with the last output. */
  exited: Promise<string>;
  /** Stops wrangler and everything it started; `hard` does not wait for a clean shutdown. */
  stop(hard: boolean): Promise<void>;
}

/**
 * The environment for wrangler: no telemetry, no update check, no files outside `dataDir`, no colours in the
 * log.
 */
function environment(dataDir: string): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    // The build command in wrangler.toml runs `node` from the PATH.
    PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env['PATH'] ?? ''}`,
    CLOUDFLARE_CF_FETCH_ENABLED: 'false',
    CLOUDFLARE_LOAD_DEV_VARS_FROM_DOT_ENV: 'true',
    WRANGLER_SEND_METRICS: 'false',
    WRANGLER_SEND_ERROR_REPORTS: 'false',
    WRANGLER_HIDE_BANNER: 'true',
    WRANGLER_WRITE_LOGS: 'false',
    WRANGLER_REGISTRY_PATH: path.join(dataDir, 'worker-registry'),
    NO_COLOR: '1',
    FORCE_COLOR: '0',
  };
  // This would select another environment of wrangler.toml.
  delete env['CLOUDFLARE_ENV'];
  return env;
}

/**
 * What wrangler prints after a crash of workerd. It starts another workerd, but its proxy may not find the Worker again:
 * every request then hangs.
 */
const crashNotice = 'The Workers runtime crashed';

/** Matches wrangler's output about a failure: the first line, and the indented lines below it. */
function failureFilter(): (line: string) => boolean {
  let inFailure = false;
  return (line) => {
    inFailure = /^(?:\[wrangler:error\]|✘)/.test(line) || (inFailure && /^(?:\s|$)/.test(line));
    return inFailure && line !== '';
  };
}

/**
 * Starts the Worker on 127.0.0.1. Wrangler's output goes to `worker.log`; failures are also shown.
 *
 * @param envFile the Worker's variables and secrets
 * @param onSpawn is called with the leader of the process group that does the work
 * @param show is called with each line about a failure
 */
export async function startWorker(options: {
  port: number;
  dataDir: string;
  envFile: string;
  onSpawn(pid: number): void;
  show(line: string): void;
}): Promise<WorkerProcess> {
  const { port, dataDir, envFile, onSpawn, show } = options;
  const logFile = path.join(dataDir, 'worker.log');
  const log = createWriteStream(logFile, { mode: 0o600 });
  const wrangler = fileURLToPath(import.meta.resolve('wrangler'));
  const args = ['dev', '--local', '--ip', '127.0.0.1', '--port', String(port), '--inspector-port', '0'];
  args.push('--persist-to', path.join(dataDir, 'worker'), '--env-file', envFile);
  args.push('--show-interactive-dev-session=false');
  // A separate process group, so that Ctrl-C reaches only this process, and workerd ends with wrangler.
  const child = spawn(process.execPath, ['--no-warnings', wrangler, ...args], {
    cwd: projectFolder,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environment(dataDir),
  });
  let said = '';
  const { promise: exited, resolve: endWith } = Promise.withResolvers<string>();
  // The short delay lets its last output arrive.
  const end = (): void => void setTimeout(() => endWith(said), 100);
  // Not `close`: wrangler's children may keep the pipes open longer.
  child.once('exit', end);
  child.once('error', (error) => endWith(error.message));
  if (child.pid !== undefined) onSpawn(child.pid);

  const listening = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      const isFailure = failureFilter();
      createInterface({ input: stream }).on('line', (coloured) => {
        const line = stripVTControlCharacters(coloured);
        log.write(`${line}\n`);
        said = `${said}${line}\n`.slice(-4000);
        if (line.includes(`Ready on http://127.0.0.1:${port}`)) resolve();
        if (line.includes(crashNotice)) end();
        if (isFailure(line)) show(line);
      });
    }
  });
  const stop = async (hard: boolean): Promise<void> => {
    if (child.pid === undefined) return;
    const steps = [
      { signal: 'SIGTERM', waitMs: 4000 },
      { signal: 'SIGKILL', waitMs: 4000 },
    ] as const;
    await endProcess({ pid: child.pid, group: true }, hard ? steps.slice(1) : steps);
  };
  return { logFile, listening, exited, stop };
}
