import type { Column } from '../../components/data-table/columns.ts';
import { Person } from '../../components/person.tsx';
import { formatClock, formatDuration } from '../../format/durations.ts';
import { formatCount, nothing } from '../../format/numbers.ts';
import type { Roster, Waiting } from './floor.ts';
import { PriorityMark } from './priority-mark.tsx';
import { secondsSince, Ticking } from './ticking.tsx';

const quiet = <span className="text-ink-3">{nothing}</span>;

interface Context {
  roster: Roster;
  offset: number;
  isGone: (row: Waiting) => boolean;
}

/** The columns of the queue. */
export const queueColumns = ({ roster, offset, isGone }: Context): Column<Waiting>[] => [
  {
    key: 'position',
    label: '#',
    width: 24,
    align: 'end',
    priority: 5,
    cell: ({ position }) => <span className="text-ink-3">{formatCount(position)}</span>,
  },
  {
    key: 'wait',
    label: 'Wait',
    width: 52,
    align: 'end',
    priority: 1,
    cell: (row) =>
      isGone(row) ? (
        <span className="text-small">left</span>
      ) : (
        <span className="font-semibold" data-wait={row.session_id}>
          <Ticking offset={offset}>{(now) => formatClock(secondsSince(row.queued_at, now))}</Ticking>
        </span>
      ),
  },
  {
    key: 'priority',
    label: 'Priority',
    width: 72,
    priority: 1,
    cell: ({ priority }) => <PriorityMark priority={priority} />,
  },
  {
    key: 'customer',
    label: 'Customer',
    width: 76,
    grow: 2,
    priority: 1,
    cell: ({ initiator_id: id, initiator_name: name }) => (
      <Person id={id} name={name ?? null} nobody="Hidden" />
    ),
  },
  {
    key: 'team',
    label: 'Team',
    width: 72,
    grow: 1,
    priority: 2,
    cell: ({ team }) => team ?? <span className="text-ink-3">anyone</span>,
  },
  {
    key: 'skills',
    label: 'Skills',
    width: 72,
    grow: 2,
    priority: 4,
    cell: ({ skills }) => (skills.length === 0 ? quiet : skills.join(', ')),
  },
  {
    key: 'offer',
    label: 'Held for',
    width: 112,
    grow: 2,
    priority: 3,
    cell: (row) => <HeldFor row={row} roster={roster} offset={offset} />,
  },
  {
    key: 'estimate',
    label: 'Estimate',
    width: 68,
    align: 'end',
    priority: 6,
    cell: ({ estimated_wait_seconds: seconds }) =>
      seconds === null ? quiet : <span className="text-ink-2">{formatDuration(seconds)}</span>,
  },
];

/** Who may answer an offer and how long still, or who has the chat already for the chat application. */
function HeldFor({ row, roster, offset }: { row: Waiting; roster: Roster; offset: number }) {
  const { offer, assigned_agent_id: assigned } = row;
  const id = offer?.agent_id ?? assigned;
  if (id === null) return quiet;
  return (
    <span className="flex min-w-0 gap-1.5">
      <span className="truncate">
        <Person id={id} name={roster.get(id)?.display_name ?? null} />
      </span>
      {offer !== null && (
        <span className="text-ink-3" data-offer={offer.offer_id}>
          <Ticking offset={offset}>
            {(now) => formatClock(Math.ceil((Date.parse(offer.expires_at) - now) / 1000))}
          </Ticking>
        </span>
      )}
    </span>
  );
}
