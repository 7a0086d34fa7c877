import { describe, expect, it } from 'vitest';
import { liveChats } from '../../dev/demo/live-chats.ts';
import { pastChats, stories } from '../../dev/demo/past-chats.ts';
import { messageRows, participantRows, sessionRows } from '../../dev/demo/rows.ts';
import { agents } from '../../dev/demo/team.ts';

/** A Thursday. */
const now = Date.UTC(2026, 4, 14, 13, 37, 42);
const days = 61;
const past = pastChats(now, days);
const chats = [...past, ...liveChats(now)];
const dateOf = (ms: number): Date => new Date(ms);

it('are the same at the same time, and others at another', () => {
  expect(sessionRows([...pastChats(now, days), ...liveChats(now)])).toEqual(sessionRows(chats));
  expect(sessionRows(liveChats(now + 1000))).not.toEqual(sessionRows(liveChats(now)));
});

it('have ids of their own', () => {
  const ids = chats.flatMap((chat) => [chat.id, ...chat.messages.map(({ id }) => id)]);
  expect(new Set(ids).size).toBe(ids.length);
});

it('come with the rhythm of working days, by the clocks of this machine', () => {
  const countWhere = (holds: (date: Date) => boolean): number =>
    past.filter(({ openedAt }) => holds(dateOf(openedAt))).length;
  const atHours = (from: number, to: number) =>
    countWhere((date) => date.getHours() >= from && date.getHours() < to);
  expect(atHours(9, 12)).toBeGreaterThan(20 * Math.max(1, atHours(2, 5)));
  expect(countWhere((date) => date.getDay() === 1)).toBeGreaterThan(
    2 * countWhere((date) => date.getDay() === 0),
  );
});

it('are more, wait longer and please less on the last Tuesday, when card payments failed', () => {
  const onDay = (date: Date) =>
    past.filter(({ openedAt }) => dateOf(openedAt).toDateString() === date.toDateString());
  const [bad, good] = [onDay(new Date(2026, 4, 12)), onDay(new Date(2026, 4, 5))];
  expect(bad.length).toBeGreaterThan(1.5 * good.length);
  const meanWait = (of: typeof past): number => {
    const waits = of.flatMap(({ states: [state] }) =>
      typeof state?.startedAt === 'number' ? [state.startedAt] : [],
    );
    return waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
  };
  expect(meanWait(bad)).toBeGreaterThan(1.5 * meanWait(good));
});

describe.each([
  ['past', past],
  ['live', liveChats(now)],
])('each of the %s chats', (_, of) => {
  it('goes on in the order of its times, up to now', () => {
    for (const { messages, states, openedAt, clock } of of) {
      const times = messages.map(({ at }) => at);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      for (const at of times) expect(at <= clock && at >= 0).toBe(true);
      for (const { queuedAt, startedAt, closedAt } of states) {
        expect(queuedAt).toBeLessThanOrEqual(clock);
        expect(startedAt ?? 0).toBeLessThanOrEqual(closedAt ?? Infinity);
      }
      expect(openedAt + clock).toBeLessThanOrEqual(now);
    }
  });

  it('has one present agent, its own, and only writers who take part', () => {
    for (const chat of of) {
      const present = [...chat.participants.values()].filter(
        ({ role, leftAt }) => role === 'support_agent' && leftAt === null,
      );
      const { agentId, status } = chat.state;
      const owner = agentId === null || status === 'closed' ? [] : [agentId];
      expect(present.map(({ userId }) => userId)).toEqual(owner);
      for (const { senderId } of chat.messages) expect([...chat.participants.keys()]).toContain(senderId);
    }
  });

  it('has messages without placeholders, by a customer who opens', () => {
    for (const chat of of) {
      expect(chat.messages[0]?.senderId).toBe(chat.customerId);
      expect(chat.messages.filter(({ text }) => /[{}]/.test(text))).toEqual([]);
    }
  });
});

it('are only with agents who have not left the team', () => {
  for (const { id, leftDaysAgo } of agents) {
    if (leftDaysAgo === undefined) continue;
    const seats = participantRows(chats).filter(({ user_id }) => user_id === id);
    expect(seats.length).toBeGreaterThan(10);
    for (const { joined_at } of seats) {
      expect(Date.parse(String(joined_at))).toBeLessThan(now - (leftDaysAgo - 3) * 86_400_000);
    }
  }
});

it('read what they answer: only the last words of a customer can be unread', () => {
  for (const chat of liveChats(now)) {
    const own = messageRows([chat]).filter(({ sender_id }) => sender_id === chat.customerId);
    const unread = own.map(({ status }) => status !== 'read');
    expect(unread).toEqual(unread.toSorted((a, b) => Number(a) - Number(b)));
  }
});

describe('stories', () => {
  it('ask for skills that somebody in their team has', () => {
    for (const { team, skills } of stories) {
      const able = agents.filter(
        (agent) =>
          agent.leftDaysAgo === undefined &&
          agent.team === team &&
          skills.every((skill) => agent.skills.includes(skill)),
      );
      expect([team, skills, able.length > 0]).toEqual([team, skills, true]);
    }
  });

  it('begin with the customer and are long enough to change hands in', () => {
    for (const { lines } of stories) {
      expect(lines[0].by).toBe('customer');
      expect(lines[1]?.by).toBe('agent');
      expect(lines.length).toBeGreaterThan(4);
    }
  });
});
