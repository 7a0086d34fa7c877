import { sql, type SQL } from 'drizzle-orm';
import { endsOf, field, generatedAt, previousFrom, rightAfter, wireInstant } from '../../db/statement.ts';
import type { Window } from '../../platform/time-range.ts';

/** What figures are asked for: a window, and the one before it too where they are compared. */
export interface Asked {
  window: Window;
  compared: boolean;
}

/** The columns by which a row says what window its figures are of. */
export const windowRow = { generated_at: field.text, from: field.text, to: field.text };

/** The arguments of the database's functions whose rows are windows: the ends, and whether the one before is there too. */
export function windowArguments({ window, compared }: Asked): SQL {
  const { from, to } = endsOf(window);
  return sql`${from}, ${to}, ${compared}`;
}

/** The parts of a statement over the windows asked for. */
interface Windows {
  /** The columns of `windowRow`. */
  columns: SQL;
  /** A table `slot (n, since, until)` with a row a window. Ordered by n, descending, the window comes first. */
  slots: SQL;
  /** The number of the window itself; that of the one before is 1. */
  current: number;
  /** The argument of the database's `dashboard_…_sums`, whose rows name the slot they belong to. */
  boundaries: SQL;
}

export function windowsOf({ window, compared }: Asked): Windows {
  const { from, to } = endsOf(window);
  const columns = sql`${wireInstant(generatedAt)} as generated_at, ${wireInstant(sql`slot.since`)} as "from",
      ${wireInstant(sql`slot.until`)} as "to"`;
  const current = compared ? 2 : 1;
  const before = previousFrom({ from, to });
  const slots = compared
    ? sql`(values (2, ${from}, ${to}), (1, ${before}, ${from})) slot (n, since, until)`
    : sql`(values (1, ${from}, ${to})) slot (n, since, until)`;
  const boundaries = compared
    ? sql`array[${before}, ${from}, ${rightAfter(to)}]`
    : sql`array[${from}, ${rightAfter(to)}]`;
  return { columns, slots, current, boundaries };
}
