import { cors } from 'hono/cors';

const anyOrigin = '*';

/**
 * CORS: answers preflights, and tells browsers which answers a page of another origin may read.
 *
 * @param origins the origins that may; `*` allows all
 */
export const crossOrigin = (origins: string[]) =>
  cors({
    origin: origins.includes(anyOrigin) ? anyOrigin : origins,
    allowHeaders: [
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
    ],
    allowMethods: ['GET', 'HEAD', 'POST', 'PUT'],
    exposeHeaders: [
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
    ],
    maxAge: 3600,
  });
