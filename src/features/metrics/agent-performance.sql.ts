import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { field, type Statement } from '../../db/statement.ts';
import { wholeOf, type Whole } from '../../platform/exact.ts';
import type { DistributionRow } from './distribution.ts';
import { windowArguments, windowRow, type Asked } from './windows.sql.ts';

/** What the database has of an agent in a window, and of the agent now. */
export interface AgentLine extends DistributionRow {
  agent_id: string;
  active: number;
  load: number;
  availability: 'online' | 'away' | 'offline' | null;
  sessions_handled: Whole;
  total_messages: Whole;
  unanswered_sessions: Whole;
  rated_sessions: Whole;
  rating_sum: Whole;
}

const whole = String.raw`(-?\d+)`;
const spread = '([A-Za-z0-9+/=\n -]*)';
const distribution = [whole, whole, spread];
/** A line as dashboard_agent_performance() writes it: of each distribution the spans, their sum, and how they are spread. */
const linePattern = new RegExp(
  `^${[
    '([0-9a-f-]{36})',
    whole,
    whole,
    '(online|away|offline|)',
    ...Array<string>(5).fill(whole),
    ...distribution,
    ...distribution,
    ...distribution,
  ].join(',')}$`,
);

/** @returns undefined where it is not a line */
function readLine(sent: string): AgentLine | undefined {
  const match = linePattern.exec(sent);
  if (match === null) return undefined;
  const [, agent_id = '', active, load, availability, handled = '', messages = '', unanswered = ''] = match;
  const [rated = '', ratingSum = '', answered = '', responseSum = '', responses = ''] = match.slice(8);
  const [waits = '', waitSum = '', wait = '', handlings = '', handleSum = '', handle = ''] = match.slice(13);
  return {
    agent_id,
    active: Number(active),
    load: Number(load),
    // One of these, or nothing.
    availability: availability === '' ? null : (availability as AgentLine['availability']),
    sessions_handled: wholeOf(handled),
    total_messages: wholeOf(messages),
    unanswered_sessions: wholeOf(unanswered),
    rated_sessions: wholeOf(rated),
    rating_sum: wholeOf(ratingSum),
    answered: wholeOf(answered),
    response_microseconds: wholeOf(responseSum),
    response_histogram: responses,
    waits: wholeOf(waits),
    wait_microseconds: wholeOf(waitSum),
    wait_histogram: wait,
    handlings: wholeOf(handlings),
    handle_microseconds: wholeOf(handleSum),
    handle_histogram: handle,
  };
}

/** Lines are text, which is quicker to write and to read than JSON; null where there is none. */
const AgentLines = z
  .string()
  .nullable()
  .transform((sent, context): AgentLine[] => {
    const lines: AgentLine[] = [];
    for (const text of sent?.split(';') ?? []) {
      const line = readLine(text);
      if (line === undefined) context.addIssue({ code: 'custom', message: 'is not a line of an agent' });
      else lines.push(line);
    }
    return lines;
  });

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
