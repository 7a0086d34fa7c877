import type { FreshDatabase, Row } from './fresh-database.ts';
import { addParticipant, addSession, newId } from './rows.ts';

/** Inserts rows into the routing tables and reads the tables after a command. Instants have microseconds. */

/** Formats an array as a PostgreSQL literal. */
export const arrayText = (values: string[]): string => `{${values.map((v) => JSON.stringify(v)).join(',')}}`;

/** Registers an agent: online with five places, unless the row says otherwise. @returns its id */
export async function addAgent(
  database: FreshDatabase,
  { skills, ...row }: Row & { skills?: string[] } = {},
): Promise<string> {
  const id = newId();
  await database.insert('support_agents', {
    agent_id: id,
    display_name: 'Ada',
    availability: 'online',
    max_sessions: 5,
    skills: arrayText(skills ?? []),
    ...row,
  });
  return id;
}

/** An active session of this agent, who is also a participant. @returns its id */
export async function addOwned(database: FreshDatabase, owner: string, row: Row = {}): Promise<string> {
  const id = await addSession(database, {
    status: 'active',
    assigned_agent_id: owner,
    queued_at: '2026-01-01T00:00:00Z',
    started_at: '2026-01-01T00:00:01Z',
    ...row,
  });
  await addParticipant(database, id, { user_id: owner, joined_at: '2026-01-01T00:00:01Z' });
  return id;
}

/** The latest event of a session; an offer refers to it. */
export const latestEventOf = (session: string): string =>
  `(select coalesce(max(e.id), 0) from dashboard_session_events e where e.session_id = ${session})`;

/** Whether the session has been waiting ever since the offer was made. */
const hasWaited = `not exists (select from dashboard_session_events e
  where e.session_id = o.session_id and e.id > o.session_event_id and e.status is distinct from 'waiting')`;

/** Whether an offer currently holds its session and a place. */
const isLive = `o.outcome is null and o.expires_at > clock_timestamp() and ${hasWaited}`;

/** Inserts an offer directly into the table. @returns its id */
export async function addOffer(
  database: FreshDatabase,
  session: string,
  agent: string,
  secondsToGo = 600,
): Promise<string> {
  const id = newId();
  await database.query(
    `insert into dashboard_offers (id, session_id, session_event_id, agent_id, offered_at, expires_at)
     values ($1, $2, ${latestEventOf('$2')}, $3, clock_timestamp() - interval '1 hour',
       clock_timestamp() + make_interval(secs => $4))`,
    [id, session, agent, secondsToGo],
  );
  return id;
}

const instant = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

export interface RoutedSession {
  id: string;
  status: 'waiting' | 'active' | 'closed';
  agent: string | null;
  team: string | null;
  version: number;
  queued_at: string;
  started_at: string | null;
  closed_at: string | null;
  /** Support agents who have not left, by id. */
  present: string[];
  /** Support agents who have left, by id. */
  left: string[];
  /** Actions in chat_audit_log, in the order in which they were written. */
  audit: { action: string; from: string | null; to: string | null; reason: string | null; actor: string }[];
  /** Ordered by when they were offered. */
  offers: { id: string; agent: string; outcome: string | null; live: boolean }[];
}

/** Reads the current state of sessions in one statement. */
export async function routedSessions(database: FreshDatabase, ids?: string[]): Promise<RoutedSession[]> {
  const [row] = await database.query(
    `select coalesce(json_agg(json_build_object(
       'id', s.id, 'status', s.status, 'agent', s.assigned_agent_id, 'team', s.team, 'version', s.version,
       'queued_at', ${instant('s.queued_at')}, 'started_at', ${instant('s.started_at')},
       'closed_at', ${instant('s.closed_at')},
       'present', (select coalesce(json_agg(p.user_id order by p.user_id), '[]') from chat_participants p
         where p.session_id = s.id and p.role = 'support_agent' and p.left_at is null),
       'left', (select coalesce(json_agg(p.user_id order by p.user_id), '[]') from chat_participants p
         where p.session_id = s.id and p.role = 'support_agent' and p.left_at is not null),
       'audit', (select coalesce(json_agg(json_build_object('action', a.action, 'from', a.from_agent_id,
           'to', a.to_agent_id, 'reason', a.reason, 'actor', a.actor_id) order by a.id), '[]')
         from chat_audit_log a where a.session_id = s.id),
       'offers', (select coalesce(json_agg(json_build_object('id', o.id, 'agent', o.agent_id,
           'outcome', o.outcome, 'live', ${isLive})
           order by o.offered_at, o.id), '[]')
         from dashboard_offers o where o.session_id = s.id)
     ) order by s.queued_at, s.id), '[]')::text as state
     from chat_sessions s where $1::uuid[] is null or s.id = any ($1::uuid[])`,
    [ids === undefined ? null : arrayText(ids)],
  );
  return JSON.parse(String(row?.['state'])) as RoutedSession[];
}

