import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { field, type Statement } from '../../db/statement.ts';
import { wholeOf, type Whole } from '../../platform/exact.ts';
import type { DistributionRow } from './distribution.ts';
import { windowRow, type Asked } from './windows.sql.ts';

/** What the database has of an agent in a window, and of the agent now. */
export interface AgentLine extends AgentRecord {
  active: number;
  load: number;
  availability: 'online' | 'away' | 'offline' | null;
  display_name: string | null;
}

/** What an agent did in a window. */
interface AgentRecord {
  agent_id: string;
  /** The sessions it handled. */
  handled: number;
  /** All that it did, as the database writes it: see {@link readFigures}. */
  figures: string;
}

/** All that an agent did in a window. */
export interface AgentFigures extends DistributionRow {
  sessions_handled: Whole;
  total_messages: Whole;
  unanswered_sessions: Whole;
  rated_sessions: Whole;
  rating_sum: Whole;
}

const whole = String.raw`(-?\d+)`;
const spread = '([A-Za-z0-9+/=\n :-]*)';
const distribution = [whole, whole, spread];
/** Of each distribution the spans, their sum, and how they are spread. */
const figuresPattern = new RegExp(
  `^${[...Array<string>(5).fill(whole), ...distribution, ...distribution, ...distribution].join(',')}$`,
);

/**
 * Reads an agent's figures.
 *
 * @throws Error where they are not written as dashboard_agent_line() and dashboard_agent_list() write them
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

const linesIn = (sent: string | null): string[] => (sent === null || sent === '' ? [] : sent.split(';'));

/** Lines are text, which is quicker to write and to read than JSON; null where there is none. */
const Lines = z.string().nullable().transform(linesIn);
const linesLike = (line: string) => {
  const pattern = new RegExp(`^${line}$`);
  return Lines.refine((lines) => lines.every((text) => pattern.test(text)));
};

const anId = '[0-9a-f-]{36}';
/** Of an agent its active sessions, and its load. */
const Taken = linesLike(`${anId},[0-9]+,[0-9]+`);
const Registered = linesLike(`${anId},(online|away|offline)`);

const recordPattern = new RegExp(`^(${anId}),((\\d+),.+)$`, 's');

/** @returns undefined where it is not an agent's id and figures */
function readRecord(line: string): AgentRecord | undefined {
  const match = recordPattern.exec(line);
  if (match === null) return undefined;
  const [, agent = '', figures = '', handled] = match;
  return { agent_id: agent, handled: Number(handled), figures };
}

const nowPattern = new RegExp(`^(${anId}),(\\d+),(\\d+),(online|away|offline|),`);

/** A line that also has what the agent does now, after its id. */
function readLine(line: string, name: string | null): AgentLine | undefined {
  const match = nowPattern.exec(line);
  if (match === null) return undefined;
  const [before, agent = '', active, load, availability = ''] = match;
  const record = readRecord(`${agent},${line.slice(before.length)}`);
  return record && lineOf(record, [active, load], availability, name);
}

/** @param availability one of those there are, or nothing */
const lineOf = (
  { agent_id, handled, figures }: AgentRecord,
  [active = '0', load = '0']: readonly (string | undefined)[],
  availability: string,
  display_name: string | null,
): AgentLine => ({
  agent_id,
  handled,
  figures,
  active: Number(active),
  load: Number(load),
  availability: availability === '' ? null : (availability as AgentLine['availability']),
  display_name,
});

/** @returns what was read; an issue where something was not what it should be */
function sound<Line>(lines: readonly (Line | undefined)[], context: z.RefinementCtx): Line[] {
  const read = lines.filter((line) => line !== undefined);
  if (read.length < lines.length)
    context.addIssue({ code: 'custom', message: 'has what is no line of an agent' });
  return read;
}

/** A window that was added up: agents in order, and their names. */
const AddedUpWindow = z
  .object({ ...windowRow, agents: Lines, names: z.array(field.text.nullable()).nullable() })
  .transform(({ agents, names, ...window }, context) => ({
    ...window,
    agents: sound(
      agents.map((line, at) => readLine(line, names?.[at] ?? null)),
      context,
    ),
  }));

/** A window that is kept, as dashboard_agent_list() sends it: what is `changed` is instead of what is `kept`. */
const KeptWindow = z
  .object({
    ...windowRow,
    kept: Lines,
    changed: Lines,
    taken: Taken,
    registered: z.tuple([Registered, z.array(field.text).nullable()]),
  })
  .transform(({ kept, changed, taken, registered: [registered, names], ...window }, context) => {
    const changes = new Map(
      sound(changed.map(readRecord), context).map((record) => [record.agent_id, record]),
    );
    const same = sound(kept.map(readRecord), context).filter(({ agent_id: id }) => !changes.has(id));
    const places = new Map(taken.map((line) => [line.slice(0, 36), line.slice(37).split(',')]));
    const registrations = new Map(
      registered.map((line, at) => [line.slice(0, 36), [line.slice(37), names?.[at] ?? null] as const]),
    );
    const agents = [...same, ...changes.values()]
      .filter(({ handled }) => handled > 0)
      .toSorted(inOrder)
      .map((record) => {
        const [availability, name] = registrations.get(record.agent_id) ?? ['', null];
        return lineOf(record, places.get(record.agent_id) ?? [], availability, name);
      });
    return { ...window, agents };
  });

/** Most sessions first, then by id. */
const inOrder = (one: AgentRecord, other: AgentRecord): number =>
  other.handled - one.handled || (one.agent_id < other.agent_id ? -1 : 1);

const AgentsRow = z.object({
  agents: z.union([
    KeptWindow.transform((window) => [window]),
    z.object({ windows: z.array(AddedUpWindow) }).transform(({ windows }) => windows),
  ]),
});

/**
 * One row of windows: of each a line for each agent who is or was a support agent of a cohort session of the window asked
 * for, most sessions first, in either window.
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
    query: sql`select dashboard_agent_list(${hours}, ${from}, ${to}, ${compared}, ${agentId ?? null}) as agents`,
  };
}
