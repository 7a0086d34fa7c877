import type { Context } from 'hono';
import { routePath } from 'hono/route';
import type { TypedResponse } from 'hono/types';
import type { AggregateQuestion, FreshAnswer } from '../cache/aggregate-cache.ts';
import { aggregateHeaders, namedTag, uncachedHeaders, wantsNew } from './aggregate-headers.ts';
import type { AppEnv } from '../context.ts';
import { jsonOf, type JsonText } from '../values/json-text.ts';

/**
 * Answers an aggregate from the cache or the database, with what HTTP can say of it; 304 where the client has it
 * already. From then on the same request may be answered by `HotAnswers`, while its answer is fresh.
 *
 * @param question undefined for what is never cached
 * @param load asks the database; its body must be the route's response schema
 */
export async function answerAggregate<Body>(
  c: Context<AppEnv>,
  question: AggregateQuestion | undefined,
  load: () => Promise<FreshAnswer & { body: Body | JsonText<Body> }>,
) {
  // A body is JSON text of exactly this type, made once and kept: it is not parsed to be written again.
  return (await respond(c, question, load)) as Response & TypedResponse<Body, 200, 'json'>;
}

async function respond(
  c: Context<AppEnv>,
  question: AggregateQuestion | undefined,
  load: () => Promise<FreshAnswer>,
): Promise<Response> {
  const json = { 'Content-Type': 'application/json' };
  if (question === undefined) {
    const { body, generatedAt } = await load();
    return c.body(jsonOf(body), 200, { ...uncachedHeaders(generatedAt), ...json });
  }
  const { cache, hotAnswers } = c.get('deps');
  const renew = wantsNew(c.req.header('Cache-Control'));
  const cached = await cache.answer(question, { renew }, load);
  // Whoever wants a new answer each time is never given one out of memory.
  if (!renew) hotAnswers.remember(c.req.raw, { question, route: routePath(c), role: c.get('caller').role });
  const headers = aggregateHeaders(cached);
  const unchanged = namedTag(c.req.header('If-None-Match'), cached.answer.etag);
  return unchanged === undefined
    ? c.body(cached.answer.body, 200, { ...headers, ...json })
    : c.body(null, 304, { ...headers, ETag: unchanged });
}
