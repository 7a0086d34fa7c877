import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { SignJWT } from 'jose';
import { readOrCreateSecret } from './secret-file.ts';
import { projectFolder } from './settings.ts';

export const roles = ['admin', 'agent', 'router'] as const;
export type Role = (typeof roles)[number];

/** How long a token is good for, unless said otherwise: a working day and the night after it. */
export const defaultTtlSeconds = 24 * 60 * 60;

/** The key that the local Worker checks tokens with: made once for a DATA_DIR, so tokens outlive a restart. */
export function readJwtSecret(dataDir: string): Promise<string> {
  return readOrCreateSecret(path.join(dataDir, 'jwt-secret'));
}

/** A variable of wrangler.toml's top-level `[vars]`; `undefined` where it is empty or not there. */
export function readVar(wranglerToml: string, name: string): string | undefined {
  const vars = /^\[vars\]$([^]*?)(?=^\[|$(?![^]))/m.exec(wranglerToml)?.[1] ?? '';
  const value = new RegExp(`^${name}\\s*=\\s*(?:"([^"\\\\]*)"|'([^']*)')`, 'm').exec(vars);
  return value?.[1] || value?.[2] || undefined;
}

/**
 * Signs a token that the local Worker accepts (HS256, RFC 7519). `iss` and `aud` stand in it where
 * wrangler.toml asks for them.
 *
 * @param sub the user's UUID; a random one by default
 * @param ttlSeconds how long it is good for
 */
export async function signDevelopmentToken(options: {
  secret: string;
  role: Role;
  sub?: string | undefined;
  ttlSeconds?: number | undefined;
}): Promise<string> {
  const { secret, role, sub = randomUUID(), ttlSeconds = defaultTtlSeconds } = options;
  const wranglerToml = await readFile(path.join(projectFolder, 'wrangler.toml'), 'utf8');
  const [issuer, audience] = [readVar(wranglerToml, 'JWT_ISSUER'), readVar(wranglerToml, 'JWT_AUDIENCE')];
  const now = Math.floor(Date.now() / 1000);
  const token = new SignJWT({ role })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(sub)
    .setIssuedAt(now)
    .setExpirationTime(now + ttlSeconds);
  if (issuer !== undefined) token.setIssuer(issuer);
  if (audience !== undefined) token.setAudience(audience);
  return token.sign(new TextEncoder().encode(secret));
}
