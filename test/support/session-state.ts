import type { FreshDatabase } from './fresh-database.ts';

/** The stored state of a session; instants have microseconds. */
export interface SessionState {
  status: string;
  assigned_agent_id: string | null;
  started_at: string | null;
  secondsSinceActivity: number;
  /** Ordered by user_id. */
  participants: { user_id: string; role: string; joined_at: string; left_at: string | null }[];
  /** In the order in which they were written. */
  audit: Record<string, unknown>[];
}

const instant = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** Reads the current state of the session in one statement. */
export async function sessionState(database: FreshDatabase, sessionId: string): Promise<SessionState> {
  const [row] = await database.query(
    `select json_build_object(
       'status', s.status,
       'assigned_agent_id', s.assigned_agent_id,
       'started_at', ${instant('s.started_at')},
       'secondsSinceActivity', extract(epoch from clock_timestamp() - s.last_activity_at)::float8,
       'participants', (
         select coalesce(json_agg(json_build_object(
           'user_id', p.user_id, 'role', p.role,
           'joined_at', ${instant('p.joined_at')}, 'left_at', ${instant('p.left_at')}) order by p.user_id), '[]')
         from chat_participants p where p.session_id = s.id),
       'audit', (
         select coalesce(json_agg(json_build_object(
           'actor_id', a.actor_id, 'actor_role', a.actor_role, 'action', a.action,
           'from_agent_id', a.from_agent_id, 'to_agent_id', a.to_agent_id,
           'reason', a.reason, 'request_id', a.request_id) order by a.id), '[]')
         from chat_audit_log a where a.session_id = s.id))::text as state
     from chat_sessions s where s.id = $1`,
    [sessionId],
  );
  if (row === undefined) throw new Error(`The session ${sessionId} is not in the table.`);
  return JSON.parse(String(row['state'])) as SessionState;
}
