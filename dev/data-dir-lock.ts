import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { processBirth, waitUntil } from './processes.ts';

interface Holder {
  pid: number;
  birth: string | undefined;
}

interface Lock {
  url: string;
  main: Holder;
  /** Outlives a killed main process for a moment. */
  keeper: Holder;
}

/** How long to wait for a keeper that cleans up after a killed run. */
const keeperWaitMs = 30_000;

const isAlive = ({ pid, birth }: Holder): boolean => birth !== undefined && processBirth(pid) === birth;

function parseLock(text: string): Lock | undefined {
  try {
    // Only this module writes the file.
    return JSON.parse(text) as Lock;
  } catch {
    return undefined;
  }
}

/** Creates `file` with `text` atomically, and only if it does not exist. */
async function create(file: string, text: string): Promise<boolean> {
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, text, { mode: 0o600 });
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** Removes a dead run's lock, unless another run has already replaced it with its own. */
async function takeAway(file: string, text: string): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
    throw error;
  }
  const taken = await readFile(aside, 'utf8');
  if (taken !== text) await link(aside, file).catch(() => {});
  await rm(aside, { force: true });
}

/**
 * Locks a DATA_DIR for one run. A killed run no longer holds the lock, but the processes it started may need
 * a moment to end, so this waits for them.
 *
 * @param keeperPid the keeper of this run
 * @returns the lock file and its text, needed to remove the lock at the end
 * @throws Error with one line that names the other run's address
 */
export async function lockDataDir(
  dataDir: string,
  url: string,
  keeperPid: number,
): Promise<{ file: string; text: string }> {
  const file = path.join(dataDir, 'lock.json');
  const holder = (pid: number): Holder => ({ pid, birth: processBirth(pid) });
  const lock: Lock = { url, main: holder(process.pid), keeper: holder(keeperPid) };
  const text = `${JSON.stringify(lock)}\n`;
  for (;;) {
    if (await create(file, text)) return { file, text };
    const found = await readFile(file, 'utf8').catch(() => '');
    const other = parseLock(found);
    if (other !== undefined) {
      if (isAlive(other.main)) {
        throw new Error(
          `It already runs over ${dataDir}, at ${other.url}. Stop that one, or set DATA_DIR and PORT.`,
        );
      }
      if (!(await waitUntil(() => !isAlive(other.keeper), keeperWaitMs))) {
        throw new Error(`The previous run is still being cleaned up (process ${other.keeper.pid}).`);
      }
    }
    await takeAway(file, found);
  }
}
