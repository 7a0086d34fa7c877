import type { AggregateQuestion } from '../../cache/aggregate-cache.ts';
import { windowOf } from '../../http/window-query.ts';
import type { Window } from '../../values/window.ts';
import { changeBetween, type ChangeOf, type Figures } from './comparison.ts';
import type { Asked } from './figures.sql.ts';

/** What the query of an aggregate asks for. */
export const askedBy = (
  query: Parameters<typeof windowOf>[0] & { compare?: 'previous' | undefined },
): Asked => ({ window: windowOf(query), compared: query.compare !== undefined });

/**
 * The versions of the answers' shapes and definitions, by endpoint. Raised with any change of either: older answers
 * are then not found any more (docs/cache.md).
 */
export const answerVersions = {
  overview: 3,
  satisfaction: 3,
  'message-analytics': 3,
  'agent-performance': 4,
  timeseries: 2,
  heatmap: 2,
} as const;

/**
 * What the answer is kept under.
 *
 * @param filter whatever else selects the figures
 * @returns undefined for a window between two instants: keys say nothing of absolute time
 */
export function questionOf(
  endpoint: keyof typeof answerVersions,
  { window, compared }: Asked,
  filter = 'all',
): AggregateQuestion | undefined {
  if (!('hours' in window)) return undefined;
  return {
    endpoint,
    version: answerVersions[endpoint],
    rangeHours: window.hours,
    filter: compared ? `${filter}+previous` : filter,
  };
}

interface WindowRow {
  generated_at: string;
  from: string;
  to: string;
}

/** What an answer says of its window. */
export const windowInfo = (window: Window, { from, to, generated_at }: WindowRow) => ({
  time_range_hours: 'hours' in window ? window.hours : null,
  from,
  to,
  generated_at,
});

/** The figures of a window and, where there is a row of the window before, those and the change. */
export const withComparison = <Row extends WindowRow, F extends object>(
  row: Row,
  before: Row | undefined,
  toFigures: (row: Row) => F & Figures<F>,
): Compared<F> =>
  comparedWith(toFigures(row), before && { from: before.from, to: before.to, ...toFigures(before) });

type Compared<F> = F & { previous?: F & { from: string; to: string }; change?: ChangeOf<F> };

/** Figures and, where there are some of the window before, those and the change. */
export const comparedWith = <F extends object>(
  figures: F & Figures<F>,
  previous: (F & { from: string; to: string }) | undefined,
): Compared<F> =>
  previous === undefined ? figures : { ...figures, previous, change: changeBetween<F>(figures, previous) };

/** The rows of a statement that always has one: the window asked for, then the one before where compared. */
export function windowRows<Row>(rows: Row[]): [Row, Row | undefined] {
  const [row, before] = rows;
  if (row === undefined) throw new Error('An aggregate statement returned no row.');
  return [row, before];
}
