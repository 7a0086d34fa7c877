import type { MessageType, MessageStatus, ParticipantRole, SessionStatus } from '../../src/values/enums.ts';
import type { Random } from '../data/random.ts';
import { DemoCommands, type Way } from './demo-commands.ts';
import type { Line, Story } from './story.ts';
import { bot, router, type DemoAgent } from './team.ts';

/** The fields of a session that change. Times are milliseconds since the chat was opened. */
export interface State {
  status: SessionStatus;
  agentId: string | null;
  queuedAt: number;
  startedAt: number | null;
  closedAt: number | null;
}

interface Message {
  id: string;
  senderId: string;
  text: string;
  type: MessageType;
  status: MessageStatus;
  at: number;
  file: Line['file'];
}

interface Participant {
  userId: string;
  role: ParticipantRole;
  joinedAt: number;
  leftAt: number | null;
}

/**
 * A chat that is being made up. Its clock moves forward while people write, and each method leaves what a chat
 * application and the dashboard would write at that time.
 */
export class DemoChat {
  readonly id: string;
  readonly customerId: string;
  readonly story: Story;
  readonly team: string | null;
  readonly commands: DemoCommands;
  readonly messages: Message[] = [];
  /** By user, in the order in which they joined. */
  readonly participants = new Map<string, Participant>();
  /** The row as it is inserted, then its later states. */
  readonly states: State[];
  /** When it was opened, in milliseconds since 1970. */
  openedAt = 0;
  /** Milliseconds since it was opened. */
  clock = 0;
  agent: DemoAgent | undefined;
  rating: number | null = null;
  feedback: string | null = null;
  readonly #random: Random;

  constructor(random: Random, story: Story, customerId: string, team: string | null = story.team) {
    this.#random = random;
    this.id = random.uuid();
    this.story = story;
    this.customerId = customerId;
    this.team = team;
    this.commands = new DemoCommands(random);
    this.states = [{ status: 'waiting', agentId: null, queuedAt: 0, startedAt: null, closedAt: null }];
    this.#join(customerId, 'customer');
  }

  get state(): State {
    const state = this.states.at(-1);
    if (state === undefined) throw new Error('A chat has a state.');
    return state;
  }

  pass(seconds: number): void {
    this.clock += Math.round(seconds * 1000);
  }

  say(senderId: string, text: string, type: MessageType = 'text', file: Line['file'] = undefined): void {
    const message = { id: this.#random.uuid(), senderId, text, type, file, at: this.clock };
    this.messages.push({ ...message, status: 'sent' });
  }

  /** The bot greets. It takes part and never answers again. */
  greet(text: string): void {
    this.#join(bot.id, 'bot');
    this.say(bot.id, text);
  }

  /** An agent gets the chat out of the queue. */
  takeOver(agent: DemoAgent, way: Way): void {
    this.commands.takeOver(this.clock, agent, way);
    // A chat that has not come back yet is inserted in its latest state, which tells the whole of its life.
    this.#change({ status: 'active', agentId: agent.id, startedAt: this.clock });
    this.#seat(agent);
  }

  transferTo(agent: DemoAgent, reason: string): void {
    const before = this.#leave();
    this.commands.add(this.clock, 'transfer', before, { from: before.id, to: agent.id, reason });
    this.#change({ agentId: agent.id });
    this.#seat(agent);
    this.say(before.id, reason, 'note');
  }

  requeue(reason: string): void {
    const before = this.#leave();
    this.commands.add(this.clock, 'requeue', before, { from: before.id, reason });
    this.states.push({ ...this.state, status: 'waiting', agentId: null, queuedAt: this.clock });
    this.agent = undefined;
  }

  /** The customer writes again after the chat was closed: it waits again. */
  reopen(): void {
    this.#join(this.customerId, 'customer');
    this.states.push({
      ...this.state,
      status: 'waiting',
      agentId: null,
      queuedAt: this.clock,
      closedAt: null,
    });
    this.agent = undefined;
  }

  /** @param isCommand whether the agent closes it in the dashboard; else the chat application does */
  close(isCommand: boolean): void {
    const agent = this.agent;
    if (isCommand && agent !== undefined) this.commands.add(this.clock, 'close', agent, { from: agent.id });
    for (const person of this.participants.values()) person.leftAt ??= this.clock;
    this.#change({ status: 'closed', closedAt: this.clock });
  }

  /** The application gives an open chat to nobody. */
  release(): void {
    this.#leave();
    this.agent = undefined;
    this.#change({ agentId: null });
  }

  /** Holds the waiting chat for an agent. */
  offer(agent: DemoAgent, forSeconds: number): void {
    this.commands.offer(this.clock, agent, forSeconds * 1000);
  }

  #change(changed: Partial<State>): void {
    const state = { ...this.state, ...changed };
    if (this.states.length === 1) this.states[0] = state;
    else this.states.push(state);
  }

  #join(userId: string, role: ParticipantRole): void {
    const joinedAt = this.participants.get(userId)?.joinedAt ?? this.clock;
    this.participants.set(userId, { userId, role, joinedAt, leftAt: null });
  }

  #seat(agent: DemoAgent): void {
    this.agent = agent;
    this.#join(agent.id, 'support_agent');
    this.say(agent.id, `${agent.name} joined the chat.`, 'system');
  }

  /** @returns the agent who leaves */
  #leave(): DemoAgent {
    const { agent } = this;
    const seat = this.participants.get(agent?.id ?? router.id);
    if (agent === undefined || seat === undefined) throw new Error('Nobody has the chat.');
    seat.leftAt = this.clock;
    return agent;
  }
}
