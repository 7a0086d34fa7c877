import type { MessageStatus, ParticipantRole, SessionStatus } from '../../src/values/enums.ts';
import { composeMessage, speak, type MessageContent, type Moment } from './message-content.ts';
import { languages } from './phrases.ts';
import type { Random } from './random.ts';
import { holdConversation, type HeldConversation } from './held-conversation.ts';
import type { TrafficPlan } from './traffic-plan.ts';
import { randomOf } from './traffic-size.ts';

/** Whole microseconds relative to the end of the window, never above 0. */
export type Offset = number;

interface SyntheticMessage extends MessageContent {
  id: string;
  senderId: string;
  status: MessageStatus;
  createdAt: Offset;
}

interface SyntheticParticipant {
  userId: string;
  role: ParticipantRole;
  joinedAt: Offset;
  leftAt: Offset | null;
  /** Whether its row is written after the session's messages. */
  isLate: boolean;
}

/** The fields that change during a session. */
export interface SessionState {
  status: SessionStatus;
  assignedAgentId: string | null;
  queuedAt: Offset;
  startedAt: Offset | null;
  closedAt: Offset | null;
}

export interface SyntheticSession extends SessionState {
  id: string;
  initiatorId: string;
  createdAt: Offset;
  lastActivityAt: Offset;
  rating: number | null;
  feedback: string | null;
  /** Earlier states, oldest first; empty if the current state describes the whole session. */
  earlier: SessionState[];
  participants: SyntheticParticipant[];
  messages: SyntheticMessage[];
}

/** On average, three customers share four sessions. */
function chooseCustomer(plan: TrafficPlan, random: Random): string {
  return randomOf(plan.size, 'customer', random.whole(1, Math.ceil(plan.size.sessions * 0.75))).uuid();
}

function momentOf({ turns, status }: HeldConversation, index: number): Moment {
  const { by } = turns[index] ?? { by: 'customer' };
  if (by === 'customer') return index === 0 ? 'opening' : 'customer';
  if (turns.findIndex((turn) => turn.by !== 'customer') === index) return 'greeting';
  return status === 'closed' && index === turns.length - 1 ? 'farewell' : 'agent';
}

/**
 * If it was answered, it was read. Later messages may not have arrived yet, and without an agent nobody
 * reads.
 */
function receiptOf(random: Random, isAnswered: boolean, hasReader: boolean): SyntheticMessage['status'] {
  const roll = random.unit();
  if (isAnswered) return roll < 0.93 ? 'read' : 'delivered';
  if (roll < 0.4) return hasReader ? 'read' : 'delivered';
  return roll < 0.8 ? 'delivered' : 'sent';
}

function writeMessages(random: Random, held: HeldConversation, customerId: string): SyntheticMessage[] {
  const phrases = random.pick(languages);
  const { turns, agents } = held;
  const lastOfCustomer = turns.findLastIndex(({ by }) => by === 'customer');
  const lastOfAgents = turns.findLastIndex(({ by }) => by !== 'customer');
  return turns.map(({ by, at }, index) => {
    const isAnswered = index < (by === 'customer' ? lastOfAgents : lastOfCustomer);
    const { content, type, file } = composeMessage(random, phrases, momentOf(held, index));
    return {
      id: random.uuid(),
      senderId: by === 'customer' ? customerId : (agents[by]?.id ?? customerId),
      content,
      type,
      file,
      status: receiptOf(random, isAnswered, agents.length > 0),
      createdAt: at,
    };
  });
}

