import { sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import { chatSessions as s } from '../../db/schema/chat.ts';
import { dashboardOffers as o } from '../../db/schema/routing.ts';
import {
  cursorInstant,
  field,
  generatedAt,
  wholeSecondsSince,
  wireInstant,
  type Statement,
} from '../../db/statement.ts';
import type { Cursor } from '../../values/cursor.ts';
import { countMessages } from './messages.sql.ts';

const WaitingSessionRow = z.object({
  session_id: field.uuid,
  wait_time_seconds: field.count,
  initiator_id: field.uuid,
  message_count: field.count,
  created_at: field.text,
  queued_at: field.text,
  position: field.count,
  team: field.text.nullable(),
  skills: z.array(field.text),
  version: z.int(),
  queue_position: field.count,
  estimated_wait_seconds: field.count.nullable(),
  offer: z.object({ offer_id: field.uuid, agent_id: field.uuid, expires_at: field.text }).nullable(),
  cursor_at: field.text,
});
export type WaitingSessionRow = z.output<typeof WaitingSessionRow>;

/** The offers that hold a session now, under the name of their table. */
const live = (offers: typeof o): SQL => sql`dashboard_live_offers(${generatedAt}) ${offers}`;

/** The statement's own tables, which have the columns of sessions. */
const page = alias(s, 'page');
const placed = alias(s, 'placed');

/**
 * Selects the queue, oldest queued first, ties by id.
 *
 * Plain SQL: the query builder has no window functions and no MATERIALIZED. Without the latter, PostgreSQL counts the
 * sessions ahead again for each row of the page.
 *
 * @param team selects only sessions that wait for this team; undefined selects all
 * @param rows the maximum number of rows
 * @param after the last session of the page before
 */
export const selectWaitingSessions = (
  team: string | undefined,
  rows: number,
  after: Cursor | undefined,
): Statement<WaitingSessionRow> => {
  const place = after && sql`(${after.at}::timestamptz, ${after.id}::uuid)`;
  const isAsked = team === undefined ? sql`true` : sql`${s.team} = ${team}`;
  // Positions are counted in the queue as it is now: sessions ahead of this page may have left it since the page
  // before was read. A page holds the next sessions of each team without a gap, so the sessions ahead of it are
  // counted once a team, not once a row.
  return {
    name: 'waiting-sessions',
    row: WaitingSessionRow,
    query: sql`
      with page as materialized (
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
      select
        ${placed.id} as session_id,
        ${wholeSecondsSince(placed.queuedAt)} as wait_time_seconds,
        ${placed.initiatorId},
        ${countMessages(placed.id)} as message_count,
        ${wireInstant(placed.createdAt)} as created_at,
        ${wireInstant(placed.queuedAt)} as queued_at,
        placed.position,
        ${placed.team},
        to_json(${placed.skills}) as skills,
        ${placed.version},
        placed.queue_position,
        round(placed.queue_position * 3600.0 / started.sessions) as estimated_wait_seconds,
        (
          select json_build_object(
            'offer_id', ${o.id},
            'agent_id', ${o.agentId},
            'expires_at', ${wireInstant(o.expiresAt)})
          from ${live(o)}
          where ${o.sessionId} = ${placed.id}
          order by ${o.offeredAt} desc, ${o.id}
          limit 1
        ) as offer,
        ${cursorInstant(placed.queuedAt)} as cursor_at
      from placed
      left join started on started.team is not distinct from ${placed.team}
      order by ${placed.queuedAt}, ${placed.id}`,
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
