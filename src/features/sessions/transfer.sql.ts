import { sql } from 'drizzle-orm';
import type { z } from 'zod';
import { wireInstant, type Statement } from '../../db/statement.ts';
import { commandRow, type Actor } from './command-outcome.ts';

const TransferRow = commandRow([
  'transferred',
  'not_session_owner',
  'session_not_active',
  'owner_changed',
  'same_agent',
  'agent_is_customer',
]);
export type TransferRow = z.output<typeof TransferRow>;

interface Transfer {
  toAgentId: string;
  /** Who the caller takes the owner to be; undefined where it doesn't say. */
  fromAgentId: string | undefined;
  reason: string | undefined;
  /** The caller must have the session itself. */
  ownOnly: boolean;
}

/**
 * Hands an active session to another agent, or says why not, in the order of the outcomes above. To be run
 * under the session's lock. No row where there is no such session.
 */
export const transferSession = (
  sessionId: string,
  { toAgentId, fromAgentId, reason, ownOnly }: Transfer,
  actor: Actor,
): Statement<TransferRow> => ({
  name: 'transfer',
  row: TransferRow,
  query: sql`
    with target as (
      select id, status, assigned_agent_id, started_at,
        case
          when ${ownOnly}::boolean and assigned_agent_id is distinct from ${actor.id}::uuid then 'not_session_owner'
          when status <> 'active' then 'session_not_active'
          when ${fromAgentId ?? null}::uuid is not null and assigned_agent_id is distinct from ${fromAgentId ?? null}::uuid
            then 'owner_changed'
          when assigned_agent_id = ${toAgentId}::uuid then 'same_agent'
          when initiator_id = ${toAgentId}::uuid then 'agent_is_customer'
          else 'transferred'
        end as outcome
      from chat_sessions where id = ${sessionId}::uuid
    ),
    moved as (
      update chat_sessions s
      set assigned_agent_id = ${toAgentId}::uuid, last_activity_at = statement_timestamp()
      from target where s.id = target.id and target.outcome = 'transferred'
      returning s.id, s.assigned_agent_id, target.assigned_agent_id as from_agent_id
    ),
    departed as (
      update chat_participants p set left_at = statement_timestamp()
      from moved
      where p.session_id = moved.id and p.user_id = moved.from_agent_id and p.left_at is null
    ),
    joined as (
      insert into chat_participants (session_id, user_id, role, joined_at)
      select id, ${toAgentId}::uuid, 'support_agent', statement_timestamp() from moved
      on conflict (session_id, user_id) do update set role = 'support_agent', left_at = null
    ),
    audited as (
      insert into chat_audit_log
        (session_id, actor_id, actor_role, action, from_agent_id, to_agent_id, reason, request_id, created_at)
      select id, ${actor.id}::uuid, ${actor.role}, 'transfer', from_agent_id, ${toAgentId}::uuid,
        ${reason ?? null}, ${actor.requestId}, statement_timestamp()
      from moved
    )
    select target.outcome, target.id as session_id, target.status,
      case when moved.id is null then target.assigned_agent_id else moved.assigned_agent_id end as assigned_agent_id,
      ${wireInstant(sql`target.started_at`)} as started_at
    from target left join moved on true`,
});
