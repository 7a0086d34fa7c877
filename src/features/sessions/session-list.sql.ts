import { sql, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import { chatParticipants as p, chatSessions as s } from '../../db/schema/chat.ts';
import { counts } from '../../db/schema/figures.ts';
import {
  countedRow,
  cursorInstant,
  listEntry,
  endsOf,
  field,
  generatedAt,
  wireInstant,
  type Statement,
} from '../../db/statement.ts';
import { userName } from '../../db/user-name.ts';
import type { Cursor } from '../../values/cursor.ts';
import { sessionStatuses, type SessionStatus } from '../../values/enums.ts';
import { isUuid } from '../../values/uuid.ts';
import type { Window } from '../../values/window.ts';
import { isAssignedTo, isVisibleTo } from './conditions.sql.ts';
import { figureColumns, figuresOf } from '../metrics/figures.sql.ts';
import { countMessages } from './messages.sql.ts';

/** How much of a customer's comment a list shows. */
export const feedbackCharacters = 500;

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

const SessionListRow = listEntry({
  session_id: field.uuid,
  status: z.enum(sessionStatuses),
  initiator_id: field.uuid,
  initiator_name: field.text.nullable(),
  assigned_agent_id: field.uuid.nullable(),
  assigned_agent_name: field.text.nullable(),
  created_at: field.text,
  queued_at: field.text,
  started_at: field.text.nullable(),
  closed_at: field.text.nullable(),
  last_activity: field.text,
  total_messages: field.count,
  rating: z.int().nullable(),
  feedback: field.text.nullable(),
  first_response_at: field.text.nullable(),
  first_responder_id: field.uuid.nullable(),
  first_responder_name: field.text.nullable(),
  team: field.text.nullable(),
  skills: z.array(field.text),
  version: z.int(),
  cursor_at: field.text,
});
export type SessionListRow = z.output<typeof SessionListRow>;

const SessionListAnswer = z.object({
  ...countedRow(SessionListRow),
  /** The window's ends; null where there is no window. */
  from: field.text.nullable(),
  to: field.text.nullable(),
});

/**
 * A page of sessions, latest created first, ties by id, with the number of sessions over all pages. One row per session;
 * one without a session if the page is empty.
 *
 * @param rows how many at most
 * @param after the last session of the page before
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
    query: sql`
    with fitting as ${isSelective(filters) ? sql`materialized` : sql`not materialized`} (
      select ${s.id}, ${s.createdAt} from ${s} where ${conditions(filters)}
    ),
    counted as materialized (${figureTotal(filters) ?? sql`select count(*) as total from fitting`}),
    page as materialized (
      select id, created_at from fitting
      where (select total from counted) > 0 and ${
        after === undefined
          ? sql`true`
          : sql`created_at <= ${after.at}::timestamptz
          and (created_at < ${after.at}::timestamptz or id > ${after.id}::uuid)`
      }
      order by created_at desc, id
      limit ${rows}
    ),
    responses as materialized (
      select distinct on (session_id) session_id, response_at, responder_id
      from dashboard_responses(array(select id from page))
      where response_at is not null
      order by session_id, episode
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
        'initiator_name', ${userName(s.initiatorId)},
        'assigned_agent_id', ${s.assignedAgentId},
        'assigned_agent_name', ${userName(s.assignedAgentId)},
        'created_at', ${wireInstant(s.createdAt)},
        'queued_at', ${wireInstant(s.queuedAt)},
        'started_at', ${wireInstant(s.startedAt)},
        'closed_at', ${wireInstant(s.closedAt)},
        'last_activity', ${wireInstant(sql`activity.at`)},
        'total_messages', ${countMessages(s.id)},
        'rating', ${s.rating},
        'feedback', left(${s.feedback}, ${feedbackCharacters}::integer),
        'first_response_at', ${wireInstant(sql`responses.response_at`)},
        'first_responder_id', responses.responder_id,
        'first_responder_name', ${userName(sql`responses.responder_id`)},
        'team', ${s.team},
        'skills', ${s.skills},
        'version', ${s.version},
        'cursor_at', ${cursorInstant(s.createdAt)}) as session
      from page
      join ${s} on ${s.id} = page.id
      cross join lateral dashboard_last_activity(${s.id}, ${s.lastActivityAt}) activity(at)
      left join responses on responses.session_id = page.id
    ) page on true
    order by page.created_at desc, page.id`,
  };
};

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

function conditions(filters: SessionFilters): SQL {
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
function isSelective({ ids, status, agentId, initiatorId, ...others }: SessionFilters): boolean {
  const isOpen = status === 'waiting' || status === 'active';
  const isLongText = initiatorId !== undefined && initiatorId.length > 3;
  return ids !== undefined || isOpen || agentId !== undefined || isLongText || others.flow !== undefined;
}

/** Figures by the filters that open them: counts over the cohort, as expressions over the window's counts. */
const figures: Record<string, SQL> = {
  '': sql`sessions`,
  'status=waiting': sql`waiting`,
  'status=active': sql`active`,
  'status=closed': sql`closed`,
  'unanswered=true': sql`unanswered`,
  'unanswered=false': sql`sessions - unanswered`,
  'rated=true': sql`rated_1 + rated_2 + rated_3 + rated_4 + rated_5`,
  'rated=false': sql`sessions - (rated_1 + rated_2 + rated_3 + rated_4 + rated_5)`,
  'rated=true&status=closed': sql`closed_rated`,
  'rated=false&status=closed': sql`closed - closed_rated`,
  'ratings=1': sql`rated_1`,
  'ratings=1,2': sql`rated_1 + rated_2`,
  'ratings=2': sql`rated_2`,
  'ratings=3': sql`rated_3`,
  'ratings=4': sql`rated_4`,
  'ratings=5': sql`rated_5`,
};

/**
 * The total as the figure that the filters open, which is read instead of counting the window's sessions one by one.
 * Undefined if they open none of `figures`.
 */
function figureTotal({ window, ...filters }: SessionFilters): SQL | undefined {
  const asked = Object.entries(filters).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${value}`],
  );
  const figure = figures[asked.sort().join('&')];
  if (window === undefined || figure === undefined) return undefined;
  const { from, to } = endsOf(window);
  const choice = { counts, distributions: [] };
  const edges = sql`array[${from}, ${to} + interval '1 microsecond']`;
  return sql`select ${figure} as total
    from (select ${figureColumns(choice)} from ${figuresOf(edges, 'everybody', undefined, choice)}) figures`;
}
