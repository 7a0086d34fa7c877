import { spawn } from 'node:child_process';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PostgresPrograms } from './postgres-programs.ts';
import type { UnprivilegedRun } from './run-as-user.ts';

/** The role that initdb creates and that all local clients connect as. */
export const superuser = 'postgres';

function initdb(
  command: string[],
  runAs: UnprivilegedRun,
  onSpawn: (pid: number) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  const [program = '', ...args] = [...runAs.prefix, ...command];
  return new Promise((resolve, reject) => {
    // A separate process group ignores Ctrl-C in the terminal and can be ended as a whole.
    const child = spawn(program, args, {
      ...runAs.spawnOptions,
      cwd: '/',
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, LC_ALL: 'C' },
    });
    let complaint = '';
    child.stderr
      .setEncoding('utf8')
      .on('data', (text: string) => (complaint = (complaint + text).slice(-2000)));
    const abort = (): void => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    };
    signal?.addEventListener('abort', abort, { once: true });
    child.once('error', reject);
    child.once('close', (code, killedBy) => {
      signal?.removeEventListener('abort', abort);
      if (code === 0) resolve();
      else
        reject(
          signal?.aborted
            ? signal.reason
            : new Error(`initdb failed (${code ?? killedBy}): ${complaint.trim()}`),
        );
    });
    if (child.pid !== undefined) onSpawn(child.pid);
  });
}

/**
 * Creates the data folder of a new PostgreSQL cluster: UTF-8, sorted by code point as on Neon, with password
 * authentication for every connection.
 *
 * The folder is built under a temporary name and renamed when it is complete, so an interrupted start leaves
 * nothing that a later start would mistake for a database.
 *
 * @param folder an existing folder; the cluster becomes `folder/data`
 * @param onSpawn is called with the leader of the process group that does the work
 */
export async function createCluster(options: {
  folder: string;
  programs: PostgresPrograms;
  password: string;
  runAs: UnprivilegedRun;
  onSpawn(pid: number): void;
  signal?: AbortSignal | undefined;
}): Promise<void> {
  const { folder, programs, password, runAs } = options;
  const unfinished = path.join(folder, 'data.new');
  const passwordFile = path.join(folder, 'password.new');
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  await runAs.giveTo(unfinished);
  try {
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    await runAs.giveTo(passwordFile);
    await initdb(
      [
        programs.initdb,
        `--pgdata=${unfinished}`,
        `--username=${superuser}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--no-sync',
        '--no-instructions',
      ],
      runAs,
      options.onSpawn,
      options.signal,
    );
  } finally {
    await rm(passwordFile, { force: true });
  }
  options.signal?.throwIfAborted();
  await rename(unfinished, path.join(folder, 'data'));
}
