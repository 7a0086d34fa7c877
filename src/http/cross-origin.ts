import type { Context } from 'hono';
import { cors } from 'hono/cors';
import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../context.ts';

/**
 * CORS: answers preflights, and tells browsers which answers a page of another origin may read. A preflight allows
 * every header that it asks for, such as those of tracing libraries: no answer depends on a cookie, so a list of
 * headers would protect nothing. `OPTIONS` without a preflight's header is a method like any other.
 *
 * @param originsOf returns the origins whose pages may read
 */
export function crossOrigin(originsOf: (c: Context<AppEnv>) => readonly string[]) {
  const answer = cors({
    origin: (origin, c) => {
      const origins = originsOf(c);
      if (origins.includes('*')) return '*';
      const withAnyPort = `${origin.replace(/:\d+$/, '')}:*`;
      return origins.includes(origin) || origins.includes(withAnyPort) ? origin : null;
    },
    exposeHeaders: [
      'Age',
      'Allow',
      'Cache-Status',
      'ETag',
      'Idempotency-Replayed',
      'Link',
      'Retry-After',
      'Server-Timing',
      'WWW-Authenticate',
      'X-Generated-At',
      'X-Request-Id',
      'X-Total-Count',
    ],
    maxAge: 3600,
  });
  return createMiddleware<AppEnv>((c, next) => {
    const isPreflight = c.req.header('Access-Control-Request-Method') !== undefined;
    return c.req.method === 'OPTIONS' && !isPreflight ? next() : answer(c, next);
  });
}
