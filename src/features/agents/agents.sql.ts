import { sql, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import { supportAgents as a } from '../../db/schema/routing.ts';
import { field, generatedAt, wireInstant, type Statement } from '../../db/statement.ts';
import type { TextCursor } from '../../values/cursor.ts';

const AgentRow = z.object({
  agent_id: field.uuid,
  display_name: field.text,
  team: field.text.nullable(),
  skills: z.array(field.text),
  availability: z.enum(['online', 'away', 'offline']),
  max_sessions: field.count,
  load: field.count,
  free: field.count,
  updated_at: field.text,
});
export type AgentRow = z.output<typeof AgentRow>;

/** What the agents of a list have in common. */
export interface AgentFilters {
  availability?: AgentRow['availability'] | undefined;
  team?: string | undefined;
  /** One that they all have. */
  skill?: string | undefined;
}

/** By code points, so that the order is the same whatever the database's collation is. */
const name = sql`${a.displayName} collate "C"`;

// The page is chosen first: places are counted for its rows alone.
const agentsWhere = (page: SQL): SQL => sql`
  with page as materialized (${page}),
  places as materialized (
    select * from dashboard_taken_places(${generatedAt}, array(select page.agent_id from page))
  )
  select
    page.agent_id,
    page.display_name,
    page.team,
    to_json(page.skills) as skills,
    page.availability,
    page.max_sessions,
    coalesce(places.load, 0) as load,
    greatest(0, page.max_sessions - coalesce(places.load, 0)) as free,
    ${wireInstant(sql`page.updated_at`)} as updated_at
  from page
  left join places on places.agent_id = page.agent_id
  order by page.display_name collate "C", page.agent_id`;

/**
 * Registered agents with the places that they have, by name, then by id.
 *
 * @param rows how many at most
 * @param after the last one of the page before
 */
export const selectAgents = (
  { availability, team, skill }: AgentFilters,
  rows: number,
  after: TextCursor | undefined,
): Statement<AgentRow> => {
  const conditions = [
    availability === undefined ? undefined : sql`${a.availability} = ${availability}`,
    team === undefined ? undefined : sql`${a.team} = ${team}`,
    skill === undefined ? undefined : sql`${a.skills} @> array[${skill}]::text[]`,
    after === undefined ? undefined : sql`(${name}, ${a.agentId}) > (${after.text}, ${after.id}::uuid)`,
  ].filter((condition) => condition !== undefined);
  return {
    name: 'agents',
    row: AgentRow,
    query: agentsWhere(sql`
      select * from ${a}
      where ${conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `)}
      order by ${name}, ${a.agentId}
      limit ${rows}`),
  };
};

/** One row, or none where nobody has registered that agent. */
export const selectAgent = (agentId: string): Statement<AgentRow> => ({
  name: 'agent',
  row: AgentRow,
  query: agentsWhere(sql`select * from ${a} where ${a.agentId} = ${agentId}::uuid`),
});
