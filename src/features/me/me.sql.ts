import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { field, type Statement } from '../../db/statement.ts';
import { userName } from '../../db/user-name.ts';
import { selectAgent, type AgentRow } from '../agents/agents.sql.ts';

/** What the database knows of a caller. */
export interface MeRow {
  name: string | null;
  /** Null if the caller is not a registered agent. */
  agent: AgentRow | null;
}

/**
 * One row, also for a caller that the database does not know.
 *
 * @param lapseMinutes after how long without a sign of life an agent is offline; 0: never
 */
export const selectMe = (callerId: string, lapseMinutes: number): Statement<MeRow> => {
  const agent = selectAgent(callerId, lapseMinutes);
  return {
    name: 'me',
    row: z.object({ name: field.text.nullable(), agent: agent.row.nullable() }),
    query: sql`select ${userName(sql`${callerId}::uuid`)} as name, to_json(agent) as agent
      from (select) as one left join ${agent.query} agent on true`,
  };
};
