import { sql, type SQL } from 'drizzle-orm';
import { counts } from '../../db/schema/figures.ts';
import { endsOf } from '../../db/statement.ts';
import { figureColumns, figuresOf } from '../metrics/figures.sql.ts';
import type { SessionFilters } from './session-filters.sql.ts';

/** Figures by the filters that open them: counts over the cohort, as expressions over the window's counts. */
const figures: Record<string, SQL> = {
  '': sql`sessions`,
  'status=waiting': sql`waiting`,
  'status=active': sql`active`,
  'status=closed': sql`closed`,
  'unanswered=true': sql`unanswered`,
  'unanswered=false': sql`sessions - unanswered`,
  'rated=true': sql`rated_1 + rated_2 + rated_3 + rated_4 + rated_5`,
  'rated=false': sql`sessions - (rated_1 + rated_2 + rated_3 + rated_4 + rated_5)`,
  'rated=true&status=closed': sql`closed_rated`,
  'rated=false&status=closed': sql`closed - closed_rated`,
  'ratings=1': sql`rated_1`,
  'ratings=1,2': sql`rated_1 + rated_2`,
  'ratings=2': sql`rated_2`,
  'ratings=3': sql`rated_3`,
  'ratings=4': sql`rated_4`,
  'ratings=5': sql`rated_5`,
};

/**
 * The total as the figure that the filters open, which is read instead of counting the window's sessions one by one.
 * Undefined if they open none of `figures`.
 */
export function figureTotal({ window, ...filters }: SessionFilters): SQL | undefined {
  const asked = Object.entries(filters).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${value}`],
  );
  const figure = figures[asked.sort().join('&')];
  if (window === undefined || figure === undefined) return undefined;
  const { from, to } = endsOf(window);
  const choice = { counts, distributions: [] };
  const edges = sql`array[${from}, ${to} + interval '1 microsecond']`;
  return sql`select ${figure} as total
    from (select ${figureColumns(choice)} from ${figuresOf(edges, 'everybody', undefined, choice)}) figures`;
}
