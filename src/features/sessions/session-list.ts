import { createRoute, defineOpenAPIRoute, z } from '@hono/zod-openapi';
import { enumSchema, SessionStatus } from '../../http/enum-schemas.ts';
import {
  count,
  instant,
  name,
  optionalWholeNumberQuery,
  skills,
  team,
  unreadable,
  uuid,
  UuidInput,
  version,
  yesOrNoQuery,
} from '../../http/fields.ts';
import type { Caller } from '../../context.ts';
import { ownAgent, ownAgentNamed, viewerIdOf } from '../../http/own-agent.ts';
import { cutCountedPage, markOf, pageParameters, placeOf, withFixedWindow } from '../../http/page.ts';
import { countedPageHeaders, ok, problems, readableBy } from '../../http/route.ts';
import { maxRangeHours, windowAskedFor, windowQuery } from '../../http/window-query.ts';
import { isUuid } from '../../values/uuid.ts';
import { assignedAgentQuery, heldOffer } from './fields.ts';
import { flows } from './session-filters.sql.ts';
import { feedbackCharacters, selectSessions, type SessionListRow } from './session-list.sql.ts';

export const SessionListItemResponse = z
  .strictObject({
    session_id: uuid('The session.'),
    status: SessionStatus,
    initiator_id: uuid('The customer who opened it.'),
    initiator_name: name('The customer’s name.'),
    assigned_agent_id: uuid('The agent who has it; null where nobody has.').nullable(),
    assigned_agent_name: name('The agent’s name.'),
    created_at: instant('When it was created.'),
    queued_at: instant('When it came into the queue: at its creation, or when it became waiting again.'),
    started_at: instant('When it was first started; null where it was not.').nullable(),
    closed_at: instant('When it was closed; null where it was not.').nullable(),
    last_activity: instant('Its latest activity, never before its latest message.'),
    total_messages: count('The number of text, file and image messages that did not fail.'),
    rating: z.int().min(1).max(5).nullable().openapi({ description: "The customer's rating, 1 to 5." }),
    feedback: z
      .string()
      .nullable()
      .openapi({ description: `The customer's comment, its first ${feedbackCharacters} characters.` }),
    first_response_at: instant('Its first response; null where nobody has answered.').nullable(),
    first_responder_id: uuid('The agent who gave it.').nullable(),
    first_responder_name: name('The agent’s name.'),
    team: team('The team that it waits for, or waited for; null where every agent may have it.'),
    skills: skills('What its agent must be able to do.'),
    version,
    offer: heldOffer,
    unreadable,
  })
  .openapi('SessionListItemResponse', {
    description: 'One session.',
    example: {
      session_id: '6deb554e-d6d8-5b4e-9eb6-8ae8331a96a2',
      status: 'closed',
      initiator_id: '37b9252a-6b26-5c5a-896e-c169ea763cd5',
      initiator_name: 'Maya Fischer',
      assigned_agent_id: '17dd40f9-685a-57e8-9773-66d77d651882',
      assigned_agent_name: 'Ada Okafor',
      created_at: '2026-03-14T09:20:00.000Z',
      queued_at: '2026-03-14T09:20:00.000Z',
      started_at: '2026-03-14T09:20:31.250Z',
      closed_at: '2026-03-14T09:41:07.113Z',
      last_activity: '2026-03-14T09:41:07.113Z',
      total_messages: 9,
      rating: 5,
      feedback: 'Quick and friendly.',
      first_response_at: '2026-03-14T09:20:48.906Z',
      first_responder_id: '17dd40f9-685a-57e8-9773-66d77d651882',
      first_responder_name: 'Ada Okafor',
      team: 'billing',
      skills: ['english'],
      version: 3,
      offer: null,
    },
  });

const agentQuery = (description: string) =>
  UuidInput.optional().openapi({
    format: 'uuid',
    description,
    example: '17dd40f9-685a-57e8-9773-66d77d651882',
  });

/** The most sessions that a request can name. */
export const maxSessionIds = 100;
const sessionIdsMessage = `must be 1 to ${maxSessionIds} UUIDs`;

/** Sessions by their ids: repeated, separated by commas, or both. */
const sessionIdsQuery = z
  .union([z.string(), z.array(z.string())])
  .transform((named, context) => {
    const ids = [named].flat().flatMap((text) => text.toLowerCase().split(','));
    if (ids.every(isUuid) && ids.length <= maxSessionIds) return ids;
    context.addIssue({ code: 'custom', message: sessionIdsMessage });
    return z.NEVER;
  })
  .optional()
  .openapi({
    type: 'array',
    items: { type: 'string', format: 'uuid' },
    maxItems: maxSessionIds,
    description: `Only these sessions, up to ${maxSessionIds}. Repeat the parameter, or separate ids by commas.`,
  });

const ratingsMessage = 'must be one rating from 1 to 5, or several separated by commas';

const ratingsQuery = z
  .string({ error: ratingsMessage })
  .regex(/^[1-5](,[1-5]){0,4}$/, ratingsMessage)
  .transform((text) => [...new Set(text.split(',').map(Number))].sort())
  .optional()
  .openapi({
    type: 'array',
    items: { type: 'integer', minimum: 1, maximum: 5 },
    param: { style: 'form', explode: false },
    description: 'Only sessions with that rating, or with one of several separated by commas: `1,2`.',
  });

