import { sql, type SQL } from 'drizzle-orm';
import { endsOf, field } from '../../db/statement.ts';
import type { Window } from '../../values/window.ts';

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
