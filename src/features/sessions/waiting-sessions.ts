import { createRoute, defineOpenAPIRoute, z } from '@hono/zod-openapi';
import type { Config } from '../../env.ts';
import { count, instant, uuid } from '../../platform/fields.ts';
import { ok, pageHeaders, problems, readableBy } from '../../platform/route.ts';
import { pageQuery, readPage } from './page.ts';
import { selectWaitingSessions, type WaitingSessionRow } from './waiting-sessions.sql.ts';

export const WaitingSessionResponse = z
  .strictObject({
    session_id: uuid('The session.'),
    wait_time_seconds: count('Whole seconds since it was queued.'),
    initiator_id: uuid('The customer who opened it.'),
    message_count: count('Messages in it.'),
    created_at: instant('When it was created.'),
    queued_at: instant('When it came into the queue: at its creation, or when it became waiting again.'),
    position: z
      .int()
      .min(1)
      .openapi({ description: 'Its place in the queue; 1 is next. Counts on over pages.' }),
    priority: z.enum(['low', 'medium', 'high']).openapi({
      description:
        'By the wait: `low` under 60 s, `medium` from 60 s, `high` from 180 s, unless configured otherwise.',
    }),
  })
  .openapi('WaitingSessionResponse', {
    description: 'One session in the queue.',
    example: {
      session_id: '6deb554e-d6d8-5b4e-9eb6-8ae8331a96a2',
      wait_time_seconds: 73,
      initiator_id: '37b9252a-6b26-5c5a-896e-c169ea763cd5',
      message_count: 2,
      created_at: '2026-03-14T09:25:40.120Z',
      queued_at: '2026-03-14T09:25:40.120Z',
      position: 1,
      priority: 'medium',
    },
  });

const route = createRoute({
  method: 'get',
  path: '/waiting-sessions',
  operationId: 'listWaitingSessions',
  tags: ['Sessions'],
  summary: 'The queue',
  description:
    'Sessions that are waiting now, oldest `queued_at` first, ties by id. Never cached. Where there are more, the `Link` header has the next page.',
  ...readableBy('admin', 'agent', 'router'),
  request: { query: pageQuery(100) },
  responses: {
    200: ok(z.array(WaitingSessionResponse), 'A page of the queue.', pageHeaders),
    ...problems(),
  },
});

export const waitingSessions = defineOpenAPIRoute({
  route,
  handler: async (c) => {
    const { config, db } = c.var.deps;
    const page = await readPage(c, 'waiting-sessions', c.req.valid('query'), (rows, after) =>
      db.read(selectWaitingSessions(rows, after)),
    );
    return c.json(
      page.map((row) => toWaitingSession(row, config)),
      200,
    );
  },
});

type Bounds = Pick<Config, 'WAIT_MEDIUM_SECONDS' | 'WAIT_HIGH_SECONDS'>;

function toWaitingSession(row: WaitingSessionRow, bounds: Bounds): z.output<typeof WaitingSessionResponse> {
  return {
    session_id: row.session_id,
    wait_time_seconds: row.wait_time_seconds,
    initiator_id: row.initiator_id,
    message_count: row.message_count,
    created_at: row.created_at,
    queued_at: row.queued_at,
    position: row.position,
    priority: priorityOf(row.wait_time_seconds, bounds),
  };
}

/** How urgent a wait is; each bound belongs to the class above it. */
export function priorityOf(waitSeconds: number, bounds: Bounds): 'low' | 'medium' | 'high' {
  if (waitSeconds >= bounds.WAIT_HIGH_SECONDS) return 'high';
  return waitSeconds >= bounds.WAIT_MEDIUM_SECONDS ? 'medium' : 'low';
}
