import { describe, expect, it } from 'vitest';
import { makeSession, type SyntheticSession } from '../../dev/data/synthetic-session.ts';
import { planTraffic } from '../../dev/data/traffic-plan.ts';
import { resolveTrafficSize, type TrafficRequest } from '../../dev/data/traffic-size.ts';

function makeTraffic(request: TrafficRequest): SyntheticSession[] {
  const plan = planTraffic(resolveTrafficSize(request));
  return Array.from({ length: plan.size.sessions }, (_, index) => makeSession(plan, index));
}

const agentsOf = ({ participants }: SyntheticSession): string[] =>
  participants.filter(({ role }) => role === 'support_agent').map(({ userId }) => userId);
const messageCount = (sessions: SyntheticSession[]): number =>
  sessions.reduce((sum, { messages }) => sum + messages.length, 0);
const share = <T>(values: T[], holds: (value: T) => boolean): number =>
  values.filter(holds).length / values.length;

const dayMicroseconds = 86_400_000_000;

describe('the size', () => {
  it('has its usual numbers', () => {
    expect(resolveTrafficSize({ sessions: 1000, days: 7 })).toEqual({
      sessions: 1000,
      days: 7,
      agents: 5,
      messages: 22_000,
      seed: 1,
    });
    expect(resolveTrafficSize({ sessions: 210_000, days: 30 }).agents).toBe(200);
    expect(resolveTrafficSize({ sessions: 2, days: 1 }).agents).toBe(2);
  });

  it.each([
    [{ sessions: 0, days: 1 }, '--sessions'],
    [{ sessions: 1.5, days: 1 }, '--sessions'],
    [{ sessions: Number.NaN, days: 1 }, '--sessions'],
    [{ sessions: 10, days: 0 }, '--days'],
    [{ sessions: 10, days: 3661 }, '--days'],
    [{ sessions: 10, days: 1, agents: 0 }, '--agents'],
    [{ sessions: 10, days: 1, agents: 11 }, '--agents'],
    [{ sessions: 10, days: 1, messages: 9 }, '--messages'],
    [{ sessions: 10, days: 1, messages: 1_000_001 }, '--messages'],
    [{ sessions: 10, days: 1, seed: -1 }, '--seed'],
  ])('refuses %j', (request, option) => {
    expect(() => resolveTrafficSize(request)).toThrow(`${option} must be a whole number from`);
  });

  it.each([
    { sessions: 1, days: 1 },
    { sessions: 1, days: 1, agents: 1, messages: 1 },
    { sessions: 1, days: 1, messages: 5000 },
    { sessions: 7, days: 400, agents: 7, messages: 7 },
    { sessions: 50, days: 2, agents: 50, messages: 333 },
    { sessions: 40, days: 1, agents: 1, messages: 40 },
    { sessions: 1000, days: 30, agents: 13, messages: 4321 },
    { sessions: 3000, days: 1, agents: 200, messages: 9001, seed: 5 },
  ])('is kept to the last one: %j', (request) => {
    const size = resolveTrafficSize(request);
    const sessions = makeTraffic(request);
    expect(sessions).toHaveLength(size.sessions);
    expect(messageCount(sessions)).toBe(size.messages);
    expect(new Set(sessions.flatMap(agentsOf)).size).toBe(size.agents);
  });
});

describe('the same seed', () => {
  it('gives the same sessions, in whatever order they are made', () => {
    const request = { sessions: 300, days: 5, seed: 9 };
    const plan = planTraffic(resolveTrafficSize(request));
    expect(makeSession(plan, 123)).toEqual(makeTraffic(request)[123]);
    expect(makeTraffic(request)).toEqual(makeTraffic(request));
  });

  it('has nothing in common with another seed or size', () => {
    const ids = [{ seed: 1 }, { seed: 2 }, { seed: 1, days: 6 }, { seed: 1, messages: 3000 }].flatMap(
      (other) => makeTraffic({ sessions: 100, days: 5, ...other }).map(({ id }) => id),
    );
    expect(new Set(ids).size).toBe(400);
  });
});

