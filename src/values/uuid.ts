import { concatenate } from './bytes.ts';

// No flags: the pattern also goes into JSON Schema, which has none.
export const uuidPattern = /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/;

/** True for a UUID of any version, in either case. */
export const isUuid = (text: string): boolean => uuidPattern.test(text);

/** A UUID made from 16 or more bytes of a digest (RFC 9562, 5.5 and 5.8). */
export function uuidFrom(digest: ArrayBuffer, version: 5 | 8): string {
  const bytes = new Uint8Array(digest, 0, 16);
  const view = new DataView(digest);
  view.setUint8(6, (view.getUint8(6) & 0x0f) | (version << 4));
  // The variant: the two highest bits are 10.
  view.setUint8(8, (view.getUint8(8) & 0x3f) | 0x80);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** The namespace of URLs (RFC 9562, 6.6). */
const urlNamespace = '6ba7b811-9dad-11d1-80b4-00c04fd430c8';

async function uuidV5(namespace: string, name: string): Promise<string> {
  const space = Uint8Array.from(namespace.replaceAll('-', '').match(/../g) ?? [], (hex) =>
    Number.parseInt(hex, 16),
  );
  const content = concatenate(space, new TextEncoder().encode(name));
  return uuidFrom(await crypto.subtle.digest('SHA-1', content), 5);
}

/**
 * The id of a user whose subject is not a UUID: a UUIDv5 of the subject, in the namespace that is the UUIDv5 of the
 * issuer among URLs. Two issuers never give one id, and any UUID library computes the same.
 *
 * @param issuer the token's `iss`; empty if it has none
 */
export const userIdOf = async (issuer: string, subject: string): Promise<string> =>
  uuidV5(await uuidV5(urlNamespace, issuer), subject);
