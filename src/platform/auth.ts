import { createMiddleware } from 'hono/factory';
import type { AppEnv, Role } from './context.ts';
import { roles } from './context.ts';
import { Problem } from './problem.ts';
import { bearerToken } from './token-verifier.ts';

const isRole = (value: unknown): value is Role => roles.some((role) => role === value);

/**
 * The first thing that happens to a request of a route with a token: who calls (401), then whether that role
 * may call here at all (403). Nothing of the request is looked at before, no cache and no database.
 *
 * What a role may see of an answer (its own row, its own sessions) is up to the route, once it has parsed
 * which one is meant.
 */
export function requireRole(...allowed: [Role, ...Role[]]) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const { id, role } = await c.var.deps.tokens.verify(bearerToken(c.req.header('Authorization')));
    if (!isRole(role)) {
      throw new Problem('role_not_allowed', 'The token has no role that is known here.');
    }
    if (!allowed.includes(role)) {
      throw new Problem('role_not_allowed', `The role ${role} may not call this endpoint.`);
    }
    c.set('caller', { id, role });
    await next();
  });
}
