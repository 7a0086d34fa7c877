import { mkdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createCluster, superuser } from './postgres-cluster.ts';
import { stopLeftover } from './postgres-leftover.ts';
import { findPostgresPrograms } from './postgres-programs.ts';
import { endServer, startServer } from './postgres-server.ts';
import { findUnprivilegedRun } from './run-as-user.ts';
import { readOrCreateSecret } from './secret-file.ts';
import { tailOf } from './tail.ts';

/** A PostgreSQL server that this process started. */
export interface RunningPostgres {
  port: number;
  pid: number;
  logFile: string;
  /** A connection string, with its password, for one of the server's databases. */
  urlOf(database: string): string;
  /** Settles when the server has ended, for any reason. */
  exited: Promise<void>;
  /** Stops it. `fast` writes a final checkpoint, `immediate` does not. Both keep every commit. */
  stop(how: 'fast' | 'immediate'): Promise<void>;
}

export interface PostgresOptions {
  /** Contains all files of the server: `postgres/`, `postgres.log`, `postgres-password`. */
  folder: string;
  /** False for disposable databases: nothing is flushed to disk, so a power loss may corrupt them. */
  durable: boolean;
  onProgress?(line: string): void;
  /** Called immediately with the leader of each new process group, so that it can be ended after a crash. */
  onSpawn?(pid: number): void;
  signal?: AbortSignal;
}

/**
 * Starts PostgreSQL on 127.0.0.1, on a free port, with the cluster in `folder`, which is created on first
 * use. First cleans up after a crashed run, which may have left a lock file or a running server.
 *
 * @throws Error with one line and the end of the server's log if it does not start; the signal's reason if
 *   aborted. Nothing is left running in either case.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const { durable, signal } = options;
  const onSpawn = (pid: number): void => options.onSpawn?.(pid);
  const programs = await findPostgresPrograms();
  const folder = path.resolve(options.folder);
  const home = path.join(folder, 'postgres');
  await mkdir(home, { recursive: true, mode: 0o700 });
  const runAs = await findUnprivilegedRun(programs.postgres, home);
  await runAs.giveTo(home);
  const password = await readOrCreateSecret(path.join(folder, 'postgres-password'));

  const data = path.join(home, 'data');
  const isNew = await stat(data).then(
    () => false,
    () => true,
  );
  if (isNew) {
    options.onProgress?.('Creating the PostgreSQL data folder');
    await createCluster({ folder: home, programs, password, runAs, onSpawn, signal });
  } else if (await stopLeftover(data)) {
    options.onProgress?.('Stopped the PostgreSQL that an earlier run had left');
  }

  const logFile = path.join(folder, 'postgres.log');
  const server = { postgres: programs.postgres, data, logFile, runAs, durable, onSpawn, signal };
  for (let attempt = 1; ; attempt++) {
    const { child, pid, port, ready } = await startServer(server);
    if (ready) {
      const exited = new Promise<void>((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) resolve();
        else child.once('exit', () => resolve());
      });
      const stop = (how: 'fast' | 'immediate'): Promise<void> => endServer(pid, how);
      const urlOf = (database: string): string =>
        `postgresql://${superuser}:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
      return { port, pid, logFile, urlOf, exited, stop };
    }
    await endServer(pid, 'immediate');
    const log = await readFile(logFile, 'utf8');
    // Another process may have just taken the port, and workers of a killed server may need a moment to exit.
    if (attempt >= 10 || !/could not bind|still in use/.test(log)) {
      throw new Error(`PostgreSQL did not start. The end of ${logFile}:\n${tailOf(log)}`);
    }
    await sleep(300);
  }
}
