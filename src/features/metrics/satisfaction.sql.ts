import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { field, type Statement } from '../../db/statement.ts';
import { windowArguments, windowRow, type Asked } from './windows.sql.ts';

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
export const selectSatisfaction = (asked: Asked): Statement<SatisfactionRow> => ({
  name: 'satisfaction',
  row: SatisfactionRow,
  query: sql`select * from dashboard_satisfaction(${windowArguments(asked)})`,
});
