import { readList, unexpected, type Answer, type Call, type Caller } from './calls.ts';
import { chooseAgent, type Agent, type WaitingSession } from './choose-agent.ts';

/** An offer that this router has made. */
export interface Offer {
  offer_id: string;
  session_id: string;
  agent_id: string;
  agent_name: string;
  /** RFC 3339, UTC. */
  expires_at: string;
}

/** What a router has done so far. */
export interface Tally {
  /** Offers made. */
  offered: number;
  /** Offers whose session has since left the queue. */
  taken: number;
  /** Offers that ended before they expired. */
  declined: number;
  /** Offers that were not answered in time. */
  expired: number;
  /** Rejected offers, by problem code. */
  refused: Map<string, number>;
}

/** How to handle a rejected offer: try another agent, or skip the session for this round. */
const refusals: Record<string, 'another agent' | 'agent is full' | 'leave it'> = {
  agent_at_capacity: 'agent is full',
  agent_unavailable: 'agent is full',
  agent_not_registered: 'agent is full',
  agent_not_in_team: 'another agent',
  agent_lacks_skills: 'another agent',
  agent_is_customer: 'another agent',
  session_offered: 'leave it',
  session_not_waiting: 'leave it',
  session_closed: 'leave it',
  session_not_found: 'leave it',
  version_changed: 'leave it',
};

/** Enough of an id to recognise it in the output. */
export const shortId = (id: string): string => id.slice(0, 8);

/**
 * A router: reads the queue, offers waiting sessions to agents, and learns from the queue how its offers
 * ended.
 */
export class Router {
  readonly tally: Tally = { offered: 0, taken: 0, declined: 0, expired: 0, refused: new Map() };
  /** Offers whose outcome is not known yet, by session. */
  readonly #open = new Map<string, Offer>();
  /** Agents who got an offer for a session and did not accept it, by session. */
  readonly #passed = new Map<string, Set<string>>();
  /** Sessions that fitted no agent when last tried, so that each is reported only once. */
  readonly #unplaced = new Set<string>();
  readonly #caller: Caller;
  readonly #holdSeconds: number;
  readonly #say: (line: string) => void;

  /** @param options.holdSeconds how long an offer is valid */
  constructor(options: { caller: Caller; holdSeconds: number; say: (line: string) => void }) {
    this.#caller = options.caller;
    this.#holdSeconds = options.holdSeconds;
    this.#say = options.say;
  }

  /** The number of offers whose outcome is not known yet. */
  get open(): number {
    return this.#open.size;
  }

  /**
   * Reads the queue and settles the offers that have ended.
   *
   * @returns the waiting sessions, oldest first
   */
  async look(): Promise<WaitingSession[]> {
    const queue = await readList<WaitingSession>(this.#caller, 'waiting-sessions');
    const waiting = new Map(queue.map((session) => [session.session_id, session]));
    for (const offer of this.#open.values()) this.#settle(offer, waiting.get(offer.session_id));
    for (const memory of [this.#passed, this.#unplaced]) {
      for (const id of memory.keys()) if (!waiting.has(id)) memory.delete(id);
    }
    return queue;
  }

  /**
   * Offers every waiting session that has no open offer.
   *
   * @returns the new offers
   */
  async round(): Promise<Offer[]> {
    const queue = await this.look();
    const agents = await readList<Agent>(this.#caller, 'agents?availability=online');
    const free = agents.reduce((sum, agent) => sum + agent.free, 0);
    const held = queue.filter(({ offer }) => offer !== null).length;
    this.#say(
      `${queue.length} waiting, ${held} of them offered; ${free} free places of ${agents.length} agents`,
    );
    const offers: Offer[] = [];
    for (const session of queue) {
      const offer = session.offer === null ? await this.#offerToSomebody(session, agents) : undefined;
      if (offer !== undefined) offers.push(offer);
    }
    return offers;
  }

  /** @param agents as last read; this method updates their free places */
  async #offerToSomebody(session: WaitingSession, agents: Agent[]): Promise<Offer | undefined> {
    const id = session.session_id;
    const candidates = new Set(agents);
    for (;;) {
      const agent = chooseAgent(session, [...candidates], this.#passed.get(id));
      if (agent === undefined) {
        if (!this.#unplaced.has(id)) this.#say(`${shortId(id)}: no agent fits`);
        this.#unplaced.add(id);
        return undefined;
      }
      const call: Call = {
        method: 'POST',
        path: `sessions/${id}/offers`,
        body: { agent_id: agent.agent_id, expires_in_seconds: this.#holdSeconds },
        ifMatch: session.version,
      };
      const answer = await this.#caller(call);
      if (answer.status === 201) return this.#remember(answer, session, agent);

      const code = answer.code ?? '';
      const remedy = refusals[code];
      if (remedy === undefined) throw unexpected(call, answer);
      this.tally.refused.set(code, (this.tally.refused.get(code) ?? 0) + 1);
      this.#say(`${shortId(id)}: not offered to ${agent.display_name}: ${code}`);
      if (remedy === 'leave it') return undefined;
      if (remedy === 'agent is full') agent.free = 0;
      candidates.delete(agent);
    }
  }

  #remember(answer: Answer, session: WaitingSession, agent: Agent): Offer {
    const { data } = answer.body as { data: Omit<Offer, 'agent_name'> };
    const offer = { ...data, agent_name: agent.display_name };
    this.#open.set(offer.session_id, offer);
    this.#unplaced.delete(offer.session_id);
    this.tally.offered += 1;
    agent.free -= 1;
    agent.load += 1;
    const until = offer.expires_at.slice(11, 19);
    this.#say(
      `${shortId(offer.session_id)} waits ${session.wait_time_seconds} s: offered to ${agent.display_name} until ${until}`,
    );
    return offer;
  }

  /** @param session the session as it waits now; undefined if it has left the queue */
  #settle(offer: Offer, session: WaitingSession | undefined): void {
    const { session_id, offer_id, agent_id, agent_name, expires_at } = offer;
    if (session?.offer?.offer_id === offer_id) return;
    this.#open.delete(session_id);
    if (session === undefined) {
      this.tally.taken += 1;
      return;
    }
    const isExpired = Date.now() >= Date.parse(expires_at);
    this.tally[isExpired ? 'expired' : 'declined'] += 1;
    this.#say(`${shortId(session_id)} is back: ${agent_name} ${isExpired ? 'let it expire' : 'declined'}`);
    this.#passed.set(session_id, (this.#passed.get(session_id) ?? new Set()).add(agent_id));
  }
}
