import { sql, type SQL } from 'drizzle-orm';
import { chatParticipants as p, chatSessions as s } from '../../db/schema/chat.ts';
import { endsOf } from '../../db/statement.ts';
import type { SessionStatus } from '../../values/enums.ts';
import { isUuid } from '../../values/uuid.ts';
import type { Window } from '../../values/window.ts';
import { isAssignedTo, isVisibleTo } from './conditions.sql.ts';

/** What can happen to a session, as `flow` counts it. */
export const flows = ['created', 'reopened', 'closed', 'abandoned', 'transferred', 'rated'] as const;
export type Flow = (typeof flows)[number];

/**
 * Which sessions are listed: those that match all filters. A session matches the window by its `created_at`; if a filter
 * names something that happens at an instant of its own (a wait, a handling, a response, a flow), by that instant.
 */
export interface SessionFilters {
  ids?: string[] | undefined;
  /** Takes or took part in it. */
  viewerId?: string | undefined;
  window?: Window | undefined;
  status?: SessionStatus | undefined;
  /** Is or was a support agent of it. */
  agentId?: string | undefined;
  /** Has it now; `none`: nobody has it. */
  assignedAgentId?: string | undefined;
  /** Has one of these ratings. */
  ratings?: number[] | undefined;
  rated?: boolean | undefined;
  /** The agent that its rating belongs to. */
  ratedAgentId?: string | undefined;
  /** No agent has answered it. */
  unanswered?: boolean | undefined;
  /** Responded in it. */
  firstResponderId?: string | undefined;
  /** Counts in that distribution; with `agentId`, in that agent's, except for `abandon_time`, which no agent has. */
  hasResponseTime?: boolean | undefined;
  hasWaitTime?: boolean | undefined;
  hasAbandonTime?: boolean | undefined;
  hasHandleTime?: boolean | undefined;
  /** Happened to it; with `agentId`, by or to that agent. */
  flow?: Flow | undefined;
  /** A part of the initiator's UUID, or all of it: hex digits and hyphens, lower case. */
  initiatorId?: string | undefined;
}

/** What a session must have done to match a filter, as a condition on its parts (docs/figures.md). */
const inParts = {
  unanswered: sql`unanswered > 0`,
  hasResponseTime: sql`response_count > 0`,
  hasWaitTime: sql`wait_count > 0`,
  hasAbandonTime: sql`abandon_count > 0`,
  hasHandleTime: sql`handle_count > 0`,
  rating: sql`coalesce(rated_1, rated_2, rated_3, rated_4, rated_5) > 0`,
};

const flowInParts: Record<Flow, SQL> = {
  created: sql`sessions > 0`,
  reopened: sql`flow_reopened > 0`,
  closed: sql`flow_closed > 0`,
  abandoned: sql`flow_abandoned > 0`,
  transferred: sql`coalesce(flow_transferred, transfers_in, transfers_out) > 0`,
  rated: sql`flow_rated > 0`,
};

