import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Statement } from '../../db/statement.ts';
import { figureColumns, figureFields, figuresOf, windowRow, windowsOf, type Asked } from './figures.sql.ts';

const choice = {
  counts: ['rated_1', 'rated_2', 'rated_3', 'rated_4', 'rated_5', 'closed', 'closed_rated'],
  distributions: [],
} as const;

const SatisfactionRow = z.object({ ...windowRow, ...figureFields(choice) });
export type SatisfactionRow = z.output<typeof SatisfactionRow>;

/** One row per window, the one asked for first. */
export const selectSatisfaction = (asked: Asked): Statement<SatisfactionRow> => {
  const { edges, columns } = windowsOf(asked);
  return {
    name: 'satisfaction',
    row: SatisfactionRow,
    query: sql`
      select ${columns}, ${figureColumns(choice, 'f')}
      from ${edges} cross join lateral ${figuresOf(sql`asked.edges`, 'everybody', undefined, choice)} f
      order by slot desc`,
  };
};
