import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** The Neon proxy as a process of its own. */
export interface NeonProxyProcess {
  pid: number;
  /** What `neonConfig.fetchEndpoint` is set to. */
  url: string;
  /** Settles when the process is gone, for whatever reason, with what it had complained about. */
  exited: Promise<string>;
  /** Ends it; queries that still run are cancelled. */
  stop(): Promise<void>;
}

/**
 * Starts neon-proxy.ts as a process of its own, on a free port. It ends with this process, however that ends.
 *
 * @param onSpawn gets the leader of its process group at once
 * @throws Error with one line when it does not come up
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
