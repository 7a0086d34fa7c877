import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { endsOf, field, type Statement } from '../../db/statement.ts';
import {
  availabilityOf,
  idLength,
  inOrder,
  linesIn,
  readLine,
  readRecord,
  sessionsOf,
  type AgentLine,
  type AgentRecord,
} from './agent-lines.ts';
import { keptLines, type KeptLinesMemo, type KnownLines } from './kept-lines.ts';
import { windowRow, type Asked } from './windows.sql.ts';

const Names = z.array(field.text.nullable()).nullable();

/** A window that was added up: agents in order, and their names. */
const AddedUpWindow = z.object({ ...windowRow, agents: field.text.nullable(), names: Names });

/** A window that is kept, as dashboard_agent_list() sends it: what is `changed` is instead of what is `kept`. */
const KeptWindow = z.object({
  ...windowRow,
  version: field.uuid,
  /** Null where this version is known. */
  kept: z.string().nullable(),
  changed: z.string().nullable(),
  /** Of an agent its active sessions, and its load where that is more. */
  taken: z.string().nullable(),
  /** Of those registered their availability, and their names. */
  registered: z.tuple([z.string().nullable(), Names]),
});

const AgentsRow = z.object({ agents: z.union([KeptWindow, z.object({ windows: z.array(AddedUpWindow) })]) });

/**
 * One row of windows, for {@link agentWindows}.
 *
 * @param agentId that agent alone
 * @param known lines that need not be sent again
 */
export function selectAgentPerformance(
  { window, compared }: Asked,
  agentId: string | undefined,
  known: KnownLines,
): Statement<z.output<typeof AgentsRow>> {
  const { from, to } = endsOf(window);
  const versions = `{${[...known.keys()].join(',')}}`;
  return {
    name: 'agent-performance',
    row: AgentsRow,
    query: sql`select dashboard_agent_list(null, ${from}, ${to}, ${compared}, ${agentId ?? null}, ${versions}::uuid[]) as agents`,
  };
}

interface AgentWindow extends Record<keyof typeof windowRow, string> {
  agents: AgentLine[];
}

/**
 * The windows of a row, the one asked for first: in each a line for each agent who is or was a support agent of a cohort
 * session of the window asked for, most sessions first, in either window.
 *
 * @param known what was said to be known when it was asked for
 * @throws Error where a line is not written as it should be
 */
export function agentWindows(
  { agents: sent }: z.output<typeof AgentsRow>,
  known: KnownLines,
  memo: KeptLinesMemo,
): AgentWindow[] {
  if (!('windows' in sent)) return [{ ...sent, agents: linesOfKept(sent, known, memo) }];
  return sent.windows.map((window) => ({
    ...window,
    agents: linesIn(window.agents).map((line, at) => readLine(line, window.names?.[at] ?? null)),
  }));
}

function linesOfKept(
  { version, kept, changed, taken, registered: [registered, names] }: z.output<typeof KeptWindow>,
  known: KnownLines,
  memo: KeptLinesMemo,
): AgentLine[] {
  const { records, places } = keptLines(version, kept, known, memo);
  const agents = records.map(lineOf);
  const added = new Map<string, AgentLine>();
  for (const line of linesIn(changed).map((text) => lineOf(readRecord(text)))) {
    const place = places.get(line.agent_id);
    if (place === undefined) added.set(line.agent_id, line);
    else agents[place] = line;
  }
  agents.push(...added.values());

  const agentOf = (line: string): AgentLine | undefined => {
    const id = line.slice(0, idLength);
    return agents[places.get(id) ?? -1] ?? added.get(id);
  };
  for (const line of linesIn(taken)) {
    const agent = agentOf(line);
    if (agent === undefined) continue;
    const comma = line.indexOf(',', idLength + 1);
    agent.active = sessionsOf(line.slice(idLength + 1, comma < 0 ? undefined : comma));
    agent.load = comma < 0 ? agent.active : sessionsOf(line.slice(comma + 1));
  }
  for (const [at, line] of linesIn(registered).entries()) {
    const agent = agentOf(line);
    if (agent === undefined) continue;
    agent.availability = availabilityOf(line.slice(idLength + 1));
    agent.display_name = names?.[at] ?? null;
  }
  if (changed === null) return agents;
  return agents.filter(({ handled }) => handled > 0).toSorted(inOrder);
}

/** Of an agent of which nothing is known that it does now. */
const lineOf = ({ agent_id, handled, figures }: AgentRecord): AgentLine => ({
  agent_id,
  handled,
  figures,
  active: 0,
  load: 0,
  availability: null,
  display_name: null,
});
