import { createRoute, defineOpenAPIRoute, z } from '@hono/zod-openapi';
import { NoQuery, SessionPath, UuidInput } from '../../http/fields.ts';
import { ok } from '../../http/route.ts';
import { agentRules, commandHeaders, commandOf, commandProblems } from './command-route.ts';
import { force } from './fields.ts';
import { offered, OfferResponse } from './offer-response.ts';
import { runCommand } from './run-command.ts';

const defaultExpirySeconds = 30;

/** The longest time for which an offer holds: an hour. */
export const maxExpirySeconds = 3600;

export const OfferSessionRequest = z
  .strictObject({
    agent_id: UuidInput.openapi({ format: 'uuid', description: 'The agent the session is held for.' }),
    expires_in_seconds: z
      .int()
      .min(1)
      .max(maxExpirySeconds)
      .default(defaultExpirySeconds)
      .openapi({ description: 'How long the offer holds.' }),
    force,
  })
  .openapi('OfferSessionRequest', {
    description: 'Whom to offer the session, and for how long.',
    example: { agent_id: '17dd40f9-685a-57e8-9773-66d77d651882', expires_in_seconds: 30 },
  });

export const offer = defineOpenAPIRoute({
  route: createRoute({
    method: 'post',
    path: '/sessions/{session_id}/offers',
    operationId: 'offerSession',
    tags: ['Commands'],
    summary: 'Offer a waiting session to an agent',
    description:
      'Holds a waiting session, and a place of the agent’s, until the offer is accepted, declined, withdrawn or expired. Meanwhile the session keeps its place in the queue, and nobody else gets it. The offer expires at `expires_at` exactly, at the latest when the agent’s availability would lapse without a further sign of life. A session has one offer at a time; an admin may replace it with `force`.',
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
        'session_already_assigned',
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