const partOfUuid = 'must be one text of 1 to 36 hex digits and hyphens';

const SessionListQuery = windowQuery({
  session_id: sessionIdsQuery,
  time_range_hours: optionalWholeNumberQuery({
    min: 1,
    max: maxRangeHours,
    description:
      'Only sessions created in the last hours, up to `X-Generated-At`; both ends are included. Without it, and without `from` and `to`, sessions of any age.',
    example: 24,
  }),
  status: SessionStatus.optional().openapi({ description: 'Only sessions in that state now.' }),
  agent_id: agentQuery(
    'Only sessions in which that agent is or was a support agent. A caller with role `agent` may name only itself, and is meant where it names nobody.',
  ),
  assigned_agent_id: assignedAgentQuery,
  rating: ratingsQuery,
  rated: yesOrNoQuery('Only sessions with a rating; `false`: without one.'),
  unanswered: yesOrNoQuery('Only sessions that have no first response; `false`: that have one.'),
  rated_agent_id: agentQuery(
    'Only sessions whose rating belongs to that agent: it handled them last when they were rated.',
  ),
  first_responder_id: agentQuery('Only sessions in which that agent responded.'),
  has_response_time: yesOrNoQuery(
    'Only sessions that count in `response_time`; `false`: that do not. With `agent_id`, in that agent’s.',
  ),
  has_wait_time: yesOrNoQuery(
    'Only sessions that count in `wait_time`; `false`: that do not. With `agent_id`, in that agent’s.',
  ),
  has_abandon_time: yesOrNoQuery('Only sessions that count in `abandon_time`; `false`: that do not.'),
  has_handle_time: yesOrNoQuery(
    'Only sessions that count in `handle_time`; `false`: that do not. With `agent_id`, in that agent’s.',
  ),
  flow: enumSchema('Flow', flows).optional().openapi({
    description:
      'Only sessions to which that happened within the window, whenever they were created: the sessions behind `flow` of overview. `transferred` with `agent_id`: to or from that agent.',
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
    200: ok(z.array(SessionListItemResponse), 'A page of the sessions.', countedPageHeaders),
    ...problems('agent_not_self'),
  },
});

const list = { name: 'sessions', id: 'session_id' } as const;

export const sessionList = defineOpenAPIRoute({
  route,
  handler: async (c) => {
    const { caller, deps } = c.var;
    const query = c.req.valid('query');
    const filters = {
      ids: query.session_id,
      viewerId: viewerIdOf(caller),
      window: windowAskedFor(query),
      status: query.status,
      agentId: agentMeant(caller, query),
      assignedAgentId: query.assigned_agent_id,
      ratings: query.rating,
      rated: query.rated,
      unanswered: query.unanswered,
      firstResponderId: query.first_responder_id,
      hasResponseTime: query.has_response_time,
      hasWaitTime: query.has_wait_time,
      hasAbandonTime: query.has_abandon_time,
      hasHandleTime: query.has_handle_time,
      ratedAgentId: query.rated_agent_id,
      flow: query.flow,
      initiatorId: query.initiator_id,
    };
    const rows = await deps.db.read(selectSessions(filters, query.limit + 1, placeOf(list, query)));
    const url = rows[0] && withFixedWindow(c.req.url, rows[0]);
    const page = cutCountedPage(c, list, query.limit, rows, url);
    return c.json(page.map(toSessionListItem), 200);
  },
});

/**
 * An agent sees sessions in which it is or was a support agent. Where it asks for its own sessions or for sessions by their
 * ids, it sees those that it takes or took part in as anybody.
 */
function agentMeant(
  caller: Caller,
  query: {
    agent_id?: string | undefined;
    assigned_agent_id?: string | undefined;
    session_id?: string[] | undefined;
  },
): string | undefined {
  const isNarrow = query.assigned_agent_id === caller.id || query.session_id !== undefined;
  return isNarrow ? ownAgentNamed(caller, query.agent_id) : ownAgent(caller, query.agent_id);
}

/** A session as the list and the endpoint of one session show it. */
export function toSessionListItem(row: SessionListRow): z.output<typeof SessionListItemResponse> {
  return {
    session_id: row.session_id,
    status: row.status,
    initiator_id: row.initiator_id,
    initiator_name: row.initiator_name,
    assigned_agent_id: row.assigned_agent_id,
    assigned_agent_name: row.assigned_agent_name,
    created_at: row.created_at,
    queued_at: row.queued_at,
    started_at: row.started_at,
    closed_at: row.closed_at,
    last_activity: row.last_activity,
    total_messages: row.total_messages,
    rating: row.rating,
    feedback: row.feedback,
    first_response_at: row.first_response_at,
    first_responder_id: row.first_responder_id,
    first_responder_name: row.first_responder_name,
    team: row.team,
    skills: row.skills,
    version: row.version,
    offer: row.offer,
    ...markOf(row),
  };
}
