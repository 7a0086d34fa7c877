import { useNavigate, useSearch } from '@tanstack/react-router';
import { Download } from 'lucide-react';
import { useCallback, useEffect, useRef } from 'react';
import { PageHeader } from '../../app/page-header.tsx';
import { useRows } from '../../api/use-read.ts';
import { Button } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table/data-table.tsx';
import { saveRows } from '../../components/data-table/export-rows.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { formatCount } from '../../format/numbers.ts';
import { useShortcut } from '../../keys/dispatch.ts';
import { useView } from '../../view/use-view.ts';
import { ViewBar } from '../../view/view-bar.tsx';
import { auditColumns } from './audit-columns.tsx';
import { AuditFilters } from './audit-filters.tsx';
import { toAuditQuery, type AuditEntry } from './audit-search.ts';

/** Who did what: commands that were done and refused, and reads of transcripts. An entry opens its chat, or the agent it is about. */
export function AuditPage() {
  const search = useSearch({ from: '/audit' });
  const { window, zone } = useView();
  const navigate = useNavigate();
  const { list, rows, loadMore } = useRows('/audit', toAuditQuery(search, window));
  const isWhole = list.data !== undefined && !list.hasNextPage;

  const open = ({ session_id: id, to_agent_id: agentId }: AuditEntry) => {
    if (id !== null) void navigate({ to: '/sessions', search: { session_id: id, age: 'all', open: id } });
    else if (agentId !== null) void navigate({ to: '/agents/$agentId', params: { agentId } });
  };
  const save = () => saveRows('audit.csv', auditColumns(zone), rows, ({ entry_id: id }) => id);
  useShortcut('audit.export', save, rows.length > 0);

  const more = useRef(loadMore);
  useEffect(() => {
    more.current = loadMore;
  });
  const onEndReached = useCallback(() => more.current(), []);

  return (
    <>
      <PageHeader title="Audit">
        <ViewBar canCompare={false} />
      </PageHeader>
      <div className="mb-3 flex flex-wrap items-center gap-3">
        <p className="figures min-w-28 text-title font-semibold" role="status" data-loaded={rows.length}>
          {list.data === undefined ? ' ' : countInWords(rows.length, isWhole)}
        </p>
        <div className="flex-1">
          <AuditFilters
            search={search}
            entries={rows}
            onChange={(next) =>
              void navigate({ to: '/audit', search: (current) => ({ ...current, ...next }) as never })
            }
          />
        </div>
        <Button className="no-print" onClick={save} disabled={rows.length === 0} aria-keyshortcuts="Shift+E">
          <Download size={15} aria-hidden="true" /> CSV
        </Button>
      </div>
      <div
        className={`panel h-[calc(100dvh-8.5rem)] min-h-80 overflow-hidden transition-opacity print:h-auto ${list.isPlaceholderData ? 'opacity-55' : ''}`}
        aria-busy={list.isPlaceholderData}
      >
        {list.data === undefined && list.error !== null ? (
          <ProblemNote error={list.error} onRetry={() => void list.refetch()} />
        ) : list.data === undefined ? (
          <div className="h-full p-4" aria-busy="true">
            <div className="skeleton h-full" />
          </div>
        ) : rows.length === 0 ? (
          <EmptyState title="No entries here">
            No entry in this range matches these filters. Choose a longer range, or remove a filter.
          </EmptyState>
        ) : (
          <DataTable
            name="Audit"
            columns={auditColumns(zone)}
            rows={rows}
            rowId={({ entry_id: id }) => id}
            onOpen={open}
            onEndReached={onEndReached}
          />
        )}
      </div>
    </>
  );
}

/** The API does not count the audit: until its end is loaded, there are more. */
const countInWords = (count: number, isWhole: boolean): string =>
  `${formatCount(count)}${isWhole ? '' : '+'} ${count === 1 && isWhole ? 'entry' : 'entries'}`;
