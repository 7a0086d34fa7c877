import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { HostAnswer, HostedWorker, HostOrder } from './worker-host.ts';

/** Workers that run in a separate workerd. */
export interface RunningWorkers {
  /** The port of each Worker on 127.0.0.1, by name. */
  ports: Record<string, number>;
  /** Settles when they have ended, for any reason. */
  exited: Promise<string>;
  stop(): Promise<void>;
}

/**
 * Runs Workers in one workerd, started from a separate process. That keeps the host's work out of the
 * caller's event loop, and the host and workerd can be ended as a group.
 *
 * @param onSpawn is called immediately with the leader of that process group
 * @throws Error with one line if they do not start
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
    // Keep Miniflare's temporary files in the folder that is removed afterwards.
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
