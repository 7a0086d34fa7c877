import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { chatSessions as s } from '../../db/schema.ts';
import { field, generatedAt, window, wireInstant, type Statement } from '../../db/statement.ts';

const AgentRow = z.object({
  agent_id: field.uuid,
  sessions_handled: field.sum,
  total_messages: field.sum,
  answered_sessions: field.sum,
  response_microseconds: field.sum,
  rated_sessions: field.sum,
  rating_sum: field.sum,
  is_active: z.boolean(),
});
export type AgentRow = z.output<typeof AgentRow>;

const AgentPerformanceRow = z.object({ generated_at: field.text, agent: AgentRow.nullable() });

/**
 * A row an agent who is or was a support agent of a cohort session, most sessions first; one row with no agent
 * where there is none, since it also carries `generated_at`.
 *
 * @param agentId that agent alone
 */
export const selectAgentPerformance = (
  rangeHours: number,
  agentId: string | undefined,
): Statement<z.output<typeof AgentPerformanceRow>> => ({
  name: 'agent-performance',
  row: AgentPerformanceRow,
  // An agent may be there for a rating or a response alone; listed is who is or was a support agent.
  query: sql`
    select ${wireInstant(generatedAt)} as generated_at,
      case when total.agent_id is not null then json_build_object(
        'agent_id', total.agent_id,
        'sessions_handled', total.handled::text,
        'total_messages', total.sent::text,
        'answered_sessions', total.answered::text,
        'response_microseconds', total.response_microseconds::text,
        'rated_sessions', total.rated::text,
        'rating_sum', total.rating_sum::text,
        'is_active', exists (
          select from ${s} where ${s.status} = 'active' and ${s.assignedAgentId} = total.agent_id
        )) end as agent
    from (select) one
    left join dashboard_agent_totals(${window(rangeHours)}, ${agentId ?? null}::uuid) total on total.handled > 0
    order by total.handled desc nulls last, total.agent_id`,
});