export async function routedSession(database: FreshDatabase, id: string): Promise<RoutedSession> {
  const [state] = await routedSessions(database, [id]);
  if (state === undefined) throw new Error(`The session ${id} is not in the table.`);
  return state;
}

export interface LoggedCommand {
  action: string;
  outcome: string;
  refusal: string | null;
  session: string | null;
  offer: string | null;
  from: string | null;
  to: string | null;
  team: string | null;
  reason: string | null;
  forced: boolean;
  actor: string;
  role: string;
  key: string | null;
  request_id: string;
}

/** dashboard_command_log, in the order in which it was written. */
export async function commandLog(database: FreshDatabase, session?: string): Promise<LoggedCommand[]> {
  const [row] = await database.query(
    `select coalesce(json_agg(json_build_object('action', action, 'outcome', outcome, 'refusal', refusal,
       'session', session_id, 'offer', offer_id, 'from', from_agent_id, 'to', to_agent_id, 'team', to_team,
       'reason', reason, 'forced', forced, 'actor', actor_id, 'role', actor_role, 'key', idempotency_key,
       'request_id', request_id) order by created_at, id), '[]')::text as log
     from dashboard_command_log where $1::uuid is null or session_id = $1::uuid`,
    [session ?? null],
  );
  return JSON.parse(String(row?.['log'])) as LoggedCommand[];
}

/**
 * How many places of an agent are taken according to the tables: active sessions, and live offers of waiting
 * ones.
 */
export async function placesTaken(database: FreshDatabase, agent: string): Promise<number> {
  const [row] = await database.query(
    `select (select count(*) from chat_sessions where status = 'active' and assigned_agent_id = $1::uuid)::int
       + (select count(*) from dashboard_offers o where o.agent_id = $1::uuid and ${isLive})::int as taken`,
    [agent],
  );
  return Number(row?.['taken']);
}

/**
 * Violations of the routing rules in the tables, as sentences; empty if every command kept the rules. Only
 * for databases where all session changes after the insert were made by commands without `force`.
 */
export async function violations(database: FreshDatabase): Promise<string[]> {
  const rows = await database.query(
    `with live as (
       select o.* from dashboard_offers o where ${isLive}
     ), present as (
       select session_id, array_agg(user_id) as agents from chat_participants
       where role = 'support_agent' and left_at is null group by session_id
     ), effects as (
       select session_id, action, count(*) as n from chat_audit_log group by 1, 2
     ), done as (
       select session_id, action, count(*) as n from dashboard_command_log
       where outcome = 'done' and action not in ('offer', 'decline', 'withdraw', 'save_agent', 'set_availability') group by 1, 2
     ), taken as (
       select a.agent_id, a.max_sessions,
         (select count(*) from chat_sessions s where s.status = 'active' and s.assigned_agent_id = a.agent_id)
         + (select count(*) from live l where l.agent_id = a.agent_id) as load
       from support_agents a
     )
     select format('agent %s has %s of %s places', agent_id, load, max_sessions) as said
       from taken where load > max_sessions
     union all
     select format('session %s has %s live offers', session_id, count(*)) from live
       group by session_id having count(*) > 1
     union all
     select format('session %s is %s with an open offer', s.id, s.status) from chat_sessions s
       join dashboard_offers o on o.session_id = s.id and o.outcome is null and o.expires_at > clock_timestamp()
       where s.status <> 'waiting'
     union all
     select format('session %s is %s of %s, with %s there', s.id, s.status, s.assigned_agent_id, p.agents)
       from chat_sessions s left join present p on p.session_id = s.id
       where case s.status
         when 'active' then p.agents is distinct from array[s.assigned_agent_id]
         when 'waiting' then p.agents is not null or s.assigned_agent_id is not null
         else p.agents is not null end
     union all
     select format('session %s: %s %s, audited %s', session_id, coalesce(d.n, 0), action, coalesce(e.n, 0))
       from effects e full join done d using (session_id, action) where d.n is distinct from e.n
     union all
     select format('offer %s was %s, logged as %s', o.id, o.outcome, coalesce(string_agg(l.action, ','), 'nothing'))
       from dashboard_offers o left join dashboard_command_log l
         on l.offer_id = o.id and l.outcome = 'done' and l.action in ('accept', 'decline')
       group by o.id having count(l.id) > 1
         or (o.outcome = 'declined' and coalesce(string_agg(l.action, ','), '') <> 'decline')
         or (o.outcome is null and count(l.id) > 0)`,
  );
  return rows.map((row) => String(row['said']));
}
