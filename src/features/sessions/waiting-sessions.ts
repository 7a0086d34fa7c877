import { createRoute, defineOpenAPIRoute, z } from '@hono/zod-openapi';
import type { Config } from '../../env.ts';
import { count, instant, skills, storableText, team, uuid, version } from '../../http/fields.ts';
import { pageParameters, readPage } from '../../http/page.ts';
import { ok, pageHeaders, problems, readableBy } from '../../http/route.ts';
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
    team: team('The team that it waits for; null where every agent may have it.'),
    skills: skills('What its agent must be able to do.'),
    version,
    queue_position: z.int().min(1).openapi({
      description:
        'Its place among those that wait for the same team; 1 is next. Those that wait for any agent are a queue of their own. Counts on over pages.',
    }),
    estimated_wait_seconds: count(
      'Whole seconds until it is likely to be started: `queue_position` times the mean interval at which sessions of its team were started within the last hour. Null where none was. See docs/metrics.md.',
    ).nullable(),
    offer: z
      .strictObject({
        offer_id: uuid('The offer.'),
        agent_id: uuid('Whom it is held for.'),
        expires_at: instant('When the offer is over.'),
      })
      .nullable()
      .openapi({ description: 'The offer that holds it now; null where none does.' }),
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
      team: 'billing',
      skills: ['english'],
      version: 1,
      queue_position: 1,
      estimated_wait_seconds: 150,
      offer: {
        offer_id: '3c6e1f0a-9d0b-4a51-8f0e-5a9d1c2b7e44',
        agent_id: '17dd40f9-685a-57e8-9773-66d77d651882',
        expires_at: '2026-03-14T09:27:23.589Z',
      },
    },
  });

const WaitingSessionsQuery = z.strictObject({
  team: storableText(1, 100).optional().openapi({
    description:
      'Only sessions that wait for this team, by its whole name. `position` is still the place among all.',
    example: 'billing',
  }),
  ...pageParameters(100),
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
  request: { query: WaitingSessionsQuery },
  responses: {
    200: ok(z.array(WaitingSessionResponse), 'A page of the queue.', pageHeaders),
    ...problems(),
  },
});

const list = { name: 'waiting-sessions', id: 'session_id' } as const;

export const waitingSessions = defineOpenAPIRoute({
  route,
  handler: async (c) => {
    const { config, db } = c.get('deps');
    const query = c.req.valid('query');
    const page = await readPage(c, list, query, (rows, after) =>
      db.read(selectWaitingSessions(query.team, rows, after)),
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
    team: row.team,
    skills: row.skills,
    version: row.version,
    queue_position: row.queue_position,
    estimated_wait_seconds: row.estimated_wait_seconds,
    offer: row.offer,
  };
}

/** How urgent a wait is; each bound belongs to the class above it. */
export function priorityOf(waitSeconds: number, bounds: Bounds): 'low' | 'medium' | 'high' {
  if (waitSeconds >= bounds.WAIT_HIGH_SECONDS) return 'high';
  return waitSeconds >= bounds.WAIT_MEDIUM_SECONDS ? 'medium' : 'low';
}
