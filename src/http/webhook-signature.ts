import type { RouterSecret } from '../env.ts';
import { Problem } from './problem.ts';

/**
 * Signed calls, after Standard Webhooks 1.0.0 (https://www.standardwebhooks.com): HMAC-SHA256 over
 * `id.timestamp.body` with a secret that the router and this Worker share.
 */

/** The headers of a signed call. Any one of them makes a request one. */
export const signatureHeaders = {
  id: 'webhook-id',
  timestamp: 'webhook-timestamp',
  signature: 'webhook-signature',
} as const;

/** How far a timestamp may be from the Worker's clock, before it or after. */
const toleranceSeconds = 300;

/** A rotation takes two. Each one more costs whoever sends it nothing, and us a computation a secret. */
const mostSignatures = 10;

/** What the three headers say. Nothing of it is known to be true yet. */
export interface SignedCall {
  id: string;
  /** Seconds since the epoch, as it was sent and signed. */
  timestamp: string;
  signatures: Uint8Array<ArrayBuffer>[];
}

/** The router whose secret made a signature. */
export interface SigningRouter {
  /** Made of its name, see {@link routerIdOf}. */
  id: string;
  name: string;
}

interface RouterKey extends SigningRouter {
  key: CryptoKey;
}

/** Whether somebody wants to be known by a signature, be it a good one or not. */
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
  // The id may hold full stops, as the separator is one: a body that is cut elsewhere begins with digits and a
  // full stop, which is no JSON of any command's.
  if (!/^[\x21-\x7e]{1,255}$/.test(id)) {
    throw unauthenticated('signature_invalid', 'The webhook-id is not 1 to 255 visible ASCII characters.');
  }
  if (!/^\d{1,12}$/.test(timestamp)) {
    throw unauthenticated('signature_invalid', 'The webhook-timestamp is not in whole seconds.');
  }
  // Those of other versions (`v1a`, Ed25519) are for others to check.
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
 * The routers that may sign, and their secrets. One of these belongs to one configuration; keys are imported at
 * the first signed call and kept as what they are then, not as promises, which are a request's own.
 */
export class WebhookSignatures {
  readonly #secrets: readonly RouterSecret[];
  readonly #now: () => number;
  #keys: readonly RouterKey[] | undefined;

  /** @param now the clock that timestamps are held against, in milliseconds since the epoch */
  constructor(secrets: readonly RouterSecret[], now: () => number) {
    this.#secrets = secrets;
    this.#now = now;
  }

  /**
   * Says whose secret signed exactly this body. Only then is the timestamp looked at: that a signature is too old is
   * for its maker to know.
   *
   * @throws {Problem} signature_invalid or signature_stale
   */
  async verify({ id, timestamp, signatures }: SignedCall, body: Uint8Array): Promise<SigningRouter> {
    const head = new TextEncoder().encode(`${id}.${timestamp}.`);
    const content = new Uint8Array(head.length + body.length);
    content.set(head);
    content.set(body, head.length);
    this.#keys ??= await Promise.all(this.#secrets.map(routerKey));
    const router = await signerOf(content, signatures, this.#keys);
    if (router === undefined) {
      throw unauthenticated('signature_invalid', 'No secret that is known here made the signature.');
    }
    if (Math.abs(Math.floor(this.#now() / 1000) - Number(timestamp)) > toleranceSeconds) {
      throw unauthenticated(
        'signature_stale',
        `The webhook-timestamp is more than ${toleranceSeconds} seconds from now.`,
      );
    }
    return { id: router.id, name: router.name };
  }
}

/** The comparison is the runtime's own, in constant time. */
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
 * The id that a router acts under, the same everywhere and for all of its secrets: a UUID of version 8 (RFC 9562,
 * 5.8), the first bytes of SHA-256 over `chat-dashboard/router/` and the name.
 */
async function routerIdOf(name: string): Promise<string> {
  const text = new TextEncoder().encode(`chat-dashboard/router/${name}`);
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', text)).slice(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** A 401 with a challenge, as RFC 9110, 11.6.1 asks for; the scheme is our own. */
function unauthenticated(code: 'signature_invalid' | 'signature_stale', detail: string): Problem {
  const challenge = `Webhook realm="chat-dashboard", error="${code}"`;
  return new Problem(code, detail, { headers: { 'WWW-Authenticate': challenge } });
}

/** A signed call that carries a token as well: who is meant can't be told. Either alone would do. */
export const ambiguousCredentials = (): Problem =>
  new Problem('credentials_ambiguous', 'The request is signed and carries Authorization as well.', {
    headers: { 'WWW-Authenticate': 'Bearer realm="chat-dashboard", Webhook realm="chat-dashboard"' },
  });
