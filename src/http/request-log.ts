import { createMiddleware } from 'hono/factory';
import { routePath } from 'hono/route';
import type { AppEnv } from '../context.ts';
import type { Log } from '../values/log.ts';

/** The log line of a request: its route, its outcome and its duration. Never its token, query or body. */
export interface RequestLine {
  method: string;
  route: string;
  status: number;
  problem: string | undefined;
  cache: string | undefined;
  role: string | undefined;
  duration_ms: number;
}

export const logRequest = (log: Log, line: RequestLine): void => log.info('request', { ...line });

/** Writes the line of every request that passes the app, behind those that came just before. */
export const logRequests = createMiddleware<AppEnv>(async (c, next) => {
  const { log, logWriter, runtime } = c.get('deps');
  const started = runtime.now();
  await next();
  const line = {
    method: c.req.method,
    route: routePath(c, -1),
    status: c.res.status,
    problem: c.get('problemCode'),
    cache: c.res.headers.get('Cache-Status') ?? undefined,
    role: c.get('caller')?.role,
    duration_ms: runtime.now() - started,
  };
  logWriter.write(
    () => logRequest(log, line),
    (work) => c.executionCtx.waitUntil(work),
  );
});
