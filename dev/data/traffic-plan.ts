import { spreadOpenings } from './session-openings.ts';
import { randomOf, type LiveSessions, type TrafficSize } from './traffic-size.ts';

/**
 * What becomes of a session: `silent` is one whose agent has not written a word, `returned` one that was
 * answered before and waits again.
 */
export type SessionKind = 'answered' | 'silent' | 'unanswered' | 'waiting' | 'returned';

/** One of the team. */
export interface Agent {
  id: string;
  /** How long this agent takes, as a multiple of the usual. */
  pace: number;
}

/** What is settled before the first session is made: whatever the sessions share out among them. */
export interface TrafficPlan {
  size: TrafficSize;
  live: LiveSessions;
  agents: readonly Agent[];
  kinds: readonly SessionKind[];
  /** Microseconds from the end of the window to the session's opening (or return to the queue), below 0. */
  openings: Float64Array;
  messageCounts: Int32Array;
}

const clamp = (value: number, min: number, max: number): number => Math.max(min, Math.min(value, max));

/** Open sessions, as many as a rate of arrivals and a usual length give, and a few where that gives none. */
function usualLiveSessions({ sessions, days, agents }: TrafficSize): LiveSessions {
  const perHour = sessions / (days * 24);
  const waiting = clamp(Math.round(perHour * 0.04), Math.min(3, Math.floor(sessions / 20)), sessions / 4);
  const active = clamp(Math.round(perHour * 0.35), Math.min(6, Math.floor(sessions / 12)), sessions / 4);
  // An agent has a session of its own and, of the open ones, about as many as one person can follow.
  return {
    waiting: Math.min(Math.floor(waiting), sessions - agents),
    active: Math.min(Math.floor(active), agents * 6),
  };
}

/**
 * The agent to whom a session is promised, so that each has one: evenly spread over the sessions that have
 * any; `undefined` for all other sessions.
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

/** One message for everybody, the others by weight: the sum is exact, whatever the weights are. */
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
 * Plans traffic of a size: the same for the same size, without a clock.
 *
 * @param live how many sessions are open at the end, where the usual number for the size won't do
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
