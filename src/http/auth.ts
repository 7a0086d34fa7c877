import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { callerRoles, type CallerRole } from '../values/enums.ts';
import type { AppEnv, Caller } from '../context.ts';
import { wholeBody } from './json-body.ts';
import { Problem } from './problem.ts';
import { bearerToken, type Identity } from './token-verifier.ts';
import { ambiguousCredentials, isSigned, signedCallOf } from './webhook-signature.ts';

const isRole = (value: unknown): value is CallerRole => callerRoles.some((role) => role === value);

/** Identifies the caller: the subject of a token, or the router that signed the request. */
async function identify(c: Context<AppEnv>): Promise<Identity & Pick<Caller, 'name'>> {
  const { verifyToken, signatures } = c.get('deps');
  const { headers } = c.req.raw;
  if (!isSigned(headers)) return verifyToken(bearerToken(c.req.header('Authorization')));
  if (headers.has('Authorization')) throw ambiguousCredentials();
  const call = signedCallOf(headers);
  const router = await signatures.verify(call, await wholeBody(c));
  c.set('idempotencyKey', call.id);
  return { ...router, role: 'router' };
}

/**
 * Identifies the caller (401), then checks that its role may call the route (403), before anything else reads the
 * request, the cache or the database. Exception: a signed body is read first, so 413 may precede 401.
 *
 * The route itself decides what a role may see (its own row, its own sessions), after it has parsed the request.
 */
export function requireRole(...allowed: [CallerRole, ...CallerRole[]]) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const { id, role, name } = await identify(c);
    if (!isRole(role)) {
      throw new Problem('role_not_allowed', 'The token has no role that is known here.');
    }
    if (!allowed.includes(role)) {
      throw new Problem('role_not_allowed', `The role ${role} may not call this endpoint.`);
    }
    c.set('caller', { id, role, ...(name !== undefined && { name }) });
    await next();
  });
}
