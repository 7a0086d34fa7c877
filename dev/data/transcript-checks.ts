import type { Client } from 'pg';
import type { BadLines } from './bad-lines.ts';

/**
 * The ids in the file, including those of lines that are bad for another reason. Sessions have no position.
 */
const claims = `
  (select line, null::integer as position, id from import_sessions
   union all select line, position, id from import_messages
   union all select line, position, id from import_claims)`;

/** An id that an earlier line already has. Session ids and message ids are checked separately. */
const repeatedInFile = `
  with claims as materialized ${claims},
  repeated as (
    select id, position is null as is_session, min(line) as first_line
    from claims group by 1, 2 having min(line) <> max(line)
  )
  select c.line,
    case when c.position is null then 'session.id' else format('messages[%s].id', c.position) end
      || ' is also on line ' || r.first_line as reason
  from claims c join repeated r on r.id = c.id and r.is_session = (c.position is null)
  where c.line <> r.first_line
  order by c.line, c.position nulls first`;

/** A message of a session that would be loaded, with an id that the database already uses. */
const takenInDatabase = `
  select i.line, format('messages[%s].id already is a message of session %s', i.position, m.session_id) as reason
  from import_messages i
  join chat_messages m on m.id = i.id
  join import_sessions s on s.line = i.line
  where not exists (select from chat_sessions c where c.id = s.id)
  order by i.line, i.position`;

/** A time that the shift would move outside the years that RFC 3339 can express. */
const outOfYears = `
  with times as (
    select line, created_at as at from import_sessions
    union all select line, queued_at from import_sessions
    union all select line, started_at from import_sessions
    union all select line, closed_at from import_sessions
    union all select line, last_activity_at from import_sessions
    union all select line, joined_at from import_participants
    union all select line, left_at from import_participants
    union all select line, created_at from import_messages
    union all select line, at from import_events,
      lateral (values (happened_at), (created_at), (queued_at), (started_at), (closed_at)) event (at)
  )
  select distinct line, 'has times that --shift-to-now would move out of the years 1 to 9999' as reason
  from times
  where at < timestamptz '0001-01-01 00:00:00+00' - $1::interval
    or at >= timestamptz '10000-01-01 00:00:00+00' - $1::interval
  order by line`;

async function collect(
  client: Client,
  badLines: BadLines,
  statement: string,
  values: unknown[],
): Promise<void> {
  const { rows } = await client.query<{ line: number; reason: string }>(statement, values);
  for (const { line, reason } of rows) badLines.add(line, reason);
}

/** Finds ids of the staged documents that repeat within the file or conflict with existing messages. */
export async function checkIds(client: Client, badLines: BadLines): Promise<void> {
  await collect(client, badLines, repeatedInFile, []);
  await collect(client, badLines, takenInDatabase, []);
}

/** @param shift an interval to add to all times */
export async function checkShiftedTimes(client: Client, badLines: BadLines, shift: string): Promise<void> {
  await collect(client, badLines, outOfYears, [shift]);
}
