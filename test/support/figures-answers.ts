import { compare, wholeSeconds, wire } from './figures-arithmetic.ts';
import { chatsOf, withStatus, type Chat } from './figures-chats.ts';
import { compared, settled } from './figures-comparison.ts';
import type { MessageRow, Tables } from './figures-rows.ts';
import {
  isWithin,
  stretchBefore,
  stretchOf,
  windowInfo,
  type Stretch,
  type Window,
} from './figures-window.ts';
import { agentFigures, messageFigures, overviewFigures, satisfactionFigures } from './figures.ts';

/** The bodies of the four aggregates, as they must be. */

/** What was asked, and what came back: of that, only what may be a little off is taken over. */
export interface Asked {
  window: Window;
  isCompared: boolean;
  generatedAt: string;
  answered: unknown;
}

export const cohortOf = (tables: Tables, stretch: Stretch): Chat[] =>
  chatsOf(tables).filter(({ session }) => isWithin(stretch, session.created_at));

export const writtenIn = (tables: Tables, stretch: Stretch): MessageRow[] =>
  tables.messages.filter((message) => isWithin(stretch, message.created_at));

function figuresOf(
  { window, isCompared, generatedAt }: Asked,
  answered: unknown,
  over: (stretch: Stretch) => object,
): object {
  const stretch = stretchOf(window, generatedAt);
  if (!isCompared) return settled(over(stretch), answered) as object;
  const before = stretchBefore(stretch);
  return compared(
    over(stretch),
    over(before),
    { from: wire(before.since), to: wire(before.until) },
    answered,
  );
}

export function overview(tables: Tables, asked: Asked) {
  const { window, generatedAt, answered } = asked;
  const chats = chatsOf(tables);
  const { until: now } = stretchOf({ hours: 0, query: '' }, generatedAt);
  const waits = withStatus(chats, 'waiting').map(({ session }) => wholeSeconds(now - session.queued_at));
  return {
    ...figuresOf(asked, answered, (stretch) => overviewFigures(cohortOf(tables, stretch))),
    ...windowInfo(window, generatedAt),
    queue_now: {
      waiting: waits.length,
      active: withStatus(chats, 'active').length,
      longest_wait_seconds: waits.length === 0 ? null : Math.max(...waits),
    },
  };
}

export const satisfaction = (tables: Tables, asked: Asked) => ({
  ...figuresOf(asked, asked.answered, (stretch) => satisfactionFigures(cohortOf(tables, stretch))),
  ...windowInfo(asked.window, asked.generatedAt),
});

export const messageAnalytics = (tables: Tables, asked: Asked) => ({
  ...figuresOf(asked, asked.answered, (stretch) => messageFigures(writtenIn(tables, stretch))),
  ...windowInfo(asked.window, asked.generatedAt),
});

/** @param only that agent, where one is asked for */
export function agentPerformance(tables: Tables, asked: Asked, only?: string) {
  const cohort = cohortOf(tables, stretchOf(asked.window, asked.generatedAt));
  const listed = [...new Set(cohort.flatMap(({ supportAgents }) => [...supportAgents]))]
    .filter((agent) => only === undefined || agent === only)
    .map((agent) => ({ agent, handled: agentFigures(agent, cohort).sessions_handled }))
    .sort((a, b) => b.handled - a.handled || compare(a.agent, b.agent));
  const { until: now } = stretchOf({ hours: 0, query: '' }, asked.generatedAt);
  return listed.map(({ agent }, place) => {
    const figures = figuresOf(asked, (asked.answered as unknown[])[place], (stretch) =>
      agentFigures(agent, cohortOf(tables, stretch)),
    );
    return Object.assign(figures, { agent_id: agent, ...agentNow(tables, agent, now) });
  });
}

/** What an agent is at an instant, in microseconds: who, whether it is there, and how many of its places are taken. */
function agentNow(tables: Tables, agent: string, now: bigint) {
  const registered = tables.agents.find(({ agent_id }) => agent_id === agent);
  const assigned = withStatus(chatsOf(tables), 'active').filter(
    ({ session }) => session.assigned_agent_id === agent,
  );
  const waiting = new Set(withStatus(chatsOf(tables), 'waiting').map(({ session }) => session.id));
  const offered = tables.offers.filter(
    ({ agent_id, session_id, outcome, expires_at }) =>
      agent_id === agent && outcome === null && expires_at > now && waiting.has(session_id),
  );
  return {
    status: assigned.length > 0 ? 'active' : 'idle',
    display_name: registered?.display_name ?? null,
    availability: registered?.availability ?? null,
    load: assigned.length + offered.length,
  };
}
