import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { chatSessions as s } from '../../db/schema.ts';
import {
  field,
  generatedAt,
  wholeSecondsSince,
  window,
  wireInstant,
  type Statement,
} from '../../db/statement.ts';

const OverviewRow = z.object({
  generated_at: field.text,
  total_sessions: field.count,
  active_sessions: field.count,
  closed_sessions: field.count,
  waiting_sessions: field.count,
  total_messages: field.sum,
  answered_sessions: field.sum,
  response_microseconds: field.sum,
  waiting_now: field.count,
  active_now: field.count,
  longest_wait_seconds: field.count.nullable(),
});
export type OverviewRow = z.output<typeof OverviewRow>;

/** One row: the cohort of the window, and beside it the queue as it is now, however old its sessions are. */
export const selectOverview = (rangeHours: number): Statement<OverviewRow> => ({
  name: 'overview',
  row: OverviewRow,
  query: sql`
    select ${wireInstant(generatedAt)} as generated_at,
      cohort.sessions as total_sessions,
      cohort.active as active_sessions,
      cohort.closed as closed_sessions,
      cohort.waiting as waiting_sessions,
      cohort.messages as total_messages,
      cohort.answered as answered_sessions,
      cohort.response_microseconds,
      waiting.*, active.*
    from dashboard_session_totals(${window(rangeHours)}) cohort
    cross join (
      select
        count(*) as waiting_now,
        case when count(*) > 0 then ${wholeSecondsSince(sql`min(${s.queuedAt})`)} end as longest_wait_seconds
      from ${s}
      where ${s.status} = 'waiting'
    ) waiting
    cross join (
      select count(*) as active_now from ${s} where ${s.status} = 'active'
    ) active`,
});
