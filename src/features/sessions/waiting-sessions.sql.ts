import { sql, type SQL } from 'drizzle-orm';
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

/**
 * The queue, oldest queued first, ties by id.
 *
 * @param team only sessions that wait for it; all where it is not given
 * @param rows how many at most
 * @param after the last one of the page before
 */
export const selectWaitingSessions = (
  team: string | undefined,
  rows: number,
  after: Cursor | undefined,
): Statement<WaitingSessionRow> => {
  const place = after && sql`(${after.at}::timestamptz, ${after.id}::uuid)`;
  const isAsked = team === undefined ? sql`true` : sql`${s.team} = ${team}`;
  // Positions are counted in the queue as it is now: those ahead of this page may have left it meanwhile. A page
  // has each queue's next sessions without a gap, so what is ahead of it is counted once a queue, not once a row.
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
          coalesce(ahead.sessions, 0) + row_number() over (partition by page.team order by page.queued_at, page.id)
            as queue_position,
          ${team === undefined ? placeOnWholePage : placeAmongOthers} as position
        from (
          select page.*, lag(queued_at) over in_order as queued_before, lag(id) over in_order as id_before
          from page
          window in_order as (order by queued_at, id)
        ) page
        left join ahead on ahead.team is not distinct from page.team
      )
      select
        placed.id as session_id,
        ${wholeSecondsSince(sql`placed.queued_at`)} as wait_time_seconds,
        placed.initiator_id,
        placed.total_messages as message_count,
        ${wireInstant(sql`placed.created_at`)} as created_at,
        ${wireInstant(sql`placed.queued_at`)} as queued_at,
        placed.position,
        placed.team,
        to_json(placed.skills) as skills,
        placed.version,
        placed.queue_position,
        round(placed.queue_position * 3600.0 / started.sessions) as estimated_wait_seconds,
        (
          select json_build_object(
            'offer_id', ${o.id},
            'agent_id', ${o.agentId},
            'expires_at', ${wireInstant(o.expiresAt)})
          from ${o}
          where ${o.sessionId} = placed.id and ${o.outcome} is null and ${o.expiresAt} > ${generatedAt}
          order by ${o.offeredAt} desc, ${o.id}
          limit 1
        ) as offer,
        ${cursorInstant(sql`placed.queued_at`)} as cursor_at
      from placed
      left join started on started.team is not distinct from placed.team
      order by placed.queued_at, placed.id`,
  };
};

/** Between the rows of a page that leaves out nothing there is nothing to count. */
const placeOnWholePage: SQL = sql`
  (select coalesce(sum(sessions), 0) from ahead) + row_number() over (order by page.queued_at, page.id)`;

/** Up to each row from the one before it, from the queue's beginning to the first: each session is counted once. */
const placeAmongOthers: SQL = sql`
  sum((
    select count(*) from ${s}
    where ${s.status} = 'waiting'
      and (${s.queuedAt}, ${s.id}) > (
        coalesce(page.queued_before, '-infinity'),
        coalesce(page.id_before, '00000000-0000-0000-0000-000000000000'))
      and (${s.queuedAt}, ${s.id}) <= (page.queued_at, page.id)
  )) over (order by page.queued_at, page.id)`;
