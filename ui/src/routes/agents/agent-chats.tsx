import { Link } from '@tanstack/react-router';
import { useRead } from '../../api/use-read.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Panel } from '../../components/panel.tsx';
import { formatCount } from '../../format/numbers.ts';
import { useView } from '../../view/use-view.ts';
import { ChatList } from './chat-list.tsx';
import { useOpenChats } from './use-chats.ts';

const shownAtMost = 20;
const height = 'h-60 overflow-auto';

/** An agent’s chats: those it has now, and the latest of the range. */
export function AgentChats({ agentId }: { agentId: string }) {
  const { window } = useView();
  const open = useOpenChats(agentId);
  const inRange = useRead(
    '/sessions',
    { query: { ...window, agent_id: agentId, limit: shownAtMost } },
    { freshness: 'figures' },
  );
  const openSearch = { assigned_agent_id: agentId, age: 'all' as const };
  const rangeSearch = { agent_id: agentId };
  return (
    <section aria-label="Chats" className="mb-4 grid gap-3 xl:grid-cols-2">
      <Panel
        title={`Chats now${open.chats === undefined ? '' : `: ${formatCount(open.total)}`}`}
        query={open.chats === undefined ? { ...open.query, data: undefined } : open.query}
        height={height}
      >
        {() =>
          open.chats === undefined || open.chats.length === 0 ? (
            <EmptyState title="No chats now">The agent has no active chat, and none waits for it.</EmptyState>
          ) : (
            <ChatList chats={open.chats} search={openSearch} />
          )
        }
      </Panel>
      <Panel
        title={`Chats in this range${inRange.data?.total === undefined ? '' : `: ${formatCount(inRange.data.total)}`}`}
        query={inRange}
        height={height}
        actions={
          <Link
            to="/sessions"
            search={rangeSearch}
            className="no-print text-small font-medium text-accent hover:underline"
          >
            Open all
          </Link>
        }
      >
        {({ data }) =>
          data.length === 0 ? (
            <EmptyState title="No chats in this range">Choose a longer one.</EmptyState>
          ) : (
            <ChatList chats={data} search={rangeSearch} />
          )
        }
      </Panel>
    </section>
  );
}
