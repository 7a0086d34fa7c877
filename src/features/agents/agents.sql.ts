import { and, arrayContains, eq, isNull, sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import { z } from 'zod';
import { supportAgents as a } from '../../db/schema/routing.ts';
import {
  build,
  field,
  fields,
  generatedAt,
  listEntry,
  wireInstant,
  type Statement,
} from '../../db/statement.ts';
import type { TextCursor } from '../../values/cursor.ts';
import { availabilities } from '../../values/enums.ts';

/** A registered agent, as a row of a list and in the outcome of a command. */
export const AgentRow = listEntry({
  agent_id: field.uuid,
  display_name: field.text,
  team: field.text.nullable(),
  skills: z.array(field.text),
  availability: z.enum(availabilities),
  max_sessions: field.count,
  load: field.count,
  free: field.count,
  updated_at: field.text,
  version: z.int(),
});
export type AgentRow = z.output<typeof AgentRow>;

/** Which agents are listed: those that match every filter given. */
export interface AgentFilters {
  availability?: AgentRow['availability'] | undefined;
  team?: string | undefined;
  /** A skill that the agent has, among others. */
  skill?: string | undefined;
}

/** By code points, so that the order does not depend on the database's collation. */
const inOrder = (name: SQLWrapper): SQL => sql`${name} collate "C"`;

/** Its availability now. */
const availabilityOf = (
  agent: { availability: SQLWrapper; updatedAt: SQLWrapper },
  lapseMinutes: number,
): SQL =>
  sql`dashboard_availability(${agent.availability}, ${agent.updatedAt}, ${lapseMinutes}::integer, ${generatedAt})`;

/** Registered agents with their places, by name, then by id. */
function agentsWhere(isMeant: SQL | undefined, rows: number, lapseMinutes: number): SQLWrapper {
  // The page is chosen first, so that places are counted for its rows only.
  const page = build.$with('page').as(
    build
      .select()
      .from(a)
      .where(and(isNull(a.removedAt), isMeant))
      .orderBy(inOrder(a.displayName), a.agentId)
      .limit(rows),
  );
  const places = sql`dashboard_taken_places(${generatedAt}, array(select ${page.agentId} from ${page}))`;
  const load = sql`coalesce(places.load, 0)`;
  return build
    .with(page)
    .select(
      fields<AgentRow>({
        agent_id: page.agentId,
        display_name: page.displayName,
        team: page.team,
        skills: sql`to_json(${page.skills})`,
        availability: availabilityOf(page, lapseMinutes),
        max_sessions: page.maxSessions,
        load,
        free: sql`greatest(0, ${page.maxSessions} - ${load})`,
        updated_at: wireInstant(page.updatedAt),
        version: page.version,
      }),
    )
    .from(page)
    .leftJoin(sql`${places} places`, eq(sql`places.agent_id`, page.agentId))
    .orderBy(inOrder(page.displayName), page.agentId);
}

/**
 * Selects registered agents with their places, by name, then by id.
 *
 * @param lapseMinutes after how long without a sign of life an agent is offline; 0: never
 * @param rows the maximum number of rows
 * @param after the last agent of the page before
 */
export const selectAgents = (
  { availability, team, skill }: AgentFilters,
  lapseMinutes: number,
  rows: number,
  after: TextCursor | undefined,
): Statement<AgentRow> => {
  const isMeant = and(
    availability && eq(availabilityOf(a, lapseMinutes), availability),
    team === undefined ? undefined : eq(a.team, team),
    skill === undefined ? undefined : arrayContains(a.skills, [skill]),
    after && sql`(${inOrder(a.displayName)}, ${a.agentId}) > (${after.text}, ${after.id}::uuid)`,
  );
  return { name: 'agents', row: AgentRow, query: agentsWhere(isMeant, rows, lapseMinutes) };
};

/** Selects one agent; no row if the agent is not registered. */
export const selectAgent = (agentId: string, lapseMinutes: number): Statement<AgentRow> => ({
  name: 'agent',
  row: AgentRow,
  query: agentsWhere(eq(a.agentId, agentId), 1, lapseMinutes),
});
