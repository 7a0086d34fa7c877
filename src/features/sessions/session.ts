import { createRoute, defineOpenAPIRoute } from '@hono/zod-openapi';
import { NoQuery, SessionPath } from '../../http/fields.ts';
import { viewerIdOf } from '../../http/own-agent.ts';
import { Problem } from '../../http/problem.ts';
import { ok, problems, readableBy } from '../../http/route.ts';
import { SessionListItemResponse, toSessionListItem } from './session-list.ts';
import { selectSessions } from './session-list.sql.ts';

const route = createRoute({
  method: 'get',
  path: '/sessions/{session_id}',
  operationId: 'getSession',
  tags: ['Sessions'],
  summary: 'Read one session',
  description:
    'The session as the list of sessions shows it. `ETag` is its version, for the `If-Match` of a command. Never cached. A caller with role `agent` sees only sessions that it takes or took part in; for any other session the answer is the same as for one that does not exist.',
  ...readableBy('admin', 'agent'),
  request: { params: SessionPath, query: NoQuery },
  responses: {
    200: ok(SessionListItemResponse, 'The session.', {
      ETag: { description: 'The version of the session, for `If-Match`.', schema: { type: 'string' } },
    }),
    ...problems('session_not_found'),
  },
});

export const session = defineOpenAPIRoute({
  route,
  handler: async (c) => {
    const { caller, deps } = c.var;
    const filters = { ids: [c.req.valid('param').session_id], viewerId: viewerIdOf(caller) };
    const [row] = await deps.db.read(selectSessions(filters, 1, undefined));
    if (!row?.session) throw new Problem('session_not_found', 'There is no such session.');
    c.header('ETag', `"${row.session.version}"`);
    c.header('Cache-Control', 'no-store');
    return c.json(toSessionListItem(row.session), 200);
  },
});
