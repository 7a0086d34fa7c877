import { createRandom, type Random } from './random.ts';
import type { TrafficSize } from './traffic-size.ts';

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

/** How many sessions are open at the end of the window. */
export interface LiveSessions {
  waiting: number;
  active: number;
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

/** A stream of its own for one thing of this traffic. */
export function randomOf({ size }: { size: TrafficSize }, ...thing: (string | number)[]): Random {
  return createRandom(size.seed, size.sessions, size.days, size.agents, size.messages, ...thing);
}

/** Weight of each hour of a day; the last hour of the window is the one from three to four in the afternoon. */
const hourWeights = [3, 2, 1, 1, 1, 2, 4, 8, 14, 20, 23, 22, 18, 19, 22, 23, 21, 17, 13, 12, 12, 11, 8, 5];
const lastHour = 15;
/** Weight of each day, Monday first; the last day of the window is a Thursday. */
const dayWeights = [1.2, 1.1, 1, 1, 0.95, 0.6, 0.5];
const lastDay = 3;

const hourMicroseconds = 3_600_000_000;
const secondMicroseconds = 1_000_000;

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
  const random = randomOf(plan, 'kind', index);
  const roll = random.unit();
  if (index >= size.sessions - live.waiting) return roll < 0.15 ? 'returned' : 'waiting';
  if (index >= size.sessions - live.waiting - live.active) return roll < 0.12 ? 'silent' : 'answered';
  if (promisedAgent(plan, index) !== undefined || roll >= 0.07) return 'answered';
  return roll < 0.06 ? 'unanswered' : 'silent';
}

/** Closed sessions in order of time, over the window with its rhythm; then the open ones, the oldest first. */
function spreadOpenings(plan: Pick<TrafficPlan, 'size' | 'live'>): Float64Array {
  const { size, live } = plan;
  const closed = size.sessions - live.waiting - live.active;
  const random = randomOf(plan, 'openings');
  const openings = new Float64Array(size.sessions);
  const hours = size.days * 24;
  const weights = Array.from({ length: hours }, (_, hour) => {
    const back = hours - 1 - hour;
    const hourOfDay = (((lastHour - back) % 24) + 24) % 24;
    const dayOfWeek = (((lastDay - Math.ceil((back - lastHour) / 24)) % 7) + 7) % 7;
    return (hourWeights[hourOfDay] ?? 1) * (dayWeights[dayOfWeek] ?? 1);
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let hour = 0;
  let before = 0;
  for (let index = 0; index < closed; index++) {
    const target = ((index + random.unit()) / closed) * total;
    while (hour < hours - 1 && before + (weights[hour] ?? 0) <= target) before += weights[hour++] ?? 0;
    const within = clamp((target - before) / (weights[hour] ?? 1), 0, 1);
    const opening = Math.round((hour + within - hours) * hourMicroseconds);
    // A session that is over by the end of the window had a few minutes to be.
    openings[index] = Math.min(opening, -Math.round(random.whole(180, 600) * secondMicroseconds));
  }
  const openAges = (count: number, from: number, shortestSeconds: number): void => {
    for (let place = 0; place < count; place++) {
      const share = 1 - (place + 0.5) / count;
      const seconds = shortestSeconds * Math.exp(3.6 * share) * (0.97 + 0.06 * random.unit());
      openings[from + place] = -Math.round(seconds * secondMicroseconds);
    }
  };
  openAges(live.active, closed, 100);
  openAges(live.waiting, closed + live.active, 20);
  return openings;
}

/** One message for everybody, the others by weight: the sum is exact, whatever the weights are. */
function shareMessages(plan: Pick<TrafficPlan, 'size'>, kinds: readonly SessionKind[]): Int32Array {
  const random = randomOf(plan, 'message counts');
  const weightOf = { unanswered: 0.12, silent: 0.15, waiting: 0.06, returned: 0.7 };
  const weights = Float64Array.from(kinds, (kind) =>
    kind === 'answered' ? clamp(random.logNormal(1, 0.65), 0.2, 6) : weightOf[kind],
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const extra = plan.size.messages - plan.size.sessions;
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
    const random = randomOf(shared, 'agent', index);
    return { id: random.uuid(), pace: clamp(random.logNormal(1, 0.35), 0.4, 3) };
  });
  const kinds = Array.from({ length: size.sessions }, (_, index) => chooseKind(shared, index));
  return {
    ...shared,
    agents,
    kinds,
    openings: spreadOpenings(shared),
    messageCounts: shareMessages(shared, kinds),
  };
}
