import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { projectFolder } from '../../../dev/settings.ts';
import { variableNames } from '../../../src/env.ts';

/** How a program ended, and its complete output. */
export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** A running program of dev/. */
export interface DevProgram {
  pid: number;
  ended: Promise<Ended>;
  /** Resolves when standard output contains `text`; rejects if the program ends first. */
  says(text: string): Promise<string>;
  kill(signal: NodeJS.Signals): void;
}

/**
 * The environment of a program that npm starts: no variables of vitest, only the given DATA_DIR, and nothing that a
 * .dev.vars may hold. A program started by npm watches its parent, so it also ends if vitest is killed.
 */
function environment(more: Record<string, string>): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env;
  const kept = Object.entries({ HOME, TMPDIR }).filter(([, value]) => value !== undefined);
  const search = `${path.dirname(process.execPath)}:${PATH ?? ''}`;
  const unset = Object.fromEntries(variableNames.map((name) => [name, '']));
  return { ...Object.fromEntries(kept), ...unset, PATH: search, npm_lifecycle_event: 'dev', ...more };
}

/** Starts `node dev/<program>` with only these variables. */
export function runDev(program: string, env: Record<string, string>, args: string[] = []): DevProgram {
  const child = spawn(process.execPath, [path.join('dev', program), ...args], {
    cwd: projectFolder,
    env: environment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, ...said }));
  });
  const says = async (text: string): Promise<string> => {
    while (!said.stdout.includes(text)) {
      const isOver = await Promise.race([ended.then(() => true), sleep(20, false)]);
      if (isOver && !said.stdout.includes(text)) {
        throw new Error(`The program ended before it printed "${text}":\n${said.stdout}\n${said.stderr}`);
      }
    }
    return said.stdout;
  };
  return { pid: child.pid ?? 0, ended, says, kill: (signal) => void child.kill(signal) };
}

async function isOf(pid: string, variable: string): Promise<boolean> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'latin1');
    if (/^\) [ZX]/.test(stat.slice(stat.lastIndexOf(')')))) return false;
    return `\0${await readFile(`/proc/${pid}/environ`, 'latin1')}`.includes(`\0${variable}\0`);
  } catch {
    return false;
  }
}

/** The ids of all running processes of `dataDir`, found by the DATA_DIR variable that they inherit. */
export async function processesOf(dataDir: string): Promise<number[]> {
  const variable = `DATA_DIR=${dataDir}`;
  if (!existsSync('/proc/self/environ')) {
    const lines = execFileSync('ps', ['axeww', '-o', 'pid=,command='], { encoding: 'utf8' }).split('\n');
    return lines.filter((line) => line.includes(variable)).map((line) => Number.parseInt(line, 10));
  }
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const own = await Promise.all(pids.map((pid) => isOf(pid, variable)));
  return pids.filter((_, i) => own[i]).map(Number);
}

/** All processes, as lines of an id and a command line. */
async function processList(): Promise<string[]> {
  if (!existsSync('/proc/self/cmdline')) {
    return execFileSync('ps', ['axww', '-o', 'pid=,command='], { encoding: 'utf8' }).split('\n');
  }
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const commands = pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'latin1').catch(() => ''));
  return (await Promise.all(commands)).map((command, i) => `${pids[i]} ${command}`);
}

/** The id of the one process with `argument` in its command line. */
export async function processWith(argument: string): Promise<number> {
  const found = (await processList()).filter((line) => line.includes(argument));
  if (found.length !== 1) throw new Error(`${found.length} processes have ${argument}.`);
  return Number.parseInt(found[0] ?? '', 10);
}

/** Waits until no process of `dataDir` is left; throws after `waitMs`. */
export async function waitForNothingLeft(dataDir: string, waitMs = 120_000): Promise<void> {
  const deadline = performance.now() + waitMs;
  for (;;) {
    const left = await processesOf(dataDir);
    if (left.length === 0) return;
    if (performance.now() > deadline) throw new Error(`Still running: ${left.join(', ')}`);
    await sleep(50);
  }
}
