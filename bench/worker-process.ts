import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { HostAnswer, HostedWorker, HostOrder } from './worker-host.ts';

/** Workers that run in a workerd of their own. */
export interface RunningWorkers {
  /** Where each one listens on 127.0.0.1, by name. */
  ports: Record<string, number>;
  /** Settles when they are gone, for whatever reason. */
  exited: Promise<string>;
  stop(): Promise<void>;
}

/**
 * Runs Workers in one workerd, from a process of its own: the caller's time stays its own, and the two can be
 * ended as a group.
 *
 * @param onSpawn gets the leader of that process group at once
 * @throws Error with one line when they do not come up
 */
export async function startWorkers(
  workers: HostedWorker[],
  folder: string,
  onSpawn: (pid: number) => void,
): Promise<RunningWorkers> {
  await mkdir(folder, { recursive: true });
  const child = spawn(process.execPath, [fileURLToPath(new URL('worker-host.ts', import.meta.url))], {
    cwd: '/',
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    // Miniflare keeps its temporary files where they will be removed.
    env: { ...process.env, TMPDIR: folder, TEMP: folder },
  });
  let complaint = '';
  child.stderr
    ?.setEncoding('utf8')
    .on('data', (text: string) => (complaint = (complaint + text).slice(-4000)));
  const exited = new Promise<string>((resolve) => {
    child.once('exit', () => resolve(complaint.trim()));
    child.once('error', (error) => resolve(error.message));
  });
  if (child.pid !== undefined) onSpawn(child.pid);
  const answered = once(child, 'message').then(([message]: unknown[]) => message as HostAnswer);
  child.send({ workers, folder } satisfies HostOrder);
  const answer = await Promise.race([answered, exited.then((failure) => ({ failure }))]);
  if ('failure' in answer) throw new Error(`The Workers did not start: ${answer.failure}`);
  const stop = async (): Promise<void> => {
    if (child.connected) child.disconnect();
    await exited;
  };
  return { ports: answer.ports, exited, stop };
}
