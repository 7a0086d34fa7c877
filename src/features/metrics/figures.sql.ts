import { sql, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import type { Count, Distribution } from '../../db/schema/figures.ts';
import { endsOf, field, generatedAt, wireInstant, type Statement } from '../../db/statement.ts';
import type { FigureSubject } from '../../values/enums.ts';
import type { Window } from '../../values/window.ts';

/** The window that an answer is over, and whether the one before it is wanted too. */
export interface Asked {
  window: Window;
  compared: boolean;
}

/** The figures that a statement selects. */
export interface Choice<C extends Count = Count, D extends Distribution = Distribution> {
  counts: readonly C[];
  distributions: readonly D[];
}

/** Spans of time: how many, their sum, and the histogram bins of their 50th, 90th and 95th percentile (null: no spans). */
const Spans = z.object({ count: field.count, microseconds: field.sum, bins: z.array(z.int()).nullable() });
export type Spans = z.output<typeof Spans>;

/** A row of figures. */
export type Figures<C extends Count = Count, D extends Distribution = Distribution> = Record<C, number> &
  Record<D, Spans>;

/** The schema of a row with the chosen figures. */
export function figureFields<C extends Count, D extends Distribution>({
  counts,
  distributions,
}: Choice<C, D>) {
  return Object.fromEntries([
    ...counts.map((name) => [name, field.count]),
    ...distributions.map((name) => [name, Spans]),
  ]) as { [Name in C]: typeof field.count } & { [Name in D]: typeof Spans };
}

/** The figures of somebody for whom nothing counts. */
export const noFigures = <C extends Count, D extends Distribution>({ counts, distributions }: Choice<C, D>) =>
  Object.fromEntries([
    ...counts.map((name) => [name, 0]),
    ...distributions.map((name) => [name, { count: 0, microseconds: 0n, bins: null } satisfies Spans]),
  ]) as Figures<C, D>;

/** The chosen figures as an SQL select list: sums over rows of `dashboard_figures`. */
export function figureColumns({ counts, distributions }: Choice): SQL {
  const column = (name: string): SQL => sql`coalesce(sum(f.sign * f.${sql.identifier(name)}), 0)`;
  // Long numbers: turning the sign is quicker than multiplying.
  const longColumn = (name: string): SQL => {
    const value = sql`f.${sql.identifier(name)}`;
    return sql`coalesce(sum(case f.sign when 1 then ${value} else -${value} end), 0)`;
  };
  // Sums go as text: JSON numbers are exact only up to 2^53.
  const spans = (name: Distribution): SQL => sql`json_build_object(
    'count', ${column(`${name}_count`)},
    'microseconds', ${longColumn(`${name}_microseconds`)}::text,
    'bins', dashboard_percentile_bins(${longColumn(`${name}_histogram`)}, ${column(`${name}_count`)}::bigint))`;
  return sql.join(
    [
      ...counts.map((name) => sql`${column(name)} as ${sql.identifier(name)}`),
      ...distributions.map((name) => sql`${spans(name)} as ${sql.identifier(name)}`),
    ],
    sql`, `,
  );
}

/** A call of `dashboard_figures`: the only source of every aggregate. */
export const figuresOf = (
  edges: SQL,
  subject: FigureSubject,
  agentId: string | undefined,
  choice: Choice,
): SQL =>
  sql`dashboard_figures(${edges}, ${subject}, ${agentId ?? null}::uuid, ${choice.distributions.length > 0}) f`;

/** The columns by which a row says which window its figures are of. */
export const windowRow = { generated_at: field.text, from: field.text, to: field.text };
export type WindowRow = Record<keyof typeof windowRow, string>;

/**
 * The schema of a window's row that carries a list: an array per field, which takes half the time of an object per entry.
 *
 * @param fields of an entry, at least one
 */
export const listRow = <Entry>(fields: Record<string, z.ZodType>): z.ZodType<WindowRow & { list: Entry[] }> =>
  z
    .object({
      ...windowRow,
      ...Object.fromEntries(Object.entries(fields).map(([name, one]) => [name, z.array(one)])),
    })
    .transform(({ generated_at, from, to, ...arrays }) => {
      const columns = Object.entries(arrays as Record<string, unknown[]>);
      const list = columns[0]?.[1].map((_, place) =>
        Object.fromEntries(columns.map(([name, values]) => [name, values[place]])),
      );
      return { generated_at, from, to, list: list as Entry[] };
    });

/** The arrays of a {@link listRow} as an SQL select list: aggregates over the rows of `entry`. */
export const listColumns = (names: readonly string[], order: SQL): SQL =>
  sql.join(
    names.map((name) => {
      const column = sql.identifier(name);
      return sql`coalesce(json_agg(entry.${column} order by ${order}), '[]') as ${column}`;
    }),
    sql`, `,
  );

/**
 * The windows of a question as SQL: `edges` is the FROM item that holds their edges, `columns` names the window of the
 * row with that `slot`. The last slot is the window asked for; the one before it is the previous window.
 */
export function windowsOf({ window, compared }: Asked): { edges: SQL; columns: SQL } {
  const { from, to } = endsOf(window);
  return {
    edges: sql`dashboard_window_edges(${from}, ${to}, ${compared}) asked (edges)`,
    columns: sql`
      ${wireInstant(generatedAt)} as generated_at,
      ${wireInstant(sql`asked.edges[slot]`)} as "from",
      ${wireInstant(sql`case slot when cardinality(asked.edges) - 1 then ${to} else asked.edges[slot + 1] end`)} as "to"`,
  };
}

/** Figures of a subject, one row per window, the one asked for first. */
export function selectWindows<C extends Count>(
  name: string,
  asked: Asked,
  subject: FigureSubject,
  counts: readonly C[],
): Statement<Record<keyof typeof windowRow, string> & Record<C, number>> {
  const choice = { counts, distributions: [] };
  const { edges, columns } = windowsOf(asked);
  return {
    name,
    row: z.object({ ...windowRow, ...figureFields(choice) }) as never,
    query: sql`
      select ${columns}, ${figureColumns(choice)}
      from ${edges} cross join lateral ${figuresOf(sql`asked.edges`, subject, undefined, choice)}
      group by asked.edges, slot order by slot desc`,
  };
}
