import { unexpected, type Call, type Caller } from './calls.ts';
import { shortId, type Offer } from './router.ts';

/** What becomes of offers, one after the other, over and over: some are taken, some are not, some are not seen. */
const habits = ['accept', 'accept', 'decline', 'accept', 'ignore'] as const;

/** Plays the agents who answer a router's offers. */
export class DemoAgents {
  #seen = 0;
  readonly #callerOf: (agentId: string) => Promise<Caller>;
  readonly #say: (line: string) => void;

  /** @param callerOf calls as that agent */
  constructor(callerOf: (agentId: string) => Promise<Caller>, say: (line: string) => void) {
    this.#callerOf = callerOf;
    this.#say = say;
  }

  /** Each agent answers as a person would: by and by, or not at all. */
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
    // Over, answered by somebody else, or no place any more: the router sees what became of it in the queue.
    if (answer.status >= 300 && answer.status !== 409 && answer.status !== 404)
      throw unexpected(call, answer);
    const came = answer.code === undefined ? `${habit}s` : `can’t ${habit}: ${answer.code}`;
    this.#say(`${shortId(offer.session_id)}: ${offer.agent_name} ${came}`);
  }
}
