import { sql } from 'drizzle-orm';
import type { z } from 'zod';
import { wireInstant, type Statement } from '../../db/statement.ts';
import { commandRow, type Actor } from './command-outcome.ts';

const AssignRow = commandRow([
  'assigned',
  'unchanged',
  'session_closed',
  'session_already_assigned',
  'agent_is_customer',
]);
export type AssignRow = z.output<typeof AssignRow>;

/**
 * Gives the session to an agent, or says why not. To be run under the session's lock: then `target` is what the
 * earlier holder of the lock left, so that a loser reads the winner. No row where there is no such session.
 */
export const assignSession = (sessionId: string, agentId: string, actor: Actor): Statement<AssignRow> => ({
  name: 'assign',
  row: AssignRow,
  query: sql`
    with target as (
      select id, status, assigned_agent_id, started_at,
        case
          when status = 'closed' then 'session_closed'
          when status = 'active' and assigned_agent_id = ${agentId}::uuid then 'unchanged'
          when status = 'active' and assigned_agent_id is not null then 'session_already_assigned'
          when initiator_id = ${agentId}::uuid then 'agent_is_customer'
          else 'assigned'
        end as outcome
      from chat_sessions where id = ${sessionId}::uuid
    ),
    claimed as (
      update chat_sessions s
      set status = 'active', assigned_agent_id = ${agentId}::uuid,
        started_at = coalesce(s.started_at, statement_timestamp()), last_activity_at = statement_timestamp()
      from target where s.id = target.id and target.outcome = 'assigned'
      returning s.id, s.status, s.assigned_agent_id, s.started_at, target.assigned_agent_id as from_agent_id
    ),
    departed as (
      update chat_participants p set left_at = statement_timestamp()
      from claimed
      where p.session_id = claimed.id and p.role = 'support_agent' and p.left_at is null
        and p.user_id <> ${agentId}::uuid
    ),
    joined as (
      insert into chat_participants (session_id, user_id, role, joined_at)
      select id, ${agentId}::uuid, 'support_agent', statement_timestamp() from claimed
      on conflict (session_id, user_id) do update set role = 'support_agent', left_at = null
    ),
    audited as (
      insert into chat_audit_log
        (session_id, actor_id, actor_role, action, from_agent_id, to_agent_id, request_id, created_at)
      select id, ${actor.id}::uuid, ${actor.role}, 'assign', from_agent_id, ${agentId}::uuid, ${actor.requestId},
        statement_timestamp()
      from claimed
    )
    select target.outcome, target.id as session_id,
      coalesce(claimed.status, target.status) as status,
      case when claimed.id is null then target.assigned_agent_id else claimed.assigned_agent_id end as assigned_agent_id,
      ${wireInstant(sql`coalesce(claimed.started_at, target.started_at)`)} as started_at
    from target left join claimed on true`,
});
