import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { chatSessions as s } from '../../db/schema/chat.ts';
import { counts, distributions } from '../../db/schema/figures.ts';
import { field, wholeSecondsSince, type Statement } from '../../db/statement.ts';
import { figureColumns, figureFields, figuresOf, windowRow, windowsOf, type Asked } from './figures.sql.ts';

/** Every count, so that a new one needs no change here. */
const choice = { counts, distributions };

const OverviewRow = z.object({
  ...windowRow,
  ...figureFields(choice),
  waiting_now: field.count,
  active_now: field.count,
  unassigned_now: field.count,
  longest_wait_seconds: field.count.nullable(),
});
export type OverviewRow = z.output<typeof OverviewRow>;

/** One row per window, the one asked for first: its figures, and the queue as it is now. */
export const selectOverview = (asked: Asked): Statement<OverviewRow> => {
  const { edges, columns } = windowsOf(asked);
  return {
    name: 'overview',
    row: OverviewRow,
    query: sql`
      select ${columns}, ${figureColumns(choice)},
        (select count(*) from ${s} where ${s.status} = 'waiting') as waiting_now,
        (select count(*) from ${s} where ${s.status} = 'active') as active_now,
        (select count(*) from ${s} where ${s.status} = 'active' and ${s.assignedAgentId} is null) as unassigned_now,
        (select ${wholeSecondsSince(s.queuedAt)} from ${s} where ${s.status} = 'waiting' order by ${s.queuedAt} limit 1)
          as longest_wait_seconds
      from ${edges} cross join lateral ${figuresOf(sql`asked.edges`, 'everybody', undefined, choice)}
      group by asked.edges, slot order by slot desc`,
  };
};
