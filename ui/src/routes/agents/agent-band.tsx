import { Link } from '@tanstack/react-router';
import { Pencil, ScrollText, Trash2, UserPlus } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { Me } from '../../auth/me.ts';
import { AvailabilityBadge } from '../../components/availability-badge.tsx';
import { Button, buttonLook } from '../../components/button.tsx';
import { StaleMark } from '../../components/panel.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { formatInstant } from '../../format/dates.ts';
import { nothing } from '../../format/numbers.ts';
import { useView } from '../../view/use-view.ts';
import { AvailabilitySwitch } from './availability-switch.tsx';
import { DeleteDialog } from './delete-dialog.tsx';
import { EditDialog } from './edit-dialog.tsx';
import { Places } from './places.tsx';
import { RegisterDialog } from './register-dialog.tsx';
import type { useRegistration } from './use-agent.ts';
import type { Agent } from './use-agents.ts';

type Dialog = 'edit' | 'delete' | 'register';

/** How an agent is registered, and what may be done about it. */
export function AgentBand({
  agentId,
  name,
  registration,
  me,
}: {
  agentId: string;
  name: string | null;
  registration: ReturnType<typeof useRegistration>;
  me: Me | undefined;
}) {
  const [dialog, setDialog] = useState<Dialog>();
  const { query, agent, isMissing } = registration;
  const isAdmin = me?.role === 'admin';
  const close = () => setDialog(undefined);
  const hasFailed = agent === undefined && query.error !== null && !isMissing;

  return (
    <section aria-label="Registration" className="panel mb-4">
      <div className="flex min-h-16 flex-wrap items-center gap-x-8 gap-y-3 px-4 py-3 max-sm:min-h-44">
        {hasFailed ? (
          <ProblemNote error={query.error} onRetry={() => void query.refetch()} />
        ) : isMissing ? (
          <p className="text-ink-2">
            Not registered: no team, no places, and no chats from a router. Figures are kept.
          </p>
        ) : agent === undefined ? (
          <div className="skeleton h-10 flex-1" aria-busy="true" />
        ) : (
          <Facts agent={agent} canSet={isAdmin || me?.id === agentId} isOwn={!isAdmin} />
        )}
        <span className="no-print ml-auto flex flex-wrap gap-2">
          {isAdmin && (
            <Link to="/audit" search={{ agent_id: agentId }} className={buttonLook('ghost')}>
              <ScrollText size={14} aria-hidden="true" /> Audit
            </Link>
          )}
          {isAdmin && agent !== undefined && (
            <>
              <Button onClick={() => setDialog('edit')}>
                <Pencil size={14} aria-hidden="true" /> Edit
              </Button>
              <Button kind="danger" onClick={() => setDialog('delete')}>
                <Trash2 size={14} aria-hidden="true" /> Delete
              </Button>
            </>
          )}
          {isAdmin && isMissing && (
            <Button kind="primary" onClick={() => setDialog('register')}>
              <UserPlus size={15} aria-hidden="true" /> Register
            </Button>
          )}
        </span>
      </div>
      {dialog === 'edit' && agent !== undefined && <EditDialog agent={agent} onClose={close} />}
      {dialog === 'delete' && agent !== undefined && <DeleteDialog agent={agent} onClose={close} />}
      {dialog === 'register' && <RegisterDialog known={{ id: agentId, name }} onClose={close} />}
      {!isMissing && (
        <div className="px-4 pb-3 empty:hidden">
          <StaleMark query={query} />
        </div>
      )}
    </section>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-small text-ink-3">{label}</dt>
      <dd className="flex min-h-8 items-center font-medium">{children}</dd>
    </div>
  );
}

function Facts({ agent, canSet, isOwn }: { agent: Agent; canSet: boolean; isOwn: boolean }) {
  const { zone } = useView();
  return (
    <dl className="figures flex flex-wrap gap-x-8 gap-y-2">
      <Fact label="Availability">
        {canSet ? (
          <AvailabilitySwitch agent={agent} isOwn={isOwn} />
        ) : (
          <AvailabilityBadge availability={agent.availability} />
        )}
      </Fact>
      <Fact label="Places taken">
        <Places agent={agent} load={agent.load} />
      </Fact>
      <Fact label="Team">{agent.team ?? nothing}</Fact>
      <Fact label="Skills">{agent.skills.join(', ') || nothing}</Fact>
      <Fact label="Last sign of life">
        <time dateTime={agent.updated_at}>{formatInstant(agent.updated_at, zone)}</time>
      </Fact>
    </dl>
  );
}
