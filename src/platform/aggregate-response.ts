import type { Context } from 'hono';
import type { TypedResponse } from 'hono/types';
import type { AggregateQuestion, CachedAnswer, CacheOutcome, FreshAnswer } from './aggregate-cache.ts';
import type { AppEnv } from './context.ts';

/**
 * Answers an aggregate from the cache or the database, with what HTTP can say of it: `Cache-Status` (RFC 9211),
 * `Age`, a strong `ETag`, 304 where the client has it already (RFC 9110, 13.1.2), and `X-Generated-At`.
 *
 * @param load asks the database; its body must be the route's response schema
 */
export async function answerAggregate<Body>(
  c: Context<AppEnv>,
  question: AggregateQuestion,
  load: () => Promise<FreshAnswer & { body: Body }>,
) {
  const renew = hasDirective(c.req.header('Cache-Control'), 'no-cache');
  const cached = await c.var.deps.cache.answer(question, { renew }, load);
  const { answer, ageSeconds } = cached;
  const headers = {
    'Cache-Control': 'private',
    'Cache-Status': cacheStatus(cached),
    Age: String(ageSeconds),
    ETag: answer.etag,
    'X-Generated-At': answer.generatedAt,
    Vary: 'Authorization',
  };
  const response: Response = etagMatches(c.req.header('If-None-Match'), answer.etag)
    ? c.body(null, 304, headers)
    : c.body(answer.body, 200, { ...headers, 'Content-Type': 'application/json' });
  // The body is JSON text of exactly this type, made once and kept: it is not parsed to be written again.
  return response as Response & TypedResponse<Body, 200, 'json'>;
}

const outcomeParameters: Record<CacheOutcome, (ttlSeconds: number) => string> = {
  hit: (ttl) => `hit; ttl=${ttl}`,
  stale: (ttl) => `hit; ttl=${ttl}`,
  miss: () => 'fwd=miss; stored',
  expired: () => 'fwd=stale; stored',
  renewed: () => 'fwd=request; stored',
  'database-away': (ttl) => `hit; ttl=${ttl}; detail=database-unavailable`,
};

const cacheStatus = ({ outcome, ttlSeconds }: CachedAnswer): string =>
  `chat-dashboard; ${outcomeParameters[outcome](ttlSeconds)}`;

const hasDirective = (header: string | undefined, directive: string): boolean =>
  (header ?? '').split(',').some((part) => part.trim().toLowerCase() === directive);

/** If-None-Match compares weakly: a `W/` before the tag does not matter. */
function etagMatches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.split(',').some((candidate) => {
    const tag = candidate.trim();
    return tag === '*' || tag.replace(/^W\//, '') === etag;
  });
}
