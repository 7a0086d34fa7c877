import { createMiddleware } from 'hono/factory';
import { routePath } from 'hono/route';
import type { AppEnv } from './context.ts';

/** One line a request: which route, how it ended, how long it took. Never its token, its query or its body. */
export const logRequests = createMiddleware<AppEnv>(async (c, next) => {
  const { log, runtime } = c.var.deps;
  const started = runtime.now();
  await next();
  log.info('request', {
    method: c.req.method,
    route: routePath(c, -1),
    status: c.res.status,
    problem: c.var.problemCode,
    cache: c.res.headers.get('Cache-Status') ?? undefined,
    role: c.var.caller?.role,
    duration_ms: runtime.now() - started,
  });
});
