import { sql, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import { endsOf, generatedAt, rightAfter, wireInstant, type Statement } from '../../db/statement.ts';
import type { Window } from '../../platform/time-range.ts';
import { neededColumns, partColumns, type MetricName, type Source } from './series-metrics.ts';
import { windowRow } from './windows.sql.ts';

export type Granularity = 'hour' | 'day' | 'week' | 'month';

/** What is asked for of the parts of a window. */
export interface SeriesQuestion {
  window: Window;
  /** An IANA time zone that the database may or may not know. */
  zone: string;
  metrics: readonly MetricName[];
  agentId: string | undefined;
}

/**
 * A window in buckets. Instants are in milliseconds since the epoch, cut; `walls` are what the zone's clocks show
 * at `edges`, as if they showed UTC. There is one edge more than there are buckets.
 */
const SeriesRow = z.object({
  ...windowRow,
  edges: z.array(z.number()),
  walls: z.array(z.number()),
  ...partColumns,
});
export type SeriesRow = z.output<typeof SeriesRow>;

/**
 * A row a bucket in which something was: the columns that are needed, and no more, since with an hour a bucket it
 * is adding up that takes the time. The rollups' columns are those of the raw figures, in the same order.
 */
function summed(source: Source, { metrics, agentId }: SeriesQuestion): SQL {
  const { subject, rollups, raw, only } = {
    all: {
      subject: 'sessions',
      rollups: sql`dashboard_session_rollups`,
      raw: sql`dashboard_raw_sessions(c.piece_since, c.piece_until)`,
      only: sql``,
    },
    agent: {
      subject: 'sessions',
      rollups: sql`dashboard_agent_rollups`,
      raw: sql`dashboard_raw_agents(c.piece_since, c.piece_until, ${agentId}::uuid)`,
      only: sql`and kept.agent_id = ${agentId}::uuid`,
    },
    messages: {
      subject: 'messages',
      rollups: sql`dashboard_message_rollups`,
      raw: sql`dashboard_raw_messages(c.piece_since, c.piece_until)`,
      only: sql``,
    },
  }[source];
  const columns = neededColumns(metrics, source).map(
    ({ name, value }) => sql`, sum(${value}) as ${sql.identifier(name)}`,
  );
  return sql`
    with cover as materialized (
      select cover.* from calendar cross join lateral dashboard_cover(${subject}, calendar.cut) cover
    )
    select part.slot ${sql.join(columns)}
    from (
      select c.slot, kept.* from cover c cross join lateral (
        select * from ${rollups} kept
        where kept.grain_minutes = c.grain_minutes and kept.bucket = c.piece_since ${only} offset 0
      ) kept
      union all
      select c.slot, 0, c.piece_since, raw.* from cover c cross join lateral ${raw} raw where c.grain_minutes = 0
    ) part
    group by part.slot`;
}

/**
 * A window in the buckets of a calendar, in one row.
 *
 * @param options.lastInstantApart where the window ends exactly with an edge, whether its last instant is in a bucket
 *   of its own, as the clocks have it, or in the last one, so that there is no bucket of an instant
 */
export function selectSeries(
  question: SeriesQuestion,
  granularity: Granularity,
  { lastInstantApart }: { lastInstantApart: boolean },
): Statement<SeriesRow> {
  const { window, zone, metrics, agentId } = question;
  const { from, to } = endsOf(window);
  const end = lastInstantApart ? rightAfter(to) : to;
  const source = agentId === undefined ? 'all' : 'agent';
  const columns = [...neededColumns(metrics, source), ...neededColumns(metrics, 'messages')];
  // As text: sums may pass 2^53. Empty where a bucket has nothing.
  const sent = (wanted: 'sums' | 'histograms') =>
    columns
      .filter(({ isHistogram }) => isHistogram === (wanted === 'histograms'))
      .map(({ name }) => {
        const value = sql.identifier(name);
        const text = wanted === 'sums' ? sql`${value}::text` : sql`encode(numeric_send(${value}), 'base64')`;
        return sql`${name}::text, json_agg(coalesce(${text}, '') order by n)`;
      });
  const milliseconds = (instant: SQL): SQL => sql`floor(extract(epoch from ${instant}) * 1000)`;
  return {
    name: 'series',
    row: SeriesRow,
    // The calendar's edges are those of whole buckets; cut, the first and the last are the window's own ends.
    query: sql`
    with bounds as materialized (
      select ${from} as since, ${to} as until, dashboard_calendar(${granularity}, ${zone}, ${from}, ${end}) as edges
    ),
    calendar as materialized (
      select since, until, edges, array[since] || edges[2 : cardinality(edges) - 1] || ${rightAfter(sql`until`)} as cut
      from bounds
    ),
    sums as materialized (${summed(source, question)}),
    written as materialized (${
      neededColumns(metrics, 'messages').length > 0 ? summed('messages', question) : sql`select 0 as slot`
    })
    select ${wireInstant(generatedAt)} as generated_at,
      ${wireInstant(sql`since`)} as "from",
      ${wireInstant(sql`until`)} as "to",
      (select json_agg(${milliseconds(sql`edge`)} order by edge) from unnest(edges) edge) as edges,
      (select json_agg(${milliseconds(sql`edge at time zone ${zone}`)} order by edge) from unnest(edges) edge) as walls,
      parts.*
    from calendar
    cross join lateral (
      select json_build_object(${sql.join(sent('sums'), sql`, `)}) as sums,
        json_build_object(${sql.join(sent('histograms'), sql`, `)}) as histograms
      from generate_series(1, cardinality(edges) - 1) n
      left join sums on sums.slot = n
      left join written on written.slot = n
    ) parts`,
  };
}
