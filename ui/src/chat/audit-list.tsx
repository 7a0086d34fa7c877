import { CircleSlash } from 'lucide-react';
import type { Schema } from '../api/client.ts';
import { formatInstant } from '../format/dates.ts';
import { tellActor, tellEntry, tellRefusal } from './audit-words.ts';

/** The commands on a chat, done and refused, latest first. */
export function AuditList({ entries, zone }: { entries: Schema<'AuditEntryResponse'>[]; zone: string }) {
  return (
    <ul aria-label="Audit" className="px-4 pb-4">
      {entries.map((entry) => (
        <li key={entry.entry_id} className="border-b border-line py-2 last:border-0 last:pb-0">
          <p>{tellEntry(entry)}</p>
          {entry.refusal !== null && (
            <p className="flex items-center gap-1 text-small text-bad">
              <CircleSlash size={12} aria-hidden="true" /> {tellRefusal(entry)}
            </p>
          )}
          {entry.reason !== null && <p className="text-small text-ink-2">“{entry.reason}”</p>}
          <p className="figures text-small text-ink-3">
            <span className="font-medium text-ink-2" title={entry.actor_id}>
              {tellActor(entry)}
            </span>
            , {entry.actor_role} ·{' '}
            <time dateTime={entry.created_at}>{formatInstant(entry.created_at, zone)}</time>
          </p>
        </li>
      ))}
    </ul>
  );
}
