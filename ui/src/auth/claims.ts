import type { Credentials } from './sign-in-method.ts';

/** Reads the claims of a JWT, without checking its signature; undefined if the text is no JWT. The API checks it. */
export function claimsOf(token: string): Record<string, unknown> | undefined {
  try {
    const payload = token.split('.')[1] ?? '';
    const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (char) =>
      char.charCodeAt(0),
    );
    return JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

/** The credentials that a token is by itself; undefined if it does not say when it ends. */
export function credentialsOf(token: string): Credentials | undefined {
  const { sub, exp } = claimsOf(token) ?? {};
  if (typeof exp !== 'number') return undefined;
  return { token, subject: typeof sub === 'string' ? sub : '', expiresAt: exp * 1000 };
}
