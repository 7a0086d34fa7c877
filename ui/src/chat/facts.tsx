import type { ReactNode } from 'react';
import type { Schema } from '../api/client.ts';
import { Person } from '../components/person.tsx';
import { Rating } from '../components/rating.tsx';
import { StatusBadge } from '../components/status-badge.tsx';
import { formatInstant } from '../format/dates.ts';
import { formatCount, nothing } from '../format/numbers.ts';

type Session = Schema<'SessionTranscriptResponse'>['session'];

/** The facts of a chat, and what its customer wrote with the rating. */
export function Facts({
  session,
  zone,
  children,
}: {
  session: Session;
  zone: string;
  /** More facts, as `Fact`s. */
  children?: ReactNode;
}) {
  const at = (instant: string | null): string => (instant === null ? nothing : formatInstant(instant, zone));
  const { team, skills } = session;
  return (
    <div className="px-4 py-3">
      <dl className="figures grid grid-cols-2 gap-x-4 gap-y-2 text-small">
        <Fact label="State">
          <StatusBadge status={session.status} />
        </Fact>
        <Fact label="Rating">
          <Rating value={session.rating} />
        </Fact>
        <Fact label="Customer">
          <Person id={session.initiator_id} name={session.initiator_name} />
        </Fact>
        <Fact label="Agent">
          <Person id={session.assigned_agent_id} name={session.assigned_agent_name} />
        </Fact>
        <Fact label="Team">{team ?? 'Any'}</Fact>
        <Fact label="Skills">{skills.length === 0 ? nothing : skills.join(', ')}</Fact>
        <Fact label="Opened">{at(session.created_at)}</Fact>
        <Fact label="Closed">{at(session.closed_at)}</Fact>
        <Fact label="Messages">{formatCount(session.total_messages)}</Fact>
        {children}
      </dl>
      {session.feedback !== null && (
        <blockquote className="mt-3 border-l-2 border-accent pl-3 text-ink-2">{session.feedback}</blockquote>
      )}
    </div>
  );
}

export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-ink-3">{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
