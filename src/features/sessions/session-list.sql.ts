import { sql, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import { chatParticipants as p, chatSessions as s } from '../../db/schema/chat.ts';
import {
  cursorInstant,
  endsOf,
  field,
  generatedAt,
  wireInstant,
  type Statement,
} from '../../db/statement.ts';
import type { Cursor } from '../../values/cursor.ts';
import { isUuid } from '../../values/uuid.ts';
import type { Window } from '../../values/window.ts';

/** Which sessions are listed: those that fit all that is given. */
export interface SessionFilters {
  /** By `created_at`, both ends included. */
  window?: Window | undefined;
  status?: 'waiting' | 'active' | 'closed' | undefined;
  /** Is or was a support agent of it. */
  agentId?: string | undefined;
  /** Has it now. */
  assignedAgentId?: string | undefined;
  rating?: number | undefined;
  rated?: boolean | undefined;
  /** Has no first response. */
  unanswered?: boolean | undefined;
  /** Gave the first response. */
  firstResponderId?: string | undefined;
  /** Counts in `wait_time`. */
  hasWaitTime?: boolean | undefined;
  /** Counts in `handle_time`. */
  hasHandleTime?: boolean | undefined;
  /** A part of the initiator's UUID, or all of it: hex digits and hyphens, lower case. */
  initiatorId?: string | undefined;
}

const SessionListRow = z.object({
  session_id: field.uuid,
  status: z.enum(['waiting', 'active', 'closed']),
  initiator_id: field.uuid,
  assigned_agent_id: field.uuid.nullable(),
  created_at: field.text,
  queued_at: field.text,
  started_at: field.text.nullable(),
  closed_at: field.text.nullable(),
  last_activity: field.text,
  total_messages: field.count,
  rating: z.int().nullable(),
  first_response_at: field.text.nullable(),
  first_responder_id: field.uuid.nullable(),
  team: field.text.nullable(),
  skills: z.array(field.text),
  version: z.int(),
  cursor_at: field.text,
});
export type SessionListRow = z.output<typeof SessionListRow>;

const SessionListAnswer = z.object({
  generated_at: field.text,
  /** The window's ends; null where there is no window. */
  from: field.text.nullable(),
  to: field.text.nullable(),
  /** How many sessions fit, over all pages. */
  total: field.count,
  session: SessionListRow.nullable(),
});

/**
 * A row a session, latest created first, ties by id; one without a session where the page is empty, since every
 * row carries the total, which is of the same snapshot.
 *
 * @param rows how many at most
 * @param after the last one of the page before
 */
export const selectSessions = (
  filters: SessionFilters,
  rows: number,
  after: Cursor | undefined,
): Statement<z.output<typeof SessionListAnswer>> => {
  const ends = filters.window && endsOf(filters.window);
  return {
    name: 'session-list',
    row: SessionListAnswer,
    // Where nothing fits, nothing is looked for: that would be the longest walk of all.
    query: sql`
    with fitting as ${isSelective(filters) ? sql`materialized` : sql`not materialized`} (
      select ${s.id}, ${s.createdAt} from ${s} where ${conditions(filters)}
    ),
    counted as materialized (${keptTotal(filters) ?? sql`select count(*) as total from fitting`}),
    page as (
      select id, created_at from fitting
      where (select total from counted) > 0 and ${
        after === undefined
          ? sql`true`
          : sql`created_at <= ${after.at}::timestamptz
          and (created_at < ${after.at}::timestamptz or id > ${after.id}::uuid)`
      }
      order by created_at desc, id
      limit ${rows}
    )
    select
      ${wireInstant(generatedAt)} as generated_at,
      ${ends ? wireInstant(ends.from) : sql`null`} as "from",
      ${ends ? wireInstant(ends.to) : sql`null`} as "to",
      counted.total,
      page.session
    from counted
    left join (
      select page.created_at, page.id, json_build_object(
        'session_id', ${s.id},
        'status', ${s.status},
        'initiator_id', ${s.initiatorId},
        'assigned_agent_id', ${s.assignedAgentId},
        'created_at', ${wireInstant(s.createdAt)},
        'queued_at', ${wireInstant(s.queuedAt)},
        'started_at', ${wireInstant(s.startedAt)},
        'closed_at', ${wireInstant(s.closedAt)},
        'last_activity', ${wireInstant(s.lastActivityAt)},
        'total_messages', ${s.totalMessages},
        'rating', ${s.rating},
        'first_response_at', ${wireInstant(s.firstResponseAt)},
        'first_responder_id', ${s.firstResponderId},
        'team', ${s.team},
        'skills', ${s.skills},
        'version', ${s.version},
        'cursor_at', ${cursorInstant(s.createdAt)}) as session
      from page join ${s} on ${s.id} = page.id
    ) page on true
    order by page.created_at desc, page.id`,
  };
};

function conditions(filters: SessionFilters): SQL {
  const { window, status, agentId, assignedAgentId, rating, rated, unanswered, initiatorId } = filters;
  const { firstResponderId, hasWaitTime, hasHandleTime } = filters;
  const asked: SQL[] = [sql`true`];
  if (window !== undefined) {
    const { from, to } = endsOf(window);
    asked.push(sql`${s.createdAt} >= ${from}`, sql`${s.createdAt} <= ${to}`);
  }
  if (status !== undefined) asked.push(sql`${s.status} = ${status}`);
  if (agentId !== undefined) {
    asked.push(sql`${s.id} in (
        select ${p.sessionId} from ${p} where ${p.userId} = ${agentId}::uuid and ${p.role} = 'support_agent'
      )`);
  }
  if (assignedAgentId !== undefined) asked.push(sql`${s.assignedAgentId} = ${assignedAgentId}::uuid`);
  if (rating !== undefined) asked.push(sql`${s.rating} = ${rating}`);
  if (rated !== undefined) asked.push(rated ? sql`${s.rating} is not null` : sql`${s.rating} is null`);
  if (unanswered !== undefined) {
    asked.push(unanswered ? sql`${s.firstResponseAt} is null` : sql`${s.firstResponseAt} is not null`);
  }
  if (firstResponderId !== undefined) asked.push(sql`${s.firstResponderId} = ${firstResponderId}::uuid`);
  const spans = [
    [hasWaitTime, sql`dashboard_wait(${s.queuedAt}, ${s.startedAt})`],
    [hasHandleTime, sql`dashboard_handling(${s.status}, ${s.startedAt}, ${s.closedAt})`],
  ] as const;
  for (const [has, span] of spans) {
    if (has !== undefined) asked.push(has ? sql`${span} is not null` : sql`${span} is null`);
  }
  if (initiatorId !== undefined) {
    asked.push(
      isUuid(initiatorId)
        ? sql`${s.initiatorId} = ${initiatorId}::uuid`
        : sql`${s.initiatorId}::text like ${`%${initiatorId}%`}`,
    );
  }
  return sql.join(asked, sql` and `);
}

/**
 * Whether what fits is found first and sorted then. Elsewhere the page is read from an index in its order, and
 * ends when it is full; where few fit and they lie far back, that would be a walk through all sessions. These few
 * have an index of their own, or, of a text, must be looked for in all sessions anyway: once is enough.
 */
function isSelective({ status, agentId, initiatorId }: SessionFilters): boolean {
  const isOpen = status === 'waiting' || status === 'active';
  return isOpen || agentId !== undefined || (initiatorId !== undefined && initiatorId.length > 3);
}

/**
 * The total where it is a figure: from the rollups, as the figure is, instead of counting the window's sessions
 * one by one. Undefined where it is none.
 */
function keptTotal(filters: SessionFilters): SQL | undefined {
  if (filters.window === undefined) return undefined;
  const { from, to } = endsOf(filters.window);
  const edges = sql`dashboard_window_edges(${from}, ${to}, false)`;
  const asked = Object.entries(filters)
    .filter(([name, value]) => name !== 'window' && value !== undefined)
    .map(([name, value]) => (personal.has(name) ? name : `${name}=${value}`))
    .sort()
    .join('&');
  const total = (figure: SQL, rows: SQL): SQL =>
    sql`select coalesce(sum(${figure}), 0) as total from ${rows}`;
  const ofSessions = sessionFigures[asked];
  if (ofSessions !== undefined) return total(ofSessions.figure, sql`${ofSessions.rows}(${edges})`);
  const ofAgent = agentFigures[asked];
  if (ofAgent === undefined) return undefined;
  const agentId = filters.agentId ?? filters.assignedAgentId ?? filters.firstResponderId;
  return total(ofAgent.figure, sql`${ofAgent.rows}(${edges}, ${agentId}::uuid)`);
}

/** Filters whose value says whose figure it is, and not which. */
const personal = new Set(['agentId', 'assignedAgentId', 'firstResponderId']);

/** Figures by the filters that open them, and which function of the database has them (docs/rollups.md). */
interface Figure {
  rows: SQL;
  figure: SQL;
}
const counted = (figure: SQL): Figure => ({ rows: sql`dashboard_session_counts`, figure });
const ratedAs = (figure: SQL): Figure => ({ rows: sql`dashboard_session_ratings`, figure });
const spanned = (figure: SQL): Figure => ({ rows: sql`dashboard_session_spans`, figure });
const rated = sql`rated_1 + rated_2 + rated_3 + rated_4 + rated_5`;

const sessionFigures: Record<string, Figure> = {
  '': counted(sql`sessions`),
  'status=waiting': counted(sql`waiting`),
  'status=active': counted(sql`active`),
  'status=closed': counted(sql`closed`),
  'rated=true': ratedAs(rated),
  'rated=false': ratedAs(sql`sessions - (${rated})`),
  'rated=true&status=closed': ratedAs(sql`closed_rated`),
  'rated=false&status=closed': ratedAs(sql`closed - closed_rated`),
  'rating=1': ratedAs(sql`rated_1`),
  'rating=2': ratedAs(sql`rated_2`),
  'rating=3': ratedAs(sql`rated_3`),
  'rating=4': ratedAs(sql`rated_4`),
  'rating=5': ratedAs(sql`rated_5`),
  'unanswered=true': counted(sql`sessions - answered`),
  'unanswered=false': counted(sql`answered`),
  'hasWaitTime=true': spanned(sql`waits`),
  'hasHandleTime=true': spanned(sql`handlings`),
};

const countedOfAgent = (figure: SQL): Figure => ({ rows: sql`dashboard_agent_counts`, figure });
const spannedOfAgent = (figure: SQL): Figure => ({ rows: sql`dashboard_agent_spans`, figure });

const agentFigures: Record<string, Figure> = {
  agentId: countedOfAgent(sql`handled`),
  'agentId&unanswered=true': countedOfAgent(sql`unanswered`),
  'agentId&unanswered=false': countedOfAgent(sql`handled - unanswered`),
  'assignedAgentId&rated=true': countedOfAgent(sql`rated`),
  'assignedAgentId&hasWaitTime=true': spannedOfAgent(sql`waits`),
  'assignedAgentId&hasHandleTime=true': spannedOfAgent(sql`handlings`),
  firstResponderId: spannedOfAgent(sql`answered`),
};
