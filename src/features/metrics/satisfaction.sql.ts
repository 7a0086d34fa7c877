import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { field, generatedAt, window, wireInstant, type Statement } from '../../db/statement.ts';

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
      rated_1 + rated_2 + rated_3 + rated_4 + rated_5 as rated,
      rated_1 + 2 * rated_2 + 3 * rated_3 + 4 * rated_4 + 5 * rated_5 as rating_sum,
      rated_1, rated_2, rated_3, rated_4, rated_5,
      closed,
      closed_rated as closed_and_rated
    from dashboard_session_totals(${window(rangeHours)})`,
});
