import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** `DATA_DIR/dev.json` exists only while `npm run dev` is up and ready. */
export interface DevState {
  /** The Worker's origin, without a path: `http://127.0.0.1:8787`. */
  url: string;
  /** Works with any PostgreSQL client. */
  databaseUrl: string;
}

const fileOf = (dataDir: string): string => path.join(dataDir, 'dev.json');

/** The state of the running `npm run dev`; `undefined` if none runs in this folder. */
export async function readDevState(dataDir: string): Promise<DevState | undefined> {
  const text = await readFile(fileOf(dataDir), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const state: unknown = JSON.parse(text);
  if (
    typeof state === 'object' &&
    state !== null &&
    'url' in state &&
    'databaseUrl' in state &&
    typeof state.url === 'string' &&
    typeof state.databaseUrl === 'string'
  ) {
    return { url: state.url, databaseUrl: state.databaseUrl };
  }
  throw new Error(`${fileOf(dataDir)} is not a state file written by npm run dev.`);
}

/** Writes the file atomically. @returns its path and its text */
export async function writeDevState(
  dataDir: string,
  state: DevState,
): Promise<{ file: string; text: string }> {
  const file = fileOf(dataDir);
  const text = `${JSON.stringify(state)}\n`;
  await writeFile(`${file}.new`, text, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return { file, text };
}

export async function removeDevState(dataDir: string): Promise<void> {
  await rm(fileOf(dataDir), { force: true });
}
