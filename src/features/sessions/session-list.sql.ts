import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { chatSessions as s } from '../../db/schema/chat.ts';
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
import { sessionStatuses } from '../../values/enums.ts';
import { HeldOfferRow, heldOffer } from './held-offer.sql.ts';
import { countMessages } from './messages.sql.ts';
import { conditions, isSelective, type SessionFilters } from './session-filters.sql.ts';
import { figureTotal } from './session-total.sql.ts';

/** How much of a customer's comment a list shows. */
export const feedbackCharacters = 500;

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
  offer: HeldOfferRow,
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
        'offer', case when ${s.status} = 'waiting' then ${heldOffer(s.id)} end,
        'cursor_at', ${cursorInstant(s.createdAt)}) as session
      from page
      join ${s} on ${s.id} = page.id
      cross join lateral dashboard_last_activity(${s.id}, ${s.lastActivityAt}) activity(at)
      left join responses on responses.session_id = page.id
    ) page on true
    order by page.created_at desc, page.id`,
  };
};
