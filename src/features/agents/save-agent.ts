import { createRoute, defineOpenAPIRoute, z } from '@hono/zod-openapi';
import { NoQuery, storableText } from '../../http/fields.ts';
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
  maxPlaces,
  skillName,
  teamName,
} from './agent-response.ts';

export const SaveAgentRequest = z
  .strictObject({
    display_name: storableText(1, 100).openapi({
      description: 'Its name, for people to read. 1 to 100 characters.',
    }),
    team: teamName
      .nullable()
      .default(null)
      .openapi({ description: 'The team it is in; null, or left out, for none. 1 to 100 characters.' }),
    skills: z.array(skillName).max(50).default([]).openapi({
      description:
        'What it can do: up to 50 skills of 1 to 50 characters. One that is there twice counts once.',
    }),
    availability: Availability.default('offline').openapi({ description: availabilityMeaning }),
    max_sessions: z
      .int()
      .min(0)
      .max(maxPlaces)
      .openapi({ description: 'How many places it has: active sessions and live offers at once.' }),
  })
  .openapi('SaveAgentRequest', {
    description: 'All of an agent: what is left out gets its default.',
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
  summary: 'Register an agent, or replace one',
  description:
    'Makes the agent what the body says, all of it. Sessions and offers that it has by then stay its own, also where they are more than its places. There is no version of an agent: `If-Match` is not looked at.',
  ...unversionedCommandOf('admin'),
  request: {
    params: AgentPath,
    query: NoQuery,
    body: { required: true, content: { 'application/json': { schema: SaveAgentRequest } } },
  },
  responses: {
    200: ok(
      AgentCommandResponse,
      'The agent was registered already; this is what it is now.',
      replayedHeader,
    ),
    201: ok(AgentCommandResponse, 'The agent is registered.', replayedHeader),
    ...unversionedCommandProblems(),
  },
});

export const saveAgent = defineOpenAPIRoute({
  route,
  handler: async (c) => {
    const input = { ...c.req.valid('param'), ...c.req.valid('json') };
    const { agent, created } = await runCommand(c, 'save_agent', input, { isVersioned: false });
    return created === true
      ? c.json(agentSucceeded(agent, 'Agent registered.'), 201)
      : c.json(agentSucceeded(agent, 'Agent saved.'), 200);
  },
});