function seatParticipants(
  random: Random,
  held: HeldConversation,
  customerId: string,
): SyntheticParticipant[] {
  const { agents, takeovers, closedAt, status, createdAt, comeback } = held;
  // An agent who hands a session over leaves it; the session may have been in the queue in between.
  const leaves = (place: number): number | undefined =>
    comeback?.closedAt === null && comeback.next?.agent === place + 1
      ? comeback.queuedAt
      : takeovers[place + 1];
  const isLate = random.chance(0.04);
  const customer: SyntheticParticipant = {
    userId: customerId,
    role: 'customer',
    joinedAt: createdAt,
    leftAt: status === 'closed' && random.chance(0.25) ? closedAt : null,
    isLate: false,
  };
  const seats = new Map<string, SyntheticParticipant>();
  for (const [place, { id }] of agents.entries()) {
    const joinedAt = seats.get(id)?.joinedAt ?? takeovers[place] ?? createdAt;
    // In a session that waits again, all participants have left.
    const leftAt = leaves(place) ?? (status === 'waiting' ? closedAt : null);
    seats.set(id, { userId: id, role: 'support_agent', joinedAt, leftAt, isLate });
  }
  return [customer, ...seats.values()];
}

const ratingChance = { answered: 0.7, silent: 0.3, unanswered: 0.12, waiting: 0, returned: 0 };

/** From 1 to 5, mostly high, and lower the longer the customer waited. */
function rate(
  random: Random,
  { kind, status, takeovers, createdAt, comeback }: HeldConversation,
): number | null {
  if (status !== 'closed' || !random.chance(ratingChance[kind])) return null;
  // A rating is dated when it is written, except on a session that is inserted already closed.
  if (comeback?.closedAt === null) return null;
  const minutesWaited = ((takeovers[0] ?? 0) - createdAt) / 60_000_000;
  const mood = (kind === 'answered' ? 4.9 : 2) - 0.35 * Math.log2(1 + minutesWaited);
  return Math.max(1, Math.min(5, Math.round(mood - Math.max(0, random.logNormal(0.45, 1) - 0.3))));
}

/** The states of a session that returned to the queue: before, in the queue, and taken again. */
function statesBefore({
  comeback,
  agents,
  takeovers,
  createdAt,
  closedAt,
  status,
}: HeldConversation): SessionState[] {
  if (comeback === undefined) return [];
  const { queuedAt, next } = comeback;
  const first: SessionState = {
    status: comeback.closedAt === null ? 'active' : 'closed',
    assignedAgentId: agents[comeback.closedAt === null ? 0 : lastBefore(takeovers, queuedAt)]?.id ?? null,
    queuedAt: createdAt,
    startedAt: takeovers[0] ?? null,
    closedAt: comeback.closedAt,
  };
  const back: SessionState = {
    ...first,
    status: 'waiting',
    assignedAgentId: null,
    queuedAt,
    closedAt: status === 'closed' ? comeback.closedAt : closedAt,
  };
  const again: SessionState[] =
    next === undefined
      ? []
      : [
          {
            ...back,
            status: 'active',
            assignedAgentId: agents[next.agent]?.id ?? null,
            startedAt: next.startedAt,
          },
        ];
  const states = [first, back, ...again];
  return states.at(-1)?.status === status ? states.slice(0, -1) : states;
}

const lastBefore = (takeovers: readonly number[], at: number): number =>
  takeovers.findLastIndex((takeover) => takeover < at);

/** Generates one session of the plan by its index. The result depends only on the plan and the index. */
export function makeSession(plan: TrafficPlan, index: number): SyntheticSession {
  const random = randomOf(plan.size, 'session', index);
  const id = random.uuid();
  const customerId = chooseCustomer(plan, random);
  const held = holdConversation(plan, index, random);
  const rating = rate(random, held);
  const messages = writeMessages(random, held, customerId);
  return {
    id,
    status: held.status,
    initiatorId: customerId,
    assignedAgentId: held.status === 'waiting' ? null : (held.agents.at(-1)?.id ?? null),
    createdAt: held.createdAt,
    queuedAt: held.comeback?.queuedAt ?? held.createdAt,
    startedAt: held.comeback?.next?.startedAt ?? held.takeovers[0] ?? null,
    closedAt: held.closedAt,
    lastActivityAt: messages.at(-1)?.createdAt ?? held.createdAt,
    rating,
    feedback:
      random.chance(rating === null ? 0.01 : 0.4) && held.status === 'closed'
        ? speak(random, random.pick(languages).feedback)
        : null,
    earlier: statesBefore(held),
    participants: seatParticipants(random, held, customerId),
    messages,
  };
}
