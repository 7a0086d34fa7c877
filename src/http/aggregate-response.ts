import type { Context } from 'hono';
import type { TypedResponse } from 'hono/types';
import type { AggregateQuestion, CachedAnswer, LoadedAnswer } from '../cache/aggregate-cache.ts';
import type { AppEnv } from '../context.ts';
import { countTowards } from './rate-limit.ts';
import { bounds } from '../values/bounds.ts';

/**
 * Answers an aggregate from the cache or the database, or with a 304 if the client has that answer.
 *
 * @param question undefined for an answer that is never cached
 * @param load asks the database; its body must have the type of the route's response schema
 */
export async function answerAggregate<Body>(
  c: Context<AppEnv>,
  question: AggregateQuestion | undefined,
  load: () => Promise<LoadedAnswer & { body: Body }>,
) {
  const bounded = () => c.get('deps').limit(bounds.aggregates, load);
  // The cache keeps JSON text of this type. Parsing it to write it again would be wasted.
  return (await respond(c, question, bounded)) as Response & TypedResponse<Body, 200, 'json'>;
}

async function respond(
  c: Context<AppEnv>,
  question: AggregateQuestion | undefined,
  load: () => Promise<LoadedAnswer>,
): Promise<Response> {
  const json = { 'Content-Type': 'application/json' };
  const beforeAsking = () => countTowards(c, 'UNCACHED_RATE_LIMIT');
  if (question === undefined) {
    await beforeAsking();
    const { body, generatedAt } = await load();
    return c.body(JSON.stringify(body), 200, {
      'Cache-Control': 'no-store',
      'Cache-Status': 'chat-dashboard; fwd=bypass',
      'X-Generated-At': generatedAt,
      ...json,
    });
  }
  const renew = hasNoCache(c.req.header('Cache-Control'));
  const cached = await c.get('deps').cache.answer(question, { renew, beforeAsking }, load);
  const { body, etag, generatedAt } = cached.answer;
  const headers = {
    'Cache-Control': 'private',
    'Cache-Status': cacheStatus(cached),
    Age: String(cached.ageSeconds),
    ETag: etag,
    'X-Generated-At': generatedAt,
    // Cloudflare's edge compresses.
    Vary: 'Authorization, Accept-Encoding',
  };
  return isNamed(etag, c.req.header('If-None-Match'))
    ? c.body(null, 304, headers)
    : c.body(body, 200, { ...headers, ...json });
}

/** `Cache-Status` (RFC 9211). Every answer that was forwarded is also stored. */
function cacheStatus({ origin, ttlSeconds }: CachedAnswer): string {
  const parameters = origin.hit
    ? ['hit', `ttl=${ttlSeconds}`, origin.databaseUnavailable && 'detail=database-unavailable']
    : [`fwd=${origin.forwarded}`, 'stored', origin.collapsed && 'collapsed'];
  return ['chat-dashboard', ...parameters.filter((parameter) => parameter !== false)].join('; ');
}

/** `Cache-Control: no-cache`: the client wants a new answer (RFC 9111, 5.2.1.4). */
const hasNoCache = (cacheControl = ''): boolean =>
  cacheControl.split(',').some((directive) => directive.trim().toLowerCase() === 'no-cache');

/** Tags compare weakly (RFC 9110, 13.1.2): a proxy that compresses the body makes the tag weak. */
const isNamed = (etag: string, ifNoneMatch = ''): boolean =>
  ifNoneMatch
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''))
    .some((tag) => tag === '*' || tag === etag);
