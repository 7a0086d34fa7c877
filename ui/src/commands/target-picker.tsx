import { CircleAlert, Users } from 'lucide-react';
import { useState } from 'react';
import { useRead } from '../api/use-read.ts';
import { Button } from '../components/button.tsx';
import { shortId } from '../components/person.tsx';
import { PickList, type Option } from '../components/pick-list.tsx';
import { formatCount } from '../format/numbers.ts';
import type { Agent, Chat, Target } from './chat.ts';
import { byFit } from './fit.ts';

const uuid = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;

interface Choosable extends Option {
  target: Target;
}

function AgentLine({ agent, unfit }: { agent: Agent; unfit: string | undefined }) {
  return (
    <span
      className={`flex min-w-0 flex-1 items-center gap-2 py-1 ${unfit === undefined ? '' : 'text-ink-3'}`}
    >
      <span className="min-w-0 flex-1 truncate">
        <span className="font-medium">{agent.display_name}</span>{' '}
        <span className="text-small text-ink-3">
          {[agent.team, agent.skills.join(', ')].filter(Boolean).join(' · ')}
        </span>
      </span>
      <span className="figures flex shrink-0 items-center gap-1 text-small">
        {unfit === undefined ? (
          <>
            {agent.availability === 'away' && <span className="text-warn">away ·</span>}
            <strong className="font-medium text-ink">{formatCount(agent.free)}</strong> of{' '}
            {formatCount(agent.max_sessions)} free
          </>
        ) : (
          <>
            <CircleAlert size={12} aria-hidden="true" /> {unfit}
          </>
        )}
      </span>
    </span>
  );
}

const agentOption = ({ agent, unfit }: { agent: Agent; unfit: string | undefined }): Choosable => ({
  id: agent.agent_id,
  label: [agent.display_name, agent.team, ...agent.skills].filter(Boolean).join(' '),
  content: <AgentLine agent={agent} unfit={unfit} />,
  target: { kind: 'agent', id: agent.agent_id, name: agent.display_name },
});

function teamOption(team: string | null, agents?: number): Choosable {
  const label = team ?? 'any agent';
  return {
    id: `team:${team ?? ''}`,
    label: `queue of ${label} team`,
    content: (
      <span className="flex min-w-0 flex-1 items-center gap-2 py-1">
        <Users size={14} aria-hidden="true" />
        <span className="min-w-0 flex-1 truncate font-medium">
          {team === null ? 'Queue of any agent' : `Queue of ${team}`}
        </span>
        {agents !== undefined && (
          <span className="figures text-small">
            {formatCount(agents)} {agents === 1 ? 'agent' : 'agents'}
          </span>
        )}
      </span>
    ),
    target: { kind: 'team', team },
  };
}

/** The agent that a typed id names, where the list has none by it. */
const strangerOption = (id: string): Choosable => ({
  id,
  label: id,
  content: <span className="py-1">Agent {id}, who is not registered</span>,
  target: { kind: 'agent', id, name: `agent ${shortId(id)}` },
});

/** Chooses whom a chat goes to: agents, those who fit first, and queues of teams. */
export function TargetPicker({
  chat,
  agents,
  isLoading,
  hasAgents,
  hasTeams,
  onPick,
}: {
  chat: Chat;
  agents: Agent[];
  isLoading: boolean;
  hasAgents: boolean;
  hasTeams: boolean;
  onPick: (target: Target) => void;
}) {
  const config = useRead('/config', {}, { freshness: 'still', enabled: hasTeams });
  const [typed, setTyped] = useState('');
  const others = agents.filter(
    ({ agent_id: id }) => chat.status === 'waiting' || id !== chat.assigned_agent_id,
  );
  const ranked = hasAgents ? byFit(others, chat) : [];
  const teams = (config.data?.data.teams ?? [])
    .filter(({ team }) => chat.status === 'active' || team !== chat.team)
    .map(({ team, agents: count }) => teamOption(team, count));
  const anyAgent = chat.status === 'active' || chat.team !== null ? [teamOption(null)] : [];
  const id = typed.trim().toLowerCase();
  const isStranger = hasAgents && uuid.test(id) && !agents.some(({ agent_id: agent }) => agent === id);
  const options = [
    ...ranked.filter(({ unfit }) => unfit === undefined).map(agentOption),
    ...(hasTeams ? [...teams, ...anyAgent] : []),
    ...ranked.filter(({ unfit }) => unfit !== undefined).map(agentOption),
    ...(isStranger ? [strangerOption(id)] : []),
  ];
  const what = hasAgents ? (hasTeams ? 'Agent or team' : 'Agent') : 'Team';
  return (
    <div className="min-h-60" aria-busy={isLoading || config.isLoading}>
      <PickList
        label={what}
        placeholder={`${what}: type a name${hasAgents ? ', a skill or an id' : ''}`}
        options={options}
        onText={setTyped}
        onPick={(picked) => {
          const option = options.find((one) => one.id === picked);
          if (option !== undefined) onPick(option.target);
        }}
      />
    </div>
  );
}

/** What has been chosen, and the way back to the list. */
export function ChosenTarget({
  target,
  chat,
  agents,
  onChange,
}: {
  target: Target;
  chat: Chat;
  agents: Agent[];
  onChange: () => void;
}) {
  const found = target.kind === 'agent' ? agents.find(({ agent_id: id }) => id === target.id) : undefined;
  const [ranked] = found === undefined ? [] : byFit([found], chat);
  return (
    <div className="flex min-h-10 items-center gap-2 rounded-control border border-line-strong py-0.5 pr-1 pl-3">
      {ranked === undefined ? (
        <span className="min-w-0 flex-1 truncate font-medium">
          {target.kind === 'agent'
            ? target.name
            : target.team === null
              ? 'Queue of any agent'
              : `Queue of ${target.team}`}
        </span>
      ) : (
        <AgentLine {...ranked} />
      )}
      <Button kind="ghost" className="min-h-7 text-small" onClick={onChange}>
        Change
      </Button>
    </div>
  );
}
