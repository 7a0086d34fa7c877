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
         closed_at, last_activity_at, total_messages, rating, feedback, team, skills)
       select id, status, initiator_id, assigned_agent_id, created_at + $3::interval, queued_at + $3::interval,
         started_at + $3::interval, closed_at + $3::interval, last_activity_at + $3::interval, total_messages, rating, feedback,
         team, array(select jsonb_array_elements_text(skills))
       from import_sessions where line between $1 and $2 order by line
       on conflict (id) do nothing returning id
     )
     select s.line from inserted join import_sessions s using (id) where s.line between $1 and $2`,
    [from, to, shift],
  );
  if (sessions.rows.length === 0) return { sessions: 0, messages: 0, participants: 0 };
  const values = [from, to, shift, sessions.rows.map(({ line }) => line)];
  await loadEvents(client, values);
  const participants = await client.query(
    `insert into chat_participants (session_id, user_id, role, joined_at, left_at)
     select s.id, p.user_id, p.role, p.joined_at + $3::interval, p.left_at + $3::interval
     from import_participants p join import_sessions s using (line)
     where line between $1 and $2 and line = any ($4::integer[])`,
    values,
  );
  // What the chat application has written about a user is newer than a file.
  await client.query(
    `insert into chat_users (id, display_name)
     select distinct on (user_id) user_id, name from import_names
     where line between $1 and $2 and line = any ($3::integer[]) and name ~ '\\S'
     order by user_id, line
     on conflict (id) do nothing`,
    [from, to, sessions.rows.map(({ line }) => line)],
  );
  const messages = await client.query(
    `insert into chat_messages (id, session_id, sender_id, content, message_type, status, created_at,
       erased_characters, file_name, file_url, file_size, file_mime)
     select m.id, s.id, m.sender_id, m.content, m.message_type, m.status, m.created_at + $3::interval,
       m.erased_characters, m.file_name, m.file_url, m.file_size, m.file_mime
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

const facts = (row: string): string =>
  ['status', 'assigned_agent_id', 'team', 'created_at', 'queued_at', 'started_at', 'closed_at', 'rating']
    .map((name) => `${row}.${name}`)
    .join(', ');

/**
 * Gives sessions the events of their documents instead of the one that inserting them made, so that their ledger is what
 * it was. A session without events in its document keeps that one.
 *
 * @param values the parameters of `loadStagedRange`, with the lines of the sessions that were inserted
 */
async function loadEvents(client: Client, [from, to, shift, lines]: unknown[]): Promise<void> {
  const made = await client.query<{ session_id: string }>(
    `delete from dashboard_session_events
     where transaction_id = pg_current_xact_id() and session_id in (
       select s.id from import_sessions s join import_events e using (line)
       where line between $1 and $2 and line = any ($3::integer[])
     ) returning session_id`,
    [from, to, lines],
  );
  if (made.rows.length === 0) return;
  await client.query(
    `insert into dashboard_session_events (session_id, happened_at, command, status, assigned_agent_id, team,
       created_at, queued_at, started_at, closed_at, rating)
     select s.id, e.happened_at + $3::interval, e.command, e.status, e.assigned_agent_id, dashboard_named(e.team),
       e.created_at + $3::interval, e.queued_at + $3::interval, e.started_at + $3::interval,
       e.closed_at + $3::interval, e.rating
     from import_events e join import_sessions s using (line)
     where line between $1 and $2 and line = any ($4::integer[]) order by line, e.position`,
    [from, to, shift, lines],
  );
  // The last event says what the session says. Documents that were put together by hand may differ.
  await client.query(
    `insert into dashboard_session_events (session_id, happened_at, status, assigned_agent_id, team, created_at,
       queued_at, started_at, closed_at, rating)
     select s.id, e.happened_at, ${facts('s')}
     from chat_sessions s
     cross join lateral (
       select * from dashboard_session_events e where e.session_id = s.id order by e.id desc limit 1
     ) e
     where s.id = any ($1::uuid[]) and (${facts('s')}) is distinct from (${facts('e')})`,
    [made.rows.map(({ session_id }) => session_id)],
  );
}
