import { sql, type SQL } from 'drizzle-orm';
import type { z } from 'zod';
import type { Granularity } from '../../values/enums.ts';
import { endsOf, field, generatedAt, wireInstant, type Statement } from '../../db/statement.ts';
import type { Window } from '../../values/window.ts';
import {
  figureColumns,
  figureFields,
  figuresOf,
  listColumns,
  listRow,
  type Figures,
  type WindowRow,
} from './figures.sql.ts';
import { figuresNeededBy, type MetricName } from './series-metrics.ts';

/** What is asked of the buckets of a window. */
export interface SeriesQuestion {
  window: Window;
  /** An IANA time zone, which the database may not know. */
  zone: string;
  metrics: readonly MetricName[];
  agentId: string | undefined;
}

/** A row of the answer: figures and, in a time series, times. */
type Bucket = Figures & { start: string; end: string; local_start: string };
type BucketsRow = WindowRow & { list: Bucket[] };

/**
 * A statement over the hours, days, weeks or months of a window, in one row ({@link listRow}).
 *
 * Figures of sessions and of messages come from two calls, each made only if a metric needs it.
 *
 * @param of.edges the calendar's edges
 * @param of.places rows of (place, slot): which slots between `asked.edges` make up each bucket
 * @param of.times SQL for JSON arrays of local times without offset
 */
function selectBuckets(
  { window, metrics, agentId }: SeriesQuestion,
  of: { name: string; edges: SQL; places: SQL; times: Record<string, SQL> },
): Statement<BucketsRow> {
  const { from, to } = endsOf(window);
  const needed = figuresNeededBy(metrics);
  const sources = [
    { subject: agentId === undefined ? 'everybody' : 'agents', agentId, choice: needed.sessions },
    { subject: 'messages', agentId: undefined, choice: needed.messages },
  ] as const;
  const columns = Object.entries(of.times).map(([name, times]) => sql`, ${times} as ${sql.identifier(name)}`);
  const joins: SQL[] = [];
  const fields: Record<string, z.ZodType> = Object.fromEntries(
    Object.keys(of.times).map((name) => [name, field.text]),
  );
  for (const { subject, agentId: agent, choice } of sources) {
    const names = [...choice.counts, ...choice.distributions];
    if (names.length === 0) continue;
    Object.assign(fields, figureFields(choice));
    columns.push(sql`, ${sql.identifier(subject)}.*`);
    joins.push(sql`cross join (
      select ${listColumns(names, sql`entry.place`)} from (
        select places.place, ${figureColumns(choice)}
        from asked cross join ${figuresOf(sql`asked.cut`, subject, agent, choice)}
        right join places on places.slot = f.slot
        group by places.place
      ) entry
    ) ${sql.identifier(subject)}`);
  }
  return {
    name: of.name,
    row: listRow<Bucket>(fields),
    query: sql`
      with asked as materialized (
        -- The same edges, moved to the window's ends: between these, figures are taken.
        select edges, array[${from}] || edges[2:cardinality(edges) - 1] || (${to} + interval '1 microsecond') as cut
        from ${of.edges} calendar (edges)
      ),
      places as materialized (${of.places})
      select ${wireInstant(generatedAt)} as generated_at, ${wireInstant(from)} as "from", ${wireInstant(to)} as "to"
        ${sql.join(columns)}
      from asked ${sql.join(joins, sql` `)}`,
  };
}

/** A window in the buckets of a calendar, oldest first. The window's last instant is in the last bucket. */
export function selectTimeSeries(question: SeriesQuestion, granularity: Granularity): Statement<BucketsRow> {
  const { from, to } = endsOf(question.window);
  const starts = sql`asked.edges[:cardinality(asked.edges) - 1]`;
  const clock = (edges: SQL, zone: string) =>
    sql`to_json(array(select edge at time zone ${zone} from unnest(${edges}) edge))`;
  return selectBuckets(question, {
    name: 'timeseries',
    edges: sql`dashboard_calendar(${granularity}, ${question.zone}, ${from}, ${to})`,
    places: sql`select slot as place, slot from asked cross join lateral generate_series(1, cardinality(edges) - 1) slot`,
    times: {
      start: clock(starts, 'UTC'),
      end: clock(sql`asked.edges[2:]`, 'UTC'),
      local_start: clock(starts, question.zone),
    },
  });
}

/**
 * A window by the hours of a week: 168 buckets, Monday 0 to Sunday 23. An hour that comes twice when clocks go back is in
 * one. If the window ends with an hour, its last instant is in the bucket of the hour that begins there.
 */
export function selectHeatmap(question: SeriesQuestion): Statement<BucketsRow> {
  const { from, to } = endsOf(question.window);
  return selectBuckets(question, {
    name: 'heatmap',
    edges: sql`dashboard_calendar('hour', ${question.zone}, ${from}, ${to} + interval '1 microsecond')`,
    places: sql`
      select place, slot
      from (
        select edge at time zone ${question.zone} as clock, slot
        from asked cross join lateral unnest(edges[:cardinality(edges) - 1]) with ordinality hour (edge, slot)
      ) hour
      right join generate_series(0, 167) place
        on place = 24 * (extract(isodow from clock)::integer - 1) + extract(hour from clock)::integer`,
    times: {},
  });
}
