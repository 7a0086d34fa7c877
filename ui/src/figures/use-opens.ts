import { useMe } from '../auth/me.ts';
import type { Figure } from './figure.ts';

/** Whether the person sees lists of their own chats only. */
export const useSeesOwnOnly = (): boolean => useMe()?.role === 'agent';

/**
 * Whether a figure opens the sessions behind it. Figures of everybody open nothing for an agent, whose lists have its
 * own chats only and could never be as long.
 */
export function useOpens(): (figure: Pick<Figure, 'drill' | 'agentFilter'>) => boolean {
  const seesOwnOnly = useSeesOwnOnly();
  return ({ drill, agentFilter }) => drill !== undefined && (!seesOwnOnly || agentFilter !== undefined);
}
