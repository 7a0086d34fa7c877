import { dialogue, fitInto, monologue, type Conversation } from './conversation.ts';
import type { Random } from './random.ts';
import { promisedAgent, type Agent, type SessionKind, type TrafficPlan } from './traffic-plan.ts';

/** A conversation at its place in time. All times are whole microseconds from the end of the window. */
export interface HeldConversation extends Pick<Conversation, 'turns' | 'takeovers'> {
  kind: SessionKind;
  status: 'waiting' | 'active' | 'closed';
  /** Those who took it over, in that order; somebody may come back. */
  agents: Agent[];
  createdAt: number;
  /** When it last came to the queue. */
  queuedAt: number;
  /** In a session that is open again, the end of its earlier life, where that is known. */
  closedAt: number | null;
}

const microseconds = 1_000_000;
/** Longer ones are not reopened: their earlier life alone would fill the window. */
const maxReopenedTurns = 200;

/** Some work more than others. */
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
  // Handed over, and in a quarter of these handed back.
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
  // With few turns not everybody came to take it over.
  return { ...conversation, agents: agents.slice(0, conversation.takeovers.length) };
}

/**
 * Lets the people of a session talk and puts that into the window: what is open ends before the window does
 * and what is closed is closed in it.
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
    const { turns, takeovers, returnTurn } = fitInto(room - lingerSeconds, talk);
    const place = (seconds: number): number => opening + Math.floor(seconds * microseconds);
    const end = Math.max(turns.at(-1)?.at ?? 0, ...takeovers) + lingerSeconds;
    return {
      kind,
      status: 'closed',
      agents,
      turns: turns.map(({ by, at }) => ({ by, at: place(at) })),
      takeovers: takeovers.map(place),
      createdAt: opening,
      queuedAt: returnTurn === undefined ? opening : place(turns[returnTurn]?.at ?? 0),
      closedAt: place(end),
    };
  }
  return holdOpen({ kind, agents, talk, returnAt, opening, ageSeconds, keepsEnd: random.chance(0.5) });
}

/** A session that is open again was opened earlier: its opening in the plan is that of its second life. */
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
  const { turns, takeovers, returnTurn } = fitInto(given.ageSeconds * 0.95, given.talk, returnAt);
  const createdAt = opening - Math.floor(returnAt * microseconds);
  const place = (seconds: number): number => createdAt + Math.floor(seconds * microseconds);
  // Nobody has answered yet in a session that waits: of the agents, those of its earlier life remain.
  const seen = isWaiting ? takeovers.filter((at) => at < returnAt) : takeovers;
  const earlierEnd = turns[(returnTurn ?? 0) - 1];
  return {
    kind,
    status: isWaiting ? 'waiting' : 'active',
    agents: given.agents.slice(0, seen.length),
    turns: turns.map(({ by, at }) => ({ by: isWaiting && at >= returnAt ? 'customer' : by, at: place(at) })),
    takeovers: seen.map(place),
    createdAt,
    queuedAt: opening,
    closedAt: earlierEnd !== undefined && (isWaiting || keepsEnd) ? place(earlierEnd.at + 30) : null,
  };
}
