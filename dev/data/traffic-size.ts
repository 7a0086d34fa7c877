import { createRandom, type Random } from './random.ts';

/** The requested amount of synthetic traffic. */
export interface TrafficRequest {
  sessions: number;
  days: number;
  agents?: number | undefined;
  /** In all sessions together. */
  messages?: number | undefined;
  seed?: number | undefined;
}

/** The same with every value filled in. Equal sizes give equal traffic, including every id. */
export interface TrafficSize {
  sessions: number;
  days: number;
  agents: number;
  messages: number;
  seed: number;
}

/** How many sessions are open at the end of the window. */
export interface LiveSessions {
  waiting: number;
  active: number;
}

const meanMessages = 22;
const maxSessions = 10_000_000;
const maxDays = 3660;
const maxMessagesPerSession = 100_000;

function check(name: string, value: number, min: number, max: number, why = ''): void {
  if (Number.isSafeInteger(value) && value >= min && value <= max) return;
  throw new Error(`--${name} must be a whole number from ${min} to ${max}${why}`);
}

/**
 * Fills in defaults and rejects impossible sizes: each session needs at least one message, and each agent at
 * least one session.
 *
 * @throws Error with one line about the first invalid number
 */
export function resolveTrafficSize(request: TrafficRequest): TrafficSize {
  const { sessions, days, seed = 1 } = request;
  check('sessions', sessions, 1, maxSessions);
  check('days', days, 1, maxDays);
  check('seed', seed, 0, Number.MAX_SAFE_INTEGER);
  const agents = request.agents ?? Math.min(sessions, 200, Math.max(3, Math.round(sessions / 200)));
  check('agents', agents, 1, sessions, ': every agent has a session');
  const messages = request.messages ?? sessions * meanMessages;
  check('messages', messages, sessions, sessions * maxMessagesPerSession, ': every session has 1 to 100000');
  return { sessions, days, agents, messages, seed };
}

/** A separate random stream for one part of the traffic of this size, such as one session. */
export function randomOf(size: TrafficSize, ...thing: (string | number)[]): Random {
  return createRandom(size.seed, size.sessions, size.days, size.agents, size.messages, ...thing);
}
