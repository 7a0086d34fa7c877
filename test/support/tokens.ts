import { env } from 'cloudflare:workers';
import { SignJWT, type JWTPayload } from 'jose';

const secret = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Claims that make a good token of this role, an hour long from `now` on. */
export const goodClaims = (
  role: unknown,
  sub: string = crypto.randomUUID(),
  now = Date.now(),
): JWTPayload => ({
  sub,
  role,
  exp: Math.floor(now / 1000) + 3600,
});

/** Signs claims with HS256, as they are: what is not given is not there. */
export const signedWith = (key: string, claims: JWTPayload): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(secret(key));

/** Signs claims with the secret that the Worker under test knows. */
export const signed = (claims: JWTPayload): Promise<string> => signedWith(env.JWT_SECRET, claims);

/** A good token. */
export const tokenOf = (role: unknown, sub?: string, now?: number): Promise<string> =>
  signed(goodClaims(role, sub, now));
