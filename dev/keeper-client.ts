import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { KeeperOrder } from './keeper.ts';
import type { EndStep } from './processes.ts';

/** How PostgreSQL is ended when nobody is left to do it with patience; it ends its own children. */
export const postgresSteps: EndStep[] = [
  { signal: 'SIGINT', waitMs: 10_000 },
  { signal: 'SIGQUIT', waitMs: 3000 },
  { signal: 'SIGKILL', waitMs: 3000 },
];

/** How any other program is ended. */
export const programSteps: EndStep[] = [
  { signal: 'SIGTERM', waitMs: 3000 },
  { signal: 'SIGKILL', waitMs: 3000 },
];

/** The line to a keeper (keeper.ts): what it is told to end and to remove, it will, once this process is gone. */
export interface Keeper {
  pid: number;
  /** @param group whether `pid` leads a process group that is to be ended as a whole */
  end(pid: number, options: { group: boolean; steps: EndStep[] }): void;
  /** @param onlyIf what a file must still hold to be removed; without it, a file or folder goes as it is */
  remove(path: string, onlyIf?: string): void;
  /** Lets it end what is left now, instead of when this process is gone. */
  letGo(): Promise<void>;
  /** Settles when the keeper itself is gone. */
  exited: Promise<void>;
}

/**
 * Starts a keeper for this process. Orders that are given before it is awake wait for it, also when this
 * process is killed meanwhile.
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
