import { readFile, rm } from 'node:fs/promises';
import { endProcess, processBirth, type EndStep, type EndTarget } from './processes.ts';

/** Orders sent over IPC by the program that the keeper cleans up after. */
export type KeeperOrder =
  | { do: 'end'; target: EndTarget; steps: EndStep[] }
  | { do: 'remove'; path: string; onlyIf?: string };

/**
 * Removes a file or folder. With `onlyIf`, removes only a file with exactly that content, so a new run's
 * stays.
 */
async function remove(path: string, onlyIf: string | undefined): Promise<void> {
  if (onlyIf !== undefined && (await readFile(path, 'utf8').catch(() => undefined)) !== onlyIf) return;
  await rm(path, { recursive: true, force: true });
}

/**
 * A small process in its own session that outlives its program, even if that program is killed. When the IPC
 * channel closes, it ends every process that the program started and did not end, newest first, and then
 * removes temporary files. After a clean shutdown it has nothing to do.
 */
function keep(): void {
  const ends: { target: EndTarget; steps: EndStep[]; birth: string | undefined }[] = [];
  const removals: { path: string; onlyIf: string | undefined }[] = [];
  process.on('message', (order: KeeperOrder) => {
    if (order.do === 'end') {
      ends.unshift({ target: order.target, steps: order.steps, birth: processBirth(order.target.pid) });
    } else {
      removals.push({ path: order.path, onlyIf: order.onlyIf });
    }
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});

  process.once('disconnect', async () => {
    for (const { target, steps, birth } of ends) {
      // Never end a process that has since reused the number. A process group outlives its leader.
      const now = processBirth(target.pid);
      if (now !== undefined ? now === birth : target.group) await endProcess(target, steps);
    }
    for (const { path, onlyIf } of removals) await remove(path, onlyIf).catch(() => {});
  });
}

if (import.meta.main) keep();
