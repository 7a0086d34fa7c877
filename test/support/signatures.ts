/**
 * Signs calls as a router does (Standard Webhooks), independently of src/. Runs in workerd and in Node.
 */

const bytesOf = (body: string | Uint8Array): Uint8Array =>
  typeof body === 'string' ? new TextEncoder().encode(body) : body;

const base64 = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));

/** A new valid secret. */
export const newSecret = (bytes = 32): string =>
  `whsec_${base64(crypto.getRandomValues(new Uint8Array(bytes)))}`;

export interface Signing {
  /** `whsec_` and base64. */
  secret: string;
  /** Sent as `webhook-id`, and so also the idempotency key. */
  id: string;
  /** Seconds since the epoch, by the router's clock. */
  timestampSeconds: number;
  /** The exact bytes of the body; empty if there is none. */
  body: string | Uint8Array;
}

/** One entry of `webhook-signature`: `v1,` and base64. */
export async function signatureOf({ secret, id, timestampSeconds, body }: Signing): Promise<string> {
  const raw = Uint8Array.from(atob(secret.replace(/^whsec_/, '')), (char) => char.charCodeAt(0));
  const key = await crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const head = new TextEncoder().encode(`${id}.${timestampSeconds}.`);
  const content = new Uint8Array([...head, ...bytesOf(body)]);
  return `v1,${base64(new Uint8Array(await crypto.subtle.sign('HMAC', key, content)))}`;
}

/** The three headers of a signed call. */
export async function signedHeaders(signing: Signing): Promise<Record<string, string>> {
  return {
    'webhook-id': signing.id,
    'webhook-timestamp': String(signing.timestampSeconds),
    'webhook-signature': await signatureOf(signing),
  };
}
