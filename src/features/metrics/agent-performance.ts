import { createRoute, defineOpenAPIRoute, z } from '@hono/zod-openapi';
import { answerAggregate } from '../../http/aggregate-response.ts';
import { BoundedMap } from '../../values/bounded-map.ts';
import { meanSeconds, roundedRatio } from '../../values/exact.ts';
import { count, nullableFigure, uuid, UuidInput } from '../../http/fields.ts';
import { JsonText } from '../../values/json-text.ts';
import { ownAgent } from '../../http/own-agent.ts';
import { aggregateHeaders, notModified, ok, problems, readableBy } from '../../http/route.ts';
import { windowQuery } from '../../http/window-query.ts';
import { Availability } from '../agents/agent-response.ts';
import { readFigures, type AgentFigures, type AgentLine, type SentFigures } from './agent-lines.ts';
import { agentWindows, selectAgentPerformance } from './agent-performance.sql.ts';
import { askedBy, comparedWith, questionOf, windowRows } from './asked.ts';
import { comparedTo, compareQuery } from './comparison.ts';
import { distributions, toDistributions } from './distribution.ts';
import { knownLines, newKeptLinesMemo } from './kept-lines.ts';

const figures = {
  sessions_handled: count('Cohort sessions in which the agent is or was a support agent.'),
  unanswered_sessions: count('Of those, the ones without a response so far, by whomever.'),
  total_messages: count('Messages it sent in those.'),
  avg_messages_per_session: nullableFigure('Messages it sent a session it handled, 1 decimal.'),
  avg_response_time_seconds: nullableFigure(
    'Seconds from the creation of a cohort session to its first response, never below 0, as a mean over those that this agent answered first, 1 decimal.',
  ),
  avg_customer_rating: nullableFigure(
    'Mean rating of the rated cohort sessions that are assigned to it, 2 decimals.',
  ),
  response_time: distributions.response_time.openapi({
    description:
      'From a cohort session’s creation to its first response, never below 0, over those that this agent answered first.',
  }),
  wait_time: distributions.wait_time.openapi({
    description:
      'From `queued_at` to `started_at`, over the cohort sessions assigned to it that started and were not queued again since.',
  }),
  handle_time: distributions.handle_time.openapi({
    description: 'From `started_at` to `closed_at`, over the closed cohort sessions assigned to it.',
  }),
};

export const AgentPerformanceResponse = z
  .strictObject({
    agent_id: uuid('The agent.'),
    ...figures,
    status: z
      .enum(['active', 'idle'])
      .openapi({ description: '`active` while an active session is assigned to it, else `idle`.' }),
    display_name: z
      .string()
      .nullable()
      .openapi({ description: 'Its name; null where nobody has registered it.' }),
    availability: Availability.nullable().openapi({
      description: 'Whether it is there; null where nobody has registered it.',
    }),
    load: count('The active sessions assigned to it now, and the live offers it has.'),
    ...comparedTo(figures),
  })
  .openapi('AgentPerformanceResponse', {
    description: 'How one agent did over the sessions that were created in the window.',
    example: {
      agent_id: '17dd40f9-685a-57e8-9773-66d77d651882',
      sessions_handled: 31,
      unanswered_sessions: 1,
      total_messages: 342,
      avg_messages_per_session: 11,
      avg_response_time_seconds: 41.8,
      avg_customer_rating: 4.36,
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
  ...readableBy('admin', 'agent'),
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
      const { db, memos } = c.get('deps');
      const lines = memos.of(newKeptLinesMemo);
      const written = memos.of(writtenFigures);
      const known = knownLines(lines);
      const rows = await db.read(selectAgentPerformance(asked, agentId, known));
      const [row, before] = windowRows(rows.flatMap((sent) => agentWindows(sent, known, lines)));
      const agents = row.agents.map((line, place) => {
        const lineBefore = before?.agents[place];
        const figuresJson =
          before === undefined || lineBefore === undefined
            ? writeFigures(line.figures, written)
            : writeComparison(line, { ...before, line: lineBefore });
        return `${writeAgent(line)},${figuresJson}`;
      });
      const body = new JsonText<z.output<typeof AgentPerformanceResponse>[]>(`[${agents.join(',')}]`);
      return { generatedAt: row.generated_at, body };
    });
  },
});

/** The first members of an agent's JSON object: who it is, and what it does now. */
function writeAgent({ agent_id, active, display_name, availability, load }: AgentLine): string {
  const status = active > 0 ? 'active' : 'idle';
  const name = display_name === null ? 'null' : JSON.stringify(display_name);
  const there = availability === null ? 'null' : `"${availability}"`;
  return `{"agent_id":"${agent_id}","status":"${status}","display_name":${name},"availability":${there},"load":${load}`;
}

function writeComparison(line: AgentLine, before: { from: string; to: string; line: AgentLine }): string {
  const { from, to } = before;
  const asked = toFigures(readFigures(line.figures.sent));
  const previous = { from, to, ...toFigures(readFigures(before.line.figures.sent)) };
  return JSON.stringify(comparedWith(asked, previous)).slice(1);
}

/** The last members of agents' JSON objects by the figures they hold: most repeat unchanged. */
const writtenFigures = () =>
  new BoundedMap<string>({ entries: 2000, characters: 2_000_000 }, (written) => written.length);

const writeFigures = (figuresSent: SentFigures, memo: BoundedMap<string>): string =>
  (figuresSent.written ??= writtenBy(figuresSent.sent, memo));

function writtenBy(sent: string, memo: BoundedMap<string>): string {
  const known = memo.get(sent);
  if (known !== undefined) return known;
  const written = JSON.stringify(toFigures(readFigures(sent))).slice(1);
  // A copy: a substring would keep the lines of all agents in memory.
  memo.set(sent.split(',').join(','), written);
  return written;
}

const toFigures = (row: AgentFigures) => ({
  sessions_handled: Number(row.sessions_handled),
  unanswered_sessions: Number(row.unanswered_sessions),
  total_messages: Number(row.total_messages),
  avg_messages_per_session: roundedRatio(row.total_messages, row.sessions_handled, 1),
  avg_response_time_seconds: meanSeconds(row.response_microseconds, row.answered),
  avg_customer_rating: roundedRatio(row.rating_sum, row.rated_sessions, 2),
  ...toDistributions(row),
});
