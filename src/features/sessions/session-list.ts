import { createRoute, defineOpenAPIRoute, z } from '@hono/zod-openapi';
import {
  count,
  instant,
  optionalWholeNumberQuery,
  skills,
  team,
  uuid,
  UuidInput,
  version,
} from '../../http/fields.ts';
import type { Caller } from '../../context.ts';
import { ownAgent, ownAgentNamed } from '../../http/own-agent.ts';
import { cutPage, pageParameters, placeOf, withFixedWindow } from '../../http/page.ts';
import { ok, pageHeaders, problems, readableBy, totalHeaders } from '../../http/route.ts';
import { maxRangeHours, windowAskedFor, windowQuery } from '../../http/window-query.ts';
import { listed, sessionStatuses } from '../../values/enums.ts';
import { flows, selectSessions, type SessionListRow } from './session-list.sql.ts';

export const SessionListItemResponse = z
  .strictObject({
    session_id: uuid('The session.'),
    status: z.enum(sessionStatuses),
    initiator_id: uuid('The customer who opened it.'),
    assigned_agent_id: uuid('The agent who has it; null where nobody has.').nullable(),
    created_at: instant('When it was created.'),
    queued_at: instant('When it came into the queue: at its creation, or when it became waiting again.'),
    started_at: instant('When it was first started; null where it was not.').nullable(),
    closed_at: instant('When it was closed; null where it was not.').nullable(),
    last_activity: instant('Its latest activity.'),
    total_messages: count('The number of text, file and image messages that did not fail.'),
    rating: z.int().min(1).max(5).nullable().openapi({ description: "The customer's rating, 1 to 5." }),
    first_response_at: instant('Its first response; null where nobody has answered.').nullable(),
    first_responder_id: uuid('The agent who gave it.').nullable(),
    team: team('The team that it waits for, or waited for; null where every agent may have it.'),
    skills: skills('What its agent must be able to do.'),
    version,
  })
  .openapi('SessionListItemResponse', {
    description: 'One session of those that a figure counts.',
    example: {
      session_id: '6deb554e-d6d8-5b4e-9eb6-8ae8331a96a2',
      status: 'closed',
      initiator_id: '37b9252a-6b26-5c5a-896e-c169ea763cd5',
      assigned_agent_id: '17dd40f9-685a-57e8-9773-66d77d651882',
      created_at: '2026-03-14T09:20:00.000Z',
      queued_at: '2026-03-14T09:20:00.000Z',
      started_at: '2026-03-14T09:20:31.250Z',
      closed_at: '2026-03-14T09:41:07.113Z',
      last_activity: '2026-03-14T09:41:07.113Z',
      total_messages: 9,
      rating: 5,
      first_response_at: '2026-03-14T09:20:48.906Z',
      first_responder_id: '17dd40f9-685a-57e8-9773-66d77d651882',
      team: 'billing',
      skills: ['english'],
      version: 3,
    },
  });

const agentQuery = (description: string) =>
  UuidInput.optional().openapi({
    format: 'uuid',
    description,
    example: '17dd40f9-685a-57e8-9773-66d77d651882',
  });

const yesOrNoQuery = (description: string) =>
  z
    .enum(['true', 'false'], { error: 'must be one true or false' })
    .transform((text) => text === 'true')
    .optional()
    .openapi({ type: 'boolean', description, example: true });

const partOfUuid = 'must be one text of 1 to 36 hex digits and hyphens';

const SessionListQuery = windowQuery({
  time_range_hours: optionalWholeNumberQuery({
    min: 1,
    max: maxRangeHours,
    description:
      'Only sessions created in the last hours, up to `X-Generated-At`; both ends are included. Without it, and without `from` and `to`, sessions of any age.',
    example: 24,
  }),
  status: z
    .enum(sessionStatuses, { error: `must be one of ${listed(sessionStatuses, 'and')}` })
    .optional()
    .openapi({ description: 'Only sessions in that state now.', example: 'closed' }),
  agent_id: agentQuery(
    'Only sessions in which that agent is or was a support agent. A caller with role `agent` may name only itself, and is meant where it names nobody.',
  ),
  assigned_agent_id: agentQuery('Only sessions that are assigned to that agent now.'),
  rating: optionalWholeNumberQuery({
    min: 1,
    max: 5,
    description: 'Only sessions with that rating.',
    example: 1,
  }),
  rated: yesOrNoQuery('Only sessions with a rating; `false`: without one.'),
  unanswered: yesOrNoQuery('Only sessions that have no first response; `false`: that have one.'),
  rated_agent_id: agentQuery(
    'Only sessions whose rating belongs to that agent: it handled them last when they were rated.',
  ),
  first_responder_id: agentQuery('Only sessions in which that agent responded.'),
  has_wait_time: yesOrNoQuery(
    'Only sessions that count in `wait_time`; `false`: that do not. With `agent_id`, in that agent’s.',
  ),
  has_abandon_time: yesOrNoQuery('Only sessions that count in `abandon_time`; `false`: that do not.'),
  has_handle_time: yesOrNoQuery(
    'Only sessions that count in `handle_time`; `false`: that do not. With `agent_id`, in that agent’s.',
  ),
  flow: z
    .enum(flows, { error: `must be one of ${flows.join(', ')}` })
    .optional()
    .openapi({
      description:
        'Only sessions to which that happened within the window, whenever they were created: the sessions behind `flow` of overview. `transferred` with `agent_id`: to or from that agent.',
      example: 'closed',
    }),
  initiator_id: z
    .string({ error: partOfUuid })
    .regex(/^[0-9a-fA-F-]{1,36}$/, partOfUuid)
    .toLowerCase()
    .optional()
    .openapi({
      description: 'Only sessions whose initiator’s UUID has this text in it, in either case.',
      example: '37b9252a',
    }),
  ...pageParameters(20),
});

