import { Link } from '@tanstack/react-router';
import { Users } from 'lucide-react';
import { useMe } from '../auth/me.ts';
import { useSeesOwnOnly } from './use-opens.ts';

/** Tells an agent why the figures of a screen open nothing, and where its own are. */
export function ScopeNote() {
  const me = useMe();
  const seesOwnOnly = useSeesOwnOnly();
  if (me === undefined || !seesOwnOnly) return null;
  return (
    <p className="mb-3 flex items-center gap-2 text-ink-2" data-scope="">
      <Users size={15} aria-hidden="true" className="shrink-0" />
      <span>
        These figures cover all agents.{' '}
        <Link
          to="/agents/$agentId"
          params={{ agentId: me.id }}
          className="font-medium text-accent hover:underline"
        >
          Your own figures
        </Link>{' '}
        open the chats behind them.
      </span>
    </p>
  );
}
