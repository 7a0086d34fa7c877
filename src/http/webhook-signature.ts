import type { RouterSecret } from '../env-lists.ts';
import { concatenate } from '../values/bytes.ts';
import { uuidFrom } from '../values/uuid.ts';
import { unauthenticated } from './challenge.ts';

/**
 * Signed calls, as in Standard Webhooks 1.0.0 (https://www.standardwebhooks.com): HMAC-SHA256 over `id.timestamp.body`
 * with a secret that the router and this Worker share.
 */

/** The headers of a signed call. A request with any of them counts as one. */
export const signatureHeaders = {
  id: 'webhook-id',
  timestamp: 'webhook-timestamp',
  signature: 'webhook-signature',
} as const;

/** How far a timestamp may be from the Worker's clock, in the past or the future. */
const toleranceSeconds = 300;

/** A rotation of secrets takes two. Each costs us one computation per secret, and the sender nothing. */
const mostSignatures = 10;

/** The three headers, parsed and not yet verified. */
export interface SignedCall {
  id: string;
  /** Seconds since the epoch, in the characters that were signed. */
  timestamp: string;
  signatures: Uint8Array<ArrayBuffer>[];
}

/** The router whose secret made a signature. */
export interface SigningRouter {
  /** Derived from its name, see {@link routerIdOf}. */
  id: string;
  name: string;
}

interface RouterKey extends SigningRouter {
  key: CryptoKey;
}

/** Whether the caller identifies itself by a signature, valid or not. */
export const isSigned = (headers: Headers): boolean =>
  Object.values(signatureHeaders).some((name) => headers.has(name));

/**
 * Reads the headers of a signed call.
 *
 * @throws {Problem} signature_invalid
 */
export function signedCallOf(headers: Headers): SignedCall {
  const header = (name: string): string => {
    const value = headers.get(name);
    if (value === null || value === '') throw unauthenticated('signature_invalid', `There is no ${name}.`);
    return value;
  };
  const id = header(signatureHeaders.id);
  const timestamp = header(signatureHeaders.timestamp);
  const signature = header(signatureHeaders.signature);
  // The id may contain the separator, a full stop. A body that began elsewhere would start with digits and a full
  // stop, which is not the JSON of any command.
  if (!/^[\x21-\x7e]{1,255}$/.test(id)) {
    throw unauthenticated('signature_invalid', 'The webhook-id is not 1 to 255 visible ASCII characters.');
  }
  if (!/^\d{1,12}$/.test(timestamp)) {
    throw unauthenticated('signature_invalid', 'The webhook-timestamp is not in whole seconds.');
  }
  // Other versions (`v1a` is Ed25519) are ignored.
  const encoded = signature.split(' ').flatMap((entry) => /^v1,([A-Za-z0-9+/]{43}=)$/.exec(entry)?.[1] ?? []);
  if (encoded.length === 0 || encoded.length > mostSignatures) {
    throw unauthenticated(
      'signature_invalid',
      `The webhook-signature does not hold 1 to ${mostSignatures} of \`v1,<base64>\`.`,
    );
  }
  const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  return { id, timestamp, signatures: encoded.map(bytesOf) };
}

/**
 * Returns the router whose secret signed exactly this body. The timestamp is checked last: only the router itself
 * learns that its signature is too old.
 *
 * @throws {Problem} signature_invalid or signature_stale
 */
export type SignatureVerifier = (call: SignedCall, body: Uint8Array) => Promise<SigningRouter>;

/**
 * Creates a verifier for the secrets of the routers. It imports the keys at the first signed call and keeps them, so
 * create one for a configuration. It keeps keys and not promises, which belong to the request that made them.
 *
 * @param now the clock that timestamps are held against, in milliseconds since the epoch
 */
export function signatureVerifier(secrets: readonly RouterSecret[], now: () => number): SignatureVerifier {
  let keys: readonly RouterKey[] | undefined;
  return async ({ id, timestamp, signatures }, body) => {
    const content = concatenate(new TextEncoder().encode(`${id}.${timestamp}.`), body);
    keys ??= await Promise.all(secrets.map(routerKey));
    const router = await signerOf(content, signatures, keys);
    if (router === undefined) {
      throw unauthenticated('signature_invalid', 'No secret that is known here made the signature.');
    }
    if (Math.abs(Math.floor(now() / 1000) - Number(timestamp)) > toleranceSeconds) {
      throw unauthenticated(
        'signature_stale',
        `The webhook-timestamp is more than ${toleranceSeconds} seconds from now.`,
      );
    }
    return { id: router.id, name: router.name };
  };
}

/** The runtime compares signatures, in constant time. */
async function signerOf(
  content: Uint8Array<ArrayBuffer>,
  signatures: readonly Uint8Array<ArrayBuffer>[],
  keys: readonly RouterKey[],
): Promise<RouterKey | undefined> {
  for (const router of keys) {
    for (const signature of signatures) {
      if (await crypto.subtle.verify('HMAC', router.key, signature, content)) return router;
    }
  }
  return undefined;
}

async function routerKey({ name, secret }: RouterSecret): Promise<RouterKey> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', secret, algorithm, false, ['verify']);
  return { id: await routerIdOf(name), name, key };
}

/**
 * The id that a router acts under, the same for all its secrets: a UUID of version 8 (RFC 9562, 5.8) with the first
 * bytes of SHA-256 over `chat-dashboard/router/` and the name.
 */
const routerIdOf = async (name: string): Promise<string> =>
  uuidFrom(
    await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`chat-dashboard/router/${name}`)),
    8,
  );
