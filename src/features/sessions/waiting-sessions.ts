import { createRoute, defineOpenAPIRoute, z } from '@hono/zod-openapi';
import type { Config } from '../../env.ts';
import { Priority } from '../../http/enum-schemas.ts';
import {
  count,
  instant,
  name,
  skills,
  team,
  teamOrSkill,
  unreadable,
  uuid,
  version,
} from '../../http/fields.ts';
import { viewerIdOf } from '../../http/own-agent.ts';
import { cutCountedPage, markOf, pageParameters, placeOf } from '../../http/page.ts';
import { countedPageHeaders, ok, problems, readableBy } from '../../http/route.ts';
import { heldOffer, hiddenFromOthers } from './fields.ts';
import { selectWaitingSessions, type WaitingSessionRow } from './waiting-sessions.sql.ts';

export const WaitingSessionResponse = z
  .strictObject({
    session_id: uuid('The session.'),
    wait_time_seconds: count('Whole seconds since the session was queued.'),
    initiator_id: uuid(`The customer who opened the session. ${hiddenFromOthers}`).nullable(),
    initiator_name: name('The customer’s name, where `initiator_id` is shown.'),
    assigned_agent_id: uuid(
      'The agent that the chat application has assigned already; nobody else can claim the session or be offered it. Null if any agent can take it.',
    ).nullable(),
    assigned_agent_name: name('The agent’s name.'),
    message_count: count('The number of text, file and image messages that did not fail.'),
    created_at: instant('When the session was created.'),
    queued_at: instant(
      'When the session entered the queue: at its creation, or when it returned to waiting.',
    ),
    position: z
      .int()
      .min(1)
      .openapi({ description: 'The session’s place in the queue; 1 is next. Continues across pages.' }),
    priority: Priority.openapi({
      description:
        'By waiting time: `low` under 60 s, `medium` from 60 s, `high` from 180 s, unless configured otherwise.',
    }),
    team: team('The team that the session waits for; null if any agent can take it.'),
    skills: skills('The skills that the agent must have.'),
    version,
    queue_position: z.int().min(1).openapi({
      description:
        'The session’s place among those that wait for the same team; 1 is next. Sessions that wait for any agent form a queue of their own. Continues across pages.',
    }),
    estimated_wait_seconds: count(
      'Estimated whole seconds until the session is started: `queue_position` times the mean interval between starts of its team’s sessions in the last hour. Null if none was started. See docs/metrics.md.',
    ).nullable(),
    offer: heldOffer,
    unreadable,
  })
  .openapi('WaitingSessionResponse', {
    description: 'One session in the queue.',
    example: {
      session_id: '6deb554e-d6d8-5b4e-9eb6-8ae8331a96a2',
      wait_time_seconds: 73,
      initiator_id: '37b9252a-6b26-5c5a-896e-c169ea763cd5',
      initiator_name: 'Maya Fischer',
      assigned_agent_id: null,
      assigned_agent_name: null,
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
        agent_name: 'Ada Okafor',
        expires_at: '2026-03-14T09:27:23.589Z',
      },
    },
  });

const WaitingSessionsQuery = z.strictObject({
  team: teamOrSkill.optional().openapi({
    description:
      'Only sessions that wait for this team, by its full name. `position` still counts all sessions.',
    example: 'billing',
  }),
  ...pageParameters(100),
});

const route = createRoute({
  method: 'get',
  path: '/waiting-sessions',
  operationId: 'listWaitingSessions',
  tags: ['Sessions'],
  summary: 'List the queue',
  description:
    'Waiting sessions, oldest `queued_at` first, ties by id. Never cached. `X-Total-Count` says how many there are; if there are more sessions, the `Link` header has the next page. A session that is assigned and requeued while pages are read moves to the end of the queue, so it can come a second time.\n\nA caller with role `agent` sees `initiator_id` and `initiator_name` only of sessions that it takes or took part in; in other sessions they are null.',
  ...readableBy('admin', 'agent', 'router'),
  request: { query: WaitingSessionsQuery },
  responses: {
    200: ok(z.array(WaitingSessionResponse), 'A page of the queue.', countedPageHeaders),
    ...problems(),
  },
});

const list = { name: 'waiting-sessions', id: 'session_id' } as const;

export const waitingSessions = defineOpenAPIRoute({
  route,
  handler: async (c) => {
    const { caller, deps } = c.var;
    const { team: ofTeam, ...query } = c.req.valid('query');
    const asked = { team: ofTeam, viewerId: viewerIdOf(caller) };
    const after = placeOf(list, query);
    const rows = await deps.db.read(selectWaitingSessions(asked, query.limit + 1, after));
    const page = cutCountedPage(c, list, query.limit, rows);
    return c.json(
      page.map((row) => toWaitingSession(row, deps.config)),
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
    initiator_name: row.initiator_name,
    assigned_agent_id: row.assigned_agent_id,
    assigned_agent_name: row.assigned_agent_name,
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
    ...markOf(row),
  };
}

/** Returns the priority of a wait. A wait of exactly a bound has the higher priority. */
export function priorityOf(waitSeconds: number, bounds: Bounds): z.output<typeof Priority> {
  if (waitSeconds >= bounds.WAIT_HIGH_SECONDS) return 'high';
  return waitSeconds >= bounds.WAIT_MEDIUM_SECONDS ? 'medium' : 'low';
}
