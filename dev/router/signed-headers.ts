/**
 * Returns the headers of a signed call.
 *
 * @param secret `whsec_<base64>`
 * @param id identifies the call; a retry uses the same id
 * @param body the body exactly as sent; '' if there is none
 */
export async function signedHeaders(
  secret: string,
  id: string,
  body: string,
): Promise<Record<string, string>> {
  const bytes = Uint8Array.from(atob(secret.replace('whsec_', '')), (char) => char.charCodeAt(0));
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', bytes, hmac, false, ['sign']);
  const timestamp = String(Math.floor(Date.now() / 1000));
  const content = new TextEncoder().encode(`${id}.${timestamp}.${body}`);
  const signature = new Uint8Array(await crypto.subtle.sign('HMAC', key, content));
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${btoa(String.fromCharCode(...signature))}`,
  };
}
