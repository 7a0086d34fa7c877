import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { CallerRole } from '../values/enums.ts';
import type { AppEnv, Caller } from '../context.ts';
import { unauthenticated } from './challenge.ts';
import { wholeBody } from './json-body.ts';
import { Problem } from './problem.ts';
import { bearerToken, type Identity } from './token-verifier.ts';
import { isSigned, signedCallOf } from './webhook-signature.ts';

/**
 * The token in `Authorization`, or the one that a proxy hands over in `JWT_HEADER`. The proxy adds that header to
 * every request of a browser, also for a page of another origin, so it is read for our own pages only.
 */
function tokenOf(c: Context<AppEnv>): string {
  const { JWT_HEADER: name } = c.get('deps').config;
  const [authorization, origin] = [c.req.header('Authorization'), c.req.header('Origin')];
  const handed = name === undefined ? undefined : c.req.header(name);
  const isOwnPage = origin === undefined || origin === new URL(c.req.url).origin;
  return authorization === undefined && handed !== undefined && isOwnPage
    ? handed
    : bearerToken(authorization);
}

/** Identifies the caller: the user of a token, or the router that signed the request. */
async function identify(c: Context<AppEnv>): Promise<Identity & Pick<Caller, 'name'>> {
  const { verifyToken, verifySignature } = c.get('deps');
  const { headers } = c.req.raw;
  if (!isSigned(headers)) return verifyToken(tokenOf(c));
  if (headers.has('Authorization')) {
    const detail = 'The request is signed and carries Authorization as well.';
    throw unauthenticated('credentials_ambiguous', detail);
  }
  const call = signedCallOf(headers);
  const router = await verifySignature(call, await wholeBody(c));
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
    if (role === undefined) {
      const { JWT_ROLE_CLAIM: claim } = c.get('deps').config;
      throw new Problem(
        'role_not_allowed',
        `The claim \`${claim}\` of the token is missing or holds no role that is known here.`,
      );
    }
    // Before the check, so that the log names those who are refused as well.
    c.set('caller', { id, role, ...(name !== undefined && { name }) });
    if (!allowed.includes(role)) {
      throw new Problem('role_not_allowed', `The role ${role} may not call this endpoint.`);
    }
    await next();
  });
}
