import { CircleCheck, CircleX } from 'lucide-react';
import { tellActor, tellEntry, tellRefusal } from '../../chat/audit-words.ts';
import type { Column } from '../../components/data-table/columns.ts';
import { Person, shortId } from '../../components/person.tsx';
import { formatDay, formatSeconds } from '../../format/dates.ts';
import { nothing } from '../../format/numbers.ts';
import type { AuditEntry } from './audit-search.ts';

/** The columns of the audit. */
export const auditColumns = (zone: string): Column<AuditEntry>[] => [
  {
    key: 'created_at',
    label: 'When',
    width: 172,
    priority: 3,
    cell: ({ created_at: at }) => (
      <time dateTime={at} className="text-ink-2">
        {formatDay(at, zone)} <span className="text-ink">{formatSeconds(at, zone)}</span>
      </time>
    ),
    csv: ({ created_at: at }) => at,
  },
  {
    key: 'actor',
    label: 'Who',
    width: 112,
    grow: 1,
    priority: 2,
    cell: (entry) => (
      <>
        <Person id={entry.actor_id} name={entry.actor_name} />{' '}
        <span className="text-small text-ink-3">{entry.actor_role}</span>
      </>
    ),
    csv: tellActor,
    csvId: ({ actor_id: id }) => id,
  },
  {
    key: 'what',
    label: 'What',
    width: 150,
    grow: 3,
    priority: 1,
    cell: (entry) => (
      <span title={entry.reason ?? undefined}>
        {tellEntry(entry)}
        {entry.reason !== null && <span className="text-ink-3"> “{entry.reason}”</span>}
      </span>
    ),
    csv: tellEntry,
  },
  {
    key: 'outcome',
    label: 'Outcome',
    width: 100,
    grow: 1.5,
    priority: 4,
    cell: (entry) =>
      entry.outcome === 'done' ? (
        <span className="inline-flex items-center gap-1.5 align-middle text-ink-2">
          <CircleCheck size={13} className="text-good" aria-hidden="true" /> Done
        </span>
      ) : (
        <span className="inline-flex items-center gap-1.5 align-middle text-bad" title="Refused">
          <CircleX size={13} className="shrink-0" aria-hidden="true" />
          <span className="sr-only">Refused: </span>
          {tellRefusal(entry)}
        </span>
      ),
    csv: ({ outcome, refusal }) => refusal ?? outcome,
  },
  {
    key: 'customer',
    label: 'Customer',
    width: 110,
    grow: 1,
    priority: 5,
    cell: ({ initiator_id: id, initiator_name: name }) => <Person id={id} name={name} nobody={nothing} />,
    csv: ({ initiator_name: name, initiator_id: id }) => name ?? id,
  },
  {
    key: 'session_id',
    label: 'Chat',
    width: 76,
    priority: 6,
    cell: ({ session_id: id }) =>
      id === null ? (
        <span className="text-ink-3">{nothing}</span>
      ) : (
        <span className="font-mono text-small text-accent">{shortId(id)}</span>
      ),
    csv: ({ session_id: id }) => id,
  },
];
