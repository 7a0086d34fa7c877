import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { KeeperOrder } from './keeper.ts';
import type { EndStep } from './processes.ts';

/** How the keeper ends PostgreSQL, without waiting for a slow shutdown. PostgreSQL ends its own children. */
export const postgresSteps: EndStep[] = [
  { signal: 'SIGINT', waitMs: 10_000 },
  { signal: 'SIGQUIT', waitMs: 3000 },
  { signal: 'SIGKILL', waitMs: 3000 },
];

/** How the keeper ends any other program. */
export const programSteps: EndStep[] = [
  { signal: 'SIGTERM', waitMs: 3000 },
  { signal: 'SIGKILL', waitMs: 3000 },
];

/**
 * The connection to a keeper (keeper.ts), which ends and removes what it was told to once this process is
 * gone.
 */
export interface Keeper {
  pid: number;
  /** @param group whether `pid` leads a process group that must end as a whole */
  end(pid: number, options: { group: boolean; steps: EndStep[] }): void;
  /**
   * @param onlyIf removes a file only if it still has this content; without it, any file or folder is removed
   */
  remove(path: string, onlyIf?: string): void;
  /** Ends what is left now, instead of when this process is gone. */
  letGo(): Promise<void>;
  /** Settles when the keeper itself is gone. */
  exited: Promise<void>;
}

/**
 * Starts a keeper for this process. Orders sent before it is ready are queued, and survive if this process is
 * killed in the meantime.
 */
export function startKeeper(): Keeper {
  const child = spawn(process.execPath, [fileURLToPath(new URL('keeper.ts', import.meta.url))], {
    cwd: '/',
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const order = (message: KeeperOrder): void => {
    if (child.connected) child.send(message);
  };
  return {
    pid: child.pid ?? 0,
    end: (pid, { group, steps }) => order({ do: 'end', target: { pid, group }, steps }),
    remove: (path, onlyIf) => order({ do: 'remove', path, ...(onlyIf === undefined ? {} : { onlyIf }) }),
    letGo: () => {
      if (child.connected) child.disconnect();
      return exited;
    },
    exited,
  };
}
