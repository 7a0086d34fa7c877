import { useRead } from '../../api/use-read.ts';
import type { Schema } from '../../api/client.ts';

export type Chat = Schema<'SessionListItemResponse'>;

const shownAtMost = 100;

/** The chats that an agent has now: active ones, and waiting ones that were given to it. */
export function useOpenChats(agentId: string) {
  const of = (status: 'active' | 'waiting') => ({
    query: { assigned_agent_id: agentId, status, limit: shownAtMost },
  });
  const active = useRead('/sessions', of('active'), { freshness: 'now' });
  const waiting = useRead('/sessions', of('waiting'), { freshness: 'now' });
  const isReady = active.data !== undefined && waiting.data !== undefined;
  return {
    chats: isReady ? [...active.data.data, ...waiting.data.data] : undefined,
    total: (active.data?.total ?? 0) + (waiting.data?.total ?? 0),
    error: isReady ? null : (active.error ?? waiting.error),
    /** For the mark of old data. */
    query: active,
    retry: () => void Promise.all([active.refetch(), waiting.refetch()]),
  };
}