describe.each([
  { sessions: 2500, days: 14, seed: 3 },
  { sessions: 2500, days: 1, agents: 40, messages: 30_000 },
  { sessions: 60, days: 90, messages: 20_000 },
])('traffic of %j', (request) => {
  const sessions = makeTraffic(request);
  const { days } = request;

  it('lies in its window, every time in its order', () => {
    for (const session of sessions) {
      const { createdAt, earlier, messages, participants } = session;
      const states = [...earlier, session].flatMap((s) => [s.queuedAt, s.startedAt, s.closedAt]);
      const times = [...states, ...participants.flatMap((p) => [p.joinedAt, p.leftAt])];
      for (const time of [...times, ...messages.map((message) => message.createdAt)]) {
        if (time === null) continue;
        expect(Number.isSafeInteger(time)).toBe(true);
        expect(time).toBeGreaterThanOrEqual(createdAt);
        expect(time).toBeLessThanOrEqual(0);
      }
      expect(createdAt).toBeGreaterThanOrEqual(-days * dayMicroseconds);
      expect(session.lastActivityAt).toBe(messages.at(-1)?.createdAt);
      expect(messages.map((message) => message.createdAt)).toEqual(
        messages.map((message) => message.createdAt).toSorted((a, b) => a - b),
      );
    }
  });

  it('has states that hold together', () => {
    for (const session of sessions) {
      const { status, startedAt, closedAt, assignedAgentId, rating, participants } = session;
      const users = participants.map(({ userId }) => userId);
      const present = participants.filter((p) => p.role === 'support_agent' && p.leftAt === null);
      expect(new Set(users).size).toBe(users.length);
      expect(users[0]).toBe(session.initiatorId);
      for (const { senderId } of session.messages) expect(users).toContain(senderId);
      expect(closedAt !== null || status !== 'closed').toBe(true);
      expect(status !== 'closed' || startedAt === null || startedAt <= (closedAt ?? 0)).toBe(true);
      expect(rating === null || status === 'closed').toBe(true);
      expect(assignedAgentId !== null || status !== 'active').toBe(true);
      expect(assignedAgentId === null || status !== 'waiting').toBe(true);
      expect(present.map(({ userId }) => userId)).toEqual(assignedAgentId === null ? [] : [assignedAgentId]);
    }
  });

  it('has lives that go from state to state, each in its time', () => {
    const lives = sessions.map((session) => [...session.earlier, session]).filter(({ length }) => length > 1);
    const ways = new Set(lives.map((states) => states.map(({ status }) => status).join(' ')));
    for (const way of ways) {
      expect(way).toMatch(/^(closed waiting( active)?( closed)?|active waiting active( closed)?)$/);
    }
    for (const [first, back, again] of lives) {
      if (first === undefined || back === undefined) continue;
      const { startedAt, closedAt } = first;
      expect(back.queuedAt).toBeGreaterThanOrEqual(Math.max(startedAt ?? -Infinity, closedAt ?? -Infinity));
      expect(back.assignedAgentId).toBeNull();
      expect(first.assignedAgentId).not.toBeNull();
      if (again?.status !== 'active') continue;
      expect(again.startedAt).toBeGreaterThanOrEqual(back.queuedAt);
      expect(again.assignedAgentId).not.toBeNull();
    }
  });

  it('is open only near the end', () => {
    const open = sessions.filter(({ status }) => status !== 'closed');
    expect(open.length).toBeGreaterThan(0);
    expect(share(sessions, ({ status }) => status !== 'closed')).toBeLessThan(0.3);
    for (const { queuedAt, createdAt } of open) {
      expect(Math.max(queuedAt, createdAt)).toBeGreaterThan(-2 * 3_600_000_000);
      expect(createdAt).toBeGreaterThan(-dayMicroseconds);
    }
  });
});

