import { createRoute, defineOpenAPIRoute, z } from '@hono/zod-openapi';
import { count, instant, name, unreadable, uuid, version } from '../../http/fields.ts';
import { viewerIdOf } from '../../http/own-agent.ts';
import { cutCountedPage, markOf, pageParameters, placeOf } from '../../http/page.ts';
import { countedPageHeaders, ok, problems, readableBy } from '../../http/route.ts';
import { selectActiveSessions, type ActiveSessionRow } from './active-sessions.sql.ts';
import { assignedAgentQuery, hiddenFromOthers } from './fields.ts';

export const ActiveSessionResponse = z
  .strictObject({
    session_id: uuid('The session.'),
    status: z.literal('active'),
    duration_seconds: count(
      'Whole seconds since it was first handled in its present episode; since it was created if that is not known.',
    ),
    total_messages: count('The number of text, file and image messages that did not fail.'),
    unread_count: count('How many of these are from the customer and not `read`.'),
    participant_count: count('The number of participants who have not left.'),
    initiator_id: uuid(`The customer who opened the session. ${hiddenFromOthers}`).nullable(),
    initiator_name: name('The customer’s name, where `initiator_id` is shown.'),
    assigned_agent_id: uuid('The assigned agent; null if there is none.').nullable(),
    assigned_agent_name: name('The agent’s name.'),
    last_activity: instant('When there was last activity in the session, never before its latest message.'),
    latest_message: z
      .strictObject({
        content: z.string().openapi({ description: 'The first 200 characters.' }),
        timestamp: instant('When the message was sent.'),
        sender_id: uuid('Who sent the message.'),
        sender_name: name('The sender’s name.'),
      })
      .nullable()
      .openapi({ description: `The latest message; null if there is none. ${hiddenFromOthers}` }),
    version,
    unreadable,
  })
  .openapi('ActiveSessionResponse', {
    description: 'One active session.',
    example: {
      session_id: '6deb554e-d6d8-5b4e-9eb6-8ae8331a96a2',
      status: 'active',
      duration_seconds: 412,
      total_messages: 9,
      unread_count: 1,
      participant_count: 2,
      initiator_id: '37b9252a-6b26-5c5a-896e-c169ea763cd5',
      initiator_name: 'Maya Fischer',
      assigned_agent_id: '17dd40f9-685a-57e8-9773-66d77d651882',
      assigned_agent_name: 'Ada Okafor',
      last_activity: '2026-03-14T09:26:12.004Z',
      latest_message: {
        content: 'The parcel says delivered, but it is not here.',
        timestamp: '2026-03-14T09:26:12.004Z',
        sender_id: '37b9252a-6b26-5c5a-896e-c169ea763cd5',
        sender_name: 'Maya Fischer',
      },
      version: 2,
    },
  });

const ActiveSessionsQuery = z.strictObject({
  assigned_agent_id: assignedAgentQuery,
  ...pageParameters(20),
});

const route = createRoute({
  method: 'get',
  path: '/active-sessions',
  operationId: 'listActiveSessions',
  tags: ['Sessions'],
  summary: 'List active sessions',
  description:
    'Latest activity first, ties by id. Never cached. `X-Total-Count` says how many there are; if there are more sessions, the `Link` header has the next page.\n\nAll pages have the order of the first one. A session with activity since then is listed on a last page, by id, so that no session is missed that was active all the time. If it has been listed before, it comes a second time, with newer data: keep the later entry.\n\nA caller with role `agent` sees the sessions that it takes or took part in. With `assigned_agent_id`, it also sees sessions that nobody or another agent has, with `initiator_id`, `initiator_name` and `latest_message` null.',
  ...readableBy('admin', 'agent'),
  request: { query: ActiveSessionsQuery },
  responses: {
    200: ok(z.array(ActiveSessionResponse), 'A page of active sessions.', countedPageHeaders),
    ...problems(),
  },
});

const list = { name: 'active-sessions', id: 'session_id' } as const;

export const activeSessions = defineOpenAPIRoute({
  route,
  handler: async (c) => {
    const { caller, deps } = c.var;
    const { assigned_agent_id: assignedAgentId, ...query } = c.req.valid('query');
    const asked = { assignedAgentId, viewerId: viewerIdOf(caller) };
    const after = placeOf(list, query);
    const rows = await deps.db.read(selectActiveSessions(asked, query.limit + 1, after));
    return c.json(cutCountedPage(c, list, query.limit, rows).map(toActiveSession), 200);
  },
});

function toActiveSession(row: ActiveSessionRow): z.output<typeof ActiveSessionResponse> {
  return {
    session_id: row.session_id,
    status: 'active',
    duration_seconds: row.duration_seconds,
    total_messages: row.total_messages,
    unread_count: row.unread_count,
    participant_count: row.participant_count,
    initiator_id: row.initiator_id,
    initiator_name: row.initiator_name,
    assigned_agent_id: row.assigned_agent_id,
    assigned_agent_name: row.assigned_agent_name,
    last_activity: row.last_activity,
    latest_message: row.latest_message,
    version: row.version,
    ...markOf(row),
  };
}
