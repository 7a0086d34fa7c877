import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { chatSessions as s } from '../../db/schema/chat.ts';
import { field, wholeSecondsSince, type Statement } from '../../db/statement.ts';
import { distributionRow, sentDistributions } from './distribution.ts';
import { windowRow, windowsOf, type Asked } from './windows.sql.ts';

const OverviewRow = z.object({
  ...windowRow,
  total_sessions: field.count,
  active_sessions: field.count,
  closed_sessions: field.count,
  waiting_sessions: field.count,
  total_messages: field.sum,
  ...distributionRow,
  waiting_now: field.count,
  active_now: field.count,
  longest_wait_seconds: field.count.nullable(),
});
export type OverviewRow = z.output<typeof OverviewRow>;

/**
 * A row a window, the one asked for first: its cohort, and beside it the queue as it is now, however old its
 * sessions are.
 */
export const selectOverview = (asked: Asked): Statement<OverviewRow> => {
  const { columns, slots, boundaries } = windowsOf(asked);
  return {
    name: 'overview',
    row: OverviewRow,
    query: sql`
    select ${columns},
      coalesce(sums.sessions, 0) as total_sessions,
      coalesce(sums.active, 0) as active_sessions,
      coalesce(sums.closed, 0) as closed_sessions,
      coalesce(sums.waiting, 0) as waiting_sessions,
      coalesce(sums.messages, 0) as total_messages,
      ${sentDistributions(sql`sums`)},
      waiting.*, active.*
    from ${slots}
    left join dashboard_session_sums(${boundaries}) sums on sums.slot = slot.n
    cross join (
      select
        count(*) as waiting_now,
        case when count(*) > 0 then ${wholeSecondsSince(sql`min(${s.queuedAt})`)} end as longest_wait_seconds
      from ${s}
      where ${s.status} = 'waiting'
    ) waiting
    cross join (
      select count(*) as active_now from ${s} where ${s.status} = 'active'
    ) active
    order by slot.n desc`,
  };
};
