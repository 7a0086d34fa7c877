import { nameOf } from '../data/names.ts';
import { createRandom, type Random } from '../data/random.ts';
import type { DemoChat } from './demo-chat.ts';
import type { Way } from './demo-commands.ts';
import { assistant, handover, type Line } from './story.ts';
import { chooseAgent, type DemoAgent } from './team.ts';

/** Makes the people of a chat write, at the speed of people. */

const clamp = (value: number, min: number, max: number): number => Math.max(min, Math.min(value, max));
const firstName = (name: string): string => name.split(' ')[0] ?? name;

/** Fills in the names and numbers of a line: the same ones throughout a chat. */
function fill(chat: DemoChat, text: string, more: Record<string, string> = {}): string {
  const random = createRandom(chat.id, 'numbers');
  const values: Record<string, string> = {
    order: `FS-${random.whole(20_000, 99_999)}`,
    amount: `${random.whole(9, 140)}.${random.pick(['00', '50', '90', '95'])}`,
    code: String(random.whole(12, 99)),
    customer: firstName(nameOf(chat.customerId)),
    agent: firstName(chat.agent?.name ?? ''),
    team: chat.team ?? 'support',
    ...more,
  };
  return text.replaceAll(/\{(\w+)\}/g, (placeholder, name: string) => values[name] ?? placeholder);
}

/** One line, after the time that its writer needs for it. */
export function write(chat: DemoChat, random: Random, line: Line, more?: Record<string, string>): void {
  const { agent } = chat;
  if (line.by === 'agent' && agent === undefined) throw new Error('Nobody is there to answer.');
  const typing = line.text.length * 0.12;
  if (line.by === 'customer') {
    if (chat.messages.length > 0) chat.pass(clamp(random.logNormal(14, 0.7), 2, 240) + typing);
    const type = line.file === undefined ? 'text' : line.file.mime.startsWith('image/') ? 'image' : 'file';
    chat.say(chat.customerId, fill(chat, line.text, more), type, line.file);
  } else if (agent !== undefined) {
    chat.pass(clamp(random.logNormal(16 * agent.pace, 0.7), 2, 900) + typing);
    chat.say(agent.id, fill(chat, line.text, more));
  }
}

/** The customer opens the chat; in some chats the bot greets. */
export function open(chat: DemoChat, random: Random): void {
  write(chat, random, chat.story.lines[0]);
  if (chat.team === null || !random.chance(0.15)) return;
  chat.pass(1);
  chat.greet(fill(chat, assistant));
}

/** An agent gets the chat after the customer has waited, in one of the ways that there are. */
export function takeUp(chat: DemoChat, random: Random, agent: DemoAgent, waitSeconds: number): void {
  const waited = (chat.clock - chat.state.queuedAt) / 1000;
  chat.pass(Math.max(1, waitSeconds - waited));
  const way = random.pick<Way>(['assign', 'assign', 'assign', 'claim', 'accept']);
  if (way === 'accept' && random.chance(0.3)) {
    const other = chooseAgent(random, { team: agent.team, skills: [] }, 0.5, [agent]);
    chat.commands.decline(chat.clock - 9000, other, 'In another conversation.');
  }
  chat.takeOver(agent, way);
}

/** The lines of the story from one up to another, which is not written any more. */
export function follow(chat: DemoChat, random: Random, from: number, to: number): void {
  for (const line of chat.story.lines.slice(from, to)) write(chat, random, line);
}

/** The agent passes the chat to a colleague, who greets. */
export function passOn(chat: DemoChat, random: Random, next: DemoAgent): void {
  const before = firstName(chat.agent?.name ?? '');
  const names = { next: firstName(next.name), team: next.team, before };
  write(chat, random, { by: 'agent', text: handover.toColleague }, names);
  chat.pass(4);
  chat.transferTo(next, `Needs somebody from ${next.team}: the customer has read what we can do.`);
  write(chat, random, { by: 'agent', text: handover.fromColleague }, names);
}

/** The agent puts the chat back into the queue, where another one takes it. */
export function putBack(chat: DemoChat, random: Random, next: DemoAgent, waitSeconds: number): void {
  const before = firstName(chat.agent?.name ?? '');
  write(chat, random, { by: 'agent', text: handover.toQueue });
  chat.pass(5);
  chat.requeue('End of my shift.');
  takeUp(chat, random, next, waitSeconds);
  write(chat, random, { by: 'agent', text: handover.fromQueue }, { before });
}
