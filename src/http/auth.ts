import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { AppEnv, Caller, Role } from '../context.ts';
import { roles } from '../context.ts';
import { wholeBody } from './json-body.ts';
import { Problem } from './problem.ts';
import { bearerToken, type Identity } from './token-verifier.ts';
import { ambiguousCredentials, isSigned, signedCallOf } from './webhook-signature.ts';

const isRole = (value: unknown): value is Role => roles.some((role) => role === value);

/** Who calls: whoever a token speaks for, or the router that signed the request. */
async function identify(c: Context<AppEnv>): Promise<Identity & Pick<Caller, 'name'>> {
  const { tokens, signatures } = c.get('deps');
  const { headers } = c.req.raw;
  if (!isSigned(headers)) return tokens.verify(bearerToken(c.req.header('Authorization')));
  if (headers.has('Authorization')) throw ambiguousCredentials();
  const call = signedCallOf(headers);
  const router = await signatures.verify(call, await wholeBody(c));
  c.set('idempotencyKey', call.id);
  return { ...router, role: 'router' };
}

/**
 * The first thing that happens to a request of a route with a token: who calls (401), then whether that role
 * may call here at all (403). Nothing of the request is looked at before, no cache and no database; but for the
 * body of a signed call, whose size may so be the first thing that is wrong (413).
 *
 * What a role may see of an answer (its own row, its own sessions) is up to the route, once it has parsed
 * which one is meant.
 */
export function requireRole(...allowed: [Role, ...Role[]]) {
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
