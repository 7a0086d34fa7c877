import { Webhook } from 'standardwebhooks';

/**
 * Returns the headers of a signed call.
 *
 * @param secret `whsec_<base64>`
 * @param id identifies the call; a retry uses the same id
 * @param body the body exactly as sent; '' if there is none
 */
export function signedHeaders(secret: string, id: string, body: string): Record<string, string> {
  const now = new Date();
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, now, body),
  };
}
