import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { readDevState } from '../../../dev/dev-state.ts';
import { findFreePort } from '../../../dev/free-port.ts';
import { browserPath } from '../browser.ts';
import { runDev, waitForNothingLeft } from './dev-run.ts';

/** Where the tests of the UI find the stack that `npm run dev` starts, with its demonstration data. */
export interface UiStack {
  /** The Worker's origin. */
  url: string;
  databaseUrl: string;
  /** Holds the secret that signs tokens. */
  dataDir: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    uiStack: UiStack;
  }
}

/** Runs `npm run dev` once for all tests of the UI. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (browserPath === undefined) return undefined;
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
    project.provide('uiStack', { ...state, dataDir });
    return stop;
  } catch (error) {
    await stop();
    throw error;
  }
}
