import { spawn, type ChildProcess } from 'node:child_process';
import { open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from './free-port.ts';
import { readPostmaster } from './postgres-leftover.ts';
import { endProcess } from './processes.ts';
import type { UnprivilegedRun } from './run-as-user.ts';

/** Long enough for a server killed during a large import to replay its log before it accepts connections. */
const startWaitMs = 300_000;

export interface StartedServer {
  child: ChildProcess;
  pid: number;
  port: number;
  ready: boolean;
}

function settings(port: number, durable: boolean): Record<string, string> {
  return {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    max_connections: '300',
    shared_buffers: '256MB',
    maintenance_work_mem: '128MB',
    // A single server without replicas needs less WAL; a large import fits before a checkpoint.
    wal_level: 'minimal',
    max_wal_senders: '0',
    max_wal_size: '4GB',
    // Without these, a killed server loses nothing; only a power loss could.
    ...(durable ? {} : { fsync: 'off', full_page_writes: 'off' }),
  };
}

/** Waits until the server's lock file says that it accepts connections. */
async function waitForReady(
  data: string,
  child: ChildProcess,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const deadline = performance.now() + startWaitMs;
  while (performance.now() < deadline) {
    signal?.throwIfAborted();
    if (child.exitCode !== null || child.signalCode !== null) return false;
    const postmaster = await readPostmaster(data);
    if (postmaster?.pid === child.pid && postmaster?.status === 'ready') return true;
    await sleep(20);
  }
  return false;
}

export interface ServerOptions {
  /** The program's absolute path. */
  postgres: string;
  /** The cluster folder's absolute path. */
  data: string;
  logFile: string;
  runAs: UnprivilegedRun;
  /** Whether a commit survives a power loss. */
  durable: boolean;
  onSpawn(pid: number): void;
  signal?: AbortSignal | undefined;
}

/**
 * Starts the server on a free port and waits until it accepts connections or fails to start.
 *
 * @returns `ready` is false if the server failed or timed out; see its log for the reason. It may still be
 *   running
 * @throws the signal's reason if aborted; the server is then stopped
 */
export async function startServer(options: ServerOptions): Promise<StartedServer> {
  const { postgres, data, logFile, runAs, durable, onSpawn, signal } = options;
  const port = await findFreePort();
  const flags = Object.entries(settings(port, durable)).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  const [program = '', ...args] = [...runAs.prefix, postgres, '-D', data, ...flags];
  const log = await open(logFile, 'w', 0o600);
  try {
    // A separate session, so that Ctrl-C in the terminal does not stop the server before its clients.
    const child = spawn(program, args, {
      ...runAs.spawnOptions,
      cwd: '/',
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
      env: { ...process.env, LC_ALL: 'C' },
    });
    const failed = new Promise<never>((_, reject) => child.once('error', reject));
    failed.catch(() => {});
    if (child.pid === undefined) return await failed;
    onSpawn(child.pid);
    try {
      const ready = await waitForReady(data, child, signal);
      return { child, pid: child.pid, port, ready };
    } catch (error) {
      await endServer(child.pid, 'immediate');
      throw error;
    }
  } finally {
    await log.close();
  }
}

/** Stops a server. `fast` writes a final checkpoint, `immediate` does not. Both keep every commit. */
export async function endServer(pid: number, how: 'fast' | 'immediate'): Promise<void> {
  const steps = [
    { signal: 'SIGINT', waitMs: 20_000 },
    { signal: 'SIGQUIT', waitMs: 5000 },
    { signal: 'SIGKILL', waitMs: 5000 },
  ] as const;
  // Let the server end its own children: if they are killed, it treats that as a crash.
  await endProcess({ pid, group: false }, how === 'fast' ? steps : steps.slice(1));
}
