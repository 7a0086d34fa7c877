import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { chatSessions as s } from '../../db/schema.ts';
import { field, generatedAt, inWindow, wireInstant, type Statement } from '../../db/statement.ts';

const SatisfactionRow = z.object({
  generated_at: field.text,
  rated: field.sum,
  rating_sum: field.sum,
  rated_1: field.count,
  rated_2: field.count,
  rated_3: field.count,
  rated_4: field.count,
  rated_5: field.count,
  closed: field.sum,
  closed_and_rated: field.sum,
});
export type SatisfactionRow = z.output<typeof SatisfactionRow>;

/** One row: how the cohort of the window was rated. */
export const selectSatisfaction = (rangeHours: number): Statement<SatisfactionRow> => ({
  name: 'satisfaction',
  row: SatisfactionRow,
  query: sql`
    select
      ${wireInstant(generatedAt)} as generated_at,
      count(${s.rating}) as rated,
      coalesce(sum(${s.rating}), 0) as rating_sum,
      count(*) filter (where ${s.rating} = 1) as rated_1,
      count(*) filter (where ${s.rating} = 2) as rated_2,
      count(*) filter (where ${s.rating} = 3) as rated_3,
      count(*) filter (where ${s.rating} = 4) as rated_4,
      count(*) filter (where ${s.rating} = 5) as rated_5,
      count(*) filter (where ${s.status} = 'closed') as closed,
      count(${s.rating}) filter (where ${s.status} = 'closed') as closed_and_rated
    from ${s}
    where ${inWindow(s.createdAt, rangeHours)}`,
});
