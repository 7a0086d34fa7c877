import type { History } from './ledger-oracle.ts';
import type { FreshDatabase } from './database-access.ts';

/**
 * The history of each session, from a separate log for tests that does not depend on the ledger's events. It
 * stores each row after every write, with the database's clock at that write.
 */

const install = [
  `create table test_history (
     id bigint generated always as identity, session_id uuid not null, happened timestamptz not null, row json)`,
  `create function test_history() returns trigger language plpgsql security definer set search_path = '' as $$
   begin
     if tg_op = 'TRUNCATE' then
       truncate public.test_history;
       return null;
     end if;
     if tg_op = 'DELETE' or tg_op = 'UPDATE' and old.id <> new.id then
       insert into public.test_history (session_id, happened) values (old.id, statement_timestamp());
     end if;
     if tg_op <> 'DELETE' then
       insert into public.test_history (session_id, happened, row) values (new.id, statement_timestamp(), to_json(new));
     end if;
     return null;
   end $$`,
  `create trigger test_history after insert or update or delete on chat_sessions
     for each row execute function test_history()`,
  `create trigger test_history_truncated after truncate on chat_sessions execute function test_history()`,
];

export async function recordHistory(database: FreshDatabase): Promise<void> {
  for (const statement of install) await database.query(statement);
}

/** Microseconds since the epoch, as a number. */
const us = (instant: string): string => `(extract(epoch from ${instant}) * 1000000)::bigint`;

/** A SELECT of the log's rows in order, as JSON that {@link historiesOf} reads. */
export const historyRows = `
  select json_build_object('session', h.session_id, 'facts', case when h.row is not null then json_build_object(
    'happened', ${us('h.happened')}, 'status', r.status, 'agent', r.assigned_agent_id, 'team', r.team,
    'created', ${us('r.created_at')}, 'queued', ${us('r.queued_at')}, 'started', ${us('r.started_at')},
    'closed', ${us('r.closed_at')}, 'rating', r.rating) end) as row
  from test_history h left join lateral json_populate_record(null::chat_sessions, h.row) r on h.row is not null
  order by h.id`;

export function historiesOf(rows: readonly unknown[]): Map<string, History> {
  const histories = new Map<string, History>();
  for (const { session, facts } of rows as { session: string; facts: History[number] }[]) {
    histories.set(session, [...(histories.get(session) ?? []), facts]);
  }
  return histories;
}
