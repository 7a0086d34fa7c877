import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../context.ts';
import type { Bindings, RateLimitName } from '../env.ts';
import type { Log } from '../values/log.ts';
import { Problem } from './problem.ts';

/** The period of each rate limit in wrangler.toml. The binding does not say how much of it is left. */
export const rateLimitPeriodSeconds = 10;

/** What each limit counts, in words. */
const counted: Record<RateLimitName, string> = {
  READ_RATE_LIMIT: 'reads',
  COMMAND_RATE_LIMIT: 'commands',
  UNCACHED_RATE_LIMIT: 'requests for uncached aggregates',
};

/** Counts a request of a caller. Returns false if the caller has reached the limit. */
export type CountRequest = (limit: RateLimitName, callerId: string) => Promise<boolean>;

/** Counts with the bindings of wrangler.toml. A limit without a binding, or one that fails, refuses nothing. */
export function requestCounter(bindings: Bindings, log: Log): CountRequest {
  return async (limit, callerId) => {
    try {
      return (await bindings[limit]?.limit({ key: callerId }))?.success ?? true;
    } catch (error) {
      log.warn('rate_limit_failed', { limit, error: String(error) });
      return true;
    }
  };
}

/**
 * Counts this request towards a limit of its caller.
 *
 * @throws {Problem} rate_limited
 */
export async function countTowards(c: Context<AppEnv>, limit: RateLimitName): Promise<void> {
  const { caller, deps } = c.var;
  if (await deps.countRequest(limit, caller.id)) return;
  throw new Problem(
    'rate_limited',
    `This caller has sent too many ${counted[limit]} within ${rateLimitPeriodSeconds} seconds.`,
    { headers: { 'Retry-After': String(rateLimitPeriodSeconds) } },
  );
}

/** Counts every request of an identified caller, as a read or as a command. */
export const limitRate = createMiddleware<AppEnv>(async (c, next) => {
  const isRead = ['GET', 'HEAD'].includes(c.req.method);
  await countTowards(c, isRead ? 'READ_RATE_LIMIT' : 'COMMAND_RATE_LIMIT');
  await next();
});
