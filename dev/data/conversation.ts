import type { Random } from './random.ts';
import type { Agent } from './traffic-plan.ts';

/** One turn of a conversation. */
interface Turn {
  /** Index into the session's agents, or `customer`. */
  by: number | 'customer';
  /** Seconds since the session was opened. */
  at: number;
}

/** Who speaks when, in a session that has no absolute time yet. All times are seconds since it was opened. */
export interface Conversation {
  turns: Turn[];
  /** When each agent takes over the session. */
  takeovers: number[];
  /** The index of the customer's turn that reopens a closed session and returns it to the queue. */
  returnTurn: number | undefined;
}

const clamp = (value: number, min: number, max: number): number => Math.max(min, Math.min(value, max));

/** Seconds until an agent first answers: mostly a minute or two, sometimes much longer. */
const responseSeconds = (random: Random, pace: number): number =>
  clamp(random.logNormal(55 * pace, 0.9), 1, 3600);

/** Seconds between two turns; occasionally 0, so that two turns share an instant. */
const gapSeconds = (random: Random): number =>
  random.chance(0.008) ? 0 : clamp(random.logNormal(26, 0.9), 1, 900);

/** Only the customer speaks. If there is an agent, it has taken the session and says nothing. */
export function monologue(random: Random, count: number, agents: readonly Agent[]): Conversation {
  const turns: Turn[] = [];
  for (let at = 0; turns.length < count; at += clamp(random.logNormal(9, 0.8), 1, 120))
    turns.push({ by: 'customer', at });
  return { turns, takeovers: agents.map(({ pace }) => responseSeconds(random, pace)), returnTurn: undefined };
}

/**
 * Customer and agents take turns: the customer opens, the first agent answers, then each agent takes over
 * from the previous one.
 *
 * @param count turns, 1 or more; if there are too few, some agents do not speak
 * @param returns whether the session is closed for a while in between and the customer comes back
 */
export function dialogue(
  random: Random,
  count: number,
  agents: readonly Agent[],
  returns: boolean,
): Conversation {
  const turns: Turn[] = [{ by: 'customer', at: 0 }];
  const wait = responseSeconds(random, agents[0]?.pace ?? 1);
  const takeovers = [wait * 0.8];
  if (count >= 3 && random.chance(0.35)) turns.push({ by: 'customer', at: wait * random.unit() });
  if (turns.length < count) turns.push({ by: 0, at: wait });

  const returnTurn = returns && count > turns.length ? random.whole(turns.length, count - 1) : undefined;
  const takeoverTurn = (place: number): number => Math.max(3, Math.floor((count * place) / agents.length));
  let at = wait;
  let isAgentsTurn = true;
  while (turns.length < count) {
    const gap = gapSeconds(random);
    if (turns.length === returnTurn) {
      at += clamp(random.logNormal(9000, 0.8), 600, 43_200);
      isAgentsTurn = false;
    } else {
      const next = takeovers.length;
      if (next < agents.length && turns.length >= takeoverTurn(next)) {
        takeovers.push(at + gap / 2);
        isAgentsTurn = true;
      } else if (random.chance(0.68)) {
        isAgentsTurn = !isAgentsTurn;
      }
      at += turns.length - 1 === returnTurn ? responseSeconds(random, 1) : gap;
    }
    turns.push({ by: isAgentsTurn ? takeovers.length - 1 : 'customer', at });
  }
  return { turns, takeovers, returnTurn };
}

/**
 * Compresses the part of a conversation after `from` if it would take longer than `room`. Both are in
 * seconds.
 */
export function fitInto(room: number, conversation: Conversation, from = 0): Conversation {
  const { turns, takeovers, returnTurn } = conversation;
  const taken = Math.max(turns.at(-1)?.at ?? 0, ...takeovers) - from;
  if (taken <= room) return conversation;
  const squeeze = (at: number): number => (at <= from ? at : from + (at - from) * (room / taken));
  return {
    turns: turns.map(({ by, at }) => ({ by, at: squeeze(at) })),
    takeovers: takeovers.map(squeeze),
    returnTurn,
  };
}
