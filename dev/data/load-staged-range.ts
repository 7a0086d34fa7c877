import type { Client } from 'pg';
import type { LineRange } from './transcript-staging.ts';

/**
 * Moves the staged rows of these lines into the tables, sessions first because of the foreign keys.
 *
 * @param shift an interval to add to all times
 * @returns how many rows were written; a session that already exists is skipped with all its rows
 */
export async function loadStagedRange(
  client: Client,
  { from, to }: LineRange,
  shift: string,
): Promise<{ sessions: number; messages: number; participants: number }> {
  // A row that another program inserts concurrently with the same id counts as existing.
  const sessions = await client.query<{ line: number }>(
    `with inserted as (
       insert into chat_sessions (id, status, initiator_id, assigned_agent_id, created_at, queued_at, started_at,
         closed_at, last_activity_at, total_messages, rating, feedback)
       select id, status, initiator_id, assigned_agent_id, created_at + $3::interval, queued_at + $3::interval,
         started_at + $3::interval, closed_at + $3::interval, last_activity_at + $3::interval, total_messages, rating, feedback
       from import_sessions where line between $1 and $2 order by line
       on conflict (id) do nothing returning id
     )
     select s.line from inserted join import_sessions s using (id) where s.line between $1 and $2`,
    [from, to, shift],
  );
  if (sessions.rows.length === 0) return { sessions: 0, messages: 0, participants: 0 };
  const values = [from, to, shift, sessions.rows.map(({ line }) => line)];
  const participants = await client.query(
    `insert into chat_participants (session_id, user_id, role, joined_at, left_at)
     select s.id, p.user_id, p.role, p.joined_at + $3::interval, p.left_at + $3::interval
     from import_participants p join import_sessions s using (line)
     where line between $1 and $2 and line = any ($4::integer[])`,
    values,
  );
  const messages = await client.query(
    `insert into chat_messages (id, session_id, sender_id, content, message_type, status, created_at, file_name,
       file_url, file_size, file_mime)
     select m.id, s.id, m.sender_id, m.content, m.message_type, m.status, m.created_at + $3::interval,
       m.file_name, m.file_url, m.file_size, m.file_mime
     from import_messages m join import_sessions s using (line)
     where line between $1 and $2 and line = any ($4::integer[]) order by line, position`,
    values,
  );
  return {
    sessions: sessions.rows.length,
    messages: messages.rowCount ?? 0,
    participants: participants.rowCount ?? 0,
  };
}
