import { createRandom, type Random } from '../data/random.ts';
import { follow, open, takeUp, write } from './converse.ts';
import { DemoChat } from './demo-chat.ts';
import { returns, stillThere, type Story } from './story.ts';
import { billingStories } from './stories/billing.ts';
import { orderStories } from './stories/orders.ts';
import { technicalStories } from './stories/technical.ts';
import { agentNamed, chooseAgent, customerId } from './team.ts';

/** A chat in the queue. */
interface Waiting {
  seconds: number;
  /** `undefined`: for every team. */
  story: Story | undefined;
  isForAll?: boolean;
  /** It has had an agent before: put back into the queue, or reopened by its customer. */
  was?: 'requeued' | 'reopened';
  /** Offered to this agent, for so many seconds from now on. */
  offered?: { to: string; forSeconds: number };
}

/** The queue: waits of all priorities, teams and skills. */
const queue: readonly Waiting[] = [
  { seconds: 356, story: orderStories[5] },
  { seconds: 291, story: billingStories[0], offered: { to: 'Femi', forSeconds: 420 } },
  { seconds: 208, story: technicalStories[5] },
  { seconds: 163, story: technicalStories[2], was: 'requeued' },
  { seconds: 117, story: orderStories[0], offered: { to: 'Dev', forSeconds: 240 } },
  { seconds: 84, story: orderStories[4], isForAll: true },
  { seconds: 47, story: billingStories[1], was: 'reopened' },
  { seconds: 21, story: technicalStories[0] },
];

/** A chat that somebody has: how many lines of its story are written, and how long ago the last one was. */
interface Active {
  agent: string | undefined;
  story: Story | undefined;
  lines: number;
  quietSeconds: number;
}

/** Active chats. Elif Demir has all she can take, and two chats are nobody’s. */
const conversations: readonly Active[] = [
  { agent: 'Ada', story: orderStories[1], lines: 5, quietSeconds: 14 },
  { agent: 'Ada', story: orderStories[5], lines: 2, quietSeconds: 41 },
  { agent: 'Ada', story: orderStories[3], lines: 4, quietSeconds: 133 },
  { agent: 'Ben', story: orderStories[6], lines: 3, quietSeconds: 8 },
  { agent: 'Ben', story: orderStories[2], lines: 4, quietSeconds: 27 },
  { agent: 'Chiara', story: orderStories[0], lines: 6, quietSeconds: 512 },
  { agent: 'Dev', story: orderStories[4], lines: 3, quietSeconds: 5 },
  { agent: 'Elif', story: billingStories[5], lines: 4, quietSeconds: 19 },
  { agent: 'Elif', story: billingStories[3], lines: 2, quietSeconds: 66 },
  { agent: 'Elif', story: billingStories[1], lines: 3, quietSeconds: 238 },
  { agent: 'Femi', story: billingStories[2], lines: 5, quietSeconds: 11 },
  // Has taken it and not written yet.
  { agent: 'Femi', story: billingStories[4], lines: 1, quietSeconds: 95 },
  { agent: 'Jonas', story: technicalStories[1], lines: 5, quietSeconds: 33 },
  { agent: 'Jonas', story: technicalStories[5], lines: 5, quietSeconds: 3 },
  { agent: 'Leila', story: technicalStories[4], lines: 3, quietSeconds: 52 },
  { agent: 'Nora', story: technicalStories[2], lines: 5, quietSeconds: 17 },
  { agent: 'Nora', story: technicalStories[6], lines: 3, quietSeconds: 174 },
  { agent: undefined, story: orderStories[0], lines: 1, quietSeconds: 148 },
  { agent: undefined, story: technicalStories[3], lines: 3, quietSeconds: 301 },
];

/**
 * Chats that are open at `now`.
 *
 * @param now milliseconds since 1970
 */
export function liveChats(now: number): DemoChat[] {
  return [
    ...queue.map((chat, index) => waitingChat(createRandom('demo', 'waiting', index), chat, now)),
    ...conversations.map((chat, index) => activeChat(createRandom('demo', 'active', index), chat, now)),
  ];
}

function waitingChat(
  random: Random,
  { seconds, story, isForAll, was, offered }: Waiting,
  now: number,
): DemoChat {
  const chat = newChat(random, story, isForAll);
  open(chat, random);
  if (was !== undefined) comeBack(chat, random, was);
  const queuedAt = chat.state.queuedAt;
  // Who waits for long asks again.
  if (seconds > 200) {
    chat.clock = queuedAt + seconds * 700;
    chat.say(chat.customerId, random.pick(stillThere));
  }
  chat.clock = queuedAt + seconds * 1000;
  chat.openedAt = now - chat.clock;
  if (offered !== undefined) chat.offer(agentNamed(offered.to), offered.forSeconds);
  return chat;
}

function comeBack(chat: DemoChat, random: Random, was: 'requeued' | 'reopened'): void {
  const { team, skills } = chat.story;
  takeUp(chat, random, chooseAgent(random, { team, skills }, 0.5), 40);
  if (was === 'requeued') {
    follow(chat, random, 1, 3);
    chat.pass(60);
    chat.requeue('Network trouble at my desk.');
  } else {
    follow(chat, random, 1, chat.story.lines.length);
    chat.pass(40);
    chat.close(true);
    chat.pass(7300);
    write(chat, random, returns[0]?.[0] ?? chat.story.lines[0]);
    chat.reopen();
  }
}

function activeChat(random: Random, { agent, story, lines, quietSeconds }: Active, now: number): DemoChat {
  const chat = newChat(random, story);
  open(chat, random);
  const who = agent === undefined ? chooseAgent(random, chat.story, 0.5) : agentNamed(agent);
  takeUp(chat, random, who, random.whole(10, 130));
  follow(chat, random, 1, lines);
  // The application took the agent out, for example because its connection was lost.
  if (agent === undefined) chat.release();
  const last = chat.clock;
  chat.pass(quietSeconds);
  chat.openedAt = now - chat.clock;
  chat.clock = last;
  return chat;
}

function newChat(random: Random, story: Story | undefined, isForAll = false): DemoChat {
  if (story === undefined) throw new Error('There is no such story.');
  return new DemoChat(random, story, customerId(random), isForAll ? null : story.team);
}
