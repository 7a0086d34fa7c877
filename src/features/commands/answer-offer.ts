import { createRoute, defineOpenAPIRoute, z } from '@hono/zod-openapi';
import { NoQuery } from '../../http/fields.ts';
import { ok } from '../../http/route.ts';
import { commandHeaders, briefCommandOf, commandProblems } from './command-route.ts';
import { DashboardResponse, succeeded } from './dashboard-response.ts';
import { reason } from './fields.ts';
import { offered, OfferPath, OfferResponse } from './offer-response.ts';
import { runCommand } from './run-command.ts';

export const AnswerOfferRequest = z.strictObject({ reason }).openapi('AnswerOfferRequest', {
  description: 'Why, if at all.',
  example: { reason: 'In another conversation.' },
});

const answerBody = {
  required: false,
  content: { 'application/json': { schema: AnswerOfferRequest } },
} as const;

export const acceptOffer = defineOpenAPIRoute({
  route: createRoute({
    method: 'post',
    path: '/sessions/{session_id}/offers/{offer_id}/accept',
    operationId: 'acceptOffer',
    tags: ['Commands'],
    summary: 'Accept an offer',
    description:
      'Assigns the session to the agent it was offered to. Accepting an offer again answers 200 and changes nothing. A caller with role `agent` can accept only offers made to it.',
    ...briefCommandOf('admin', 'agent'),
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
      'The session is free again at its old place in the queue. Declining an offer again answers 200 and changes nothing. A caller with role `agent` can decline only offers made to it.',
    ...briefCommandOf('admin', 'agent'),
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

export const withdrawOffer = defineOpenAPIRoute({
  route: createRoute({
    method: 'post',
    path: '/sessions/{session_id}/offers/{offer_id}/withdraw',
    operationId: 'withdrawOffer',
    tags: ['Commands'],
    summary: 'Withdraw an offer',
    description:
      'Ends an offer, so that the session can be offered to the next agent. The session keeps its place in the queue. Withdrawing an offer again answers 200 and changes nothing. A router can withdraw only offers that it made itself.',
    ...briefCommandOf('admin', 'router'),
    request: { params: OfferPath, query: NoQuery, body: answerBody },
    responses: {
      200: ok(OfferResponse, 'The offer is withdrawn.', commandHeaders),
      ...commandProblems(
        'not_offer_maker',
        'session_not_found',
        'offer_not_found',
        'offer_expired',
        'offer_not_open',
      ),
    },
  }),
  handler: async (c) => {
    const input = { ...c.req.valid('param'), ...c.req.valid('json') };
    const outcome = await runCommand(c, 'withdraw', input);
    const messages = { done: 'Offer withdrawn.', unchanged: 'The offer is withdrawn already.' };
    return c.json(offered(outcome, messages), 200);
  },
});
