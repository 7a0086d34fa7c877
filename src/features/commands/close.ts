import { createRoute, defineOpenAPIRoute, z } from '@hono/zod-openapi';
import { NoQuery, SessionPath } from '../../http/fields.ts';
import { ok } from '../../http/route.ts';
import { commandHeaders, briefCommandOf, commandProblems } from './command-route.ts';
import { DashboardResponse, succeeded } from './dashboard-response.ts';
import { reason } from './fields.ts';
import { runCommand } from './run-command.ts';

export const CloseSessionRequest = z.strictObject({ reason }).openapi('CloseSessionRequest', {
  description: 'Why.',
  example: { reason: 'The customer has not answered for an hour.' },
});

const route = createRoute({
  method: 'post',
  path: '/sessions/{session_id}/close',
  operationId: 'closeSession',
  tags: ['Commands'],
  summary: 'Close a session',
  description:
    'A waiting or active session is closed; its agent leaves it, and an offer of it is withdrawn. A closed one stays as it is and answers 200. A caller with role `agent` can only close a session of its own.',
  ...briefCommandOf('admin', 'agent', 'router'),
  request: {
    params: SessionPath,
    query: NoQuery,
    body: { required: false, content: { 'application/json': { schema: CloseSessionRequest } } },
  },
  responses: {
    200: ok(DashboardResponse, 'Session closed.', commandHeaders),
    ...commandProblems('not_session_owner', 'session_not_found'),
  },
});

export const close = defineOpenAPIRoute({
  route,
  handler: async (c) => {
    const input = { session_id: c.req.valid('param').session_id, ...c.req.valid('json') };
    const outcome = await runCommand(c, 'close', input);
    return c.json(
      succeeded(outcome, { done: 'Session closed.', unchanged: 'The session is closed already.' }),
      200,
    );
  },
});
