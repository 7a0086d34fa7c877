import { createRoute, defineOpenAPIRoute, z } from '@hono/zod-openapi';
import { NoQuery } from '../../http/fields.ts';
import { ok } from '../../http/route.ts';
import { commandHeaders, commandOf, commandProblems } from '../commands/command-route.ts';
import { runCommand } from '../commands/run-command.ts';
import { availability, displayName, maxSessions, skills, team } from './agent-fields.ts';
import { AgentCommandResponse, AgentPath, agentSucceeded } from './agent-response.ts';

export const SaveAgentRequest = z
  .strictObject({
    display_name: displayName,
    team: team.default(null),
    skills: skills.default([]),
    availability: availability.default('offline'),
    max_sessions: maxSessions,
  })
  .openapi('SaveAgentRequest', {
    description: 'All of an agent. A field that is left out gets its default.',
    example: {
      display_name: 'Ada Okafor',
      team: 'billing',
      skills: ['french', 'refunds'],
      availability: 'online',
      max_sessions: 4,
    },
  });

const route = createRoute({
  method: 'put',
  path: '/agents/{agent_id}',
  operationId: 'saveAgent',
  tags: ['Agents'],
  summary: 'Register an agent, or replace it',
  description:
    'Makes the agent exactly what the body says: without `team`, `skills` and `availability` it is in no team, has no skills and is `offline`. To change some fields and keep the others, use `PATCH`.\n\nThe agent keeps the sessions it has, even if they are more than its places. If it goes offline, its open offers are withdrawn. With `If-Match`, an agent that is not registered is a 404.',
  ...commandOf('admin'),
  request: {
    params: AgentPath,
    query: NoQuery,
    body: { required: true, content: { 'application/json': { schema: SaveAgentRequest } } },
  },
  responses: {
    200: ok(
      AgentCommandResponse,
      'The agent was registered already; this is what it is now.',
      commandHeaders,
    ),
    201: ok(AgentCommandResponse, 'The agent is registered.', commandHeaders),
    ...commandProblems('agent_not_found'),
  },
});

export const saveAgent = defineOpenAPIRoute({
  route,
  handler: async (c) => {
    const input = { ...c.req.valid('param'), ...c.req.valid('json') };
    const { agent, created } = await runCommand(c, 'save_agent', input);
    return created === true
      ? c.json(agentSucceeded(agent, 'Agent registered.'), 201)
      : c.json(agentSucceeded(agent, 'Agent saved.'), 200);
  },
});
