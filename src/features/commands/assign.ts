import { createRoute, defineOpenAPIRoute, z } from '@hono/zod-openapi';
import { NoQuery, SessionPath, UuidInput } from '../../http/fields.ts';
import { ownAgentNamed } from '../../http/own-agent.ts';
import { ok } from '../../http/route.ts';
import { agentRules, commandHeaders, commandOf, commandProblems } from './command-route.ts';
import { DashboardResponse, succeeded } from './dashboard-response.ts';
import { force } from './fields.ts';
import { runCommand } from './run-command.ts';

export const AssignSessionRequest = z
  .strictObject({
    agent_id: UuidInput.openapi({ format: 'uuid', description: 'The agent who should get the session.' }),
    force,
  })
  .openapi('AssignSessionRequest', {
    description: 'Who should get the session.',
    example: { agent_id: '17dd40f9-685a-57e8-9773-66d77d651882' },
  });

const route = createRoute({
  method: 'post',
  path: '/sessions/{session_id}/assign',
  operationId: 'assignSession',
  tags: ['Commands'],
  summary: 'Assign a waiting session to an agent',
  description:
    'Makes a waiting session active: sets its agent and its start, makes the agent its one present support agent, and writes one audit row, all or nothing. An active session that nobody has can be assigned too.\n\nHowever many callers race for a session, one wins; each of the others gets a 409 that names that winner in `current_agent_id`. Assigning a session to the agent who already has it answers 200 and changes nothing, so that a call may be repeated.\n\nA caller with role `agent` may assign only to itself, and a session of a team only if it is registered in that team or the session was offered to it.\n\nA registered agent must not be offline, must have a free place, be of the session’s team and have its skills. A session that is offered to another agent, or that waits for an agent whom the chat application has chosen, is not assigned to others.',
  ...commandOf('admin', 'agent', 'router'),
  request: {
    params: SessionPath,
    query: NoQuery,
    body: { required: true, content: { 'application/json': { schema: AssignSessionRequest } } },
  },
  responses: {
    200: ok(DashboardResponse, 'The session is with that agent now.', commandHeaders),
    ...commandProblems(
      'agent_not_self',
      'session_not_found',
      'session_already_assigned',
      'session_closed',
      'force_not_allowed',
      ...agentRules,
      'session_offered',
    ),
  },
});

export const assign = defineOpenAPIRoute({
  route,
  handler: async (c) => {
    const { agent_id, force: overrule } = c.req.valid('json');
    ownAgentNamed(c.get('caller'), agent_id);
    const input = { session_id: c.req.valid('param').session_id, agent_id };
    const outcome = await runCommand(c, 'assign', input, { force: overrule });
    const messages = { done: 'Session assigned.', unchanged: 'The agent has the session already.' };
    return c.json(succeeded(outcome, messages), 200);
  },
});
