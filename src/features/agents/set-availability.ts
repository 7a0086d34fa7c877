import { createRoute, defineOpenAPIRoute, z } from '@hono/zod-openapi';
import { NoQuery } from '../../http/fields.ts';
import { ownAgentNamed } from '../../http/own-agent.ts';
import { ok } from '../../http/route.ts';
import { commandHeaders, commandOf, commandProblems } from '../commands/command-route.ts';
import { runCommand } from '../commands/run-command.ts';
import { availability } from './agent-fields.ts';
import { AgentCommandResponse, AgentPath, agentSucceeded } from './agent-response.ts';

export const SetAvailabilityRequest = z.strictObject({ availability }).openapi('SetAvailabilityRequest', {
  description: 'Whether the agent can be given sessions.',
  example: { availability: 'away' },
});

const route = createRoute({
  method: 'post',
  path: '/agents/{agent_id}/availability',
  operationId: 'setAvailability',
  tags: ['Agents'],
  summary: 'Set an agent’s availability',
  description:
    'Sets the availability of a registered agent. It keeps the sessions it has; if it goes offline, its open offers are withdrawn.\n\nRepeat the call while the agent is there: it is a sign of life, without which the availability lapses after `AGENT_LAPSE_MINUTES` (24 hours by default). A repetition that changes nothing leaves the version as it is and writes no audit entry. Send it without `Idempotency-Key`: a replayed answer is no sign of life.\n\nA caller with role `agent` may set only its own.',
  ...commandOf('admin', 'agent'),
  request: {
    params: AgentPath,
    query: NoQuery,
    body: { required: true, content: { 'application/json': { schema: SetAvailabilityRequest } } },
  },
  responses: {
    200: ok(AgentCommandResponse, 'The agent has that availability now.', commandHeaders),
    ...commandProblems('agent_not_self', 'agent_not_found'),
  },
});

export const setAvailability = defineOpenAPIRoute({
  route,
  handler: async (c) => {
    const { agent_id } = c.req.valid('param');
    ownAgentNamed(c.get('caller'), agent_id);
    const { agent } = await runCommand(c, 'set_availability', { agent_id, ...c.req.valid('json') });
    return c.json(agentSucceeded(agent, 'Availability set.'), 200);
  },
});
