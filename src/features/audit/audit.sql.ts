import { and, desc, eq, gte, inArray, lte, notInArray, sql, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import { oneOf } from '../../db/columns.ts';
import { chatSessions } from '../../db/schema/chat.ts';
import { dashboardCommandLog as l } from '../../db/schema/routing.ts';
import {
  build,
  cursorInstant,
  listEntry,
  endsOf,
  field,
  fields,
  followsLatestFirst,
  wireInstant,
  type Statement,
} from '../../db/statement.ts';
import { userName } from '../../db/user-name.ts';
import type { Cursor } from '../../values/cursor.ts';
import type { Window } from '../../values/window.ts';
import {
  auditActions,
  auditOutcomes,
  callerRoles,
  readActions,
  type AuditAction,
  type AuditKind,
  type AuditOutcome,
} from '../../values/enums.ts';

/** Which entries are listed: those that match every filter given. */
export interface AuditFilters {
  /** By `created_at`, both ends included. */
  window?: Window | undefined;
  sessionId?: string | undefined;
  /** The agent who had the session before the command, or got it. */
  agentId?: string | undefined;
  actorId?: string | undefined;
  actorName?: string | undefined;
  action?: AuditAction | undefined;
  kind?: AuditKind | undefined;
  outcome?: AuditOutcome | undefined;
  requestId?: string | undefined;
}

const AuditRow = listEntry({
  entry_id: field.uuid,
  created_at: field.text,
  action: z.enum(auditActions),
  outcome: z.enum(auditOutcomes),
  refusal: field.text.nullable(),
  session_id: field.uuid.nullable(),
  initiator_id: field.uuid.nullable(),
  initiator_name: field.text.nullable(),
  offer_id: field.uuid.nullable(),
  from_agent_id: field.uuid.nullable(),
  from_agent_name: field.text.nullable(),
  to_agent_id: field.uuid.nullable(),
  to_agent_name: field.text.nullable(),
  to_team: field.text.nullable(),
  reason: field.text.nullable(),
  forced: z.boolean(),
  actor_id: field.uuid,
  actor_role: z.enum(callerRoles),
  actor_name: field.text.nullable(),
  request_id: field.text,
  idempotency_key: field.text.nullable(),
  customer_id: field.uuid.nullable(),
  erased_rows: field.count.nullable(),
  /** The window's ends, the same in each row; null without a window. */
  from: field.text.nullable(),
  to: field.text.nullable(),
  cursor_at: field.text,
});
export type AuditRow = z.output<typeof AuditRow>;

/**
 * Selects entries of the command log, latest first, ties by id.
 *
 * @param rows the maximum number of rows
 * @param after the last entry of the page before
 */
export const selectAudit = (
  { agentId, ...filters }: AuditFilters,
  rows: number,
  after: Cursor | undefined,
): Statement<AuditRow> => {
  const ends = filters.window && endsOf(filters.window);
  const page = (isMeant: SQL | undefined) =>
    build
      .select()
      .from(l)
      .where(and(isMeant, conditions(filters, after)))
      .orderBy(desc(l.createdAt), l.id)
      .limit(rows);
  // Each agent column has an index in the list's order. Reading the first rows of both is faster than reading all
  // rows of either.
  const entry =
    agentId === undefined
      ? page(undefined).as('entry')
      : page(eq(l.fromAgentId, agentId))
          .union(page(eq(l.toAgentId, agentId)))
          .as('entry');
  return {
    name: 'audit',
    row: AuditRow,
    query: build
      .select(
        fields<AuditRow>({
          entry_id: entry.id,
          created_at: wireInstant(entry.createdAt),
          action: entry.action,
          outcome: entry.outcome,
          refusal: entry.refusal,
          session_id: entry.sessionId,
          initiator_id: chatSessions.initiatorId,
          initiator_name: userName(chatSessions.initiatorId),
          offer_id: entry.offerId,
          from_agent_id: entry.fromAgentId,
          from_agent_name: userName(entry.fromAgentId),
          to_agent_id: entry.toAgentId,
          to_agent_name: userName(entry.toAgentId),
          to_team: entry.toTeam,
          reason: entry.reason,
          forced: entry.forced,
          actor_id: entry.actorId,
          actor_role: entry.actorRole,
          actor_name: sql`coalesce(${entry.actorName}, ${userName(entry.actorId)})`,
          request_id: entry.requestId,
          idempotency_key: entry.idempotencyKey,
          customer_id: entry.customerId,
          erased_rows: entry.erasedRows,
          from: ends ? wireInstant(ends.from) : sql`null`,
          to: ends ? wireInstant(ends.to) : sql`null`,
          cursor_at: cursorInstant(entry.createdAt),
        }),
      )
      .from(entry)
      .leftJoin(chatSessions, eq(chatSessions.id, entry.sessionId))
      .orderBy(desc(entry.createdAt), entry.id)
      .limit(rows),
  };
};

function conditions(filters: Omit<AuditFilters, 'agentId'>, after: Cursor | undefined): SQL | undefined {
  const { window, sessionId, actorId, actorName, action, kind, outcome, requestId } = filters;
  const ends = window && endsOf(window);
  return and(
    ends && gte(l.createdAt, ends.from),
    ends && lte(l.createdAt, ends.to),
    sessionId === undefined ? undefined : eq(l.sessionId, sessionId),
    actorId === undefined ? undefined : eq(l.actorId, actorId),
    actorName === undefined ? undefined : eq(l.actorName, actorName),
    action && eq(l.action, action),
    kind && (kind === 'read' ? inArray : notInArray)(l.action, [...readActions]),
    // Written out, not a parameter: the partial index of refusals needs the literal.
    outcome && oneOf(l.outcome, [outcome]),
    requestId === undefined ? undefined : eq(l.requestId, requestId),
    followsLatestFirst({ at: l.createdAt, id: l.id }, after),
  );
}
