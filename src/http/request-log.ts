import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { routePath } from 'hono/route';
import type { AppEnv, Caller } from '../context.ts';
import { isUuid } from '../values/uuid.ts';

/**
 * Tells where a request's time went (`Server-Timing`), logs one line about it and counts it. The line names the caller and
 * the ids in the path, so that it is known who read what. It holds no token, no query and no body.
 */
export const logRequests = createMiddleware<AppEnv>(async (c, next) => {
  const { log, runtime, db, count } = c.get('deps');
  const started = runtime.now();
  await next();
  const [durationMs, databaseMs] = [runtime.now() - started, db.waitedMs];
  c.header('Server-Timing', `db;dur=${databaseMs}, total;dur=${durationMs}`);

  const { method } = c.req;
  const { status } = c.res;
  const route = routePath(c, -1);
  const problem = c.get('problemCode');
  const cache = c.res.headers.get('Cache-Status') ?? undefined;
  const caller: Caller | undefined = c.get('caller');
  log.info('request', {
    method,
    route,
    ...idsOf(c),
    status,
    problem,
    cache,
    role: caller?.role,
    caller_id: caller?.id,
    router: caller?.name,
    duration_ms: durationMs,
    database_ms: databaseMs,
  });
  count({
    kind: 'request',
    name: `${method} ${route}`,
    outcome: String(status),
    problem,
    cache: /\b(?:hit|fwd=\w+)/.exec(cache ?? '')?.[0],
    role: caller?.role,
    durationMs,
    databaseMs,
  });
});

/** The path's parameters, such as `session_id`. Whatever is no UUID may be anything, and is left out. */
const idsOf = (c: Context<AppEnv>): Record<string, string> =>
  Object.fromEntries(
    Object.entries<string>(c.req.param())
      .filter(([, value]) => isUuid(value))
      .map(([name, id]) => [name, id.toLowerCase()]),
  );