describe('traffic', () => {
  const sessions = makeTraffic({ sessions: 4000, days: 30 });
  const closed = sessions.filter(({ status }) => status === 'closed');
  const messages = sessions.flatMap((session) => session.messages);

  it('is rated as often, and as well, as people do', () => {
    const rated = closed.filter(({ rating }) => rating !== null);
    expect(rated.length / closed.length).toBeGreaterThan(0.6);
    expect(rated.length / closed.length).toBeLessThan(0.7);
    expect(new Set(rated.map(({ rating }) => rating))).toEqual(new Set([1, 2, 3, 4, 5]));
    expect(share(rated, ({ feedback }) => feedback === null)).toBeGreaterThan(0.4);
  });

  it('has all that happens to sessions', () => {
    const answeredBy = (session: SyntheticSession) =>
      session.messages.find(({ senderId }) => agentsOf(session).includes(senderId));
    expect(share(closed, (session) => answeredBy(session) === undefined)).toBeGreaterThan(0.03);
    expect(share(closed, ({ createdAt, queuedAt }) => queuedAt > createdAt)).toBeGreaterThan(0.02);
    expect(share(closed, (session) => agentsOf(session).length > 1)).toBeGreaterThan(0.05);
    expect(share(closed, ({ earlier }) => earlier[0]?.status === 'closed')).toBeGreaterThan(0.02);
    expect(share(closed, ({ earlier }) => earlier[0]?.status === 'active')).toBeGreaterThan(0.01);
    expect(share(sessions, ({ participants }) => participants.some(({ isLate }) => isLate))).toBeGreaterThan(
      0.02,
    );
    expect(
      share(sessions, ({ participants }) => participants.some(({ leftAt }) => leftAt !== null)),
    ).toBeGreaterThan(0.1);
    const waits = sessions
      .map((session) => (answeredBy(session)?.createdAt ?? Number.NaN) - session.createdAt)
      .filter((wait) => !Number.isNaN(wait))
      .map((wait) => wait / 1_000_000)
      .sort((a, b) => a - b);
    expect(waits[Math.floor(waits.length / 2)]).toBeGreaterThan(30);
    expect(waits[Math.floor(waits.length / 2)]).toBeLessThan(90);
    expect(waits[Math.floor(waits.length * 0.95)]).toBeGreaterThan(150);
  });

  it('has messages of every kind, and text of every script', () => {
    const kinds = new Set(messages.map(({ type, status }) => `${type} ${status}`));
    for (const type of ['text', 'file', 'image']) {
      for (const status of ['sent', 'delivered', 'read']) expect(kinds).toContain(`${type} ${status}`);
    }
    for (const message of messages) {
      expect(message.file === null).toBe(message.type === 'text');
      expect(message.content.isWellFormed()).toBe(true);
    }
    for (const script of [
      /\p{Emoji_Presentation}/u,
      /\p{Script=Han}/u,
      /\p{M}/u,
      /\p{Script=Hebrew}/u,
      /\u200d/u,
    ]) {
      expect(messages.some(({ content }) => script.test(content))).toBe(true);
    }
    const instants = sessions.flatMap((session) =>
      session.messages.map(({ createdAt }) => `${session.id}${createdAt}`),
    );
    expect(new Set(instants).size).toBeLessThan(instants.length);
    expect(new Set(messages.map(({ id }) => id)).size).toBe(messages.length);
  });

  it('follows the day and the week', () => {
    const perHour = Array.from({ length: 24 }, () => 0);
    const perDay = Array.from({ length: 28 }, () => 0);
    for (const { createdAt } of closed) {
      const hour = Math.floor(-createdAt / 3_600_000_000);
      perHour[hour % 24] = (perHour[hour % 24] ?? 0) + 1;
      const day = Math.floor(hour / 24);
      if (day < 28) perDay[day] = (perDay[day] ?? 0) + 1;
    }
    expect(Math.max(...perHour)).toBeGreaterThan(8 * Math.min(...perHour));
    expect(Math.max(...perDay)).toBeGreaterThan(1.6 * Math.min(...perDay));
    expect(Math.min(...perDay)).toBeGreaterThan(0);
  });
});
