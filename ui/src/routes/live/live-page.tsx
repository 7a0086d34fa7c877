import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { PageHeader } from '../../app/page-header.tsx';
import { DataTable } from '../../components/data-table/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Panel } from '../../components/panel.tsx';
import { formatCount } from '../../format/numbers.ts';
import { useShortcut } from '../../keys/dispatch.ts';
import { ZonePicker } from '../../view/zone-picker.tsx';
import { AgentsPanel } from './agents-panel.tsx';
import { Arrivals } from './arrivals.tsx';
import { chatColumns } from './chat-columns.tsx';
import { ClaimButton } from './claim-button.tsx';
import {
  matchesAgent,
  matchesChat,
  matchesWaiting,
  mayClaim,
  nobodysFirst,
  sessionIdOf,
  type Chat,
  type Waiting,
} from './floor.ts';
import { FloorFigures } from './floor-figures.tsx';
import { useHeldRows } from './held-rows.ts';
import { LiveFilters } from './live-filters.tsx';
import { queueColumns } from './queue-columns.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { useFloor } from './use-floor.ts';
import { useLiveFilters } from './use-live-filters.ts';

/** Each chat once: one that moved while pages were read is on two of them, and the later one is right. */
const useOnce = <Row extends Waiting | Chat>(rows: Row[] | undefined): Row[] =>
  useMemo(() => [...new Map(rows?.map((row) => [row.session_id, row])).values()], [rows]);

