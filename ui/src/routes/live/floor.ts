import type { Schema } from '../../api/client.ts';
import type { LiveSearch } from './live-search.ts';

interface Named {
  /** The customer’s name, where it is known. */
  initiator_name?: string | null;
}

export type Waiting = Schema<'WaitingSessionResponse'> & Named;
export type Chat = Schema<'ActiveSessionResponse'> & Named;
export type Agent = Schema<'AgentResponse'>;
export type Me = Schema<'MeResponse'>;

/** The agents by their ids. */
export type Roster = ReadonlyMap<string, Agent>;

export const sessionIdOf = ({ session_id: id }: { session_id: string }): string => id;

/** Whether an agent could claim a waiting chat: it is for its team or for anyone, needs no more than it can do, and is nobody else's. */
export const mayClaim = ({ id, teams, skills }: Me, chat: Waiting): boolean =>
  (chat.team === null || teams.includes(chat.team)) &&
  chat.skills.every((skill) => skills.includes(skill)) &&
  [null, id].includes(chat.assigned_agent_id) &&
  [undefined, id].includes(chat.offer?.agent_id);

/** Chats that nobody has come first: somebody must take them. The others stay as the API has them. */
export const nobodysFirst = (chats: Chat[]): Chat[] =>
  chats.toSorted((a, b) => Number(a.assigned_agent_id !== null) - Number(b.assigned_agent_id !== null));

/** Agents who can take more come first, so that the list answers who is free; then by name. */
const availabilities = ['online', 'away', 'offline'] as const;

/** The agents by availability, in groups that are not empty. */
export const byAvailability = (agents: Agent[]): { availability: Agent['availability']; agents: Agent[] }[] =>
  availabilities.flatMap((availability) => {
    const group = agents.filter((agent) => agent.availability === availability);
    return group.length === 0 ? [] : [{ availability, agents: group }];
  });

/** Places of agents who are online: how many there are, and how many are free. */
export function placesOf(agents: Agent[]): { online: number; places: number; free: number } {
  const online = agents.filter(({ availability }) => availability === 'online');
  const sum = (of: 'max_sessions' | 'free'): number => online.reduce((total, agent) => total + agent[of], 0);
  return { online: online.length, places: sum('max_sessions'), free: sum('free') };
}

type Filters = Omit<LiveSearch, 'chat'>;

const has = (text: string | undefined, words: (string | null | undefined)[]): boolean =>
  text === undefined ||
  words.some((word) => word?.toLowerCase().includes(text.trim().toLowerCase()) === true);

const nameIn = (roster: Roster, id: string | null | undefined): string | undefined =>
  id === null || id === undefined ? undefined : (roster.get(id)?.display_name ?? id);

export const matchesWaiting =
  ({ team, priority, text }: Filters, roster: Roster) =>
  (chat: Waiting): boolean =>
    (team === undefined || chat.team === team) &&
    (priority === undefined || chat.priority === priority) &&
    has(text, [
      chat.session_id,
      chat.initiator_id,
      chat.initiator_name,
      chat.team,
      ...chat.skills,
      nameIn(roster, chat.offer?.agent_id ?? chat.assigned_agent_id),
    ]);

/** A chat belongs to the team of its agent; one that nobody has belongs to all. Only waiting chats have a priority. */
export const matchesChat =
  ({ team, text }: Filters, roster: Roster) =>
  (chat: Chat): boolean =>
    (team === undefined ||
      chat.assigned_agent_id === null ||
      roster.get(chat.assigned_agent_id)?.team === team) &&
    has(text, [
      chat.session_id,
      chat.initiator_id,
      chat.initiator_name,
      chat.latest_message?.content,
      nameIn(roster, chat.assigned_agent_id) ?? 'nobody',
    ]);

export const matchesAgent =
  ({ team, text }: Filters) =>
  (agent: Agent): boolean =>
    (team === undefined || agent.team === team) &&
    has(text, [agent.display_name, agent.agent_id, agent.team, ...agent.skills]);
