import { createRoute, defineOpenAPIRoute, z } from '@hono/zod-openapi';
import { answerAggregate } from '../../platform/aggregate-response.ts';
import { meanSeconds, roundedRatio } from '../../platform/exact.ts';
import { count, nullableFigure, uuid, UuidInput } from '../../platform/fields.ts';
import { Problem } from '../../platform/problem.ts';
import { aggregateHeaders, notModified, ok, problems, readableBy } from '../../platform/route.ts';
import { TimeRangeQuery } from '../../platform/time-range.ts';
import { selectAgentPerformance, type AgentRow } from './agent-performance.sql.ts';
import { firstRow } from './rows.ts';

export const AgentPerformanceResponse = z
  .strictObject({
    agent_id: uuid('The agent.'),
    sessions_handled: count('Cohort sessions in which the agent is or was a support agent.'),
    total_messages: count('Messages it sent in those.'),
    avg_messages_per_session: nullableFigure('Messages it sent a session it handled, 1 decimal.'),
    avg_response_time_seconds: nullableFigure(
      'Seconds from the creation of a cohort session to its first response, never below 0, as a mean over those that this agent answered first, 1 decimal.',
    ),
    avg_customer_rating: nullableFigure(
      'Mean rating of the rated cohort sessions that are assigned to it, 2 decimals.',
    ),
    status: z
      .enum(['active', 'idle'])
      .openapi({ description: '`active` while an active session is assigned to it, else `idle`.' }),
  })
  .openapi('AgentPerformanceResponse', {
    description: 'How one agent did over the sessions that were created in the window.',
    example: {
      agent_id: '17dd40f9-685a-57e8-9773-66d77d651882',
      sessions_handled: 31,
      total_messages: 342,
      avg_messages_per_session: 11,
      avg_response_time_seconds: 41.8,
      avg_customer_rating: 4.36,
      status: 'active',
    },
  });

const route = createRoute({
  method: 'get',
  path: '/agent-performance',
  operationId: 'getAgentPerformance',
  tags: ['Metrics'],
  summary: 'How each agent does',
  description:
    'One entry an agent that is or was a support agent of at least one session created in the window, most sessions first, then by `agent_id`. An `agent_id` without such a session gives an empty list. A caller with role `agent` sees its own entry only.\n\nAnswers may be cached: see `Cache-Status` and `Age`, and send `Cache-Control: no-cache` for a new one. The window ends at the header `X-Generated-At`.',
  ...readableBy('admin', 'agent'),
  request: {
    query: TimeRangeQuery.extend({
      agent_id: UuidInput.optional().openapi({
        format: 'uuid',
        description: 'Only this agent. A caller with role `agent` may name only itself.',
        example: '17dd40f9-685a-57e8-9773-66d77d651882',
      }),
    }),
  },
  responses: {
    200: ok(z.array(AgentPerformanceResponse), 'The agents.', aggregateHeaders),
    ...notModified,
    ...problems('agent_not_self'),
  },
});

export const agentPerformance = defineOpenAPIRoute({
  route,
  handler: (c) => {
    const { time_range_hours: rangeHours, agent_id: named } = c.req.valid('query');
    const { caller, deps } = c.var;
    if (caller.role === 'agent' && named !== undefined && named !== caller.id) {
      throw new Problem('agent_not_self', 'An agent may only ask for its own performance.');
    }
    const agentId = caller.role === 'agent' ? caller.id : named;
    const question = { endpoint: 'agent-performance', version: 1, rangeHours, filter: agentId ?? 'all' };
    return answerAggregate(c, question, async () => {
      const rows = await deps.db.read(selectAgentPerformance(rangeHours, agentId));
      return {
        generatedAt: firstRow(rows).generated_at,
        body: rows.flatMap(({ agent }) => (agent === null ? [] : [toAgentPerformance(agent)])),
      };
    });
  },
});

function toAgentPerformance(row: AgentRow): z.output<typeof AgentPerformanceResponse> {
  return {
    agent_id: row.agent_id,
    sessions_handled: Number(row.sessions_handled),
    total_messages: Number(row.total_messages),
    avg_messages_per_session: roundedRatio(row.total_messages, row.sessions_handled, 1),
    avg_response_time_seconds: meanSeconds(row.response_microseconds, row.answered_sessions),
    avg_customer_rating: roundedRatio(row.rating_sum, row.rated_sessions, 2),
    status: row.is_active ? 'active' : 'idle',
  };
}
