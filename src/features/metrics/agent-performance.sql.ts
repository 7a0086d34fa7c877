import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { field, type Statement } from '../../db/statement.ts';
import { wholeOf, type Whole } from '../../platform/exact.ts';
import type { DistributionRow } from './distribution.ts';
import { windowRow, type Asked } from './windows.sql.ts';

/** What the database has of an agent in a window, and of the agent now. */
export interface AgentLine {
  agent_id: string;
  active: number;
  load: number;
  availability: 'online' | 'away' | 'offline' | null;
  /** What it did in the window, as the database writes it: see {@link readFigures}. */
  figures: string;
}

/** What an agent did in a window. */
export interface AgentFigures extends DistributionRow {
  sessions_handled: Whole;
  total_messages: Whole;
  unanswered_sessions: Whole;
  rated_sessions: Whole;
  rating_sum: Whole;
}

const whole = String.raw`(-?\d+)`;
const spread = '([A-Za-z0-9+/=\n -]*)';
const distribution = [whole, whole, spread];
/** Of each distribution the spans, their sum, and how they are spread. */
const figuresPattern = new RegExp(
  `^${[...Array<string>(5).fill(whole), ...distribution, ...distribution, ...distribution].join(',')}$`,
);

/**
 * Reads an agent's figures.
 *
 * @throws Error where it is not what dashboard_agent_line() writes
 */
export function readFigures(sent: string): AgentFigures {
  const match = figuresPattern.exec(sent);
  if (match === null) throw new Error('The figures of an agent are not written as they should be.');
  const [, handled = '', messages = '', unanswered = '', rated = '', ratingSum = ''] = match;
  const [answered = '', responseSum = '', responses = '', waits = '', waitSum = ''] = match.slice(6);
  const [wait = '', handlings = '', handleSum = '', handle = ''] = match.slice(11);
  return {
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

const linePattern = /^([0-9a-f-]{36}),(\d+),(\d+),(online|away|offline|),(\d+,.+)$/s;

/** @returns undefined where it is not a line */
function readLine(sent: string): AgentLine | undefined {
  const match = linePattern.exec(sent);
  if (match === null) return undefined;
  const [, agent = '', active, load, availability, figures = ''] = match;
  return {
    agent_id: agent,
    active: Number(active),
    load: Number(load),
    // One of these, or nothing.
    availability: availability === '' ? null : (availability as AgentLine['availability']),
    figures,
  };
}

const linesIn = (sent: string | null): string[] => sent?.split(';') ?? [];

/** Lines are text, which is quicker to write and to read than JSON; null where there is none. */
const Lines = z.string().nullable();

/** A window that was added up: agents in order, and their names. */
const AddedUpWindow = z
  .object({ ...windowRow, agents: Lines, names: z.array(field.text.nullable()).nullable() })
  .transform(({ agents, names, ...window }, context) => ({
    ...window,
    agents: readLines(linesIn(agents), context),
    names: names ?? [],
  }));

/** A window that is kept, as dashboard_agents() sends it: what is `changed` is instead of what is `kept`. */
const KeptWindow = z
  .object({
    ...windowRow,
    kept: Lines,
    changed: Lines,
    taken: Lines,
    registered: z.record(z.string(), z.tuple([field.text, field.text.nullable()])).nullable(),
  })
  .transform(({ kept, changed, taken, registered, ...window }, context) => {
    const figures = new Map([...linesIn(kept), ...linesIn(changed)].map(byAgent));
    const places = new Map(linesIn(taken).map(byAgent));
    const lines = Array.from(figures, ([agent, line]) =>
      [agent, places.get(agent) ?? '0,0', registered?.[agent]?.[0] ?? '', line].join(','),
    );
    const agents = readLines(lines, context)
      .filter((agent) => handledBy(agent) > 0)
      .toSorted(inOrder);
    return { ...window, agents, names: agents.map(({ agent_id: id }) => registered?.[id]?.[1] ?? null) };
  });

/** An agent's id, and the rest of its line. */
const byAgent = (line: string): [string, string] => [line.slice(0, 36), line.slice(37)];

/** Most sessions first, then by id. */
const inOrder = (one: AgentLine, other: AgentLine): number =>
  handledBy(other) - handledBy(one) || (one.agent_id < other.agent_id ? -1 : 1);

/** The first of its figures: the sessions it handled. */
const handledBy = ({ figures }: AgentLine): number => Number(figures.slice(0, figures.indexOf(',')));

function readLines(lines: readonly string[], context: z.RefinementCtx): AgentLine[] {
  const agents: AgentLine[] = [];
  for (const text of lines) {
    const line = readLine(text);
    if (line === undefined) context.addIssue({ code: 'custom', message: 'is not a line of an agent' });
    else agents.push(line);
  }
  return agents;
}

const AgentsRow = z.object({
  agents: z.union([
    KeptWindow.transform((window) => [window]),
    z.object({ windows: z.array(AddedUpWindow) }).transform(({ windows }) => windows),
  ]),
});

/**
 * One row of windows: of each a line for each agent who is or was a support agent of a cohort session of the window asked
 * for, most sessions first, in either window, and their names.
 *
 * @param agentId that agent alone
 */
export function selectAgentPerformance(
  { window, compared }: Asked,
  agentId: string | undefined,
): Statement<z.output<typeof AgentsRow>> {
  const [hours, from, to] = 'hours' in window ? [window.hours, null, null] : [null, window.from, window.to];
  return {
    name: 'agent-performance',
    row: AgentsRow,
    query: sql`select dashboard_agents(${hours}, ${from}, ${to}, ${compared}, ${agentId ?? null}) as agents`,
  };
}
