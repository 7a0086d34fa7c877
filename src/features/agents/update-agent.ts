import { createRoute, defineOpenAPIRoute, z } from '@hono/zod-openapi';
import { NoQuery } from '../../http/fields.ts';
import { ok } from '../../http/route.ts';
import { commandHeaders, commandOf, commandProblems } from '../commands/command-route.ts';
import { runCommand } from '../commands/run-command.ts';
import { availability, displayName, maxSessions, skills, team } from './agent-fields.ts';
import { AgentCommandResponse, AgentPath, agentSucceeded } from './agent-response.ts';

export const UpdateAgentRequest = z
  .strictObject({
    display_name: displayName,
    team,
    skills: skills.nullable(),
    availability,
    max_sessions: maxSessions,
  })
  .partial()
  .openapi('UpdateAgentRequest', {
    description: 'The fields that change. A field that is left out stays as it is.',
    example: { team: 'billing', max_sessions: 6 },
  });

const route = createRoute({
  method: 'patch',
  path: '/agents/{agent_id}',
  operationId: 'updateAgent',
  tags: ['Agents'],
  summary: 'Change some fields of an agent',
  description:
    'A JSON merge patch (RFC 7396; `application/merge-patch+json` is accepted too): fields in the body are set, the others stay. `"team": null` takes the agent out of its team; `skills` replaces the whole list, and null empties it.\n\nThe agent keeps the sessions it has, even if they are more than its places. If it goes offline, its open offers are withdrawn.',
  ...commandOf('admin'),
  request: {
    params: AgentPath,
    query: NoQuery,
    body: { required: true, content: { 'application/json': { schema: UpdateAgentRequest } } },
  },
  responses: {
    200: ok(AgentCommandResponse, 'The agent as it is now.', commandHeaders),
    ...commandProblems('agent_not_found'),
  },
});

export const updateAgent = defineOpenAPIRoute({
  route,
  handler: async (c) => {
    const input = { ...c.req.valid('param'), ...c.req.valid('json') };
    const { agent } = await runCommand(c, 'update_agent', input);
    return c.json(agentSucceeded(agent, 'Agent saved.'), 200);
  },
});
