import { createRoute, defineOpenAPIRoute, z } from '@hono/zod-openapi';
import type { TypedResponse } from 'hono/types';
import { count, instant, NoQuery, SessionPath, uuid } from '../../http/fields.ts';
import { Problem } from '../../http/problem.ts';
import { ok, problems, readableBy } from '../../http/route.ts';
import { messageStatuses, messageTypes, participantRoles, sessionStatuses } from '../../values/enums.ts';
import { streamTranscript } from './transcript-stream.ts';
import { selectTranscript, selectTranscriptRest } from './transcript.sql.ts';

const maybe = (description: string) => instant(description).nullable();

const Participant = z.strictObject({
  user_id: uuid('The user.'),
  role: z.enum(participantRoles),
  joined_at: instant('When the user joined.'),
  left_at: maybe('When the user left; null if it has not.'),
});

const TranscriptMessage = z.strictObject({
  id: uuid('The message.'),
  sender_id: uuid('Who sent the message.'),
  content: z.string(),
  message_type: z.enum(messageTypes),
  status: z.enum(messageStatuses),
  created_at: instant('When the message was sent.'),
  file: z
    .strictObject({
      name: z.string().nullable(),
      url: z.string().nullable(),
      size: z.int().min(0).nullable().openapi({ description: 'Bytes.' }),
      mime: z.string().nullable(),
    })
    .nullable()
    .openapi({ description: 'The attached file; null if there is none.' }),
});

export const SessionTranscriptResponse = z
  .strictObject({
    session: z.strictObject({
      id: uuid('The session.'),
      status: z.enum(sessionStatuses),
      initiator_id: uuid('The customer who opened the session.'),
      assigned_agent_id: uuid('The assigned agent; null if there is none.').nullable(),
      created_at: instant('When the session was created.'),
      started_at: maybe('When the session was first started; null if it was not.'),
      closed_at: maybe('When the session was closed; null if it was not.'),
      total_messages: count('The number of text, file and image messages that did not fail.'),
      rating: z.int().min(1).max(5).nullable().openapi({ description: "The customer's rating, 1 to 5." }),
      feedback: z.string().nullable().openapi({ description: "The customer's comment." }),
      participants: z.array(Participant).openapi({ description: 'Ordered by `joined_at`, then `user_id`.' }),
    }),
    messages: z
      .array(TranscriptMessage)
      .openapi({ description: 'All messages, ordered by `created_at`, then `id`.' }),
  })
  .openapi('SessionTranscriptResponse', {
    description: 'A session with all of its messages. The import format is the same document, one per line.',
    example: {
      session: {
        id: '6deb554e-d6d8-5b4e-9eb6-8ae8331a96a2',
        status: 'closed',
        initiator_id: '37b9252a-6b26-5c5a-896e-c169ea763cd5',
        assigned_agent_id: '17dd40f9-685a-57e8-9773-66d77d651882',
        created_at: '2026-03-14T09:20:00.000Z',
        started_at: '2026-03-14T09:20:31.250Z',
        closed_at: '2026-03-14T09:41:07.113Z',
        total_messages: 1,
        rating: 5,
        feedback: null,
        participants: [
          {
            user_id: '37b9252a-6b26-5c5a-896e-c169ea763cd5',
            role: 'customer',
            joined_at: '2026-03-14T09:20:00.000Z',
            left_at: null,
          },
        ],
      },
      messages: [
        {
          id: '0a9656c5-7bb1-5bf3-8667-9a249d438422',
          sender_id: '37b9252a-6b26-5c5a-896e-c169ea763cd5',
          content: 'Here is the invoice.',
          message_type: 'file',
          status: 'read',
          created_at: '2026-03-14T09:20:00.000Z',
          file: {
            name: 'invoice.pdf',
            url: 'https://files.example/invoice.pdf',
            size: 48213,
            mime: 'application/pdf',
          },
        },
      ],
    },
  });

const route = createRoute({
  method: 'get',
  path: '/sessions/{session_id}/transcript',
  operationId: 'getTranscript',
  tags: ['Sessions'],
  summary: 'Read a session’s transcript',
  description:
    'The session, its participants and all of its messages. Very long transcripts are streamed. Never cached. A caller with role `agent` sees only sessions that are assigned to it or that it took part in; for any other session the answer is the same as for one that does not exist.',
  ...readableBy('admin', 'agent'),
  request: { params: SessionPath, query: NoQuery },
  responses: {
    200: ok(SessionTranscriptResponse, 'The transcript.'),
    ...problems('session_not_found'),
  },
});

export const transcript = defineOpenAPIRoute({
  route,
  handler: async (c) => {
    const { session_id: sessionId } = c.req.valid('param');
    const { caller, deps } = c.var;
    const viewerId = caller.role === 'agent' ? caller.id : undefined;
    const [session, ...messages] = await deps.db.read(selectTranscript(sessionId, viewerId));
    if (session === undefined) throw new Problem('session_not_found', 'There is no such session.');
    const body = streamTranscript(session.document, messages, (after) =>
      deps.db.read(selectTranscriptRest(sessionId, after)),
    );
    const response: Response = c.body(body, 200, {
      'Content-Type': 'application/json',
      'Cache-Control': 'no-store',
    });
    // The statement makes JSON text of exactly these types.
    return response as Response & TypedResponse<z.output<typeof SessionTranscriptResponse>, 200, 'json'>;
  },
});
