import { createRandom, type Random } from '../data/random.ts';
import { openings, type Opening } from './calendar.ts';
import { follow, open, passOn, putBack, takeUp, write } from './converse.ts';
import { DemoChat } from './demo-chat.ts';
import { feedback, returns, stillThere, type Story } from './story.ts';
import { billingStories, outageStory } from './stories/billing.ts';
import { orderStories } from './stories/orders.ts';
import { technicalStories } from './stories/technical.ts';
import { chooseAgent, customerId } from './team.ts';

export const stories: readonly Story[] = [...orderStories, ...billingStories, ...technicalStories];
const frequent = stories.flatMap((story) => Array.from({ length: story.weight }, () => story)) as [
  Story,
  ...Story[],
];

const dayMs = 86_400_000;
const clamp = (value: number, min: number, max: number): number => Math.max(min, Math.min(value, max));

/**
 * Chats that are over, over the days before `now`: most are answered and closed, some abandoned in the queue, passed to
 * a colleague, put back into the queue, or reopened by a customer who came back.
 *
 * @param now milliseconds since 1970
 */
export function pastChats(now: number, days: number): DemoChat[] {
  const chats: DemoChat[] = [];
  for (const opening of openings(createRandom('demo', 'openings'), now, days)) {
    const chat = pastChat(createRandom('demo', 'chat', chats.length), opening, now);
    // One that would not be over by now is left out: live chats are a list of their own.
    if (chat.openedAt + chat.clock < now - 5000) chats.push(chat);
  }
  return chats;
}

function pastChat(random: Random, opening: Opening, now: number): DemoChat {
  const { at, rush, isOutage } = opening;
  const story = isOutage && random.chance(0.7) ? outageStory : random.pick(frequent);
  const chat = new DemoChat(random, story, customerId(random), random.chance(0.08) ? null : story.team);
  chat.openedAt = at;
  const wait = clamp(random.logNormal((14 + 55 * rush) * (isOutage ? 2.5 : 1), 0.8), 3, 2400);
  const daysAgo = (now - at) / dayMs;
  open(chat, random);
  if (random.chance(0.02 + (wait > 150 ? 0.15 : 0) + (wait > 400 ? 0.25 : 0))) {
    abandon(chat, random, wait);
    return chat;
  }
  const wanted = { team: chat.team, skills: story.skills };
  const agent = chooseAgent(random, wanted, daysAgo);
  takeUp(chat, random, agent, wait);
  const fate = random.unit();
  const turn = random.whole(3, story.lines.length - 1);
  follow(chat, random, 1, turn);
  if (fate < 0.06) {
    passOn(chat, random, chooseAgent(random, { team: null, skills: story.skills }, daysAgo, [agent]));
  } else if (fate < 0.1) {
    putBack(chat, random, chooseAgent(random, wanted, daysAgo, [agent]), wait / 2);
  }
  follow(chat, random, turn, story.lines.length);
  chat.pass(clamp(random.logNormal(40, 0.6), 5, 600));
  chat.close(random.chance(0.8));
  // A rating is dated when it is written, except on a row that is inserted closed.
  if (chat.states.length === 1) rate(chat, random, wait, isOutage);
  const away = clamp(random.logNormal(9000, 0.9), 1200, 40_000);
  if (fate > 0.94 && chat.openedAt + chat.clock + (away + 3600) * 1000 < now)
    comeBack(chat, random, away, daysAgo);
  return chat;
}

/** The customer asks once more whether anybody is there, and leaves. */
function abandon(chat: DemoChat, random: Random, wait: number): void {
  chat.pass(Math.max(45, wait * 0.6));
  chat.say(chat.customerId, random.pick(stillThere));
  chat.pass(Math.max(30, wait * 0.4));
  chat.close(false);
}

function comeBack(chat: DemoChat, random: Random, awaySeconds: number, daysAgo: number): void {
  chat.pass(awaySeconds);
  const [question, answer, thanks] = random.pick(returns as [(typeof returns)[number], ...typeof returns]);
  write(chat, random, question);
  chat.reopen();
  takeUp(chat, random, chooseAgent(random, { team: chat.team, skills: chat.story.skills }, daysAgo), 60);
  write(chat, random, answer);
  write(chat, random, thanks);
  chat.pass(30);
  chat.close(true);
}

/** From 1 to 5: lower after a long wait, and on the day of the outage. */
function rate(chat: DemoChat, random: Random, wait: number, isOutage: boolean): void {
  if (!random.chance(0.55)) return;
  const mood = 5.2 - 0.3 * Math.log2(1 + wait / 60) - (isOutage ? 1.4 : 0) - 0.25 * (chat.agent?.pace ?? 1);
  const rating = clamp(Math.round(mood - Math.max(0, random.logNormal(0.4, 0.9) - 0.3)), 1, 5);
  chat.rating = rating;
  if (random.chance(0.4)) chat.feedback = random.pick(feedback[rating] ?? ['OK.']);
}
