import { spawn, type ChildProcess } from 'node:child_process';
import { open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from './free-port.ts';
import { readPostmaster } from './postgres-leftover.ts';
import { endProcess } from './processes.ts';
import type { UnprivilegedRun } from './run-as-user.ts';

/** A server that was killed in the middle of a large import reads its log again before it takes connections. */
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
    // One server without replicas needs less of its log; a large import fits in before a checkpoint.
    wal_level: 'minimal',
    max_wal_senders: '0',
    max_wal_size: '4GB',
    // A killed server loses nothing without these; only a machine that loses its power would.
    ...(durable ? {} : { fsync: 'off', full_page_writes: 'off' }),
  };
}

/** Waits until the server says in its lock file that it takes connections. */
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
  /** The program, absolute. */
  postgres: string;
  /** The cluster's folder, absolute. */
  data: string;
  logFile: string;
  runAs: UnprivilegedRun;
  /** Whether a commit outlives a power cut. */
  durable: boolean;
  onSpawn(pid: number): void;
  signal?: AbortSignal | undefined;
}

/**
 * Starts the server on a free port and waits until it takes connections, or has given up.
 *
 * @returns `ready` false when it gave up or took too long; why stands in its log, and it may still run
 * @throws the signal's reason when it was aborted; nothing is left running then
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
    // Its own session: a Ctrl-C in the terminal must not reach it before whoever uses it has stopped.
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

/** Ends a server; `fast` lets it write its last checkpoint, `immediate` does not. Both keep every commit. */
export async function endServer(pid: number, how: 'fast' | 'immediate'): Promise<void> {
  const steps = [
    { signal: 'SIGINT', waitMs: 20_000 },
    { signal: 'SIGQUIT', waitMs: 5000 },
    { signal: 'SIGKILL', waitMs: 5000 },
  ] as const;
  // The server ends its own children, and must: killing them would look like a crash to it.
  await endProcess({ pid, group: false }, how === 'fast' ? steps : steps.slice(1));
}
