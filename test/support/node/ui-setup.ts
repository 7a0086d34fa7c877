import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { readDevState } from '../../../dev/dev-state.ts';
import { findFreePort } from '../../../dev/free-port.ts';
import { browserPath } from '../browser.ts';
import { runDev, waitForNothingLeft } from './dev-run.ts';

/** A stack that `npm run dev` has started, with its demonstration data. */
export interface UiStack {
  /** The Worker's origin. */
  url: string;
  databaseUrl: string;
  /** Holds the secret that signs tokens. */
  dataDir: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    /** One stack for each worker that runs test files. */
    uiStacks: UiStack[];
  }
}

interface StartedStack {
  stack: UiStack;
  stop(): Promise<void>;
}

async function startStack(): Promise<StartedStack> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'chat-dashboard-ui-'));
  const program = runDev('main.ts', { DATA_DIR: dataDir, PORT: String(await findFreePort()) });
  const stop = async (): Promise<void> => {
    program.kill('SIGINT');
    await program.ended;
    await waitForNothingLeft(dataDir);
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await program.says('Ready in');
    const state = await readDevState(dataDir);
    if (state === undefined) throw new Error('dev.json is not there.');
    return { stack: { ...state, dataDir }, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * Runs `npm run dev` once for each worker that runs test files. Files that run at the same time act on different
 * stacks, so that a chat that one of them closes is not missing from what another counts.
 */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (browserPath === undefined) return undefined;
  const starts = await Promise.allSettled(
    Array.from({ length: project.config.maxWorkers }, () => startStack()),
  );
  const started = starts.filter((start) => start.status === 'fulfilled').map(({ value }) => value);
  const stop = async (): Promise<void> => {
    await Promise.all(started.map((one) => one.stop()));
  };
  const failed = starts.find((start) => start.status === 'rejected');
  if (failed !== undefined) {
    await stop();
    throw failed.reason;
  }
  project.provide(
    'uiStacks',
    started.map(({ stack }) => stack),
  );
  return stop;
}
