import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { SignJWT } from 'jose';
import { parseTokenSettings } from '../src/env.ts';
import type { CallerRole } from '../src/values/enums.ts';
import { readOrCreateSecret } from './secret-file.ts';
import type { WorkerVariables } from './worker-variables.ts';

/** Default lifetime of a token: a working day and the following night. */
export const defaultTtlSeconds = 24 * 60 * 60;

/** The local stack's own JWT_SECRET. Created once per DATA_DIR, so tokens survive a restart. */
export function readJwtSecret(dataDir: string): Promise<string> {
  return readOrCreateSecret(path.join(dataDir, 'jwt-secret'));
}

/**
 * Signs a token that a Worker with these variables accepts (HS256, RFC 7519): with their secret, issuer and audience,
 * and with user and role in the claims where they are looked for.
 *
 * @param sub the user: a UUID, or a subject of the identity provider; random by default
 * @param ttlSeconds how long the token is valid
 * @throws Error with one line if these variables accept no such token
 */
export async function signToken(options: {
  variables: WorkerVariables;
  role: CallerRole;
  sub?: string | undefined;
  ttlSeconds?: number | undefined;
}): Promise<string> {
  const { role, sub = randomUUID(), ttlSeconds = defaultTtlSeconds } = options;
  const settings = parseTokenSettings(options.variables);
  const { JWT_SECRET: secret, JWT_ISSUER: issuer, JWT_AUDIENCE: audience, JWT_ROLE_MAP: map } = settings;
  const value = map.length === 0 ? role : map.find((entry) => entry.role === role)?.value;
  if (value === undefined) throw new Error(`JWT_ROLE_MAP has no value that stands for ${role}`);
  const now = Math.floor(Date.now() / 1000);
  // A claim that is named like a whole path wins over a nested one.
  const token = new SignJWT({ [settings.JWT_SUBJECT_CLAIM]: sub, [settings.JWT_ROLE_CLAIM]: value })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuedAt(now)
    .setExpirationTime(now + ttlSeconds);
  if (issuer !== undefined) token.setIssuer(issuer);
  if (audience !== undefined) token.setAudience(audience);
  return token.sign(new TextEncoder().encode(secret));
}
