import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { field, type Statement } from '../../db/statement.ts';
import { windowRow, windowsOf, type Asked } from './windows.sql.ts';

const SatisfactionRow = z.object({
  ...windowRow,
  rated_1: field.count,
  rated_2: field.count,
  rated_3: field.count,
  rated_4: field.count,
  rated_5: field.count,
  closed: field.sum,
  closed_rated: field.sum,
});
export type SatisfactionRow = z.output<typeof SatisfactionRow>;

/** A row a window, the one asked for first: how its cohort was rated. */
export const selectSatisfaction = (asked: Asked): Statement<SatisfactionRow> => {
  const { columns, slots, boundaries } = windowsOf(asked);
  return {
    name: 'satisfaction',
    row: SatisfactionRow,
    query: sql`
    select ${columns},
      coalesce(sums.rated_1, 0) as rated_1,
      coalesce(sums.rated_2, 0) as rated_2,
      coalesce(sums.rated_3, 0) as rated_3,
      coalesce(sums.rated_4, 0) as rated_4,
      coalesce(sums.rated_5, 0) as rated_5,
      coalesce(sums.closed, 0) as closed,
      coalesce(sums.closed_rated, 0) as closed_rated
    from ${slots}
    left join dashboard_session_sums(${boundaries}) sums on sums.slot = slot.n
    order by slot.n desc`,
  };
};
