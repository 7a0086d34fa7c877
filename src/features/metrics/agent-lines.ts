import { wholeOf, type Whole } from '../../values/exact.ts';
import type { DistributionRow } from './distribution.ts';

/** How the database says what agents did: in lines of text, which are quicker to write and to read than JSON. */

/** What an agent did in a window. */
export interface AgentRecord {
  agent_id: string;
  /** The sessions it handled. */
  handled: number;
  figures: SentFigures;
}

/** All that an agent did in a window. */
export interface SentFigures {
  /** As the database writes it: see {@link readFigures}. */
  readonly sent: string;
  /** As an answer has it, once somebody has written it: figures of a kept window are, again and again. */
  written?: string;
}

/** What the database has of an agent in a window, and of the agent now. */
export interface AgentLine extends AgentRecord {
  active: number;
  load: number;
  availability: 'online' | 'away' | 'offline' | null;
  display_name: string | null;
}

/** The same, read. */
export interface AgentFigures extends DistributionRow {
  sessions_handled: Whole;
  total_messages: Whole;
  unanswered_sessions: Whole;
  rated_sessions: Whole;
  rating_sum: Whole;
}

const whole = String.raw`(-?\d+)`;
const spread = '([A-Za-z0-9+/=\n .:-]*)';
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
  const [handled = '', messages = '', unanswered = '', rated = '', ratingSum = '', ...more] = partsOf(
    sent,
    figuresPattern,
  );
  const [answered = '', responseSum = '', responses = '', waits = '', waitSum = ''] = more;
  const [wait = '', handlings = '', handleSum = '', handle = ''] = more.slice(5);
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

/** Lines between semicolons; null where there is none. */
export const linesIn = (sent: string | null): string[] =>
  sent === null || sent === '' ? [] : sent.split(';');

/** Of an id in characters. */
export const idLength = 36;

const id = `([0-9a-f-]{${idLength}})`;
const places = String.raw`(\d+),(\d+)`;
const availabilities = '(online|away|offline)';
const record = String.raw`((\d+),.+)`;
const recordPattern = new RegExp(`^${id},${record}$`, 's');
const linePattern = new RegExp(`^${id},${places},${availabilities}?,${record}$`, 's');

/**
 * Reads what an agent did in a window.
 *
 * @throws Error where it is something else
 */
export function readRecord(sent: string): AgentRecord {
  const [agent_id = '', figures = '', handled] = partsOf(sent, recordPattern);
  return { agent_id, handled: Number(handled), figures: { sent: figures } };
}

/**
 * Reads all of it in one line.
 *
 * @throws Error where it is something else
 */
export function readLine(sent: string, display_name: string | null): AgentLine {
  const [agent_id = '', active, load, availability, figures = '', handled] = partsOf(sent, linePattern);
  return {
    agent_id,
    handled: Number(handled),
    figures: { sent: figures },
    active: Number(active),
    load: Number(load),
    availability: availabilityOf(availability),
    display_name,
  };
}

/**
 * @param sent nothing for who is not registered
 * @throws Error where it is none that there is
 */
export function availabilityOf(sent: string | undefined): AgentLine['availability'] {
  switch (sent) {
    case 'online':
    case 'away':
    case 'offline':
      return sent;
    case undefined:
      return null;
    default:
      throw notAsItShouldBe();
  }
}

/**
 * A whole number of sessions.
 *
 * @throws Error where it is something else
 */
export function sessionsOf(sent: string): number {
  const sessions = Number(sent);
  if (sent === '' || !Number.isSafeInteger(sessions)) throw notAsItShouldBe();
  return sessions;
}

/** Most sessions first, then by id. */
export const inOrder = (one: AgentRecord, other: AgentRecord): number =>
  other.handled - one.handled || (one.agent_id < other.agent_id ? -1 : 1);

function partsOf(sent: string, pattern: RegExp): (string | undefined)[] {
  const match = pattern.exec(sent);
  if (match === null) throw notAsItShouldBe();
  return match.slice(1);
}

/** What the line says stays out of logs. */
const notAsItShouldBe = () => new Error('A line of an agent is not written as it should be.');
