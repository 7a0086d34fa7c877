import type { Context } from 'hono';
import type { AggregateQuestion } from '../../cache/aggregate-cache.ts';
import type { AppEnv } from '../../context.ts';
import type { Count } from '../../db/schema/figures.ts';
import { answerAggregate } from '../../http/aggregate-response.ts';
import { windowOf } from '../../http/window-query.ts';
import type { FigureSubject } from '../../values/enums.ts';
import type { Window } from '../../values/window.ts';
import { changeBetween, type ChangeOf, type Figures } from './comparison.ts';
import { selectWindows, type Asked } from './figures.sql.ts';

/** What the query of an aggregate asks for. */
export const askedBy = (
  query: Parameters<typeof windowOf>[0] & { compare?: 'previous' | undefined },
): Asked => ({ window: windowOf(query), compared: query.compare !== undefined });

/**
 * The versions of the answers' shapes and definitions, by endpoint. Raised with any change of either: older answers
 * are then not found any more (docs/cache.md).
 */
export const answerVersions = {
  overview: 4,
  satisfaction: 4,
  'message-analytics': 4,
  'agent-performance': 6,
  timeseries: 3,
  heatmap: 3,
} as const;

/**
 * Series can be asked for in more ways than are ever asked twice, by metrics and time zone. KV would fill with them,
 * so only memory keeps them.
 */
const onlyInMemory: ReadonlySet<keyof typeof answerVersions> = new Set(['timeseries', 'heatmap']);

/**
 * What the answer is kept under.
 *
 * @param filter what else selects the figures
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
    inKv: !onlyInMemory.has(endpoint),
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

/** The figures of a row and, where there is a row of the window before, those and the change. */
export function withComparison<Row, F extends object>(
  row: Row,
  before: (Row & { from: string; to: string }) | undefined,
  toFigures: (row: Row) => F & Figures<F>,
): F & { previous?: F & { from: string; to: string }; change?: ChangeOf<F> } {
  const figures = toFigures(row);
  if (before === undefined) return figures;
  const previous = { from: before.from, to: before.to, ...toFigures(before) };
  return { ...figures, previous, change: changeBetween<F>(figures, previous) };
}

/** The rows of a statement that always has one: the window asked for, then the one before where compared. */
export function windowRows<Row>(rows: Row[]): [Row, Row | undefined] {
  const [row, before] = rows;
  if (row === undefined) throw new Error('An aggregate statement returned no row.');
  return [row, before];
}

/** Answers a question about the counts of a window with figures made of them, compared where that was asked for. */
export const answerCounts = <C extends Count, F extends object>(
  c: Context<AppEnv>,
  asked: Asked,
  of: {
    endpoint: keyof typeof answerVersions;
    subject: FigureSubject;
    counts: readonly C[];
    toFigures: (row: Record<C, number>) => F & Figures<F>;
  },
) =>
  answerAggregate(c, questionOf(of.endpoint, asked), async () => {
    const statement = selectWindows(of.endpoint, asked, of.subject, of.counts);
    const [row, before] = windowRows(await c.get('deps').db.read(statement));
    const body = { ...withComparison(row, before, of.toFigures), ...windowInfo(asked.window, row) };
    return { generatedAt: row.generated_at, body };
  });
