import { compare, wholeSeconds, wire } from './figures-arithmetic.ts';
import { chatsOf, liveOffers, wasSaid, withStatus } from './figures-chats.ts';
import { compared, settled } from './figures-comparison.ts';
import { namesIn } from './figures-names.ts';
import type { MessageRow, Tables } from './figures-rows.ts';
import {
  isWithin,
  stretchBefore,
  stretchOf,
  windowInfo,
  type Stretch,
  type Window,
} from './figures-window.ts';
import { nobody, type Item } from './ledger-oracle.ts';
import { agentFigures, messageFigures, overviewFigures, satisfactionFigures } from './figures.ts';

/** The expected bodies of the four aggregates. */

/** A question and its answer. Only the values that may be approximate are taken from the answer. */
export interface Asked {
  window: Window;
  isCompared: boolean;
  generatedAt: string;
  answered: unknown;
}

const known = new WeakMap<Tables, Map<string, Item[]>>();

/** The items within a stretch that count towards the overall figures, or towards those of an agent. */
export function itemsIn(tables: Tables, stretch: Stretch, agent = nobody): Item[] {
  const byAgent =
    known.get(tables) ??
    Map.groupBy(
      chatsOf(tables).flatMap(({ items }) => items),
      (item) => item.agent,
    );
  known.set(tables, byAgent);
  return (byAgent.get(agent) ?? []).filter(({ at }) => isWithin(stretch, at));
}

export const writtenIn = (tables: Tables, stretch: Stretch): MessageRow[] =>
  tables.messages.filter((message) => wasSaid(message) && isWithin(stretch, message.created_at));

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
  const active = withStatus(chats, 'active');
  const waits = withStatus(chats, 'waiting').map(({ session }) => wholeSeconds(now - session.queued_at));
  return {
    ...figuresOf(asked, answered, (stretch) => overviewFigures(itemsIn(tables, stretch))),
    ...windowInfo(window, generatedAt),
    queue_now: {
      waiting: waits.length,
      active: active.length,
      unassigned: active.filter(({ session }) => session.assigned_agent_id === null).length,
      longest_wait_seconds: waits.length === 0 ? null : Math.max(...waits),
    },
  };
}

export const satisfaction = (tables: Tables, asked: Asked) => ({
  ...figuresOf(asked, asked.answered, (stretch) => satisfactionFigures(itemsIn(tables, stretch))),
  ...windowInfo(asked.window, asked.generatedAt),
});

export const messageAnalytics = (tables: Tables, asked: Asked) => ({
  ...figuresOf(asked, asked.answered, (stretch) => messageFigures(writtenIn(tables, stretch))),
  ...windowInfo(asked.window, asked.generatedAt),
});

/** @param only if set, just this agent */
export function agentPerformance(tables: Tables, asked: Asked, only?: string) {
  const window = stretchOf(asked.window, asked.generatedAt);
  const agents = new Set(chatsOf(tables).flatMap(({ supportAgents }) => Array.from(supportAgents)));
  const listed = [...agents]
    .filter((agent) => only === undefined || agent === only)
    .map((agent) => ({ agent, handled: agentFigures(itemsIn(tables, window, agent)).sessions_handled }))
    .filter(({ handled }) => handled > 0)
    .sort((a, b) => b.handled - a.handled || compare(a.agent, b.agent));
  const { until: now } = stretchOf({ hours: 0, query: '' }, asked.generatedAt);
  return listed.map(({ agent }, place) => {
    const answered = (asked.answered as unknown[])[place];
    const figuresIn = (stretch: Stretch) => agentFigures(itemsIn(tables, stretch, agent));
    const figures = figuresOf(asked, answered, figuresIn);
    return Object.assign(figures, { agent_id: agent, ...agentNow(tables, agent, now) });
  });
}

/**
 * An agent at an instant, in microseconds: its identity, its availability and how many of its places are
 * taken.
 */
function agentNow(tables: Tables, agent: string, now: bigint) {
  const registered = tables.agents.find(({ agent_id }) => agent_id === agent);
  const assigned = withStatus(chatsOf(tables), 'active').filter(
    ({ session }) => session.assigned_agent_id === agent,
  );
  const offered = liveOffers(tables, now).filter(({ agent_id }) => agent_id === agent);
  return {
    status: assigned.length > 0 ? 'active' : 'idle',
    agent_name: namesIn(tables)(agent),
    display_name: registered?.display_name ?? null,
    availability: registered?.availability ?? null,
    load: assigned.length + offered.length,
  };
}
