import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that contains package.json, as an absolute path. */
export const projectFolder = fileURLToPath(new URL('../', import.meta.url));

/** Settings of a local run, from the environment (docs/local-development.md). */
export interface Settings {
  /** `PORT`: the port on 127.0.0.1 that the Worker listens on. */
  port: number;
  /** `DATA_DIR`, absolute: where all local data is kept. */
  dataDir: string;
  /** `DEMO`: whether the first start loads demonstration data; `0` for no. */
  demo: boolean;
}

/**
 * @returns `DATA_DIR`, absolute; by default `.data` in the project's folder, whatever the working directory
 */
export function readDataDir(env: NodeJS.ProcessEnv): string {
  const value = env['DATA_DIR'];
  return value === undefined || value === '' ? path.join(projectFolder, '.data') : path.resolve(value);
}

/** @throws Error with one line about the first invalid variable */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const value = env['PORT'];
  const port = value === undefined || value === '' ? 8787 : Number(value);
  if (!/^\d*$/.test(value ?? '') || port < 1 || port > 65_535) {
    throw new Error(`PORT must be a whole number from 1 to 65535, not "${value}".`);
  }
  return { port, dataDir: readDataDir(env), demo: env['DEMO'] !== '0' };
}
