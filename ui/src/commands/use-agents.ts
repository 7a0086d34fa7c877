import { useEffect } from 'react';
import { useRows } from '../api/use-read.ts';
import type { Agent } from './chat.ts';

/** Every registered agent, on however many pages. */
export function useAgents(isEnabled: boolean): { agents: Agent[]; isLoading: boolean } {
  const { list, rows, loadMore } = useRows('/agents', {}, isEnabled);
  useEffect(() => {
    if (isEnabled) loadMore();
  });
  return { agents: rows, isLoading: isEnabled && list.isPending };
}
