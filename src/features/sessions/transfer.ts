import { createRoute, defineOpenAPIRoute, z } from '@hono/zod-openapi';
import { NoQuery, SessionPath, storableText, UuidInput } from '../../platform/fields.ts';
import { Problem } from '../../platform/problem.ts';
import { commandOf, commandProblems, ok } from '../../platform/route.ts';
import { DashboardResponse, succeeded } from './command-outcome.ts';
import { lockSession } from './lock.sql.ts';
import { transferSession } from './transfer.sql.ts';

export const TransferSessionRequest = z
  .strictObject({
    to_agent_id: UuidInput.openapi({ format: 'uuid', description: 'The agent who should get the session.' }),
    reason: storableText(1, 1000)
      .optional()
      .openapi({ description: 'Why; kept in the audit log. 1 to 1000 characters.' }),
    from_agent_id: UuidInput.optional().openapi({
      format: 'uuid',
      description:
        'Who the caller takes the owner to be. Where another agent has the session by now, nothing happens.',
    }),
  })
  .openapi('TransferSessionRequest', {
    description: 'Who should get the session, from whom, and why.',
    example: {
      to_agent_id: 'd432628a-d223-574a-9c8b-e04b874a2f98',
      reason: 'Needs someone from billing.',
      from_agent_id: '17dd40f9-685a-57e8-9773-66d77d651882',
    },
  });

const route = createRoute({
  method: 'post',
  path: '/sessions/{session_id}/transfer',
  operationId: 'transferSession',
  tags: ['Commands'],
  summary: 'Transfer an active session to another agent',
  description:
    'Hands an active session over: the earlier agent leaves it, the new one joins it or comes back, and one audit row keeps the reason, all or nothing.\n\nWith `from_agent_id` the transfer only happens while that agent has the session; otherwise a 409 names the owner in `current_agent_id`. A caller with role `agent` can only transfer a session of its own.',
  ...commandOf('admin', 'agent'),
  request: {
    params: SessionPath,
    query: NoQuery,
    body: { required: true, content: { 'application/json': { schema: TransferSessionRequest } } },
  },
  responses: {
    200: ok(DashboardResponse, 'The session is with the other agent now.'),
    ...commandProblems(
      'not_session_owner',
      'session_not_found',
      'session_not_active',
      'owner_changed',
      'same_agent',
      'agent_is_customer',
    ),
  },
});

export const transfer = defineOpenAPIRoute({
  route,
  handler: async (c) => {
    const { session_id: sessionId } = c.req.valid('param');
    const { to_agent_id: toAgentId, from_agent_id: fromAgentId, reason } = c.req.valid('json');
    const { caller, deps, requestId } = c.var;
    const [row] = await deps.db.command(
      lockSession(sessionId),
      transferSession(
        sessionId,
        { toAgentId, fromAgentId, reason, ownOnly: caller.role === 'agent' },
        { id: caller.id, role: caller.role, requestId },
      ),
    );
    c.header('Cache-Control', 'no-store');
    switch (row?.outcome) {
      case 'transferred':
        return c.json(succeeded('Session transferred.', row), 200);
      case 'not_session_owner':
        throw new Problem('not_session_owner', 'The session is not assigned to you.');
      case 'session_not_active':
        throw new Problem('session_not_active', `The session is ${row.status}.`, {
          members: { session_status: row.status },
        });
      case 'owner_changed':
        throw new Problem('owner_changed', 'Another agent has the session by now.', {
          members: { current_agent_id: row.assigned_agent_id },
        });
      case 'same_agent':
        throw new Problem('same_agent', 'The agent has the session already.');
      case 'agent_is_customer':
        throw new Problem('agent_is_customer', 'The session was opened by that very user.');
      case undefined:
        throw new Problem('session_not_found', 'There is no such session.');
    }
  },
});
