import { createRoute, defineOpenAPIRoute, z } from '@hono/zod-openapi';
import { NoQuery, SessionPath, UuidInput } from '../../platform/fields.ts';
import { Problem } from '../../platform/problem.ts';
import { commandOf, commandProblems, ok } from '../../platform/route.ts';
import { assignSession } from './assign.sql.ts';
import { DashboardResponse, succeeded } from './command-outcome.ts';
import { lockSession } from './lock.sql.ts';

export const AssignSessionRequest = z
  .strictObject({
    agent_id: UuidInput.openapi({ format: 'uuid', description: 'The agent who should get the session.' }),
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
    'Makes a waiting session active: sets its agent and its start, makes the agent its one present support agent, and writes one audit row, all or nothing. An active session that nobody has can be assigned too.\n\nHowever many callers race for a session, one wins; each of the others gets a 409 that names that winner in `current_agent_id`. Assigning a session to the agent who already has it answers 200 and changes nothing, so that a call may be repeated.\n\nA caller with role `agent` may assign only to itself.',
  ...commandOf('admin', 'agent', 'router'),
  request: {
    params: SessionPath,
    query: NoQuery,
    body: { required: true, content: { 'application/json': { schema: AssignSessionRequest } } },
  },
  responses: {
    200: ok(DashboardResponse, 'The session is with that agent now.'),
    ...commandProblems(
      'agent_not_self',
      'session_not_found',
      'session_already_assigned',
      'session_closed',
      'agent_is_customer',
    ),
  },
});

export const assign = defineOpenAPIRoute({
  route,
  handler: async (c) => {
    const { session_id: sessionId } = c.req.valid('param');
    const { agent_id: agentId } = c.req.valid('json');
    const { caller, deps, requestId } = c.var;
    if (caller.role === 'agent' && agentId !== caller.id) {
      throw new Problem('agent_not_self', 'An agent may only assign sessions to itself.');
    }
    const actor = { id: caller.id, role: caller.role, requestId };
    const [row] = await deps.db.command(lockSession(sessionId), assignSession(sessionId, agentId, actor));
    c.header('Cache-Control', 'no-store');
    switch (row?.outcome) {
      case 'assigned':
        return c.json(succeeded('Session assigned.', row), 200);
      case 'unchanged':
        return c.json(succeeded('The agent has the session already.', row), 200);
      case 'session_closed':
        throw new Problem('session_closed', 'The session is closed.');
      case 'session_already_assigned':
        throw new Problem('session_already_assigned', 'The session is already assigned to another agent.', {
          members: { current_agent_id: row.assigned_agent_id },
        });
      case 'agent_is_customer':
        throw new Problem('agent_is_customer', 'The session was opened by that very user.');
      case undefined:
        throw new Problem('session_not_found', 'There is no such session.');
    }
  },
});
