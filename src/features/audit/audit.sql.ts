import { sql, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import { dashboardCommandLog as l } from '../../db/schema/routing.ts';
import { cursorInstant, endsOf, field, wireInstant, type Statement } from '../../db/statement.ts';
import { roles } from '../../context.ts';
import type { Cursor } from '../../values/cursor.ts';
import type { Window } from '../../values/window.ts';
import { commandActions, type CommandAction } from '../commands/command.sql.ts';

export const commandOutcomes = ['done', 'refused'] as const;

/** Which entries are listed: those that fit all that is given. */
export interface AuditFilters {
  /** By `created_at`, both ends included. */
  window?: Window | undefined;
  sessionId?: string | undefined;
  /** Got the session, or had it. */
  agentId?: string | undefined;
  actorId?: string | undefined;
  actorName?: string | undefined;
  action?: CommandAction | undefined;
  outcome?: (typeof commandOutcomes)[number] | undefined;
  requestId?: string | undefined;
}

const AuditRow = z.object({
  entry_id: field.uuid,
  created_at: field.text,
  action: z.enum(commandActions),
  outcome: z.enum(commandOutcomes),
  refusal: field.text.nullable(),
  session_id: field.uuid.nullable(),
  offer_id: field.uuid.nullable(),
  from_agent_id: field.uuid.nullable(),
  to_agent_id: field.uuid.nullable(),
  to_team: field.text.nullable(),
  reason: field.text.nullable(),
  forced: z.boolean(),
  actor_id: field.uuid,
  actor_role: z.enum(roles),
  actor_name: field.text.nullable(),
  request_id: field.text,
  idempotency_key: field.text.nullable(),
  /** The window's ends, the same in each row; null where there is no window. */
  from: field.text.nullable(),
  to: field.text.nullable(),
  cursor_at: field.text,
});
export type AuditRow = z.output<typeof AuditRow>;

/**
 * What the log of commands has, latest first, ties by id.
 *
 * @param rows how many at most
 * @param after the last one of the page before
 */
export const selectAudit = (
  { agentId, ...filters }: AuditFilters,
  rows: number,
  after: Cursor | undefined,
): Statement<AuditRow> => {
  const ends = filters.window && endsOf(filters.window);
  const page = (isMeant: SQL): SQL => sql`
    (
      select * from ${l}
      where ${isMeant} and ${sql.join(conditions(filters, after), sql` and `)}
      order by ${l.createdAt} desc, ${l.id}
      limit ${rows}
    )`;
  // Either agent has an index in the list's order: the first rows of both are quicker read than all rows of either.
  const found =
    agentId === undefined
      ? page(sql`true`)
      : sql`(${page(sql`${l.fromAgentId} = ${agentId}::uuid`)} union ${page(sql`${l.toAgentId} = ${agentId}::uuid`)})`;
  return {
    name: 'audit',
    row: AuditRow,
    query: sql`
      select
        entry.id as entry_id,
        ${wireInstant(sql`entry.created_at`)} as created_at,
        entry.action,
        entry.outcome,
        entry.refusal,
        entry.session_id,
        entry.offer_id,
        entry.from_agent_id,
        entry.to_agent_id,
        entry.to_team,
        entry.reason,
        entry.forced,
        entry.actor_id,
        entry.actor_role,
        entry.actor_name,
        entry.request_id,
        entry.idempotency_key,
        ${ends ? wireInstant(ends.from) : sql`null`} as "from",
        ${ends ? wireInstant(ends.to) : sql`null`} as "to",
        ${cursorInstant(sql`entry.created_at`)} as cursor_at
      from ${found} entry
      order by entry.created_at desc, entry.id
      limit ${rows}`,
  };
};

function conditions(filters: Omit<AuditFilters, 'agentId'>, after: Cursor | undefined): SQL[] {
  const { window, sessionId, actorId, actorName, action, outcome, requestId } = filters;
  const asked: SQL[] = [sql`true`];
  if (window !== undefined) {
    const { from, to } = endsOf(window);
    asked.push(sql`${l.createdAt} >= ${from}`, sql`${l.createdAt} <= ${to}`);
  }
  if (sessionId !== undefined) asked.push(sql`${l.sessionId} = ${sessionId}::uuid`);
  if (actorId !== undefined) asked.push(sql`${l.actorId} = ${actorId}::uuid`);
  if (actorName !== undefined) asked.push(sql`${l.actorName} = ${actorName}`);
  if (action !== undefined) asked.push(sql`${l.action} = ${action}`);
  // Written out: the index of refusals is one of these alone.
  if (outcome !== undefined) {
    asked.push(outcome === 'refused' ? sql`${l.outcome} = 'refused'` : sql`${l.outcome} = 'done'`);
  }
  if (requestId !== undefined) asked.push(sql`${l.requestId} = ${requestId}`);
  if (after !== undefined) {
    asked.push(
      sql`${l.createdAt} <= ${after.at}::timestamptz`,
      sql`(${l.createdAt} < ${after.at}::timestamptz or ${l.id} > ${after.id}::uuid)`,
    );
  }
  return asked;
}
