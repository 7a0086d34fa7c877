import { createRoute, defineOpenAPIRoute, z } from '@hono/zod-openapi';
import { instant, NoQuery, SessionPath, uuid, UuidInput } from '../../http/fields.ts';
import { ok } from '../../http/route.ts';
import { agentRules, commandHeaders, commandOf, commandProblems } from './command-route.ts';
import { offerOutcomes } from '../../values/enums.ts';
import type { CommandOutcome } from './command.sql.ts';
import { DashboardResponse, succeeded } from './dashboard-response.ts';
import { force, reason } from './fields.ts';
import { runCommand } from './run-command.ts';

const defaultExpirySeconds = 30;

export const OfferSessionRequest = z
  .strictObject({
    agent_id: UuidInput.openapi({ format: 'uuid', description: 'The agent the session is held for.' }),
    expires_in_seconds: z
      .int()
      .min(1)
      .max(3600)
      .default(defaultExpirySeconds)
      .openapi({ description: 'How long the offer holds.' }),
    force,
  })
  .openapi('OfferSessionRequest', {
    description: 'Whom to offer the session, and for how long.',
    example: { agent_id: '17dd40f9-685a-57e8-9773-66d77d651882', expires_in_seconds: 30 },
  });

export const OfferResponse = z
  .strictObject({
    success: z.literal(true),
    message: z.string().openapi({ description: 'What happened, for a person to read.' }),
    data: z
      .strictObject({
        offer_id: uuid('The offer.'),
        session_id: uuid('The session.'),
        agent_id: uuid('Whom it is held for.'),
        offered_at: instant('When it was offered.'),
        expires_at: instant('When the offer is over.'),
        outcome: z
          .enum(offerOutcomes)
          .nullable()
          .openapi({ description: 'What became of it; null while nothing has.' }),
      })
      .openapi({ description: 'The offer after the command.' }),
  })
  .openapi('OfferResponse', {
    description: 'A command on an offer that succeeded.',
    example: {
      success: true,
      message: 'Session offered.',
      data: {
        offer_id: '3c6e1f0a-9d0b-4a51-8f0e-5a9d1c2b7e44',
        session_id: '6deb554e-d6d8-5b4e-9eb6-8ae8331a96a2',
        agent_id: '17dd40f9-685a-57e8-9773-66d77d651882',
        offered_at: '2026-03-14T09:26:53.589Z',
        expires_at: '2026-03-14T09:27:23.589Z',
        outcome: null,
      },
    },
  });

function offered(
  { code, offer }: CommandOutcome,
  messages: { done: string; unchanged?: string },
): z.output<typeof OfferResponse> {
  if (offer === undefined) throw new Error('A command on an offer came without it.');
  const { offer_id, session_id, agent_id, offered_at, expires_at, outcome } = offer;
  return {
    success: true,
    message: code === 'done' ? messages.done : (messages.unchanged ?? messages.done),
    data: { offer_id, session_id, agent_id, offered_at, expires_at, outcome },
  };
}

const OfferPath = SessionPath.extend({
  offer_id: UuidInput.openapi({
    format: 'uuid',
    description: 'The offer.',
    example: '3c6e1f0a-9d0b-4a51-8f0e-5a9d1c2b7e44',
  }),
});

export const AnswerOfferRequest = z.strictObject({ reason }).openapi('AnswerOfferRequest', {
  description: 'Why, if at all.',
  example: { reason: 'In another conversation.' },
});

const answerBody = {
  required: true,
  content: { 'application/json': { schema: AnswerOfferRequest } },
} as const;

export const offer = defineOpenAPIRoute({
  route: createRoute({
    method: 'post',
    path: '/sessions/{session_id}/offers',
    operationId: 'offerSession',
    tags: ['Commands'],
    summary: 'Offer a waiting session to an agent',
    description:
      'Holds a waiting session, and a place of the agent’s, until the offer is accepted, declined or over. The session keeps its place in the queue all the while, and nobody else gets it. It is over at `expires_at` exactly. One offer a session at a time; an admin may put another in its place with `force`.',
    ...commandOf('admin', 'router'),
    request: {
      params: SessionPath,
      query: NoQuery,
      body: { required: true, content: { 'application/json': { schema: OfferSessionRequest } } },
    },
    responses: {
      201: ok(OfferResponse, 'The session is held for the agent.', commandHeaders),
      ...commandProblems(
        'session_not_found',
        'session_closed',
        'session_not_waiting',
        'session_offered',
        'force_not_allowed',
        ...agentRules,
      ),
    },
  }),
  handler: async (c) => {
    const { force: overrule, ...asked } = c.req.valid('json');
    const input = { session_id: c.req.valid('param').session_id, ...asked };
    const outcome = await runCommand(c, 'offer', input, { force: overrule });
    return c.json(offered(outcome, { done: 'Session offered.' }), 201);
  },
});

export const acceptOffer = defineOpenAPIRoute({
  route: createRoute({
    method: 'post',
    path: '/sessions/{session_id}/offers/{offer_id}/accept',
    operationId: 'acceptOffer',
    tags: ['Commands'],
    summary: 'Accept an offer',
    description:
      'Assigns the session to the agent it was offered to. Accepting an offer again answers 200 and changes nothing. A caller with role `agent` can accept only offers made to it.',
    ...commandOf('admin', 'agent'),
    request: { params: OfferPath, query: NoQuery, body: answerBody },
    responses: {
      200: ok(DashboardResponse, 'The session is with the agent now.', commandHeaders),
      ...commandProblems(
        'session_not_found',
        'offer_not_found',
        'offer_expired',
        'offer_not_open',
        // All but the place, which the offer holds.
        'agent_is_customer',
        'agent_unavailable',
        'agent_not_in_team',
        'agent_lacks_skills',
        'agent_not_registered',
      ),
    },
  }),
  handler: async (c) => {
    const input = { ...c.req.valid('param'), ...c.req.valid('json') };
    const outcome = await runCommand(c, 'accept', input);
    const messages = { done: 'Offer accepted.', unchanged: 'The offer is accepted already.' };
    return c.json(succeeded(outcome, messages), 200);
  },
});

export const declineOffer = defineOpenAPIRoute({
  route: createRoute({
    method: 'post',
    path: '/sessions/{session_id}/offers/{offer_id}/decline',
    operationId: 'declineOffer',
    tags: ['Commands'],
    summary: 'Decline an offer',
    description:
      'The session is free again at its old place in the queue. To decline again answers 200 and changes nothing. A caller with role `agent` sees its own offers alone.',
    ...commandOf('admin', 'agent'),
    request: { params: OfferPath, query: NoQuery, body: answerBody },
    responses: {
      200: ok(OfferResponse, 'The offer is declined.', commandHeaders),
      ...commandProblems('session_not_found', 'offer_not_found', 'offer_expired', 'offer_not_open'),
    },
  }),
  handler: async (c) => {
    const input = { ...c.req.valid('param'), ...c.req.valid('json') };
    const outcome = await runCommand(c, 'decline', input);
    const messages = { done: 'Offer declined.', unchanged: 'The offer is declined already.' };
    return c.json(offered(outcome, messages), 200);
  },
});
