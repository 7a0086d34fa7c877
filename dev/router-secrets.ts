import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { readOrCreateSecret } from './secret-file.ts';

/** The routers that may sign calls to the local Worker. There are two, so that you can watch them race. */
const names = ['router-1', 'router-2'];

/** The local stack's own ROUTER_SECRETS, created once per DATA_DIR. */
export function readRouterSecrets(dataDir: string): Promise<string> {
  const make = (): string =>
    names.map((name) => `${name}:whsec_${randomBytes(32).toString('base64')}`).join(',');
  return readOrCreateSecret(path.join(dataDir, 'router-secrets'), make);
}

/**
 * Finds the secret of one router of a running stack.
 *
 * @param routerSecrets its ROUTER_SECRETS
 * @returns `whsec_<base64>`
 * @throws Error with one line if no router has that name
 */
export function routerSecretOf(routerSecrets: string, name: string): string {
  const secrets = new Map(
    routerSecrets.split(',').map((entry) => entry.trim().split(':', 2) as [string, string]),
  );
  const secret = secrets.get(name);
  if (secret !== undefined) return secret;
  throw new Error(`ROUTER_SECRETS has no router ${name}, only ${[...secrets.keys()].join(', ')}`);
}
