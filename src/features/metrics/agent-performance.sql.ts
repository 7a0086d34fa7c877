import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { field, type Statement } from '../../db/statement.ts';
import { distributionRow } from './distribution.ts';
import { windowArguments, windowRow, type Asked } from './windows.sql.ts';

const AgentLine = z.object({
  agent_id: field.uuid,
  active: field.count,
  load: field.count,
  availability: z
    .enum(['online', 'away', 'offline', ''])
    .transform((availability) => (availability === '' ? null : availability)),
  sessions_handled: field.sum,
  total_messages: field.sum,
  unanswered_sessions: field.sum,
  rated_sessions: field.sum,
  rating_sum: field.sum,
  ...distributionRow,
});
/** What the database has of an agent in a window, and of the agent now. */
export type AgentLine = z.output<typeof AgentLine>;

/** In the order in which dashboard_agent_performance() writes them. */
const lineFields = Object.keys(AgentLine.shape);

function readLines(sent: string): unknown[] {
  return sent.split(';').map((line) => {
    const values = line.split(',');
    return Object.fromEntries(lineFields.map((name, place) => [name, values[place]]));
  });
}

/** Lines are text, which is quicker to write and to read than JSON; null where there is none. */
const AgentLines = z.preprocess(
  (sent) => (typeof sent === 'string' ? readLines(sent) : (sent ?? [])),
  z.array(AgentLine),
);

const AgentsRow = z.object({
  ...windowRow,
  agents: AgentLines,
  names: z
    .array(field.text.nullable())
    .nullable()
    .transform((names) => names ?? []),
});
export type AgentsRow = z.output<typeof AgentsRow>;

/**
 * A row a window: a line for each agent who is or was a support agent of a cohort session of the window asked for, most
 * sessions first, in either row, and their names.
 *
 * @param agentId that agent alone
 */
export const selectAgentPerformance = (asked: Asked, agentId: string | undefined): Statement<AgentsRow> => ({
  name: 'agent-performance',
  row: AgentsRow,
  query: sql`select * from dashboard_agent_performance(${windowArguments(asked)}, ${agentId ?? null}::uuid)`,
});
