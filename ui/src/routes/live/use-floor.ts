import { useMemo } from 'react';
import { useRead, useWholeList } from '../../api/use-read.ts';
import { useServerOffset } from '../../api/server-clock.ts';
import { useMe, type Me } from '../../auth/me.ts';
import type { Roster } from './floor.ts';

/** As many pages of a hundred rows as a person can look through; filters narrow a longer list. */
export const atMostPages = 5;

/** An admin sees all active chats, an agent its own. */
export const chatsQuery = ({ role, id }: Me) => (role === 'agent' ? { assigned_agent_id: id } : {});

/**
 * The floor as it is: the queue, active chats, and agents. An admin sees all of it; an agent the whole queue, and
 * chats of its own.
 *
 * @param team the team that is looked at, which a queue that is too long to be read as a whole is asked for
 */
export function useFloor(team: string | undefined) {
  const now = { freshness: 'now' } as const;
  const me = useMe();
  const agent = me?.role === 'agent' ? me : undefined;

  const queue = useWholeList('/waiting-sessions', {}, { ...now, atMostPages });
  const isTooLong = team !== undefined && queue.data?.nextCursor !== undefined;
  const ofTeam = useWholeList('/waiting-sessions', team === undefined ? {} : { team }, {
    ...now,
    atMostPages,
    enabled: isTooLong,
  });
  const chats = useWholeList('/active-sessions', me === undefined ? {} : chatsQuery(me), {
    ...now,
    atMostPages,
    enabled: me !== undefined,
  });
  const agents = useWholeList('/agents', {}, now);
  const config = useRead('/config', {}, { freshness: 'still' });

  const agentRows = agents.data?.data;
  const roster: Roster = useMemo(() => new Map(agentRows?.map((one) => [one.agent_id, one])), [agentRows]);
  return {
    /** The agent who looks; undefined for an admin. */
    agent,
    /** The whole queue, which the figures are of. */
    queue,
    /** The queue of the team, or the whole one. */
    listed: isTooLong ? ofTeam : queue,
    chats,
    agents,
    roster,
    teams: config.data?.data.teams.map((one) => one.team) ?? [],
    /** The database's clock minus this machine's, in milliseconds. */
    offset: useServerOffset(queue),
  };
}

export type Floor = ReturnType<typeof useFloor>;
