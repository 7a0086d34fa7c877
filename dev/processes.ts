import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** One signal, and how long to wait for the processes to exit before sending the next one. */
export interface EndStep {
  signal: NodeJS.Signals;
  waitMs: number;
}

/** What to end: one process, or the process group that it leads. */
export interface EndTarget {
  pid: number;
  group: boolean;
}

const hasProc = existsSync('/proc/self/stat');

interface ProcStat {
  state: string;
  group: number;
  birth: string;
}

/** The fields of proc_pid_stat(5) after the command, which can itself contain spaces and parentheses. */
function readProcStat(pid: number | string): ProcStat | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0] ?? '', group: Number(fields[2]), birth: fields[19] ?? '' };
  } catch {
    return undefined;
  }
}

/**
 * When a process started, as an opaque string. Process numbers are reused, but a number and a start time
 * identify one process permanently. `undefined` if there is no such process, or if it is a zombie.
 */
export function processBirth(pid: number): string | undefined {
  if (hasProc) {
    const stat = readProcStat(pid);
    return stat === undefined || stat.state === 'Z' || stat.state === 'X' ? undefined : stat.birth;
  }
  try {
    const line = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return line === '' || line.startsWith('Z') ? undefined : line.replace(/^\S+\s+/, '');
  } catch {
    return undefined;
  }
}

function groupIsAlive(leader: number): boolean {
  if (!hasProc) return sendSignal(-leader, 0);
  return readdirSync('/proc').some((name) => {
    if (!/^\d+$/.test(name)) return false;
    const stat = readProcStat(name);
    return stat !== undefined && stat.group === leader && stat.state !== 'Z' && stat.state !== 'X';
  });
}

/**
 * Sends a signal (0 only checks); false if there was no process to receive it. A negative pid means a group.
 */
function sendSignal(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}

/** Polls `condition` until it is true or `waitMs` elapses. @returns whether it became true */
export async function waitUntil(condition: () => boolean, waitMs: number): Promise<boolean> {
  const deadline = performance.now() + waitMs;
  for (let pauseMs = 5; !condition(); pauseMs = Math.min(pauseMs * 2, 100)) {
    if (performance.now() >= deadline) return condition();
    await sleep(pauseMs);
  }
  return true;
}

/**
 * Sends the signals one after another until the process, or every process of its group, has exited.
 *
 * @returns whether all have exited; false is rare (a process stuck in the kernel)
 */
export async function endProcess(target: EndTarget, steps: readonly EndStep[]): Promise<boolean> {
  const { pid, group } = target;
  const isGone = (): boolean => processBirth(pid) === undefined && !(group && groupIsAlive(pid));
  for (const { signal, waitMs } of steps) {
    if (isGone()) return true;
    sendSignal(group ? -pid : pid, signal);
    if (await waitUntil(isGone, waitMs)) return true;
  }
  return isGone();
}
