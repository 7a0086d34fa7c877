import { Link } from '@tanstack/react-router';
import type { Chat } from '../../commands/chat.ts';
import { unfitFor } from '../../commands/fit.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Panel } from '../../components/panel.tsx';
import { formatCount } from '../../format/numbers.ts';
import { byAvailability, type Agent } from './floor.ts';
import type { Floor } from './use-floor.ts';

const words: Record<Agent['availability'], { label: string; dot: string }> = {
  online: { label: 'Online', dot: 'bg-good' },
  away: { label: 'Away', dot: 'border-2 border-warn' },
  offline: { label: 'Offline', dot: 'border border-edge' },
};

/** More places than this are a number only. */
const drawnPlaces = 8;

/** The agents with their places, those who can take a chat first. */
export function AgentsPanel({
  query,
  matches,
  chat,
  height,
}: {
  query: Floor['agents'];
  matches: (agent: Agent) => boolean;
  /** The selected chat. Agents who can't take it are dimmed, and say why. */
  chat: Chat | undefined;
  height: string;
}) {
  return (
    <Panel title="Agents" query={query} height={height}>
      {({ data }) => {
        const groups = byAvailability(data.filter(matches));
        if (groups.length === 0) {
          return (
            <EmptyState title={data.length === 0 ? 'No agent is registered' : 'No agent matches'}>
              {data.length === 0
                ? 'An admin registers agents, and says what they can take.'
                : 'Remove a filter to see the others.'}
            </EmptyState>
          );
        }
        return (
          <div className="h-full overflow-auto pb-2" role="region" aria-label="Agents" tabIndex={0}>
            {groups.map(({ availability, agents }) => (
              <section key={availability}>
                <h3 className="sticky top-0 z-10 flex items-center gap-1.5 bg-surface px-4 pt-2 pb-1 text-small font-medium text-ink-3">
                  <span className={`size-2 rounded-full ${words[availability].dot}`} aria-hidden="true" />
                  {words[availability].label} <span className="figures">{formatCount(agents.length)}</span>
                </h3>
                <ul>
                  {agents.map((agent) => (
                    <AgentRow key={agent.agent_id} agent={agent} chat={chat} />
                  ))}
                </ul>
              </section>
            ))}
          </div>
        );
      }}
    </Panel>
  );
}

function AgentRow({ agent, chat }: { agent: Agent; chat: Chat | undefined }) {
  const { agent_id: id, display_name: name, team, skills } = agent;
  const hasIt = chat?.assigned_agent_id === id;
  const unfit = chat === undefined || hasIt ? undefined : unfitFor(agent, chat);
  return (
    <li data-agent={id} data-unfit={unfit}>
      <Link
        to="/agents/$agentId"
        params={{ agentId: id }}
        className="flex min-h-11 items-center gap-3 px-4 py-1 hover:bg-sunken"
      >
        <span className="min-w-0 flex-1">
          <span className={`block truncate ${unfit === undefined ? 'font-medium' : 'text-ink-3'}`}>
            {name}
          </span>
          <span className="block truncate text-small text-ink-3">
            {hasIt
              ? 'Has this chat'
              : unfit === undefined
                ? [team ?? 'no team', ...skills].join(' · ')
                : `Can’t take it: ${unfit}`}
          </span>
        </span>
        <span className={unfit === undefined ? '' : 'saturate-0'}>
          <Places agent={agent} />
        </span>
      </Link>
    </li>
  );
}

/** Places as squares, taken ones filled, with how many are free in words. */
function Places({ agent: { load, max_sessions: places, free, availability } }: { agent: Agent }) {
  const drawn = Math.max(places, load);
  return (
    <span className="figures shrink-0 text-right" title={`${load} of ${places} places taken`}>
      {drawn <= drawnPlaces && (
        <span className="flex justify-end gap-0.5" aria-hidden="true">
          {Array.from({ length: drawn }, (_, at) => (
            <span
              key={at}
              className={`h-3 w-1.5 rounded-small ${at >= load ? 'bg-line-strong' : at >= places ? 'bg-bad' : 'bg-accent'}`}
            />
          ))}
        </span>
      )}
      <span
        className={`block text-small ${free > 0 && availability === 'online' ? 'text-ink' : 'text-ink-3'}`}
      >
        {availability === 'offline'
          ? `${load} of ${places}`
          : free === 0
            ? `full, ${load} of ${places}`
            : `${free} free of ${places}`}
      </span>
    </span>
  );
}
