import { sql, type AnyColumn } from 'drizzle-orm';
import { z } from 'zod';
import { chatMessages as m, chatParticipants as p, chatSessions as s } from '../../db/schema.ts';
import { field, generatedAt, inWindow, wireInstant, type Statement } from '../../db/statement.ts';
import { responseMicroseconds } from './first-response.sql.ts';

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
): Statement<z.output<typeof AgentPerformanceRow>> => {
  const only = (column: AnyColumn) => (agentId === undefined ? sql`true` : sql`${column} = ${agentId}::uuid`);
  return {
    name: 'agent-performance',
    row: AgentPerformanceRow,
    query: sql`
      with handled as (
        select ${p.userId} as agent_id, ${p.sessionId} as session_id
        from ${p} join ${s} on ${s.id} = ${p.sessionId}
        where ${p.role} = 'support_agent' and ${inWindow(s.createdAt, rangeHours)} and ${only(p.userId)}
      ),
      sessions as (select agent_id, count(*) as sessions_handled from handled group by agent_id),
      sent as (
        select handled.agent_id, count(*) as total_messages
        from handled join ${m} on ${m.sessionId} = handled.session_id and ${m.senderId} = handled.agent_id
        group by handled.agent_id
      ),
      answered as (
        select ${s.firstResponderId} as agent_id, count(*) as answered_sessions,
          sum(${responseMicroseconds}) as response_microseconds
        from ${s}
        where ${inWindow(s.createdAt, rangeHours)} and ${s.firstResponderId} is not null and ${only(s.firstResponderId)}
        group by ${s.firstResponderId}
      ),
      rated as (
        select ${s.assignedAgentId} as agent_id, count(*) as rated_sessions, sum(${s.rating}) as rating_sum
        from ${s}
        where ${inWindow(s.createdAt, rangeHours)} and ${s.rating} is not null and ${only(s.assignedAgentId)}
        group by ${s.assignedAgentId}
      ),
      performance as (
        select agent_id, sessions_handled,
          coalesce(total_messages, 0) as total_messages,
          coalesce(answered_sessions, 0) as answered_sessions,
          coalesce(response_microseconds, 0) as response_microseconds,
          coalesce(rated_sessions, 0) as rated_sessions,
          coalesce(rating_sum, 0) as rating_sum,
          exists (
            select from ${s} where ${s.status} = 'active' and ${s.assignedAgentId} = sessions.agent_id
          ) as is_active
        from sessions left join sent using (agent_id) left join answered using (agent_id) left join rated using (agent_id)
      )
      select ${wireInstant(generatedAt)} as generated_at,
        case when performance.agent_id is not null then json_build_object(
          'agent_id', agent_id,
          'sessions_handled', sessions_handled::text,
          'total_messages', total_messages::text,
          'answered_sessions', answered_sessions::text,
          'response_microseconds', response_microseconds::text,
          'rated_sessions', rated_sessions::text,
          'rating_sum', rating_sum::text,
          'is_active', is_active) end as agent
      from (select) one left join performance on true
      order by sessions_handled desc nulls last, agent_id`,
  };
};
