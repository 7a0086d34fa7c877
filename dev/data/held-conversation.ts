import type { SessionStatus } from '../../src/values/enums.ts';
import { dialogue, fitInto, monologue, type Conversation } from './conversation.ts';
import type { Random } from './random.ts';
import { promisedAgent, type Agent, type SessionKind, type TrafficPlan } from './traffic-plan.ts';

/** A conversation placed in time. All times are whole microseconds relative to the end of the window. */
export interface HeldConversation extends Pick<Conversation, 'turns' | 'takeovers'> {
  kind: SessionKind;
  status: SessionStatus;
  /** The agents in the order they took over; the same agent may appear more than once. */
  agents: Agent[];
  createdAt: number;
  /** How the session returned to the queue, if it did. */
  comeback: Comeback | undefined;
  /** In a reopened session, when it was closed before, if known. */
  closedAt: number | null;
}

/** A return to the queue: requeued by an agent, or reopened after it was closed. */
interface Comeback {
  /** When it had been closed; null if it was requeued. */
  closedAt: number | null;
  queuedAt: number;
  /** When an agent next took it, and the agent's index in the session's agents. Undefined if nobody did. */
  next: { startedAt: number; agent: number } | undefined;
}

const microseconds = 1_000_000;
/** Longer sessions are not reopened: their earlier part alone would fill the window. */
const maxReopenedTurns = 200;

/** Chooses agents, with more work for some than for others. */
function chooseAgent(plan: TrafficPlan, random: Random): Agent[] {
  const agent = plan.agents[Math.floor(random.unit() ** 1.5 * plan.agents.length)];
  return agent === undefined ? [] : [agent];
}

function chooseAgents(plan: TrafficPlan, index: number, kind: SessionKind, random: Random): Agent[] {
  if (kind === 'unanswered' || kind === 'waiting') return [];
  const promised = plan.agents[promisedAgent(plan, index) ?? -1];
  const [first, ...none] = promised === undefined ? chooseAgent(plan, random) : [promised];
  if (first === undefined) return none;
  if (kind === 'silent' || !random.chance(0.09)) return [first];
  // Handed over; in a quarter of these sessions, handed back as well.
  const second = chooseAgent(plan, random).filter(({ id }) => id !== first.id);
  return second.length > 0 && random.chance(0.25) ? [first, ...second, first] : [first, ...second];
}

function converse(
  plan: TrafficPlan,
  index: number,
  kind: SessionKind,
  random: Random,
): Conversation & { agents: Agent[] } {
  const count = plan.messageCounts[index] ?? 1;
  const agents = chooseAgents(plan, index, kind, random);
  if (kind !== 'answered' && kind !== 'returned') return { ...monologue(random, count, agents), agents };
  const returns = random.chance(kind === 'returned' ? 1 : 0.05) && count <= maxReopenedTurns;
  const conversation = dialogue(random, count, agents, returns);
  // With few turns, some agents never took it over.
  return { ...conversation, agents: agents.slice(0, conversation.takeovers.length) };
}

/**
 * Generates a session's conversation and places it in the window: open sessions start before the window ends,
 * and closed sessions are closed before it ends.
 */
export function holdConversation(plan: TrafficPlan, index: number, random: Random): HeldConversation {
  const kind = plan.kinds[index] ?? 'unanswered';
  const opening = plan.openings[index] ?? -1;
  const ageSeconds = -opening / microseconds;
  const isOpen = index >= plan.size.sessions - plan.live.waiting - plan.live.active;
  const { agents, ...talk } = converse(plan, index, kind, random);
  const returnAt = talk.returnTurn === undefined ? undefined : talk.turns[talk.returnTurn]?.at;

  if (!isOpen) {
    const room = ageSeconds - 1;
    const lingerSeconds = Math.min(room / 4, random.logNormal(kind === 'answered' ? 60 : 500, 0.8));
    const fitting = fitInto(room - lingerSeconds, talk);
    const { turns, takeovers } = fitting;
    const place = (seconds: number): number => opening + Math.floor(seconds * microseconds);
    const end = Math.max(turns.at(-1)?.at ?? 0, ...takeovers) + lingerSeconds;
    return {
      kind,
      status: 'closed',
      agents,
      turns: turns.map(({ by, at }) => ({ by, at: place(at) })),
      takeovers: takeovers.map(place),
      createdAt: opening,
      comeback: comebackOf(fitting, place) ?? requeueOf(random, fitting, place),
      closedAt: place(end),
    };
  }
  return holdOpen({ kind, agents, talk, returnAt, opening, ageSeconds, keepsEnd: random.chance(0.5) });
}

/**
 * Places a session that is open at the end of the window. If it was reopened, the plan's opening is the
 * reopening.
 */
function holdOpen(given: {
  kind: SessionKind;
  agents: Agent[];
  talk: Conversation;
  returnAt: number | undefined;
  opening: number;
  ageSeconds: number;
  keepsEnd: boolean;
}): HeldConversation {
  const { kind, opening, returnAt = 0, keepsEnd } = given;
  const isWaiting = kind === 'waiting' || kind === 'returned';
  const fitting = fitInto(given.ageSeconds * 0.95, given.talk, returnAt);
  const { turns, takeovers } = fitting;
  const createdAt = opening - Math.floor(returnAt * microseconds);
  const place = (seconds: number): number => createdAt + Math.floor(seconds * microseconds);
  // In a waiting session nobody has answered since the return, so only agents from before it remain.
  const seen = isWaiting ? takeovers.filter((at) => at < returnAt) : takeovers;
  const comeback = comebackOf(fitting, place);
  return {
    kind,
    status: isWaiting ? 'waiting' : 'active',
    agents: given.agents.slice(0, seen.length),
    turns: turns.map(({ by, at }) => ({ by: isWaiting && at >= returnAt ? 'customer' : by, at: place(at) })),
    takeovers: seen.map(place),
    createdAt,
    comeback: comeback && { ...comeback, next: isWaiting ? undefined : comeback.next },
    closedAt: comeback !== undefined && (isWaiting || keepsEnd) ? comeback.closedAt : null,
  };
}

/** The customer's return after the session was closed. The first agent to answer takes it. */
function comebackOf(
  { turns, takeovers, returnTurn = 0 }: Conversation,
  place: (seconds: number) => number,
): Comeback | undefined {
  const [before, back] = [turns[returnTurn - 1], turns[returnTurn]];
  if (before === undefined || back === undefined) return undefined;
  const answer = turns.slice(returnTurn).find(({ by }) => by !== 'customer');
  const takeover = takeovers.find((at) => at > back.at);
  return {
    closedAt: place(Math.min(before.at + 30, (before.at + back.at) / 2)),
    queuedAt: place(back.at),
    next: answer && {
      startedAt: place(Math.min(takeover ?? Infinity, back.at + 0.8 * (answer.at - back.at))),
      agent: answer.by === 'customer' ? 0 : answer.by,
    },
  };
}

/** Some handovers go through the queue, where the next agent takes the session. */
function requeueOf(
  random: Random,
  { turns, takeovers, returnTurn }: Conversation,
  place: (seconds: number) => number,
): Comeback | undefined {
  const [, second] = takeovers;
  if (second === undefined || returnTurn !== undefined || !random.chance(0.4)) return undefined;
  const before = turns.findLast(({ at }) => at <= second)?.at ?? second;
  return {
    closedAt: null,
    queuedAt: place((before + second) / 2),
    next: { startedAt: place(second), agent: 1 },
  };
}
