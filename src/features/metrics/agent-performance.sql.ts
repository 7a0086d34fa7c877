import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { supportAgents as a } from '../../db/schema/routing.ts';
import { field, generatedAt, type Statement } from '../../db/statement.ts';
import { userName } from '../../db/user-name.ts';
import { availabilities } from '../../values/enums.ts';
import {
  figureColumns,
  figureFields,
  figuresOf,
  listColumns,
  listRow,
  noFigures,
  windowsOf,
  type Asked,
  type WindowRow,
} from './figures.sql.ts';
import { ratingCounts } from './ratings.ts';

const choice = {
  counts: ['sessions', 'unanswered', 'messages', ...ratingCounts, 'transfers_in', 'transfers_out'],
  distributions: ['response', 'wait', 'handle'],
} as const;

const AgentFigures = z.object({ agent_id: field.uuid, ...figureFields(choice) });
export type AgentFigures = z.output<typeof AgentFigures>;

/** The figures of an agent that did nothing in a window. */
export const noAgentFigures = noFigures(choice);

const AgentRow = AgentFigures.extend({
  active: field.count,
  load: field.count,
  agent_name: field.text.nullable(),
  display_name: field.text.nullable(),
  availability: z.enum(availabilities).nullable(),
});
export type AgentRow = z.output<typeof AgentRow>;

const agentColumns = listColumns(Object.keys(AgentRow.shape), sql`entry.sessions desc, entry.agent_id`);

/**
 * One row per window, the one asked for first: agents with figures in it, most sessions first, then by id.
 *
 * @param agentId only this agent
 * @param lapseMinutes after how long without a sign of life an agent is offline; 0: never
 */
export const selectAgentPerformance = (
  asked: Asked,
  agentId: string | undefined,
  lapseMinutes: number,
): Statement<WindowRow & { list: AgentRow[] }> => {
  const { edges, columns } = windowsOf(asked);
  return {
    name: 'agent-performance',
    row: listRow<AgentRow>(AgentRow.shape),
    query: sql`
      with asked as materialized (select * from ${edges}),
      figures as materialized (
        select f.slot, f.agent_id, ${figureColumns(choice)}
        from asked cross join lateral ${figuresOf(sql`asked.edges`, 'agents', agentId, choice)}
        group by f.slot, f.agent_id
      ),
      taken as materialized (select * from dashboard_taken_places(${generatedAt}))
      select ${columns}, agents.*
      from asked cross join lateral generate_series(cardinality(asked.edges) - 1, 1, -1) windows (slot)
      cross join lateral (
        select ${agentColumns} from (
          select f.*, coalesce(taken.sessions, 0) as active, coalesce(taken.load, 0) as load,
            ${userName(sql`f.agent_id`)} as agent_name, ${a.displayName}, case when ${a.removedAt} is null then
              dashboard_availability(${a.availability}, ${a.updatedAt}, ${lapseMinutes}::integer, ${generatedAt})
            end as availability
          from figures f
          left join ${a} on ${a.agentId} = f.agent_id
          left join taken on taken.agent_id = f.agent_id
          where f.slot = windows.slot
        ) entry
      ) agents`,
  };
};
