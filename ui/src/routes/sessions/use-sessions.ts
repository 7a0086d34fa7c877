import { useRead, useRows } from '../../api/use-read.ts';
import type { Window } from '../../view/range.ts';
import { useView } from '../../view/use-view.ts';
import { figureOf } from '../../figures/catalog.ts';
import type { Figure } from '../../figures/figure.ts';
import { readFigure } from '../../figures/reading.ts';
import { useSources } from '../../figures/use-sources.ts';
import { listQuery, type SessionsSearch } from './sessions-search.ts';

/** The list that a page's URL asks for. */
export function useSessions(search: SessionsSearch) {
  const { window } = useView();
  const query = listQuery(search, window);
  return { query, window, ...useRows('/sessions', query) };
}

/** The figure that the list was opened from, read for exactly the list's window. */
export function useFigureBehind(search: SessionsSearch, window: Window) {
  const figure = figureOf(search.figure);
  const { sources } = useSources(figure === undefined ? [] : [figure], window, { freshness: 'still' });
  const agent = agentBehind(figure, search);
  const performance = useRead(
    '/agent-performance',
    { query: { ...window, ...(agent !== undefined && { agent_id: agent }) } },
    { freshness: 'still', enabled: agent !== undefined },
  );
  const row = performance.data?.data[0];
  if (figure === undefined) return undefined;
  const reading = readFigure(figure, {
    ...sources,
    ...(agent !== undefined && row !== undefined && { agent: { ...row, from: '', to: '' } }),
  });
  return { figure, reading };
}

/** The agent whose figure the list is behind. */
const agentBehind = (figure: Figure | undefined, search: SessionsSearch): string | undefined =>
  figure?.agentFilter === undefined ? undefined : search[figure.agentFilter];
