import type { Schema } from '../../api/client.ts';
import { formatCount } from '../../format/numbers.ts';

type Agent = Schema<'AgentResponse'>;

/** More than this cannot be read from afar. */
const shownAtMost = 16;

const rank = { online: 0, away: 1, offline: 2 };

/** Who is there, and how many chats each has of how many places. */
export function WallAgents({ agents }: { agents: Agent[] }) {
  const there = agents
    .filter(({ availability }) => availability !== 'offline')
    .toSorted((a, b) => rank[a.availability] - rank[b.availability]);
  const shown = there.slice(0, shownAtMost);
  const others = there.length - shown.length;
  if (there.length === 0) return <p className="text-wall text-ink-2">No agent is online.</p>;
  return (
    <section aria-label="Agents">
      <ul className="grid gap-x-[2.4vw] sm:grid-cols-2 lg:grid-cols-4">
        {shown.map((agent) => (
          <li
            key={agent.agent_id}
            data-agent={agent.agent_id}
            className="flex items-baseline gap-[0.6em] border-b border-line py-[0.7vh] text-wall"
          >
            <span
              aria-hidden="true"
              className={`size-[0.55em] shrink-0 self-center rounded-full ${agent.availability === 'online' ? 'bg-good' : 'border-[0.14em] border-warn'}`}
            />
            <span className={`min-w-0 flex-1 truncate ${agent.free === 0 ? 'text-ink-3' : 'font-medium'}`}>
              {agent.display_name}
            </span>
            <span className="figures shrink-0 text-ink-2">
              {agent.availability === 'away' ? (
                <span className="text-warn">away</span>
              ) : (
                <>
                  {formatCount(agent.load)}
                  <span className="text-ink-3">/{formatCount(agent.max_sessions)}</span>
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
      {others > 0 && <p className="pt-[1vh] text-wall text-ink-3">{`and ${formatCount(others)} more`}</p>}
    </section>
  );
}
