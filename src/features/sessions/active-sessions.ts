import { createRoute, defineOpenAPIRoute, z } from '@hono/zod-openapi';
import { count, instant, uuid, version } from '../../http/fields.ts';
import { pageQuery, readPage } from '../../http/page.ts';
import { ok, pageHeaders, problems, readableBy } from '../../http/route.ts';
import { selectActiveSessions, type ActiveSessionRow } from './active-sessions.sql.ts';

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
    initiator_id: uuid('The customer who opened the session.'),
    assigned_agent_id: uuid('The assigned agent; null if there is none.').nullable(),
    last_activity: instant('When there was last activity in the session.'),
    latest_message: z
      .strictObject({
        content: z.string().openapi({ description: 'The first 200 characters.' }),
        timestamp: instant('When the message was sent.'),
        sender_id: uuid('Who sent the message.'),
      })
      .nullable()
      .openapi({ description: 'The latest message; null if there is none.' }),
    version,
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
      assigned_agent_id: '17dd40f9-685a-57e8-9773-66d77d651882',
      last_activity: '2026-03-14T09:26:12.004Z',
      latest_message: {
        content: 'The parcel says delivered, but it is not here.',
        timestamp: '2026-03-14T09:26:12.004Z',
        sender_id: '37b9252a-6b26-5c5a-896e-c169ea763cd5',
      },
      version: 2,
    },
  });

const route = createRoute({
  method: 'get',
  path: '/active-sessions',
  operationId: 'listActiveSessions',
  tags: ['Sessions'],
  summary: 'List active sessions',
  description:
    'Latest activity first, ties by id; one row per session. Never cached. If there are more sessions, the `Link` header has the next page.',
  ...readableBy('admin', 'agent'),
  request: { query: pageQuery(20) },
  responses: {
    200: ok(z.array(ActiveSessionResponse), 'A page of active sessions.', pageHeaders),
    ...problems(),
  },
});

const list = { name: 'active-sessions', id: 'session_id' } as const;

export const activeSessions = defineOpenAPIRoute({
  route,
  handler: async (c) => {
    const page = await readPage(c, list, c.req.valid('query'), (rows, after) =>
      c.get('deps').db.read(selectActiveSessions(rows, after)),
    );
    return c.json(page.map(toActiveSession), 200);
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
    assigned_agent_id: row.assigned_agent_id,
    last_activity: row.last_activity,
    latest_message: row.latest_message,
    version: row.version,
  };
}
