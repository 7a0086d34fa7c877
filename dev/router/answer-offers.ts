import { unexpected, type Call, type Caller } from './calls.ts';
import { shortId, type Offer } from './router.ts';

/** How agents respond to successive offers, repeating: some accept, some decline, some do not respond. */
const habits = ['accept', 'accept', 'decline', 'accept', 'ignore'] as const;

/** Simulates the agents who answer a router's offers. */
export class DemoAgents {
  #seen = 0;
  readonly #callerOf: (agentId: string) => Promise<Caller>;
  readonly #say: (line: string) => void;

  /** @param callerOf returns a caller that acts as that agent */
  constructor(callerOf: (agentId: string) => Promise<Caller>, say: (line: string) => void) {
    this.#callerOf = callerOf;
    this.#say = say;
  }

  /** Answers the offers after a human delay, or not at all. */
  async answer(offers: readonly Offer[]): Promise<void> {
    for (const offer of offers) {
      const habit = habits[this.#seen++ % habits.length] ?? 'ignore';
      if (habit === 'ignore') this.#say(`${shortId(offer.session_id)}: ${offer.agent_name} does not answer`);
      else await this.#answerOne(offer, habit);
    }
  }

  async #answerOne(offer: Offer, habit: 'accept' | 'decline'): Promise<void> {
    const call: Call = {
      method: 'POST',
      path: `sessions/${offer.session_id}/offers/${offer.offer_id}/${habit}`,
      body: habit === 'decline' ? { reason: 'In another conversation.' } : {},
    };
    const caller = await this.#callerOf(offer.agent_id);
    const answer = await caller(call);
    // Expired, answered elsewhere, or no capacity left: the router reads the outcome from the queue.
    if (answer.status >= 300 && answer.status !== 409 && answer.status !== 404)
      throw unexpected(call, answer);
    const came = answer.code === undefined ? `${habit}s` : `can’t ${habit}: ${answer.code}`;
    this.#say(`${shortId(offer.session_id)}: ${offer.agent_name} ${came}`);
  }
}
