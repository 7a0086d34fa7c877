import { createMiddleware } from 'hono/factory';
import { routePath } from 'hono/route';
import type { AppEnv } from '../context.ts';

/** Logs one line for every request. Never its token, its query or its body. */
export const logRequests = createMiddleware<AppEnv>(async (c, next) => {
  const { log, runtime } = c.get('deps');
  const started = runtime.now();
  await next();
  log.info('request', {
    method: c.req.method,
    route: routePath(c, -1),
    status: c.res.status,
    problem: c.get('problemCode'),
    cache: c.res.headers.get('Cache-Status') ?? undefined,
    role: c.get('caller')?.role,
    duration_ms: runtime.now() - started,
  });
});
