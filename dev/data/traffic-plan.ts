import { spreadOpenings } from './session-openings.ts';
import { randomOf, type LiveSessions, type TrafficSize } from './traffic-size.ts';

/**
 * How a session goes. In a `silent` session the agent has written nothing; a `returned` session was answered
 * before and waits again.
 */
export type SessionKind = 'answered' | 'silent' | 'unanswered' | 'waiting' | 'returned';

/** A member of the team. */
export interface Agent {
  id: string;
  /** This agent's response time as a multiple of the usual. */
  pace: number;
}

/** Everything that is shared between sessions, and so is decided before the first session is generated. */
export interface TrafficPlan {
  size: TrafficSize;
  live: LiveSessions;
  agents: readonly Agent[];
  kinds: readonly SessionKind[];
  /**
   * Microseconds relative to the end of the window at which each session opens (or returns to the queue),
   * below 0.
   */
  openings: Float64Array;
  messageCounts: Int32Array;
}

const clamp = (value: number, min: number, max: number): number => Math.max(min, Math.min(value, max));

/** The usual number of open sessions, from the arrival rate and session length, with a minimum of a few. */
function usualLiveSessions({ sessions, days, agents }: TrafficSize): LiveSessions {
  const perHour = sessions / (days * 24);
  const waiting = clamp(Math.round(perHour * 0.04), Math.min(3, Math.floor(sessions / 20)), sessions / 4);
  const active = clamp(Math.round(perHour * 0.35), Math.min(6, Math.floor(sessions / 12)), sessions / 4);
  // Each agent has one session of its own, plus about as many open ones as one person can handle.
  return {
    waiting: Math.min(Math.floor(waiting), sessions - agents),
    active: Math.min(Math.floor(active), agents * 6),
  };
}

/**
 * The agent that a session is reserved for, so that each agent has at least one session. The reserved
 * sessions are spread evenly over the sessions with agents; `undefined` for all others.
 */
export function promisedAgent(
  { size, live }: Pick<TrafficPlan, 'size' | 'live'>,
  index: number,
): number | undefined {
  const attended = size.sessions - live.waiting;
  const agent = Math.ceil((index * size.agents) / attended);
  return agent < size.agents && Math.floor((agent * attended) / size.agents) === index ? agent : undefined;
}

function chooseKind(plan: Pick<TrafficPlan, 'size' | 'live'>, index: number): SessionKind {
  const { size, live } = plan;
  const random = randomOf(size, 'kind', index);
  const roll = random.unit();
  if (index >= size.sessions - live.waiting) return roll < 0.15 ? 'returned' : 'waiting';
  if (index >= size.sessions - live.waiting - live.active) return roll < 0.12 ? 'silent' : 'answered';
  if (promisedAgent(plan, index) !== undefined || roll >= 0.07) return 'answered';
  return roll < 0.06 ? 'unanswered' : 'silent';
}

/** Gives each session one message and distributes the rest by weight, so that the sum is always exact. */
function shareMessages(size: TrafficSize, kinds: readonly SessionKind[]): Int32Array {
  const random = randomOf(size, 'message counts');
  const weightOf = { unanswered: 0.12, silent: 0.15, waiting: 0.06, returned: 0.7 };
  const weights = Float64Array.from(kinds, (kind) =>
    kind === 'answered' ? clamp(random.logNormal(1, 0.65), 0.2, 6) : weightOf[kind],
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const extra = size.messages - size.sessions;
  let weightSoFar = 0;
  let shared = 0;
  return Int32Array.from(weights, (weight, index) => {
    weightSoFar += weight;
    const share = index === weights.length - 1 ? extra : Math.floor(extra * (weightSoFar / total));
    const count = 1 + share - shared;
    shared = share;
    return count;
  });
}

/**
 * Plans traffic of a given size. It reads no clock, so equal sizes give equal plans.
 *
 * @param live how many sessions are open at the end, to override the default for the size
 */
export function planTraffic(size: TrafficSize, live: LiveSessions = usualLiveSessions(size)): TrafficPlan {
  const shared = { size, live };
  const agents = Array.from({ length: size.agents }, (_, index): Agent => {
    const random = randomOf(size, 'agent', index);
    return { id: random.uuid(), pace: clamp(random.logNormal(1, 0.35), 0.4, 3) };
  });
  const kinds = Array.from({ length: size.sessions }, (_, index) => chooseKind(shared, index));
  return {
    ...shared,
    agents,
    kinds,
    openings: spreadOpenings(size, live),
    messageCounts: shareMessages(size, kinds),
  };
}
