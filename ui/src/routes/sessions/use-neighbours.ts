import { useNavigate, useSearch } from '@tanstack/react-router';
import { useShortcut } from '../../keys/dispatch.ts';
import { useSessions } from './use-sessions.ts';

/** The chats before and after one in the list that it was opened from, and the way back to that list. */
export function useNeighbours(id: string) {
  const search = useSearch({ from: '/sessions/$sessionId' });
  const navigate = useNavigate();
  const { rows, total, loadMore } = useSessions(search);
  const at = rows.findIndex(({ session_id: row }) => row === id);
  const idAt = (index: number): string | undefined => (at < 0 ? undefined : rows[index]?.session_id);
  const go = (sessionId: string | undefined) => {
    if (sessionId === undefined) return;
    if (at > rows.length - 5) loadMore();
    void navigate({
      to: '/sessions/$sessionId',
      params: { sessionId },
      search: (current) => current as never,
      replace: true,
    });
  };
  const [before, after] = [idAt(at - 1), idAt(at + 1)];
  const goBack = () =>
    void navigate({ to: '/sessions', search: (current) => ({ ...current, open: id }) as never });
  useShortcut('sessions.previous', () => go(before), before !== undefined);
  useShortcut('sessions.next', () => go(after), after !== undefined);
  useShortcut('sessions.back', goBack);
  return { at, total, before, after, go };
}
