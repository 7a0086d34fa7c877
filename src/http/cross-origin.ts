import { cors } from 'hono/cors';

/** What browsers let a page of another origin do here. */

/** Headers that a browser on another origin may send. */
const acceptedHeaders = [
  'Authorization',
  'Cache-Control',
  'Content-Type',
  'Idempotency-Key',
  'If-Match',
  'If-None-Match',
  'webhook-id',
  'webhook-signature',
  'webhook-timestamp',
  'X-Request-Id',
];

/** Headers that a browser on another origin may read. */
const exposedHeaders = [
  'Age',
  'Allow',
  'Cache-Status',
  'ETag',
  'Idempotency-Replayed',
  'Link',
  'Retry-After',
  'WWW-Authenticate',
  'X-Generated-At',
  'X-Request-Id',
  'X-Total-Count',
];

const anyOrigin = '*';

/**
 * Answers preflights, and says of every other answer who may read it.
 *
 * @param origins that may, of which `*` is all
 */
export const crossOrigin = (origins: string[]) =>
  cors({
    origin: origins.includes(anyOrigin) ? anyOrigin : origins,
    allowHeaders: acceptedHeaders,
    allowMethods: ['GET', 'HEAD', 'POST', 'PUT'],
    exposeHeaders: exposedHeaders,
    maxAge: 3600,
  });

/** Adds to an answer's headers what {@link crossOrigin} adds to those of a GET. */
export function addCrossOrigin(headers: Headers, origins: readonly string[], origin: string): void {
  const isOpen = origins.includes(anyOrigin);
  if (isOpen || origins.includes(origin)) {
    headers.set('Access-Control-Allow-Origin', isOpen ? anyOrigin : origin);
  }
  headers.set('Access-Control-Expose-Headers', exposedHeaders.join(','));
  if (!isOpen) headers.append('Vary', 'Origin');
}