/** The condition that a session matches every filter. */
export function conditions(filters: SessionFilters): SQL {
  const { ids, viewerId, window, status, agentId, assignedAgentId, ratings, rated, initiatorId } = filters;
  const ends = window === undefined ? undefined : endsOf(window);
  const [from, to] = [
    ends?.from ?? sql`'-infinity'::timestamptz`,
    // Functions take half-open stretches; windows include their end.
    ends === undefined ? sql`'infinity'::timestamptz` : sql`(${ends.to} + interval '1 microsecond')`,
  ];

  // What happened in the window may have happened to a session that was created before it.
  const isByOwnInstant =
    filters.flow !== undefined ||
    filters.firstResponderId !== undefined ||
    filters.hasResponseTime === true ||
    filters.hasWaitTime === true ||
    filters.hasAbandonTime === true ||
    filters.hasHandleTime === true;

  const asked: SQL[] = [];
  /** Sessions with a part from `since` to `until` that meets the condition: of an agent, or of everybody. */
  const did = (condition: SQL, ofAgent?: string, { does = true, since = from, until = to } = {}): void => {
    const subject = ofAgent === undefined ? 'everybody' : 'agents';
    const parts = sql`dashboard_parts_between(${since}, ${until}, ${subject}, ${ofAgent ?? null}::uuid)`;
    asked.push(
      sql`${s.id} ${does ? sql`in` : sql`not in`} (select session_id from ${parts} where ${condition})`,
    );
  };
  // States of a session. Their parts lie at its creation, which another filter may have moved out of the window.
  const anytime = isByOwnInstant ? { since: sql`'-infinity'`, until: sql`'infinity'` } : {};
  if (filters.unanswered !== undefined) {
    did(inParts.unanswered, undefined, { does: filters.unanswered, ...anytime });
  }
  if (filters.ratedAgentId !== undefined) did(inParts.rating, filters.ratedAgentId, anytime);
  if (filters.firstResponderId !== undefined) did(inParts.hasResponseTime, filters.firstResponderId);
  if (filters.hasResponseTime !== undefined)
    did(inParts.hasResponseTime, agentId, { does: filters.hasResponseTime });
  if (filters.hasWaitTime !== undefined) did(inParts.hasWaitTime, agentId, { does: filters.hasWaitTime });
  if (filters.hasHandleTime !== undefined)
    did(inParts.hasHandleTime, agentId, { does: filters.hasHandleTime });
  if (filters.hasAbandonTime !== undefined) {
    did(inParts.hasAbandonTime, undefined, { does: filters.hasAbandonTime });
  }
  if (filters.flow !== undefined) {
    did(flowInParts[filters.flow], filters.flow === 'transferred' ? agentId : undefined);
  }

  if (ends !== undefined && !isByOwnInstant) {
    asked.push(sql`${s.createdAt} >= ${ends.from}`, sql`${s.createdAt} <= ${ends.to}`);
  }
  if (ids !== undefined) {
    asked.push(
      sql`${s.id} = any (array[${sql.join(
        ids.map((id) => sql`${id}`),
        sql`, `,
      )}]::uuid[])`,
    );
  }
  if (viewerId !== undefined) asked.push(isVisibleTo(viewerId, s));
  if (status !== undefined) asked.push(sql`${s.status} = ${status}`);
  if (agentId !== undefined) {
    asked.push(sql`${s.id} in (
        select ${p.sessionId} from ${p} where ${p.userId} = ${agentId}::uuid and ${p.role} = 'support_agent'
      )`);
  }
  if (assignedAgentId !== undefined) asked.push(isAssignedTo(assignedAgentId, s));
  if (ratings !== undefined) {
    asked.push(
      sql`${s.rating} in (${sql.join(
        ratings.map((one) => sql`${one}`),
        sql`, `,
      )})`,
    );
  }
  if (rated !== undefined) asked.push(rated ? sql`${s.rating} is not null` : sql`${s.rating} is null`);
  if (initiatorId !== undefined) {
    asked.push(
      isUuid(initiatorId)
        ? sql`${s.initiatorId} = ${initiatorId}::uuid`
        : sql`${s.initiatorId}::text like ${`%${initiatorId}%`}`,
    );
  }
  return asked.length === 0 ? sql`true` : sql.join(asked, sql` and `);
}

/**
 * Whether the matching sessions are collected first and sorted then, instead of walking through all sessions in their
 * order until the page is full. True if few sessions match, so that the walk would be long.
 */
export function isSelective({ ids, status, agentId, initiatorId, ...others }: SessionFilters): boolean {
  const isOpen = status === 'waiting' || status === 'active';
  const isLongText = initiatorId !== undefined && initiatorId.length > 3;
  return ids !== undefined || isOpen || agentId !== undefined || isLongText || others.flow !== undefined;
}