/** Who takes what now: the queue, active chats and agents, and commands on the selected chat. */
export function LivePage() {
  const { filters, change, chat: selected, select } = useLiveFilters();
  const floor = useFloor(filters.team);
  const { agent, queue, listed, chats, agents, roster, offset } = floor;
  const navigate = useNavigate();

  const all = useOnce<Waiting>(listed.data?.data);
  const claimable = useMemo(
    () => (agent === undefined ? all : all.filter((row) => mayClaim(agent, row))),
    [all, agent],
  );
  const inHand = useOnce<Chat>(chats.data?.data);
  const sorted = useMemo(() => nobodysFirst(inHand), [inHand]);

  const waitingRow = claimable.find((row) => sessionIdOf(row) === selected);
  const selectedChat =
    waitingRow === undefined
      ? sorted.find((row) => sessionIdOf(row) === selected)
      : { ...waitingRow, status: 'waiting' as const };
  const heldQueue = useHeldRows(claimable, sessionIdOf, selected !== undefined);
  const heldChats = useHeldRows(sorted, sessionIdOf, selected !== undefined);
  const isSelected = (row: Waiting | Chat): boolean => sessionIdOf(row) === selected;
  const fitsQueue = matchesWaiting(filters, roster);
  const fitsChats = matchesChat(filters, roster);
  const queueRows = heldQueue.shown.filter((row) => isSelected(row) || fitsQueue(row));
  const chatRows = heldChats.shown.filter((row) => isSelected(row) || fitsChats(row));

  const order = [...queueRows, ...chatRows].map(sessionIdOf);
  const step = (by: 1 | -1) => {
    const at = selected === undefined ? -1 : order.indexOf(selected);
    const next = order[at < 0 ? (by === 1 ? 0 : order.length - 1) : at + by];
    if (next === undefined) return;
    select(next);
    heldQueue.release();
    heldChats.release();
  };
  const open = (id: string) => void navigate({ to: '/sessions/$sessionId', params: { sessionId: id } });
  useShortcut('live.next', () => step(1));
  useShortcut('live.previous', () => step(-1));
  useShortcut('live.open', () => selected !== undefined && open(selected), selected !== undefined);
  useShortcut('live.clear', () => select(undefined), selected !== undefined);

  const pick = (row: Waiting | Chat) => select(sessionIdOf(row));
  const table = {
    rowId: sessionIdOf,
    openId: selected,
    onSelect: pick,
    onOpen: (row: Waiting | Chat) => open(sessionIdOf(row)),
  };
  const waiting = queue.data?.total ?? 0;
  const listHeight = 'h-80 lg:h-auto lg:min-h-0 lg:flex-1';

  return (
    <div className="lg:-mb-7 lg:flex lg:h-[calc(100dvh-0.75rem)] lg:min-h-[44rem] lg:flex-col print:h-auto!">
      <PageHeader title="Live" tabTitle={`${waiting > 0 ? `(${formatCount(waiting)}) ` : ''}Live`}>
        <LiveFilters filters={filters} teams={floor.teams} onChange={change} />
        {agent !== undefined && <ClaimButton agentId={agent.id} onClaimed={select} />}
        <ZonePicker />
      </PageHeader>
      <FloorFigures floor={floor} />
      <Arrivals queue={queue.data?.data} total={waiting} />
      <div className="grid gap-3 lg:min-h-0 lg:flex-1 lg:grid-cols-[minmax(0,1fr)_20rem] lg:grid-rows-[minmax(0,1fr)]">
        <div className="grid gap-3 lg:min-h-0 lg:grid-rows-[minmax(0,1fr)_minmax(0,1fr)]">
          <Panel
            title={
              <Title
                words={agent === undefined ? 'Queue' : 'Queue for you'}
                shown={queueRows.length}
                of={queue.data?.total}
                isCut={listed.data?.nextCursor !== undefined}
              />
            }
            query={listed}
            height={listHeight}
          >
            {() =>
              queueRows.length === 0 ? (
                <EmptyState title={all.length === 0 ? 'Nobody is waiting' : 'No waiting chat matches'}>
                  {all.length === 0
                    ? 'New chats appear here by themselves.'
                    : agent !== undefined && claimable.length === 0
                      ? 'All waiting chats are for other teams or skills.'
                      : 'Remove a filter to see the others.'}
                </EmptyState>
              ) : (
                <DataTable
                  {...table}
                  name="Queue"
                  columns={queueColumns({ roster, offset, isGone: heldQueue.isGone })}
                  rows={queueRows}
                  isGone={heldQueue.isGone}
                />
              )
            }
          </Panel>
          <Panel
            title={
              <Title
                words={agent === undefined ? 'Active chats' : 'Your chats'}
                shown={chatRows.length}
                of={chats.data?.total}
                isCut={chats.data?.nextCursor !== undefined}
              />
            }
            query={chats}
            height={listHeight}
          >
            {() =>
              chatRows.length === 0 ? (
                <EmptyState title={inHand.length === 0 ? 'No chat is active' : 'No active chat matches'}>
                  {inHand.length === 0
                    ? claimable.length === 0
                      ? 'Chats appear here once an agent has taken them.'
                      : 'Select a waiting chat with J and take or assign it with A.'
                    : 'Remove a filter to see the others.'}
                </EmptyState>
              ) : (
                <DataTable
                  {...table}
                  name="Active chats"
                  columns={chatColumns(roster, offset)}
                  rows={chatRows}
                  isGone={heldChats.isGone}
                />
              )
            }
          </Panel>
        </div>
        <AgentsPanel query={agents} matches={matchesAgent(filters)} chat={selectedChat} height={listHeight} />
      </div>
      <SelectionBar id={selected} chat={selectedChat} onOpen={open} onClear={() => select(undefined)} />
    </div>
  );
}

/** A list's name with how many it shows, and of how many where that differs. */
function Title({
  words,
  shown,
  of,
  isCut,
}: {
  words: string;
  shown: number;
  of: number | undefined;
  isCut: boolean;
}) {
  return (
    <>
      {words}{' '}
      {of !== undefined && (
        <span className="figures font-normal text-ink-3">
          {shown === of ? formatCount(of) : `${formatCount(shown)} of ${formatCount(of)}`}
          {isCut && ', the first of them; choose a team to see more'}
        </span>
      )}
    </>
  );
}
