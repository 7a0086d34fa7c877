import type { CallerRole, CommandAction } from '../../src/values/enums.ts';
import type { Random } from '../data/random.ts';
import { chooseAgent, router, type DemoAgent } from './team.ts';

/** A command as the audit has it. Times are milliseconds since the chat was opened. */
interface Command {
  at: number;
  action: CommandAction;
  actor: { id: string; role: CallerRole; name: string | null };
  from: string | null;
  to: string | null;
  offerId: string | null;
  reason: string | null;
  /** The problem code, if it was refused. */
  refusal: string | null;
}

interface Offer {
  id: string;
  agentId: string;
  at: number;
  expiresAt: number;
  outcome: 'accepted' | 'declined' | null;
  outcomeAt: number | null;
}

/** How an agent gets a chat out of the queue. */
export type Way = 'assign' | 'claim' | 'accept';

type Details = Partial<Pick<Command, 'from' | 'to' | 'offerId' | 'reason' | 'refusal'>>;

/** The commands on one chat, and its offers. */
export class DemoCommands {
  readonly list: Command[] = [];
  readonly offers: Offer[] = [];
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  add(at: number, action: CommandAction, by: DemoAgent | 'router', details: Details): void {
    const actor =
      by === 'router'
        ? ({ id: router.id, role: 'router', name: router.name } as const)
        : ({ id: by.id, role: 'agent', name: null } as const);
    const nothing = { from: null, to: null, offerId: null, reason: null, refusal: null };
    this.list.push({ at, action, actor, ...nothing, ...details });
  }

  /** What is said about a chat that an agent gets out of the queue. */
  takeOver(at: number, agent: DemoAgent, way: Way): void {
    const random = this.#random;
    if (way === 'claim') return this.add(at, 'claim', agent, { to: agent.id });
    if (way === 'assign') {
      // Sometimes the router has to try twice.
      if (random.chance(0.08)) {
        const other = chooseAgent(random, agent, 0.5, [agent]);
        this.add(at - 400, 'assign', 'router', { to: other.id, refusal: 'agent_at_capacity' });
      }
      return this.add(at, 'assign', 'router', { to: agent.id });
    }
    const offer = this.offer(at - random.whole(2000, 6000), agent, 30_000);
    offer.outcome = 'accepted';
    offer.outcomeAt = at;
    this.add(at, 'accept', agent, { to: agent.id, offerId: offer.id });
  }

  offer(at: number, agent: DemoAgent, forMilliseconds: number): Offer {
    const id = this.#random.uuid();
    const expiresAt = at + forMilliseconds;
    const offer: Offer = { id, agentId: agent.id, at, expiresAt, outcome: null, outcomeAt: null };
    this.offers.push(offer);
    this.add(at, 'offer', 'router', { to: agent.id, offerId: id });
    return offer;
  }

  decline(at: number, agent: DemoAgent, reason: string): void {
    const offer = this.offer(at - this.#random.whole(2000, 9000), agent, 30_000);
    offer.outcome = 'declined';
    offer.outcomeAt = at;
    this.add(at, 'decline', agent, { to: agent.id, offerId: offer.id, reason });
  }
}
