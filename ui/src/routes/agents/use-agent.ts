import { toProblem } from '../../api/problem.ts';
import { useRead } from '../../api/use-read.ts';
import { granularityFor } from '../../charts/places.ts';
import { figures } from '../../figures/catalog.ts';
import { metricsOf } from '../../figures/chart-data.ts';
import type { Figure } from '../../figures/figure.ts';
import { endsOf } from '../../view/range.ts';
import { useView } from '../../view/use-view.ts';
import { useAgentFigures, withWindow } from './use-agents.ts';

const metrics = metricsOf(Object.values<Figure>(figures).filter(({ source }) => source === 'agent'));

/** An agent as it is registered; `isMissing` if it is not, or no longer is. */
export function useRegistration(agentId: string) {
  const query = useRead('/agents/{agent_id}', { path: { agent_id: agentId } }, { freshness: 'now' });
  const isMissing = query.error !== null && toProblem(query.error).code === 'agent_not_found';
  return { query, agent: isMissing ? undefined : query.data?.data, isMissing };
}

/** An agent’s figures of the range, how they develop, and how they developed before. */
export function useAgentTrend(agentId: string) {
  const { isCompared, zone } = useView();
  const { performance, window } = useAgentFigures(agentId);
  const row = performance.data && withWindow(performance.data, window)[0];
  const granularity = granularityFor(endsOf(window, new Date()));
  const inBuckets = { granularity, tz: zone, metrics, agent_id: agentId };
  const series = useRead('/timeseries', { query: { ...window, ...inBuckets } }, { freshness: 'figures' });
  const previous = row?.previous;
  const toMinute = (instant = ''): string => `${instant.slice(0, 16)}:00Z`;
  const before = useRead(
    '/timeseries',
    { query: { from: toMinute(previous?.from), to: toMinute(previous?.to), ...inBuckets } },
    { freshness: 'still', enabled: isCompared && previous !== undefined && !performance.isPlaceholderData },
  );
  return { performance, row, series, before: isCompared ? before.data?.data : undefined };
}
