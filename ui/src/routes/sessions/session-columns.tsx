import type { Schema } from '../../api/client.ts';
import type { Column } from '../../components/data-table/columns.ts';
import { Person } from '../../components/person.tsx';
import { Rating } from '../../components/rating.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import { formatInstant } from '../../format/dates.ts';
import { formatDuration } from '../../format/durations.ts';
import { formatCount, nothing } from '../../format/numbers.ts';

export type SessionRow = Schema<'SessionListItemResponse'>;

const secondsBetween = (from: string, to: string | null): number | null =>
  to === null ? null : Math.max(0, (Date.parse(to) - Date.parse(from)) / 1000);

const duration = (seconds: number | null) =>
  seconds === null ? <span className="text-ink-3">{nothing}</span> : formatDuration(seconds);

/** The wait until the first start; null where the session has come back into the queue since. */
const waitOf = (row: SessionRow) =>
  row.started_at !== null && row.started_at < row.queued_at
    ? null
    : secondsBetween(row.queued_at, row.started_at);
const responseOf = (row: SessionRow) => secondsBetween(row.created_at, row.first_response_at);

/** The columns of the sessions list. */
export const sessionColumns = (zone: string): Column<SessionRow>[] => [
  {
    key: 'created_at',
    label: 'Opened',
    width: 116,
    grow: 1,
    priority: 1,
    cell: (row) => formatInstant(row.created_at, zone),
    csv: (row) => row.created_at,
  },
  {
    key: 'status',
    label: 'State',
    width: 80,
    priority: 1,
    cell: (row) => <StatusBadge status={row.status} />,
    csv: (row) => row.status,
  },
  {
    key: 'customer',
    label: 'Customer',
    width: 96,
    grow: 1,
    priority: 2,
    cell: (row) => <Person id={row.initiator_id} name={row.initiator_name} />,
    csv: (row) => row.initiator_name,
    csvId: (row) => row.initiator_id,
  },
  {
    key: 'agent',
    label: 'Agent',
    width: 96,
    grow: 1,
    priority: 3,
    cell: (row) => <Person id={row.assigned_agent_id} name={row.assigned_agent_name} />,
    csv: (row) => row.assigned_agent_name,
    csvId: (row) => row.assigned_agent_id,
  },
  {
    key: 'team',
    label: 'Team',
    width: 80,
    grow: 1,
    priority: 7,
    cell: (row) => row.team ?? <span className="text-ink-3">{nothing}</span>,
    csv: (row) => row.team,
  },
  {
    key: 'response',
    label: 'First response',
    width: 100,
    align: 'end',
    priority: 5,
    cell: (row) => duration(responseOf(row)),
    csv: (row) => responseOf(row),
  },
  {
    key: 'wait',
    label: 'Wait',
    width: 88,
    align: 'end',
    priority: 6,
    cell: (row) => duration(waitOf(row)),
    csv: (row) => waitOf(row),
  },
  {
    key: 'messages',
    label: 'Messages',
    width: 72,
    align: 'end',
    priority: 4,
    cell: (row) => formatCount(row.total_messages),
    csv: (row) => row.total_messages,
  },
  {
    key: 'rating',
    label: 'Rating',
    width: 52,
    align: 'end',
    priority: 2,
    cell: (row) => <Rating value={row.rating} />,
    csv: (row) => row.rating,
  },
  {
    key: 'feedback',
    label: 'Feedback',
    width: 200,
    grow: 2,
    priority: 8,
    cell: (row) => row.feedback ?? <span className="text-ink-3">{nothing}</span>,
    csv: (row) => row.feedback,
  },
];
