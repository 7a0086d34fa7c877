import { createRoute, defineOpenAPIRoute, z } from '@hono/zod-openapi';
import { NoQuery, UuidInput } from '../../http/fields.ts';
import { ownAgentNamed } from '../../http/own-agent.ts';
import { ok } from '../../http/route.ts';
import { commandHeaders, unversionedCommandOf, unversionedCommandProblems } from './command-route.ts';
import { DashboardResponse, succeeded } from './dashboard-response.ts';
import { runCommand } from './run-command.ts';

export const ClaimRequest = z
  .strictObject({
    agent_id: UuidInput.openapi({ format: 'uuid', description: 'The agent who takes a session.' }),
  })
  .openapi('ClaimRequest', {
    description: 'Who takes a session from the queue.',
    example: { agent_id: '17dd40f9-685a-57e8-9773-66d77d651882' },
  });

const route = createRoute({
  method: 'post',
  path: '/queue/claim',
  operationId: 'claimSession',
  tags: ['Commands'],
  summary: 'Take the next session from the queue',
  description:
    'Assigns the agent the oldest waiting session that fits it: of its team or of none, with skills that it has, not assigned or offered to another. If none waits, it takes the oldest active session that nobody has. However many claim at once, each gets another one. A registered agent must be online and have a free place. A caller with role `agent` may claim only for itself; if it is not registered, it is in no team. `If-Match` is not looked at.',
  ...unversionedCommandOf('admin', 'agent', 'router'),
  request: {
    query: NoQuery,
    body: { required: true, content: { 'application/json': { schema: ClaimRequest } } },
  },
  responses: {
    200: ok(DashboardResponse, 'The session is with the agent now.', commandHeaders),
    ...unversionedCommandProblems(
      'agent_not_self',
      'queue_empty',
      'agent_unavailable',
      'agent_at_capacity',
      'agent_not_registered',
    ),
  },
});

export const claim = defineOpenAPIRoute({
  route,
  handler: async (c) => {
    const { agent_id } = c.req.valid('json');
    ownAgentNamed(c.get('caller'), agent_id);
    const outcome = await runCommand(c, 'claim', { agent_id }, { isVersioned: false });
    return c.json(succeeded(outcome, { done: 'Session claimed.' }), 200);
  },
});
