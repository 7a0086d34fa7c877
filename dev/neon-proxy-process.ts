import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** The Neon proxy, running in its own process. */
export interface NeonProxyProcess {
  pid: number;
  /** The value for `neonConfig.fetchEndpoint`. */
  url: string;
  /** Settles when the process has ended for any reason, with its error output. */
  exited: Promise<string>;
  /** Stops the process and cancels running queries. */
  stop(): Promise<void>;
}

/**
 * Starts neon-proxy.ts in its own process, on a free port. It ends when this process ends, even by a crash.
 *
 * @param onSpawn is called immediately with the leader of its process group
 * @throws Error with one line if it does not start
 */
export async function startNeonProxyProcess(
  onSpawn: (pid: number) => void = () => {},
): Promise<NeonProxyProcess> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('neon-proxy.ts', import.meta.url))], {
    cwd: '/',
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
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
  const isUp = once(child, 'message').then(([message]: unknown[]) => message);
  const ready = await Promise.race([isUp, exited]);
  if (typeof ready === 'object' && ready !== null && 'url' in ready && typeof ready.url === 'string') {
    const stop = async (): Promise<void> => {
      child.kill('SIGTERM');
      await exited;
    };
    return { pid: child.pid ?? 0, url: ready.url, exited, stop };
  }
  throw new Error(`The Neon proxy did not start: ${String(ready)}`);
}
