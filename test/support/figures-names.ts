import type { Tables } from './figures-rows.ts';

/** The name that answers must show beside an id: an agent's as registered, else as the chat application wrote it. */
export function namesIn({ agents, users }: Tables): (id: string | null | undefined) => string | null {
  const names = new Map<string, string>();
  const add = (id: string, name: string): void => {
    if (name.trim() !== '') names.set(id, [...name.trimStart()].slice(0, 200).join(''));
  };
  for (const user of users) add(user.id, user.display_name);
  for (const agent of agents) add(agent.agent_id, agent.display_name);
  return (id) => names.get(id ?? '') ?? null;
}
