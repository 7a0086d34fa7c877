import { Navigate, useNavigate, useSearch } from '@tanstack/react-router';
import { Download, UserPlus } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { PageHeader } from '../../app/page-header.tsx';
import { useMe } from '../../auth/me.ts';
import { Button } from '../../components/button.tsx';
import type { Sorting } from '../../components/data-table/columns.ts';
import { DataTable } from '../../components/data-table/data-table.tsx';
import { saveRows } from '../../components/data-table/export-rows.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { StaleMark } from '../../components/panel.tsx';
import { matching } from '../../components/pick-list.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { formatSeconds } from '../../format/dates.ts';
import { formatCount } from '../../format/numbers.ts';
import { useShortcut } from '../../keys/dispatch.ts';
import { useView } from '../../view/use-view.ts';
import { ViewBar } from '../../view/view-bar.tsx';
import { agentColumns } from './agent-columns.tsx';
import { AgentsFilters } from './agents-filters.tsx';
import { sortingOf, sortText, type AgentsSearch } from './agents-search.ts';
import { RegisterDialog } from './register-dialog.tsx';
import { useAgents, type AgentRow } from './use-agents.ts';

/** Every agent with its places and figures, for admins; an agent comes to its own page. */
export function AgentsPage() {
  const me = useMe();
  if (me?.role === 'agent') return <Navigate to="/agents/$agentId" params={{ agentId: me.id }} replace />;
  return <AgentsList />;
}

const found = (rows: AgentRow[], { find = '', availability, team, skill }: AgentsSearch): AgentRow[] => {
  const fits = rows.filter(
    ({ agent }) =>
      (availability === undefined || agent?.availability === availability) &&
      (team === undefined || agent?.team === team) &&
      (skill === undefined || agent?.skills.includes(skill) === true),
  );
  const options = fits.map((row) => ({
    id: row.id,
    label: [row.name, row.id, row.agent?.team, ...(row.agent?.skills ?? [])].join(' '),
    row,
  }));
  return matching(options, find).map(({ row }) => row);
};

function AgentsList() {
  const search = useSearch({ from: '/agents' });
  const { zone } = useView();
  const navigate = useNavigate();
  const { list, performance, rows } = useAgents(true);
  const [isRegistering, setRegistering] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const shown = useMemo(() => found(rows ?? [], search), [rows, search]);

  const change = (next: { [Name in keyof AgentsSearch]: AgentsSearch[Name] | undefined }) =>
    void navigate({
      to: '/agents',
      search: (current) => ({ ...current, ...next }) as never,
      replace: true,
    });
  const onSort = (sorting: Sorting | undefined) => change({ sort: sortText(sorting) });
  const save = () => saveRows('agents.csv', agentColumns, shown, ({ id }) => id);
  useShortcut('agents.find', () => field.current?.focus());
  useShortcut('agents.export', save, shown.length > 0);
  const failed = [list, performance].find(({ data, error }) => data === undefined && error !== null);
  const isOld = performance.isPlaceholderData;

  return (
    <>
      <PageHeader title="Agents">
        <ViewBar />
      </PageHeader>
      <div className="mb-3 flex flex-wrap items-center gap-3">
        <p className="figures min-w-24 text-title font-semibold" role="status" data-total={shown.length}>
          {rows === undefined
            ? ' '
            : `${formatCount(shown.length)} ${shown.length === 1 ? 'agent' : 'agents'}`}
        </p>
        <input
          ref={field}
          type="search"
          className="field no-print max-w-56"
          aria-label="Find agents"
          aria-keyshortcuts="/"
          placeholder="Name, team or skill"
          defaultValue={search.find}
          onChange={(event) => change({ find: event.target.value || undefined })}
        />
        <AgentsFilters filters={search} onChange={change} />
        <span className="figures text-small text-ink-3">
          {performance.data?.generatedAt !== undefined &&
            `as of ${formatSeconds(performance.data.generatedAt, zone)}`}
        </span>
        <StaleMark query={performance} />
        <StaleMark query={list} />
        <span className="no-print ml-auto flex gap-2">
          <Button onClick={save} disabled={shown.length === 0} aria-keyshortcuts="Shift+E">
            <Download size={15} aria-hidden="true" /> CSV
          </Button>
          <Button kind="primary" onClick={() => setRegistering(true)}>
            <UserPlus size={15} aria-hidden="true" /> Register agent
          </Button>
        </span>
      </div>
      <div
        className={`panel h-[calc(100dvh-8.5rem)] min-h-80 overflow-hidden transition-opacity print:h-auto ${isOld ? 'opacity-55' : ''}`}
        aria-busy={isOld}
      >
        {failed !== undefined ? (
          <ProblemNote error={failed.error} onRetry={() => void failed.refetch()} />
        ) : rows === undefined ? (
          <div className="h-full p-4" aria-busy="true">
            <div className="skeleton h-full" />
          </div>
        ) : shown.length === 0 ? (
          <EmptyState title={rows.length === 0 ? 'No agents yet' : 'No agent matches'}>
            {rows.length === 0
              ? 'Register the first one, or choose a longer range: agents with chats are listed too.'
              : 'Remove a filter, or search for another name, team or skill.'}
          </EmptyState>
        ) : (
          <DataTable
            name="Agents"
            columns={agentColumns}
            rows={shown}
            rowId={({ id }) => id}
            canSort
            sorting={sortingOf(search)}
            onSort={onSort}
            onOpen={({ id }) => void navigate({ to: '/agents/$agentId', params: { agentId: id } })}
          />
        )}
      </div>
      {isRegistering && <RegisterDialog onClose={() => setRegistering(false)} />}
    </>
  );
}
