import { sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import { chatSessions as s } from '../../db/schema/chat.ts';
import {
  countedRow,
  cursorInstant,
  listEntry,
  field,
  generatedAt,
  wholeSecondsSince,
  wireInstant,
  type Statement,
} from '../../db/statement.ts';
import { userName } from '../../db/user-name.ts';
import type { Cursor } from '../../values/cursor.ts';
import { isVisibleTo } from './conditions.sql.ts';
import { HeldOfferRow, heldOffer } from './held-offer.sql.ts';
import { countMessages } from './messages.sql.ts';

const WaitingSessionRow = listEntry({
  session_id: field.uuid,
  wait_time_seconds: field.count,
  initiator_id: field.uuid.nullable(),
  initiator_name: field.text.nullable(),
  assigned_agent_id: field.uuid.nullable(),
  assigned_agent_name: field.text.nullable(),
  message_count: field.count,
  created_at: field.text,
  queued_at: field.text,
  position: field.count,
  team: field.text.nullable(),
  skills: z.array(field.text),
  version: z.int(),
  queue_position: field.count,
  estimated_wait_seconds: field.count.nullable(),
  offer: HeldOfferRow,
  cursor_at: field.text,
});
export type WaitingSessionRow = z.output<typeof WaitingSessionRow>;

const WaitingSessionsAnswer = z.object(countedRow(WaitingSessionRow));

/** Which sessions are listed, and for whom. */
export interface WaitingSessionsAsked {
  /** Only sessions that wait for this team. */
  team?: string | undefined;
  /** Sees customers only of sessions that it takes or took part in; undefined sees all. */
  viewerId?: string | undefined;
}

/** The statement's own tables, which have the columns of sessions. */
const page = alias(s, 'page');
const placed = alias(s, 'placed');

/**
 * A page of the queue, oldest queued first, ties by id, with the number of sessions over all pages. One row per session;
 * one without a session if the page is empty.
 *
 * Plain SQL: the query builder has no window functions and no MATERIALIZED. Without the latter, PostgreSQL counts the
 * sessions ahead again for each row of the page.
 *
 * @param rows the maximum number of rows
 * @param after the last session of the page before
 */
export const selectWaitingSessions = (
  { team, viewerId }: WaitingSessionsAsked,
  rows: number,
  after: Cursor | undefined,
): Statement<z.output<typeof WaitingSessionsAnswer>> => {
  const place = after && sql`(${after.at}::timestamptz, ${after.id}::uuid)`;
  const isAsked = team === undefined ? sql`true` : sql`${s.team} = ${team}`;
  // Positions are counted in the queue as it is now: sessions ahead of this page may have left it since the page
  // before was read. A page holds the next sessions of each team without a gap, so the sessions ahead of it are
  // counted once a team, not once a row.
  return {
    name: 'waiting-sessions',
    row: WaitingSessionsAnswer,
    query: sql`
      with counted as (
        select count(*) as total from ${s} where ${s.status} = 'waiting' and ${isAsked}
      ),
      page as materialized (
        select * from ${s}
        where ${s.status} = 'waiting' and ${isAsked} and ${place ? sql`(${s.queuedAt}, ${s.id}) > ${place}` : sql`true`}
        order by ${s.queuedAt}, ${s.id}
        limit ${rows}
      ),
      ahead as materialized (
        select ${s.team}, count(*) as sessions from ${s}
        where ${s.status} = 'waiting' and ${isAsked} and ${place ? sql`(${s.queuedAt}, ${s.id}) <= ${place}` : sql`false`}
        group by ${s.team}
      ),
      started as materialized (
        select ${s.team}, count(*) as sessions from ${s}
        where ${s.startedAt} >= ${generatedAt} - interval '1 hour' and ${s.startedAt} <= ${generatedAt}
        group by ${s.team}
      ),
      placed as (
        select
          page.*,
          coalesce(ahead.sessions, 0) + row_number()
            over (partition by ${page.team} order by ${page.queuedAt}, ${page.id})
            as queue_position,
          ${team === undefined ? placeOnWholePage : placeAmongOthers} as position
        from (
          select ${page}.*, lag(${page.queuedAt}) over in_order as queued_before, lag(${page.id}) over in_order as id_before
          from page
          window in_order as (order by ${page.queuedAt}, ${page.id})
        ) page
        left join ahead on ahead.team is not distinct from ${page.team}
      )
      select ${wireInstant(generatedAt)} as generated_at, counted.total, listed.session
      from counted
      left join (
        select ${placed.queuedAt}, ${placed.id}, json_build_object(
          'session_id', ${placed.id},
          'wait_time_seconds', ${wholeSecondsSince(placed.queuedAt)},
          'initiator_id', case when viewer.sees then ${placed.initiatorId} end,
          'initiator_name', case when viewer.sees then ${userName(placed.initiatorId)} end,
          'assigned_agent_id', ${placed.assignedAgentId},
          'assigned_agent_name', ${userName(placed.assignedAgentId)},
          'message_count', ${countMessages(placed.id)},
          'created_at', ${wireInstant(placed.createdAt)},
          'queued_at', ${wireInstant(placed.queuedAt)},
          'position', placed.position,
          'team', ${placed.team},
          'skills', ${placed.skills},
          'version', ${placed.version},
          'queue_position', placed.queue_position,
          'estimated_wait_seconds', round(placed.queue_position * 3600.0 / started.sessions),
          'offer', ${heldOffer(placed.id)},
          'cursor_at', ${cursorInstant(placed.queuedAt)}) as session
        from placed
        cross join lateral (select ${isVisibleTo(viewerId, placed)} as sees) viewer
        left join started on started.team is not distinct from ${placed.team}
      ) listed on true
      order by listed.queued_at, listed.id`,
  };
};

/** The position on a page of the whole queue: no session stands between two of its rows. */
const placeOnWholePage: SQL = sql`
  (select coalesce(sum(sessions), 0) from ahead) + row_number() over (order by ${page.queuedAt}, ${page.id})`;

/**
 * The position on a page of one team: sessions of other teams stand between its rows. Each row adds the sessions since
 * the row before it, and the first row those since the beginning of the queue, so that each session is counted once.
 */
const placeAmongOthers: SQL = sql`
  sum((
    select count(*) from ${s}
    where ${s.status} = 'waiting'
      and (${s.queuedAt}, ${s.id}) > (
        coalesce(page.queued_before, '-infinity'),
        coalesce(page.id_before, '00000000-0000-0000-0000-000000000000'))
      and (${s.queuedAt}, ${s.id}) <= (${page.queuedAt}, ${page.id})
  )) over (order by ${page.queuedAt}, ${page.id})`;
