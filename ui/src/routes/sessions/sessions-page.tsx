import { useNavigate, useSearch } from '@tanstack/react-router';
import { Download } from 'lucide-react';
import { useCallback, useEffect, useRef } from 'react';
import { PageHeader } from '../../app/page-header.tsx';
import { Button } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { formatCount } from '../../format/numbers.ts';
import { useShortcut } from '../../keys/dispatch.ts';
import { useView } from '../../view/use-view.ts';
import { ViewBar } from '../../view/view-bar.tsx';
import { exportSessions } from './export-sessions.ts';
import { FigureBand } from './figure-band.tsx';
import { FilterBar } from './filter-bar.tsx';
import { sessionColumns } from './session-columns.tsx';
import { SessionPanel } from './session-panel.tsx';
import type { SessionsSearch } from './sessions-search.ts';
import { useFigureBehind, useSessions } from './use-sessions.ts';

/** The sessions behind a figure, or by filters; one opens beside the list. */
export function SessionsPage() {
  const search = useSearch({ from: '/sessions' });
  const { query, window, rows, total, list, loadMore } = useSessions(search);
  const behind = useFigureBehind(search, window);
  const { zone } = useView();
  const navigate = useNavigate();

  const change = useCallback(
    (next: Partial<SessionsSearch>, replace = false) =>
      void navigate({
        to: '/sessions',
        search: (current) => ({ ...current, figure: undefined, ...next }) as never,
        replace,
      }),
    [navigate],
  );
  const open = useCallback(
    (id: string | undefined) =>
      void navigate({
        to: '/sessions',
        search: (current) => ({ ...current, open: id }) as never,
        replace: true,
      }),
    [navigate],
  );
  const at = search.open === undefined ? -1 : rows.findIndex(({ session_id: id }) => id === search.open);
  const openAt = (index: number) => {
    const row = rows[index];
    if (row !== undefined) open(row.session_id);
  };
  const save = () => void exportSessions(query, zone, total ?? 0);
  useShortcut('sessions.next', () => openAt(at + 1));
  useShortcut('sessions.previous', () => openAt(Math.max(0, at - 1)));
  useShortcut('sessions.export', save, rows.length > 0);

  const more = useRef(loadMore);
  useEffect(() => {
    more.current = loadMore;
  });
  const onEndReached = useCallback(() => more.current(), []);

  return (
    <>
      <PageHeader title="Sessions">
        <ViewBar canCompare={false} />
      </PageHeader>
      <div className="mb-3 flex flex-col gap-2">
        {behind !== undefined && <FigureBand {...behind} total={total} />}
        <div className="flex flex-wrap items-center gap-3">
          <p className="figures min-w-28 text-title font-semibold" role="status" data-total={total ?? ''}>
            {total === undefined ? ' ' : `${formatCount(total)} ${total === 1 ? 'session' : 'sessions'}`}
          </p>
          <div className="flex-1">
            <FilterBar search={search} onChange={change} />
          </div>
          <Button
            className="no-print"
            onClick={save}
            disabled={rows.length === 0}
            aria-keyshortcuts="Shift+E"
          >
            <Download size={15} aria-hidden="true" /> CSV
          </Button>
        </div>
      </div>
      <div className="flex gap-4">
        <div
          className={`panel h-[calc(100dvh-10.5rem)] min-h-80 min-w-0 flex-1 overflow-hidden transition-opacity ${list.isPlaceholderData ? 'opacity-55' : ''}`}
        >
          {list.data === undefined && list.error !== null ? (
            <ProblemNote error={list.error} onRetry={() => void list.refetch()} />
          ) : list.data !== undefined && rows.length === 0 ? (
            <EmptyState title="No sessions here">
              No chat opened in this range matches these filters. Choose a longer range, or remove a filter.
            </EmptyState>
          ) : list.data === undefined ? (
            <div className="h-full p-4" aria-busy="true">
              <div className="skeleton h-full" />
            </div>
          ) : (
            <DataTable
              name="Sessions"
              columns={sessionColumns(zone)}
              rows={rows}
              rowId={({ session_id: id }) => id}
              total={total}
              openId={search.open}
              onOpen={({ session_id: id }) => open(id)}
              onEndReached={onEndReached}
            />
          )}
        </div>
        {search.open !== undefined && <SessionPanel id={search.open} onClose={() => open(undefined)} />}
      </div>
    </>
  );
}
