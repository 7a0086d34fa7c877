import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../context.ts';
import { Problem } from './problem.ts';

/**
 * Refuses a request whose `Host` makes no URL, such as two of them, which arrive joined by a comma. After
 * this, everything can parse the URL, as problems do for their links.
 */
export const requireHost = createMiddleware<AppEnv>(async (c, next) => {
  if (!URL.canParse(c.req.url)) {
    throw new Problem('host_invalid', 'The request does not name one host, with or without a port.');
  }
  await next();
});
