import { createRoute, defineOpenAPIRoute, z } from '@hono/zod-openapi';
import { answerAggregate } from '../../http/aggregate-response.ts';
import { AgentActivity, Availability } from '../../http/enum-schemas.ts';
import { count, name, nullableFigure, uuid, UuidInput } from '../../http/fields.ts';
import { ownAgent } from '../../http/own-agent.ts';
import { aggregateHeaders, aggregateReadableBy, notModified, ok, problems } from '../../http/route.ts';
import { windowQuery } from '../../http/window-query.ts';
import { meanSeconds, roundedRatio } from '../../values/exact.ts';
import {
  noAgentFigures,
  selectAgentPerformance,
  type AgentFigures,
  type AgentRow,
} from './agent-performance.sql.ts';
import { askedBy, questionOf, windowRows, withComparison } from './asked.ts';
import { comparedTo, compareQuery } from './comparison.ts';
import { distributions, toDistribution } from './distribution.ts';
import { ratingsIn } from './ratings.ts';

const figures = {
  sessions_handled: count('Cohort sessions in which the agent is or was a support agent.'),
  unanswered_sessions: count('Of those, the ones that no agent has answered so far.'),
  total_messages: count('Messages it sent in those.'),
  avg_messages_per_session: nullableFigure('Messages it sent per session it handled, 1 decimal.'),
  avg_response_time_seconds: nullableFigure('Mean of `response_time`, 1 decimal.'),
  avg_customer_rating: nullableFigure(
    'Mean rating of the cohort sessions that it handled last when they were rated, 2 decimals.',
  ),
  total_rated: count('How many ratings that mean is taken over.'),
  transfers_in: count('Sessions that another agent handed to it within the window.'),
  transfers_out: count('Sessions that it handed to another agent within the window.'),
  response_time: distributions.response_time.openapi({
    description:
      'From taking a session over to its own first message in it, never below 0, over the stretches in which it wrote.',
  }),
  wait_time: distributions.wait_time.openapi({
    description:
      'From entering the queue to being assigned, over the waits that ended in an assignment to it.',
  }),
  handle_time: distributions.handle_time.openapi({
    description: 'Time for which it had a session at a stretch, over the closed episodes.',
  }),
};

export const AgentPerformanceResponse = z
  .strictObject({
    agent_id: uuid('The agent.'),
    agent_name: name('The agent’s name.'),
    ...figures,
    status: AgentActivity.openapi({
      description: '`active` while an active session is assigned to it, else `idle`.',
    }),
    display_name: z
      .string()
      .nullable()
      .openapi({ description: 'The name it is registered under; null where nobody has registered it.' }),
    availability: Availability.nullable().openapi({
      description: 'Whether it is there; null if it is not registered, or not any more.',
    }),
    load: count('The active sessions assigned to it now, and the live offers it has.'),
    ...comparedTo(figures),
  })
  .openapi('AgentPerformanceResponse', {
    description: 'How one agent did over the sessions that were created in the window.',
    example: {
      agent_id: '17dd40f9-685a-57e8-9773-66d77d651882',
      agent_name: 'Ada Okafor',
      sessions_handled: 31,
      unanswered_sessions: 1,
      total_messages: 342,
      avg_messages_per_session: 11,
      avg_response_time_seconds: 41.8,
      avg_customer_rating: 4.36,
      total_rated: 22,
      transfers_in: 2,
      transfers_out: 1,
      response_time: { count: 29, mean: 41.8, p50: 31.52, p90: 85.9, p95: 96.4 },
      wait_time: { count: 31, mean: 20.1, p50: 12.07, p90: 49.7, p95: 60.3 },
      handle_time: { count: 30, mean: 702.4, p50: 601.2, p90: 1250, p95: 1404 },
      status: 'active',
      display_name: 'Ada Okafor',
      availability: 'online',
      load: 3,
    },
  });

const route = createRoute({
  method: 'get',
  path: '/agent-performance',
  operationId: 'getAgentPerformance',
  tags: ['Metrics'],
  summary: 'How each agent does',
  description:
    'One entry an agent that is or was a support agent of at least one session created in the window, most sessions first, then by `agent_id`. An `agent_id` without such a session gives an empty list. A caller with role `agent` sees its own entry only.\n\nAnswers over the last hours may be cached: see `Cache-Status` and `Age`, and send `Cache-Control: no-cache` for a new one. Such a window ends at the header `X-Generated-At`. With `compare=previous` an agent is listed for what it did in the window itself.',
  ...aggregateReadableBy('admin', 'agent'),
  request: {
    query: windowQuery({
      ...compareQuery,
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
    const query = c.req.valid('query');
    const agentId = ownAgent(c.get('caller'), query.agent_id);
    const asked = askedBy(query);
    const question = questionOf('agent-performance', asked, agentId);
    return answerAggregate(c, question, async () => {
      const { db, config } = c.get('deps');
      const [row, before] = windowRows(
        await db.read(selectAgentPerformance(asked, agentId, config.AGENT_LAPSE_MINUTES)),
      );
      const previous = new Map(before?.list.map((agent) => [agent.agent_id, agent]));
      const body = row.list
        .filter(({ sessions }) => sessions > 0)
        .map((agent) =>
          toResponse(agent, before && { ...before, ...(previous.get(agent.agent_id) ?? noAgentFigures) }),
        );
      return { generatedAt: row.generated_at, body };
    });
  },
});

function toResponse(
  agent: AgentRow,
  before: (Figures & { from: string; to: string }) | undefined,
): z.output<typeof AgentPerformanceResponse> {
  return {
    agent_id: agent.agent_id,
    agent_name: agent.agent_name,
    status: agent.active > 0 ? 'active' : 'idle',
    display_name: agent.display_name,
    availability: agent.availability,
    load: agent.load,
    ...withComparison<Figures, ReturnType<typeof toFigures>>(agent, before, toFigures),
  };
}

type Figures = Omit<AgentFigures, 'agent_id'>;

const toFigures = (row: Figures) => {
  const { rated, stars } = ratingsIn(row);
  return {
    sessions_handled: row.sessions,
    unanswered_sessions: row.unanswered,
    total_messages: row.messages,
    avg_messages_per_session: roundedRatio(row.messages, row.sessions, 1),
    avg_response_time_seconds: meanSeconds(row.response.microseconds, row.response.count),
    avg_customer_rating: roundedRatio(stars, rated, 2),
    total_rated: rated,
    transfers_in: row.transfers_in,
    transfers_out: row.transfers_out,
    response_time: toDistribution(row.response),
    wait_time: toDistribution(row.wait),
    handle_time: toDistribution(row.handle),
  };
};
