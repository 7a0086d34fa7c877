import { sql, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import { supportAgents as a } from '../../db/schema/routing.ts';
import { endsOf, field, generatedAt, wireInstant, type Statement } from '../../db/statement.ts';
import { takenPlaces } from '../agents/taken-places.sql.ts';
import { distributionRow, sentDistributions } from './distribution.ts';
import { windowArguments, windowRow, type Asked } from './windows.sql.ts';

const AgentFigures = z.object({
  sessions_handled: field.sum,
  total_messages: field.sum,
  unanswered_sessions: field.sum,
  rated_sessions: field.sum,
  rating_sum: field.sum,
  ...distributionRow,
});
export type AgentFigures = z.output<typeof AgentFigures>;

const AgentRow = AgentFigures.extend({
  ...windowRow,
  agent_id: field.uuid,
  is_active: z.boolean(),
  load: field.count,
  display_name: field.text.nullable(),
  availability: z.enum(['online', 'away', 'offline']).nullable(),
});
export type AgentRow = z.output<typeof AgentRow>;

const ofAllAgents = sql`dashboard_agent_sums(edges)`;

/** The same of one agent, whose rows are looked up one by one instead of among those of all. */
const ofOneAgent = (agentId: string): SQL => sql`(
        select ${agentId}::uuid as agent_id, *
        from dashboard_agent_counts(edges, ${agentId}::uuid)
        full join dashboard_agent_spans(edges, ${agentId}::uuid,
          array['response_histogram', 'wait_histogram', 'handle_histogram']) using (slot)
      )`;

/** One row alone says that there is no agent: it carries `generated_at`, and a zero. */
const NobodyRow = z.object({ generated_at: field.text, agent_id: z.null() });

/**
 * A row an agent who is or was a support agent of a cohort session, most sessions first, and right behind it one
 * with its figures of the window before, where they are compared. One row with no agent where there is none.
 *
 * @param agentId that agent alone
 */
export const selectAgentPerformance = (
  asked: Asked,
  agentId: string | undefined,
): Statement<AgentRow | z.output<typeof NobodyRow>> => {
  const { from, to } = endsOf(asked.window);
  const isMeant = agentId === undefined ? undefined : (id: SQL) => sql`${id} = ${agentId}::uuid`;
  const figure = (name: SQL): SQL => sql`coalesce(sums.${name}, 0)`;
  return {
    name: 'agent-performance',
    row: z.union([AgentRow, NobodyRow]),
    // An agent may be there for a rating or a response alone; listed is who is or was a support agent.
    query: sql`
    with asked as materialized (
      select edges, cardinality(edges) - 1 as current from dashboard_window_edges(${windowArguments(asked)}) edges
    ),
    sums as materialized (
      select sums.* from asked cross join lateral ${agentId === undefined ? ofAllAgents : ofOneAgent(agentId)} sums
    ),
    listed as (
      select agent_id, handled from asked join sums on sums.slot = current where handled > 0
    ),
    places as materialized (${takenPlaces(isMeant)})
    select ${wireInstant(generatedAt)} as generated_at,
      ${wireInstant(sql`edges[n]`)} as "from",
      ${wireInstant(sql`case when n = current then ${to} else ${from} end`)} as "to",
      listed.agent_id,
      ${figure(sql`handled`)} as sessions_handled,
      ${figure(sql`sent`)} as total_messages,
      ${figure(sql`unanswered`)} as unanswered_sessions,
      ${figure(sql`rated`)} as rated_sessions,
      ${figure(sql`rating_sum`)} as rating_sum,
      ${sentDistributions(sql`sums`)},
      coalesce(places.sessions, 0) > 0 as is_active,
      coalesce(places.load, 0) as load,
      ${a.displayName},
      ${a.availability}
    from asked
    cross join lateral generate_series(1, current) n
    left join listed on true
    left join sums on sums.slot = n and sums.agent_id = listed.agent_id
    left join places on places.agent_id = listed.agent_id
    left join ${a} on ${a.agentId} = listed.agent_id
    order by listed.handled desc nulls last, listed.agent_id, n desc`,
  };
};
