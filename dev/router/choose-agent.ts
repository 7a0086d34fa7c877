import type { Availability } from '../../src/values/enums.ts';

/** The fields of an entry of `GET waiting-sessions` that a router needs. */
export interface WaitingSession {
  session_id: string;
  initiator_id: string;
  /** The only agent who may be offered the session; null if it may be any. */
  assigned_agent_id: string | null;
  wait_time_seconds: number;
  team: string | null;
  skills: string[];
  version: number;
  offer: { offer_id: string; agent_id: string; expires_at: string } | null;
}

/** The fields of an entry of `GET agents` that a router needs. */
export interface Agent {
  agent_id: string;
  display_name: string;
  team: string | null;
  skills: string[];
  availability: Availability;
  max_sessions: number;
  load: number;
  free: number;
}

/**
 * Chooses the agent to offer a session to. The agent must be online, in the session's team and have all its
 * skills. Among those, most free places comes first, then fewest taken places, then id. Agents who already
 * got an offer for this session and did not accept it come last.
 *
 * @param passed the ids of the agents who did not accept it
 * @returns undefined if no agent fits
 */
export function chooseAgent(
  session: Pick<WaitingSession, 'team' | 'skills' | 'initiator_id' | 'assigned_agent_id'>,
  agents: readonly Agent[],
  passed: ReadonlySet<string> = new Set(),
): Agent | undefined {
  const fitting = agents.filter(
    (agent) =>
      agent.availability === 'online' &&
      agent.free > 0 &&
      agent.agent_id !== session.initiator_id &&
      (session.assigned_agent_id === null || session.assigned_agent_id === agent.agent_id) &&
      (session.team === null || session.team === agent.team) &&
      session.skills.every((skill) => agent.skills.includes(skill)),
  );
  const hasPassed = ({ agent_id }: Agent): number => (passed.has(agent_id) ? 1 : 0);
  return fitting.toSorted(
    (a, b) =>
      hasPassed(a) - hasPassed(b) || b.free - a.free || a.load - b.load || (a.agent_id < b.agent_id ? -1 : 1),
  )[0];
}
