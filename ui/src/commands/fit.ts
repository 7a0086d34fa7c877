import type { Agent, Chat } from './chat.ts';

/** Why the API would not give a chat to an agent, in the order of its rules; undefined if it would. */
export function unfitFor(
  agent: Agent,
  { initiator_id: customer, team, skills = [], offer }: Chat,
): string | undefined {
  if (agent.agent_id === customer) return 'opened this chat';
  if (agent.availability === 'offline') return 'offline';
  if (team !== undefined && team !== null && agent.team !== team) return `not in ${team}`;
  const missing = skills.filter((skill) => !agent.skills.includes(skill));
  if (missing.length > 0) return `lacks ${missing.join(', ')}`;
  // An offer of this very chat already holds a place.
  const isHeld = offer?.agent_id === agent.agent_id;
  return agent.free === 0 && !isHeld ? 'no free place' : undefined;
}

/** Agents with the best to give the chat first: those who fit, the online ones, the most free places. */
export function byFit(agents: Agent[], chat: Chat): { agent: Agent; unfit: string | undefined }[] {
  const order = { online: 0, away: 1, offline: 2 };
  return agents
    .map((agent) => ({ agent, unfit: unfitFor(agent, chat) }))
    .toSorted(
      (a, b) =>
        Number(a.unfit !== undefined) - Number(b.unfit !== undefined) ||
        order[a.agent.availability] - order[b.agent.availability] ||
        b.agent.free - a.agent.free ||
        a.agent.load - b.agent.load ||
        a.agent.display_name.localeCompare(b.agent.display_name),
    );
}
