import { env } from 'cloudflare:workers';
import { SignJWT, type JWTPayload } from 'jose';

const secret = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Claims of a valid token for this role, for an hour from `now` on. */
export const goodClaims = (
  role: unknown,
  sub: string = crypto.randomUUID(),
  now = Date.now(),
): JWTPayload => ({
  sub,
  role,
  exp: Math.floor(now / 1000) + 3600,
});

/** Signs exactly these claims with HS256, without adding any. */
export const signedWith = (key: string, claims: JWTPayload): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(secret(key));

/** Signs claims with the secret of the Worker under test. */
export const signed = (claims: JWTPayload): Promise<string> => signedWith(env.JWT_SECRET, claims);

/** A valid token. */
export const tokenOf = (role: unknown, sub?: string, now?: number): Promise<string> =>
  signed(goodClaims(role, sub, now));
