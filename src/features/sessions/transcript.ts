import { createRoute, defineOpenAPIRoute, z } from '@hono/zod-openapi';
import type { TypedResponse } from 'hono/types';
import { wireInstant } from '../../db/statement.ts';
import { MessageStatus, MessageType, ParticipantRole, SessionStatus } from '../../http/enum-schemas.ts';
import {
  count,
  instant,
  name,
  NoQuery,
  SessionPath,
  skills,
  team,
  uuid,
  version,
} from '../../http/fields.ts';
import { viewerIdOf } from '../../http/own-agent.ts';
import { Problem } from '../../http/problem.ts';
import { ok, problems, readableBy } from '../../http/route.ts';
import { readTranscript } from './transcript-stream.ts';

const maybe = (description: string) => instant(description).nullable();

const Participant = z.strictObject({
  user_id: uuid('The user.'),
  name: name('The user’s name.'),
  role: ParticipantRole,
  joined_at: instant('When the user joined.'),
  left_at: maybe('When the user left; null if it has not.'),
});

const TranscriptEvent = z.strictObject({
  happened_at: instant('When the change was written.'),
  command: z.string().nullable().openapi({
    description: 'The command that made the change; null if the chat application made it.',
  }),
  status: SessionStatus.nullable().openapi({ description: 'Null: the session was deleted.' }),
  assigned_agent_id: uuid('The assigned agent; null if there is none.').nullable(),
  assigned_agent_name: name('The agent’s name.'),
  team: team('The team.'),
  created_at: maybe('When the session was created.'),
  queued_at: maybe('When the session entered the queue.'),
  started_at: maybe('When the session was started.'),
  closed_at: maybe('When the session was closed.'),
  rating: z.int().min(1).max(5).nullable().openapi({ description: 'The rating.' }),
});

const TranscriptMessage = z.strictObject({
  id: uuid('The message.'),
  sender_id: uuid('Who sent the message.'),
  sender_name: name('The sender’s name.'),
  content: z.string(),
  message_type: MessageType,
  status: MessageStatus,
  created_at: instant('When the message was sent.'),
  erased_characters: count(
    'Not null if what the message said was erased, by retention or for the customer: how many characters it had. Its content is empty then, and its file has a size only.',
  ).nullable(),
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
      status: SessionStatus,
      initiator_id: uuid('The customer who opened the session.'),
      initiator_name: name('The customer’s name.'),
      assigned_agent_id: uuid('The assigned agent; null if there is none.').nullable(),
      assigned_agent_name: name('The agent’s name.'),
      created_at: instant('When the session was created.'),
      queued_at: instant(
        'When the session entered the queue: at its creation, or when it returned to waiting.',
      ),
      started_at: maybe('When the session was first started; null if it was not.'),
      closed_at: maybe('When the session was closed; null if it was not.'),
      last_activity_at: instant('When there was last activity: never before the latest message.'),
      total_messages: count('The number of text, file and image messages that did not fail.'),
      rating: z.int().min(1).max(5).nullable().openapi({ description: "The customer's rating, 1 to 5." }),
      feedback: z.string().nullable().openapi({ description: "The customer's comment." }),
      team: team('The team that it waits for, or waited for; null if every agent may have it.'),
      skills: skills('What its agent must be able to do.'),
      version,
      participants: z.array(Participant).openapi({ description: 'Ordered by `joined_at`, then `user_id`.' }),
      events: z.array(TranscriptEvent).openapi({
        description:
          'What happened to the session: its facts after each change, in the order of the changes. Waits, handovers and ratings are derived from them.',
      }),
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
        initiator_name: 'Maya Fischer',
        assigned_agent_id: '17dd40f9-685a-57e8-9773-66d77d651882',
        assigned_agent_name: 'Ada Okafor',
        created_at: '2026-03-14T09:20:00.000Z',
        queued_at: '2026-03-14T09:20:00.000Z',
        started_at: '2026-03-14T09:20:31.250Z',
        closed_at: '2026-03-14T09:41:07.113Z',
        last_activity_at: '2026-03-14T09:41:07.113Z',
        total_messages: 1,
        rating: 5,
        feedback: null,
        team: 'billing',
        skills: ['english'],
        version: 3,
        participants: [
          {
            user_id: '37b9252a-6b26-5c5a-896e-c169ea763cd5',
            name: 'Maya Fischer',
            role: 'customer',
            joined_at: '2026-03-14T09:20:00.000Z',
            left_at: null,
          },
        ],
        events: [
          {
            happened_at: '2026-03-14T09:41:07.113Z',
            command: 'close',
            status: 'closed',
            assigned_agent_id: '17dd40f9-685a-57e8-9773-66d77d651882',
            assigned_agent_name: 'Ada Okafor',
            team: 'billing',
            created_at: '2026-03-14T09:20:00.000Z',
            queued_at: '2026-03-14T09:20:00.000Z',
            started_at: '2026-03-14T09:20:31.250Z',
            closed_at: '2026-03-14T09:41:07.113Z',
            rating: null,
          },
        ],
      },
      messages: [
        {
          id: '0a9656c5-7bb1-5bf3-8667-9a249d438422',
          sender_id: '37b9252a-6b26-5c5a-896e-c169ea763cd5',
          sender_name: 'Maya Fischer',
          content: 'Here is the invoice.',
          message_type: 'file',
          status: 'read',
          created_at: '2026-03-14T09:20:00.000Z',
          erased_characters: null,
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
    'The session, its participants and all of its messages. Very long transcripts are streamed. Never cached. A caller with role `agent` sees only sessions that are assigned to it or that it took part in; for any other session the answer is the same as for one that does not exist.\n\nA read has an entry in the audit (`GET audit?action=read_transcript`), unless `AUDIT_READS=false`.',
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
    const source = { db: deps.db, instantOf: wireInstant };
    const reader = { actor_id: caller.id, actor_role: caller.role, request_id: c.get('requestId') };
    const told = await readTranscript(
      source,
      sessionId,
      viewerIdOf(caller),
      deps.config.AUDIT_READS ? reader : undefined,
    );
    if (told === undefined) throw new Problem('session_not_found', 'There is no such session.');
    const response: Response = c.body(typeof told === 'string' ? told : streamOf(told), 200, {
      'Content-Type': 'application/json',
      'Cache-Control': 'no-store',
    });
    // The statement makes JSON text of exactly these types.
    return response as Response & TypedResponse<z.output<typeof SessionTranscriptResponse>, 200, 'json'>;
  },
});

/** A stream that fails if reading fails: a client then sees a broken connection and never a document that looks whole. */
function streamOf(pieces: AsyncGenerator<string, void>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done === true) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await pieces.return();
    },
  });
}
