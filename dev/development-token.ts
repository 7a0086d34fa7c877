import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { SignJWT } from 'jose';
import type { CallerRole } from '../src/values/enums.ts';
import { readOrCreateSecret } from './secret-file.ts';
import { projectFolder } from './settings.ts';

/** Default lifetime of a token: a working day and the following night. */
export const defaultTtlSeconds = 24 * 60 * 60;

/**
 * The key that the local Worker checks tokens with. Created once per DATA_DIR, so tokens survive a restart.
 */
export function readJwtSecret(dataDir: string): Promise<string> {
  return readOrCreateSecret(path.join(dataDir, 'jwt-secret'));
}

/** Reads a variable from wrangler.toml's top-level `[vars]`; `undefined` if it is empty or missing. */
export function readVar(wranglerToml: string, name: string): string | undefined {
  const vars = /^\[vars\]$([^]*?)(?=^\[|$(?![^]))/m.exec(wranglerToml)?.[1] ?? '';
  const value = new RegExp(`^${name}\\s*=\\s*(?:"([^"\\\\]*)"|'([^']*)')`, 'm').exec(vars);
  return value?.[1] || value?.[2] || undefined;
}

/**
 * Signs a token that the local Worker accepts (HS256, RFC 7519). It includes `iss` and `aud` if wrangler.toml
 * requires them.
 *
 * @param sub the user's UUID; random by default
 * @param ttlSeconds how long the token is valid
 */
export async function signDevelopmentToken(options: {
  secret: string;
  role: CallerRole;
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
