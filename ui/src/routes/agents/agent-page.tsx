import { Link, useParams } from '@tanstack/react-router';
import { PageHeader } from '../../app/page-header.tsx';
import { useMe } from '../../auth/me.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { StaleMark } from '../../components/panel.tsx';
import { shortId } from '../../components/person.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { figures, type FigureKey } from '../../figures/catalog.ts';
import { trendOf } from '../../figures/chart-data.ts';
import { FigureChart } from '../../figures/figure-chart.tsx';
import { Tile } from '../../figures/tile.tsx';
import { ViewBar } from '../../view/view-bar.tsx';
import { AgentBand } from './agent-band.tsx';
import { AgentChats } from './agent-chats.tsx';
import { useAgentTrend, useRegistration } from './use-agent.ts';

const tiles: FigureKey[] = [
  'agent_sessions',
  'agent_response',
  'agent_handle',
  'agent_rating',
  'agent_wait',
  'agent_unanswered',
  'agent_messages',
  'agent_transfers',
];
const charts: FigureKey[] = ['agent_response', 'agent_handle', 'agent_sessions', 'agent_rating'];

/** One agent: its places now, how it does, and its chats. An agent sees its own page only. */
export function AgentPage() {
  const { agentId } = useParams({ from: '/agents/$agentId' });
  const me = useMe();
  if (me?.role === 'agent' && me.id !== agentId) {
    return (
      <EmptyState title="You may see your own page only">
        <Link to="/agents/$agentId" params={{ agentId: me.id }} className="text-accent underline">
          Open your page
        </Link>
      </EmptyState>
    );
  }
  // Nothing of one agent may stay while another loads.
  return <OneAgent key={agentId} agentId={agentId} />;
}

function OneAgent({ agentId }: { agentId: string }) {
  const me = useMe();
  const registration = useRegistration(agentId);
  const { performance, row, series, before } = useAgentTrend(agentId);
  const name = registration.agent?.display_name ?? row?.agent_name ?? `Agent ${shortId(agentId)}`;
  const isOld = performance.isPlaceholderData;

  return (
    <>
      <PageHeader title={name}>
        <ViewBar />
      </PageHeader>
      <AgentBand agentId={agentId} name={row?.agent_name ?? null} registration={registration} me={me} />
      <div className="mb-3 empty:hidden">
        <StaleMark query={performance} />
      </div>
      {performance.data === undefined && performance.error !== null ? (
        <div className="panel mb-4 h-[15.25rem]">
          <ProblemNote error={performance.error} onRetry={() => void performance.refetch()} />
        </div>
      ) : performance.data !== undefined && row === undefined ? (
        <div className="panel mb-4 h-[15.25rem]">
          <EmptyState title="No chats in this range">
            The agent took no chat that was opened in this range. Choose a longer one.
          </EmptyState>
        </div>
      ) : (
        <section
          aria-label="Figures"
          aria-busy={isOld}
          className={`mb-4 grid grid-cols-2 gap-3 transition-opacity xl:grid-cols-4 ${isOld ? 'opacity-55' : ''}`}
        >
          {tiles.map((key) => (
            <Tile
              key={key}
              figureKey={key}
              sources={row === undefined ? {} : { agent: row }}
              trend={trendOf(figures[key], series.data?.data)}
              asOf={performance.data?.generatedAt}
              hasFailed={false}
            />
          ))}
        </section>
      )}
      <AgentChats agentId={agentId} />
      <section aria-label="Over time" className="grid gap-3 xl:grid-cols-2">
        {charts.map((key) => (
          <FigureChart key={key} figureKey={key} query={series} before={before} />
        ))}
      </section>
    </>
  );
}
