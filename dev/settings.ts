import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json, absolute. */
export const projectFolder = fileURLToPath(new URL('../', import.meta.url));

/** What the environment says about a local run (docs/local-development.md). */
export interface Settings {
  /** `PORT`: where the Worker listens on 127.0.0.1. */
  port: number;
  /** `DATA_DIR`, absolute: where everything is kept. */
  dataDir: string;
  /** `DEMO`: whether a first start brings demonstration data; `0` for none. */
  demo: boolean;
}

/** @returns `DATA_DIR`, absolute; by default `.data` in the project's folder, wherever the caller stands */
export function readDataDir(env: NodeJS.ProcessEnv): string {
  const value = env['DATA_DIR'];
  return value === undefined || value === '' ? path.join(projectFolder, '.data') : path.resolve(value);
}

/** @throws Error with one line for the person who set a variable wrongly */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const value = env['PORT'];
  const port = value === undefined || value === '' ? 8787 : Number(value);
  if (!/^\d*$/.test(value ?? '') || port < 1 || port > 65_535) {
    throw new Error(`PORT must be a whole number from 1 to 65535, not "${value}".`);
  }
  return { port, dataDir: readDataDir(env), demo: env['DEMO'] !== '0' };
}
