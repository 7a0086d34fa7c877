import { sql, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import type { Granularity } from '../../values/enums.ts';
import { endsOf, field, generatedAt, wireInstant, type Statement } from '../../db/statement.ts';
import type { Window } from '../../values/window.ts';
import { figureColumns, figureFields, figuresOf, windowRow, type Figures } from './figures.sql.ts';
import { figuresNeededBy, type MetricName } from './series-metrics.ts';

/** What is asked of the buckets of a window. */
export interface SeriesQuestion {
  window: Window;
  /** An IANA time zone, which the database may not know. */
  zone: string;
  metrics: readonly MetricName[];
  agentId: string | undefined;
}

/**
 * The figures of each bucket: CTEs that compute them once, the FROM item that joins them, and their select list. Figures of
 * sessions and of messages come from two calls, each made only if a metric needs it.
 */
function bucketsOf({ metrics, agentId }: SeriesQuestion, options: { summed: boolean }) {
  const needed = figuresNeededBy(metrics);
  const subject = agentId === undefined ? 'everybody' : 'agents';
  const sources = [
    { name: sql.identifier('sessions'), subject, agentId, choice: needed.sessions },
    { name: sql.identifier('messages'), subject: 'messages', agentId: undefined, choice: needed.messages },
  ] as const;
  const used = sources.filter(({ choice }) => choice.counts.length + choice.distributions.length > 0);
  const ctes = used.map(
    (source) => sql`, ${source.name} as materialized (
      select f.* from asked cross join lateral
        ${figuresOf(sql`asked.cut`, source.subject, source.agentId, source.choice)} f
    )`,
  );
  const joins = used.map(({ name }) => sql`left join ${name} on ${name}.slot = bucket.slot`);
  const columns = used.map(({ name, choice }) => figureColumns(choice, name.value, options));
  const fields = Object.assign({}, ...used.map(({ choice }) => figureFields(choice))) as z.ZodRawShape;
  return {
    ctes: sql.join(ctes),
    from: sql`asked cross join lateral generate_series(1, cardinality(asked.edges) - 1) bucket (slot) ${sql.join(joins, sql` `)}`,
    columns: sql.join(columns, sql`, `),
    fields: fields as { [Name in keyof Figures]: z.ZodType<Figures[Name]> },
  };
}

/**
 * A window and its calendar. The buckets' edges lie on the calendar; `cut` are the same edges, moved to the window's
 * ends, between which figures are taken.
 *
 * @param until where the calendar may end
 */
function askedOf({ window, zone }: SeriesQuestion, granularity: Granularity, until: (to: SQL) => SQL) {
  const { from, to } = endsOf(window);
  return {
    columns: sql`${wireInstant(generatedAt)} as generated_at, ${wireInstant(from)} as "from", ${wireInstant(to)} as "to"`,
    asked: sql`asked as materialized (
      select edges, array[${from}] || edges[2:cardinality(edges) - 1] || (${to} + interval '1 microsecond') as cut
      from dashboard_calendar(${granularity}, ${zone}, ${from}, ${until(to)}) calendar (edges)
    )`,
  };
}

const clock = (instant: SQL, zone: string): SQL =>
  sql`to_char(${instant} at time zone ${zone}, 'YYYY-MM-DD"T"HH24:MI:SS')`;

/** A window in the buckets of a calendar, oldest first, in one row. The window's last instant is in the last bucket. */
export function selectTimeSeries(question: SeriesQuestion, granularity: Granularity) {
  const { asked, columns } = askedOf(question, granularity, (to) => to);
  const buckets = bucketsOf(question, { summed: false });
  const row = z.object({
    ...windowRow,
    buckets: z.array(
      z.object({ start: field.text, end: field.text, local_start: field.text, ...buckets.fields }),
    ),
  });
  const statement: Statement<z.output<typeof row>> = {
    name: 'timeseries',
    row,
    query: sql`
      with ${asked}${buckets.ctes}
      select ${columns}, (
        select json_agg(one order by one.start) from (
          select ${wireInstant(sql`asked.edges[bucket.slot]`)} as start,
            ${wireInstant(sql`asked.edges[bucket.slot + 1]`)} as "end",
            ${clock(sql`asked.edges[bucket.slot]`, question.zone)} as local_start, ${buckets.columns}
          from ${buckets.from}
        ) one
      ) as buckets`,
  };
  return statement;
}

/**
 * A window by the hours of a week, in one row: 168 cells, Monday 0 to Sunday 23. An hour that comes twice when clocks
 * go back is one cell. If the window ends with an hour, its last instant is in the cell of the hour that begins there.
 */
export function selectHeatmap(question: SeriesQuestion) {
  const { asked, columns } = askedOf(question, 'hour', (to) => sql`${to} + interval '1 microsecond'`);
  const hours = bucketsOf(question, { summed: true });
  const row = z.object({ ...windowRow, cells: z.array(z.object(hours.fields)) });
  const local = sql`(asked.edges[bucket.slot] at time zone ${question.zone})`;
  const statement: Statement<z.output<typeof row>> = {
    name: 'heatmap',
    row,
    query: sql`
      with ${asked}${hours.ctes}
      select ${columns}, (
        select json_agg(one order by one.cell) from (
          select cell.number as cell, ${hours.columns}
          from generate_series(0, 167) cell (number)
          left join (${hours.from})
            on cell.number = 24 * (extract(isodow from ${local})::integer - 1) + extract(hour from ${local})::integer
          group by cell.number
        ) one
      ) as cells`,
  };
  return statement;
}
