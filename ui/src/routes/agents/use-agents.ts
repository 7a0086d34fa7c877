import type { Answer } from '../../api/answer.ts';
import type { Schema } from '../../api/client.ts';
import { useRead, useWholeList } from '../../api/use-read.ts';
import type { AgentFigures } from '../../figures/figure.ts';
import { endsOf, type Window } from '../../view/range.ts';
import { useView, type View } from '../../view/use-view.ts';

export type Agent = Schema<'AgentResponse'>;
type Performance = Schema<'AgentPerformanceResponse'>;

/** One agent: as it is registered, and as it did. At least one of the two is there. */
export interface AgentRow {
  id: string;
  name: string | null;
  /** Undefined if nobody has registered it, or it has left. */
  agent: Agent | undefined;
  /** Undefined if it has no chat of this time. */
  figures: AgentFigures | undefined;
  load: number;
}

/** Registered agents and those who only have figures: who has left, and who was never registered. */
export function toRows(agents: Agent[], performance: AgentFigures[]): AgentRow[] {
  const registered = new Map(agents.map((agent) => [agent.agent_id, agent]));
  const withFigures = performance.map((figures): AgentRow => {
    const agent = registered.get(figures.agent_id);
    registered.delete(figures.agent_id);
    return {
      id: figures.agent_id,
      name: agent?.display_name ?? figures.agent_name,
      agent,
      figures,
      load: agent?.load ?? figures.load,
    };
  });
  const others = [...registered.values()].map((agent): AgentRow => ({
    id: agent.agent_id,
    name: agent.display_name,
    agent,
    figures: undefined,
    load: agent.load,
  }));
  return [...withFigures, ...others];
}

/** An answer about agents, each entry with the window it is about, so that lists can be opened for exactly that. */
export function withWindow({ data, generatedAt }: Answer<Performance[]>, window: Window): AgentFigures[] {
  const { from, to } = endsOf(window, generatedAt ?? new Date());
  const ends =
    'from' in window ? window : { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
  return data.map((figures) => ({ ...figures, ...ends }));
}

/** What agents' figures are asked for by: the window, compared where the view says so. */
export const performanceParams = (
  { window, isCompared }: Pick<View, 'window' | 'isCompared'>,
  agentId?: string,
) => ({
  query: {
    ...window,
    ...(isCompared && { compare: 'previous' as const }),
    ...(agentId !== undefined && { agent_id: agentId }),
  },
});

/** The figures of all agents, or of one. */
export function useAgentFigures(agentId?: string, enabled = true) {
  const view = useView();
  const performance = useRead('/agent-performance', performanceParams(view, agentId), {
    freshness: 'figures',
    enabled,
  });
  return { performance, window: view.window };
}

/** All agents with their places now and their figures of the range. */
export function useAgents(enabled: boolean) {
  const list = useWholeList('/agents', {}, { freshness: 'now', enabled });
  const { performance, window } = useAgentFigures(undefined, enabled);
  const isReady = list.data !== undefined && performance.data !== undefined;
  const rows = isReady ? toRows(list.data.data, withWindow(performance.data, window)) : undefined;
  return { list, performance, rows };
}
