import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { readOrCreateSecret } from './secret-file.ts';

/** The routers that may sign calls to the local Worker. There are two, so that you can watch them race. */
const names = ['router-1', 'router-2'];

const fileOf = (dataDir: string): string => path.join(dataDir, 'router-secrets');

/** The local Worker's ROUTER_SECRETS, created once per DATA_DIR. */
export function readRouterSecrets(dataDir: string): Promise<string> {
  const make = (): string =>
    names.map((name) => `${name}:whsec_${randomBytes(32).toString('base64')}`).join(',');
  return readOrCreateSecret(fileOf(dataDir), make);
}

/**
 * Reads the secret of one router of a running stack.
 *
 * @returns `whsec_<base64>`
 * @throws Error with one line if no router has that name
 */
export async function readRouterSecret(dataDir: string, name: string): Promise<string> {
  const file = fileOf(dataDir);
  const text = await readFile(file, 'utf8').catch(() => '');
  const secrets = new Map(text.split(',').map((entry) => entry.trim().split(':', 2) as [string, string]));
  const secret = secrets.get(name);
  if (secret !== undefined) return secret;
  if (text === '') throw new Error(`${file} does not exist: restart npm run dev`);
  throw new Error(`${file} has no router ${name}, only ${[...secrets.keys()].join(', ')}`);
}
