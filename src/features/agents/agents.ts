import { createRoute, defineOpenAPIRoute, z } from '@hono/zod-openapi';
import { decodeTextCursor, encodeTextCursor, nextPageLink } from '../../http/cursor.ts';
import { Availability } from '../../http/enum-schemas.ts';
import { NoQuery, teamOrSkill } from '../../http/fields.ts';
import { Problem } from '../../http/problem.ts';
import { ok, pageHeaders, problems, readableBy } from '../../http/route.ts';
import { logUnreadable, pageParameters } from '../../http/page.ts';
import { AgentPath, AgentResponse, availabilityMeaning } from './agent-response.ts';
import { versionHeader } from '../commands/command-route.ts';
import { selectAgent, selectAgents } from './agents.sql.ts';

const list = 'agents';

export const agentList = defineOpenAPIRoute({
  route: createRoute({
    method: 'get',
    path: '/agents',
    operationId: 'listAgents',
    tags: ['Agents'],
    summary: 'List registered agents with their places',
    description:
      'Ordered by `display_name`, code point by code point, then by `agent_id`. Agents that are not registered are not listed; they work without limits unless `REGISTERED_AGENTS_ONLY` is configured. Never cached. If there are more agents, the `Link` header has the next page.',
    ...readableBy('admin', 'agent', 'router'),
    request: {
      query: z.strictObject({
        availability: Availability.optional().openapi({
          description: `Only agents with this availability. ${availabilityMeaning}`,
        }),
        team: teamOrSkill
          .optional()
          .openapi({ description: 'Only agents of this team, by its full name.', example: 'billing' }),
        skill: teamOrSkill
          .optional()
          .openapi({ description: 'Only agents who have this skill, among others.', example: 'refunds' }),
        ...pageParameters(100),
      }),
    },
    responses: {
      200: ok(z.array(AgentResponse), 'A page of agents.', pageHeaders),
      ...problems(),
    },
  }),
  handler: async (c) => {
    const { limit, cursor, ...filters } = c.req.valid('query');
    const after = cursor === undefined ? undefined : decodeTextCursor(list, cursor);
    const { db, config } = c.get('deps');
    const rows = await db.read(selectAgents(filters, config.AGENT_LAPSE_MINUTES, limit + 1, after));
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    if (rows.length > limit && last !== undefined) {
      const next = encodeTextCursor(list, { text: last.display_name, id: last.agent_id });
      c.header('Link', nextPageLink(c.req.url, next));
    }
    c.header('Cache-Control', 'no-store');
    logUnreadable(c, { name: list, id: 'agent_id' }, page);
    return c.json(page, 200);
  },
});

export const agentRead = defineOpenAPIRoute({
  route: createRoute({
    method: 'get',
    path: '/agents/{agent_id}',
    operationId: 'getAgent',
    tags: ['Agents'],
    summary: 'One registered agent',
    description: 'The agent’s current state, with its places, and its version as `ETag`. Never cached.',
    ...readableBy('admin', 'agent', 'router'),
    request: { params: AgentPath, query: NoQuery },
    responses: {
      200: ok(AgentResponse, 'The agent.', versionHeader),
      ...problems('agent_not_found'),
    },
  }),
  handler: async (c) => {
    const { db, config } = c.get('deps');
    const [row] = await db.read(selectAgent(c.req.valid('param').agent_id, config.AGENT_LAPSE_MINUTES));
    if (row === undefined) throw new Problem('agent_not_found', 'No such agent is registered.');
    c.header('Cache-Control', 'no-store');
    c.header('ETag', `"${row.version}"`);
    return c.json(row, 200);
  },
});
