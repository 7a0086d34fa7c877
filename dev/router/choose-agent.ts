/** One entry of `GET waiting-sessions`, as far as a router needs it. */
export interface WaitingSession {
  session_id: string;
  initiator_id: string;
  wait_time_seconds: number;
  team: string | null;
  skills: string[];
  version: number;
  offer: { offer_id: string; agent_id: string; expires_at: string } | null;
}

/** One entry of `GET agents`, as far as a router needs it. */
export interface Agent {
  agent_id: string;
  display_name: string;
  team: string | null;
  skills: string[];
  availability: 'online' | 'away' | 'offline';
  max_sessions: number;
  load: number;
  free: number;
}

/**
 * The agent to offer a session to: one of its team, with all its skills, online, and of those the one with most free
 * places; then the one with fewest taken, then by id. Who has had an offer of it and did not take it comes after
 * everybody else.
 *
 * @param passed the ids of those who did not take it
 * @returns undefined where nobody fits
 */
export function chooseAgent(
  session: Pick<WaitingSession, 'team' | 'skills' | 'initiator_id'>,
  agents: readonly Agent[],
  passed: ReadonlySet<string> = new Set(),
): Agent | undefined {
  const fitting = agents.filter(
    (agent) =>
      agent.availability === 'online' &&
      agent.free > 0 &&
      agent.agent_id !== session.initiator_id &&
      (session.team === null || session.team === agent.team) &&
      session.skills.every((skill) => agent.skills.includes(skill)),
  );
  const hasPassed = ({ agent_id }: Agent): number => (passed.has(agent_id) ? 1 : 0);
  return fitting.toSorted(
    (a, b) =>
      hasPassed(a) - hasPassed(b) || b.free - a.free || a.load - b.load || (a.agent_id < b.agent_id ? -1 : 1),
  )[0];
}
