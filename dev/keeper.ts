import { readFile, rm } from 'node:fs/promises';
import { endProcess, processBirth, type EndStep, type EndTarget } from './processes.ts';

/** What the keeper is told, over IPC, by the program that it cleans up after. */
export type KeeperOrder =
  | { do: 'end'; target: EndTarget; steps: EndStep[] }
  | { do: 'remove'; path: string; onlyIf?: string };

/** Removes a file or folder; with `onlyIf`, only a file that still says exactly that: not a successor's. */
async function remove(path: string, onlyIf: string | undefined): Promise<void> {
  if (onlyIf !== undefined && (await readFile(path, 'utf8').catch(() => undefined)) !== onlyIf) return;
  await rm(path, { recursive: true, force: true });
}

/**
 * A small process of its own session that outlives the program it keeps, even a killed one: when the line to
 * that program breaks, it ends whatever the program has started and not ended itself, the latest first, and
 * then removes what should not stay. A program that has cleaned up leaves it nothing to do.
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
      // A number that another process has by now is nobody's to end; a group outlives its leader.
      const now = processBirth(target.pid);
      if (now !== undefined ? now === birth : target.group) await endProcess(target, steps);
    }
    for (const { path, onlyIf } of removals) await remove(path, onlyIf).catch(() => {});
  });
}

if (import.meta.main) keep();
