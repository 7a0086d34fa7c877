import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { endProcess, processBirth } from './processes.ts';

/** What a PostgreSQL server records about itself in its data folder. */
export interface Postmaster {
  pid: number;
  status: string;
}

/** Reads `postmaster.pid`; `undefined` if it is missing or incomplete. */
export async function readPostmaster(data: string): Promise<Postmaster | undefined> {
  const text = await readFile(path.join(data, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  return Number.isInteger(pid) && pid > 0 ? { pid, status: (lines[7] ?? '').trim() } : undefined;
}

async function commandOf(pid: number): Promise<string> {
  try {
    if (existsSync('/proc/self/cmdline')) return await readFile(`/proc/${pid}/cmdline`, 'utf8');
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}

/**
 * Cleans up a data folder after a run that could not do so itself. It stops a server that still runs there.
 * It also removes a lock file whose process number now belongs to another program, because PostgreSQL would
 * take that program for a server. PostgreSQL removes any other stale lock file itself, after it checks that
 * nothing uses its shared memory.
 *
 * @returns whether a server was stopped
 * @throws Error if the server cannot be stopped
 */
export async function stopLeftover(data: string): Promise<boolean> {
  const postmaster = await readPostmaster(data);
  if (postmaster === undefined || processBirth(postmaster.pid) === undefined) return false;
  if (!(await commandOf(postmaster.pid)).includes(data)) {
    await rm(path.join(data, 'postmaster.pid'), { force: true });
    return false;
  }
  const stopped = await endProcess({ pid: postmaster.pid, group: false }, [
    { signal: 'SIGINT', waitMs: 15_000 },
    { signal: 'SIGQUIT', waitMs: 5000 },
    { signal: 'SIGKILL', waitMs: 5000 },
  ]);
  if (!stopped) throw new Error(`PostgreSQL (process ${postmaster.pid}) uses ${data} and does not stop.`);
  return true;
}
