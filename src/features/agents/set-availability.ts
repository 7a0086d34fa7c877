import { createRoute, defineOpenAPIRoute, z } from '@hono/zod-openapi';
import { NoQuery } from '../../http/fields.ts';
import { ownAgentNamed } from '../../http/own-agent.ts';
import { ok } from '../../http/route.ts';
import {
  replayedHeader,
  unversionedCommandOf,
  unversionedCommandProblems,
} from '../commands/command-route.ts';
import { runCommand } from '../commands/run-command.ts';
import {
  AgentCommandResponse,
  AgentPath,
  agentSucceeded,
  Availability,
  availabilityMeaning,
} from './agent-response.ts';

export const SetAvailabilityRequest = z
  .strictObject({ availability: Availability.openapi({ description: availabilityMeaning }) })
  .openapi('SetAvailabilityRequest', {
    description: 'Whether the agent can be given sessions.',
    example: { availability: 'away' },
  });

const route = createRoute({
  method: 'post',
  path: '/agents/{agent_id}/availability',
  operationId: 'setAvailability',
  tags: ['Agents'],
  summary: 'Say whether an agent is there',
  description:
    'Sets the availability of a registered agent. Sessions and offers that it has stay its own. A caller with role `agent` may only set its own.',
  ...unversionedCommandOf('admin', 'agent'),
  request: {
    params: AgentPath,
    query: NoQuery,
    body: { required: true, content: { 'application/json': { schema: SetAvailabilityRequest } } },
  },
  responses: {
    200: ok(AgentCommandResponse, 'The agent has that availability now.', replayedHeader),
    ...unversionedCommandProblems('agent_not_self', 'agent_not_found'),
  },
});

export const setAvailability = defineOpenAPIRoute({
  route,
  handler: async (c) => {
    const { agent_id } = c.req.valid('param');
    ownAgentNamed(c.get('caller'), agent_id);
    const input = { agent_id, ...c.req.valid('json') };
    const { agent } = await runCommand(c, 'set_availability', input, { isVersioned: false });
    return c.json(agentSucceeded(agent, 'Availability set.'), 200);
  },
});
