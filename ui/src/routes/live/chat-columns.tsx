import { UserX } from 'lucide-react';
import type { Column } from '../../components/data-table/columns.ts';
import { Person } from '../../components/person.tsx';
import { formatAge } from '../../format/dates.ts';
import { formatDuration } from '../../format/durations.ts';
import { formatCount, nothing } from '../../format/numbers.ts';
import type { Chat, Roster } from './floor.ts';
import { secondsSince, Ticking } from './ticking.tsx';

const quiet = <span className="text-ink-3">{nothing}</span>;

/** The columns of the active chats. */
export const chatColumns = (roster: Roster, offset: number): Column<Chat>[] => [
  {
    key: 'unread',
    label: 'Unread',
    width: 48,
    align: 'end',
    priority: 2,
    cell: ({ unread_count: unread }) =>
      unread === 0 ? (
        quiet
      ) : (
        <span className="rounded-full bg-accent px-1.5 py-0.5 text-small font-semibold text-on-accent">
          {formatCount(unread)}
        </span>
      ),
  },
  {
    key: 'customer',
    label: 'Customer',
    width: 84,
    grow: 2,
    priority: 1,
    cell: ({ initiator_id: id, initiator_name: name }) => (
      <Person id={id} name={name ?? null} nobody="Hidden" />
    ),
  },
  {
    key: 'message',
    label: 'Last message',
    width: 140,
    grow: 6,
    priority: 3,
    cell: ({ latest_message: message, initiator_id: customer }) =>
      message === null ? (
        quiet
      ) : (
        <span className="text-ink-2">
          {message.sender_id !== customer && <span className="text-ink-3">Reply: </span>}
          {message.content}
        </span>
      ),
  },
  {
    key: 'agent',
    label: 'Agent',
    width: 104,
    grow: 2,
    priority: 1,
    cell: ({ assigned_agent_id: id }) =>
      id === null ? (
        <span className="inline-flex items-center gap-1.5 font-medium text-bad">
          <UserX size={14} aria-hidden="true" /> Nobody
        </span>
      ) : (
        <Person id={id} name={roster.get(id)?.display_name ?? null} />
      ),
  },
  {
    key: 'activity',
    label: 'Activity',
    width: 76,
    align: 'end',
    priority: 4,
    cell: ({ last_activity: at }) => (
      <Ticking offset={offset}>{(now) => formatAge(secondsSince(at, now))}</Ticking>
    ),
  },
  {
    key: 'duration',
    label: 'Duration',
    width: 76,
    align: 'end',
    priority: 5,
    cell: ({ duration_seconds: seconds }) => formatDuration(seconds),
  },
];