const route = createRoute({
  method: 'get',
  path: '/sessions',
  operationId: 'listSessions',
  tags: ['Sessions'],
  summary: 'The sessions behind a figure',
  description:
    'Latest created first, ties by id. To list the sessions behind a count, pass that count’s filters and the `from` and `to` of its answer; the header `X-Total-Count` says how many sessions there are. A session that counts several times, because it was reopened or transferred, is one row. Without a window, sessions of any age are listed: that is how to open the counts of `queue_now`.\n\nNever cached. If there are more sessions, the `Link` header has the next page. It replaces a relative window by `from` and `to`, so that the window does not move between pages. A caller with role `agent` sees sessions in which it is or was a support agent.',
  ...readableBy('admin', 'agent'),
  request: { query: SessionListQuery },
  responses: {
    200: ok(z.array(SessionListItemResponse), 'A page of the sessions.', {
      ...pageHeaders,
      ...totalHeaders,
    }),
    ...problems('agent_not_self'),
  },
});

const list = { name: 'sessions', id: 'session_id' } as const;

export const sessionList = defineOpenAPIRoute({
  route,
  handler: async (c) => {
    const query = c.req.valid('query');
    const filters = {
      window: windowAskedFor(query),
      status: query.status,
      agentId: agentMeant(c.get('caller'), query),
      assignedAgentId: query.assigned_agent_id,
      rating: query.rating,
      rated: query.rated,
      unanswered: query.unanswered,
      firstResponderId: query.first_responder_id,
      hasWaitTime: query.has_wait_time,
      hasAbandonTime: query.has_abandon_time,
      hasHandleTime: query.has_handle_time,
      ratedAgentId: query.rated_agent_id,
      flow: query.flow,
      initiatorId: query.initiator_id,
    };
    const after = placeOf(list, query);
    const rows = await c.get('deps').db.read(selectSessions(filters, query.limit + 1, after));
    const [answer] = rows;
    if (answer === undefined) throw new Error('The list of sessions came without its total.');
    c.header('X-Total-Count', String(answer.total));
    c.header('X-Generated-At', answer.generated_at);
    const sessions = rows.flatMap(({ session }) => (session === null ? [] : [session]));
    const page = cutPage(c, list, query.limit, sessions, withFixedWindow(c.req.url, answer));
    return c.json(page.map(toSessionListItem), 200);
  },
});

/**
 * An agent sees sessions in which it is or was a support agent, and those that are assigned to it: where it asks
 * for the latter, no other filter is needed.
 */
function agentMeant(
  caller: Caller,
  query: { agent_id?: string | undefined; assigned_agent_id?: string | undefined },
): string | undefined {
  const isOwn = caller.role === 'agent' && query.assigned_agent_id === caller.id;
  return isOwn ? ownAgentNamed(caller, query.agent_id) : ownAgent(caller, query.agent_id);
}

function toSessionListItem(row: SessionListRow): z.output<typeof SessionListItemResponse> {
  return {
    session_id: row.session_id,
    status: row.status,
    initiator_id: row.initiator_id,
    assigned_agent_id: row.assigned_agent_id,
    created_at: row.created_at,
    queued_at: row.queued_at,
    started_at: row.started_at,
    closed_at: row.closed_at,
    last_activity: row.last_activity,
    total_messages: row.total_messages,
    rating: row.rating,
    first_response_at: row.first_response_at,
    first_responder_id: row.first_responder_id,
    team: row.team,
    skills: row.skills,
    version: row.version,
  };
}
