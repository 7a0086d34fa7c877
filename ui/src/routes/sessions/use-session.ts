import { useEffect } from 'react';
import { queryClient } from '../../api/query-client.ts';
import { read } from '../../api/read.ts';
import { useRead } from '../../api/use-read.ts';

/** What a chat's page shows, renewed while it is open: often while the chat goes on, seldom once it is over. */
export function useSession(id: string) {
  const params = { path: { session_id: id } };
  const known = queryClient.getQueryData(read('/sessions/{session_id}', params).queryKey);
  const { status, team } = known?.data ?? {};
  const isOver = status === 'closed';
  const session = useRead('/sessions/{session_id}', params, { freshness: isOver ? 'figures' : 'now' });
  const transcript = useRead('/sessions/{session_id}/transcript', params, {
    freshness: isOver ? 'still' : 'figures',
  });
  const waiting = useRead(
    '/waiting-sessions',
    { query: { limit: 100, ...(typeof team === 'string' && { team }) } },
    { freshness: 'now', enabled: status === 'waiting' },
  );
  const permissions = useRead('/me', {}, { freshness: 'still' }).data?.data.permissions;
  const audit = useRead(
    '/audit',
    { query: { session_id: id, limit: 100 } },
    { freshness: 'figures', enabled: permissions?.includes('listAudit') === true },
  );

  // A transcript may be long: it is read again once the chat has changed, and not with each poll.
  const { version, last_activity: activity, total_messages: messages } = known?.data ?? {};
  useEffect(() => {
    const { queryKey } = read('/sessions/{session_id}/transcript', { path: { session_id: id } });
    const told = queryClient.getQueryData(queryKey)?.data.session;
    if (told === undefined || version === undefined) return;
    const isSame =
      told.version === version && told.last_activity_at === activity && told.total_messages === messages;
    if (!isSame) void queryClient.invalidateQueries({ queryKey });
  }, [id, version, activity, messages]);

  const own = session.data?.data.session_id === id ? session.data.data : undefined;
  const place =
    own?.status === 'waiting' ? waiting.data?.data.find(({ session_id: waits }) => waits === id) : undefined;
  return {
    session,
    own,
    transcript,
    place,
    audit,
    canAudit: permissions?.includes('listAudit') === true,
  };
}
