import { createRoute, defineOpenAPIRoute, z } from '@hono/zod-openapi';
import { NoQuery, SessionPath } from '../../http/fields.ts';
import { ok } from '../../http/route.ts';
import { commandHeaders, briefCommandOf, commandProblems } from './command-route.ts';
import { DashboardResponse, succeeded } from './dashboard-response.ts';
import { reason } from './fields.ts';
import { runCommand } from './run-command.ts';

export const RequeueSessionRequest = z.strictObject({ reason }).openapi('RequeueSessionRequest', {
  description: 'Why.',
  example: { reason: 'The customer has not answered for an hour.' },
});

const route = createRoute({
  method: 'post',
  path: '/sessions/{session_id}/requeue',
  operationId: 'requeueSession',
  tags: ['Commands'],
  summary: 'Put an active session back into the queue',
  description:
    'Its agent leaves the session, which waits again, at the end of its queue. A caller with role `agent` can only requeue a session of its own.',
  ...briefCommandOf('admin', 'agent', 'router'),
  request: {
    params: SessionPath,
    query: NoQuery,
    body: { required: false, content: { 'application/json': { schema: RequeueSessionRequest } } },
  },
  responses: {
    200: ok(DashboardResponse, 'Session requeued.', commandHeaders),
    ...commandProblems('not_session_owner', 'session_not_found', 'session_not_active'),
  },
});

export const requeue = defineOpenAPIRoute({
  route,
  handler: async (c) => {
    const input = { session_id: c.req.valid('param').session_id, ...c.req.valid('json') };
    const outcome = await runCommand(c, 'requeue', input);
    return c.json(succeeded(outcome, { done: 'Session requeued.' }), 200);
  },
});
