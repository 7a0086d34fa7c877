import { createRoute, defineOpenAPIRoute, z } from '@hono/zod-openapi';
import { FlightTimeout } from '../../cache/single-flight.ts';
import type { AppEnv } from '../../context.ts';
import { CheckStatus } from '../../http/enum-schemas.ts';
import { instant, NoQuery } from '../../http/fields.ts';
import { Problem } from '../../http/problem.ts';
import { ok, problemResponses } from '../../http/route.ts';
import { wireText } from '../../values/instant.ts';
import { checkNames, type Check, type CheckName, type Readiness } from '../../values/readiness.ts';
import { checkReadiness } from './check-readiness.ts';

const check = (description: string) =>
  z
    .strictObject({
      status: CheckStatus,
      detail: z.string().openapi({ description: 'What was found, for a person to read.' }),
    })
    .openapi({ description });

const ReadinessResponse = z
  .strictObject({
    status: z.literal('ready'),
    service: z.literal('chat-dashboard'),
    checked_at: instant('When it was checked.'),
    checks: z.strictObject({
      database: check('Whether the database answers.'),
      migrations: check('Whether it has the migrations that this Worker was built with.'),
      kv: check('Whether Workers KV answers.'),
      folding: check('How old the oldest change is that has not been folded into the figures.'),
    } satisfies Record<CheckName, unknown>),
  })
  .openapi('ReadinessResponse', {
    description: 'All that the Worker depends on is as it should be.',
    example: {
      status: 'ready',
      service: 'chat-dashboard',
      checked_at: '2026-03-14T09:26:53.589Z',
      checks: {
        database: { status: 'ok', detail: 'It answered in 7 ms.' },
        migrations: { status: 'ok', detail: 'It is at 0004_functions.' },
        kv: { status: 'ok', detail: 'It answered.' },
        folding: { status: 'ok', detail: 'The oldest unfolded change is 34 s old.' },
      },
    },
  });

/** `Retry-After` of a failed check, in seconds. */
const retrySeconds = 10;

const route = createRoute({
  method: 'get',
  path: '/health/ready',
  operationId: 'getReadiness',
  tags: ['Health'],
  summary: 'Whether everything that the Worker depends on is as it should be',
  description:
    'Checks the database, its migrations, Workers KV and folding. For uptime monitors: needs no token, and each isolate checks at most once in 10 seconds. If a check fails, the answer is the problem `not_ready` with the same `checks`.\n\nA failed check calls for an operator. It does not mean that nothing is answered: without KV or folding, answers are right and slower.\n\nEach check asks the database, which keeps a Neon database from going to sleep.',
  security: [],
  request: { query: NoQuery },
  responses: {
    200: ok(ReadinessResponse, 'All checks are `ok`.'),
    ...problemResponses(['validation_failed', 'internal_error', 'not_ready']),
  },
});

export const ready = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: async (c) => {
    const { deps } = c.var;
    const waitUntil = (work: Promise<unknown>) => c.executionCtx.waitUntil(work);
    const { checkedAt, checks } = await deps.readiness
      .get(() => checkReadiness(deps), waitUntil)
      .catch((error: unknown) => checksTooLate(error, deps.runtime.now()));
    const checked_at = wireText(checkedAt);
    const failures = checkNames.filter((name) => checks[name].status === 'failed');
    if (failures.length > 0) {
      throw new Problem('not_ready', `Failed: ${failures.join(', ')}.`, {
        members: { checked_at, checks },
        headers: { 'Retry-After': String(retrySeconds) },
      });
    }
    c.header('Cache-Control', 'no-store');
    return c.json({ status: 'ready', service: 'chat-dashboard', checked_at, checks } as const, 200);
  },
});

/** The checks that another request began did not end in time. */
function checksTooLate(error: unknown, checkedAt: number): Readiness {
  if (!(error instanceof FlightTimeout)) throw error;
  const unknown: Check = { status: 'failed', detail: 'Not known, because the checks take too long.' };
  return { checkedAt, checks: { database: unknown, migrations: unknown, kv: unknown, folding: unknown } };
}
