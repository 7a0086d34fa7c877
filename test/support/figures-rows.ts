import { historiesOf, historyRows } from './figures-history.ts';
import type { FreshDatabase } from './database-access.ts';
import type { History } from './ledger-oracle.ts';

/** The rows of the tables. Instants are microseconds since the epoch. */

export interface SessionRow {
  id: string;
  status: 'waiting' | 'active' | 'closed';
  initiator_id: string;
  assigned_agent_id: string | null;
  created_at: bigint;
  queued_at: bigint;
  started_at: bigint | null;
  closed_at: bigint | null;
  last_activity_at: bigint;
  total_messages: number | null;
  rating: number | null;
  feedback: string | null;
  team: string | null;
  skills: string[];
  version: number;
}

export interface MessageRow {
  id: string;
  session_id: string;
  sender_id: string;
  content: string;
  message_type: string;
  status: string;
  file_name: string | null;
  file_url: string | null;
  file_size: number | null;
  file_mime: string | null;
  created_at: bigint;
  erased_characters: number | null;
}

export interface ParticipantRow {
  session_id: string;
  user_id: string;
  role: string;
  joined_at: bigint;
  left_at: bigint | null;
}

export interface AgentRow {
  agent_id: string;
  display_name: string;
  availability: 'online' | 'away' | 'offline';
}

export interface UserRow {
  id: string;
  display_name: string;
}

export interface OfferRow {
  id: string;
  session_id: string;
  agent_id: string;
  offered_at: bigint;
  expires_at: bigint;
  outcome: string | null;
}

export interface Tables {
  sessions: SessionRow[];
  messages: MessageRow[];
  participants: ParticipantRow[];
  /** The registered agents. */
  agents: AgentRow[];
  /** The people whose names the chat application wrote. */
  users: UserRow[];
  offers: OfferRow[];
  /** The writes to each session, in order. */
  histories: Map<string, History>;
}

/** Converts an instant from PostgreSQL's JSON format to microseconds since the epoch. */
export function microsecondsOf(text: string): bigint {
  const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?(Z|[+-]\d\d:\d\d)$/.exec(text);
  if (parts?.[1] === undefined) throw new Error(`No instant: ${text}`);
  const milliseconds = Date.parse(`${parts[1]}${parts[3]}`);
  return BigInt(milliseconds) * 1000n + BigInt((parts[2] ?? '').padEnd(6, '0'));
}

const instantColumns = new Set([
  'created_at',
  'queued_at',
  'started_at',
  'closed_at',
  'last_activity_at',
  'joined_at',
  'left_at',
  'offered_at',
  'expires_at',
]);

const parseRow = (text: unknown): unknown =>
  JSON.parse(String(text), (key, value: unknown) =>
    instantColumns.has(key) && typeof value === 'string' ? microsecondsOf(value) : value,
  );

/** Reads all rows of all these tables in one snapshot. The database must record histories. */
export async function readTables(database: FreshDatabase): Promise<Tables> {
  const rows = await database.query(`
    select 'session' as kind, to_json(s)::text as row from (select * from chat_sessions) s
    union all select 'message', to_json(m)::text from (select * from chat_messages) m
    union all select 'participant', to_json(p)::text from (select * from chat_participants) p
    union all select 'agent', to_json(a)::text from (select * from support_agents) a
    union all select 'user', to_json(u)::text from (select * from chat_users) u
    union all select 'offer', to_json(o)::text from (select * from dashboard_offers) o
    union all select 'history', h.row::text from (${historyRows}) h`);
  const ofKind = (kind: string): unknown[] =>
    rows.filter((row) => row['kind'] === kind).map((row) => parseRow(row['row']));
  return {
    sessions: ofKind('session') as SessionRow[],
    messages: ofKind('message') as MessageRow[],
    participants: ofKind('participant') as ParticipantRow[],
    agents: ofKind('agent') as AgentRow[],
    users: ofKind('user') as UserRow[],
    offers: ofKind('offer') as OfferRow[],
    histories: historiesOf(ofKind('history')),
  };
}

/** Like `readTables`, for tables too large for one answer. There must be no concurrent writes. */
export async function readLargeTables(database: FreshDatabase): Promise<Tables> {
  const all = async (table: string, key?: string): Promise<unknown[]> => {
    const rows: unknown[] = [];
    for (;;) {
      const page = await database.query(
        `select ${key ? 'to_json(t)' : 't.row'}::text as row from ${table} t ${key ? `order by ${key}` : ''}
         limit 5000 offset ${rows.length}`,
      );
      if (page.length === 0) return rows;
      rows.push(...page.map((row) => parseRow(row['row'])));
    }
  };
  return {
    sessions: (await all('chat_sessions', 'id')) as SessionRow[],
    messages: (await all('chat_messages', 'id')) as MessageRow[],
    participants: (await all('chat_participants', 'session_id, user_id')) as ParticipantRow[],
    agents: (await all('support_agents', 'agent_id')) as AgentRow[],
    users: (await all('chat_users', 'id')) as UserRow[],
    offers: (await all('dashboard_offers', 'id')) as OfferRow[],
    histories: historiesOf(await all(`(${historyRows})`)),
  };
}

/** The database's clock, in microseconds since the epoch. */
export async function databaseClock(database: FreshDatabase): Promise<bigint> {
  const [row] = await database.query('select to_json(clock_timestamp())::text as clock');
  return microsecondsOf(String(JSON.parse(String(row?.['clock']))));
}
