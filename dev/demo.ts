import type { Client } from 'pg';
import { analyzeTables } from './data/load-traffic.ts';
import { withClient } from './data/running-database.ts';
import { auditRows, offerRows, teamCommandRows } from './demo/command-rows.ts';
import { liveChats } from './demo/live-chats.ts';
import { pastChats } from './demo/past-chats.ts';
import {
  agentRows,
  laterStateRows,
  messageRows,
  participantRows,
  sessionRows,
  userRows,
  type Row,
} from './demo/rows.ts';

/** Two months, so that each of the last thirty days has one to be compared with. */
const days = 61;

/**
 * Fills a database that has no sessions with the demonstration data of a first `npm run dev`: a support team, two months
 * of its chats, and what goes on right now by the database's clock. The same clock gives the same data. Runs in one
 * transaction, so an interrupted load leaves nothing.
 *
 * @throws what `pg` throws
 */
export async function loadDemo(options: {
  databaseUrl: string;
  onProgress(line: string): void;
}): Promise<void> {
  await withClient(options.databaseUrl, async (client) => {
    await client.query('begin');
    const { rows } = await client.query<{ has_sessions: boolean; now: string }>(
      `select exists (select from chat_sessions) as has_sessions,
         floor(extract(epoch from clock_timestamp()) * 1000)::bigint as now`,
    );
    const { has_sessions: hasSessions = true, now = '0' } = rows[0] ?? {};
    if (hasSessions) return;
    const live = liveChats(Number(now));
    const chats = [...pastChats(Number(now), days), ...live];
    const agents = agentRows(Number(now));
    const messages = messageRows(chats);
    const { log, history } = auditRows(chats);
    await insert(client, 'support_agents', agents);
    await insert(client, 'chat_users', userRows(chats));
    await insert(client, 'chat_sessions', sessionRows(chats));
    await insert(client, 'chat_participants', participantRows(chats));
    await insert(client, 'chat_messages', messages);
    for (const states of laterStateRows(chats)) await update(client, states);
    await insert(client, 'dashboard_command_log', log);
    await insert(client, 'dashboard_command_log', teamCommandRows(Number(now)));
    await insert(client, 'chat_audit_log', history);
    await insert(client, 'dashboard_offers', offerRows(chats), latestEvent);
    await client.query('commit');
    await analyzeTables(client);
    const waiting = live.filter(({ state }) => state.status === 'waiting').length;
    options.onProgress(
      `${chats.length} sessions with ${messages.length} messages, ${agents.length} agents; ${waiting} customers are waiting`,
    );
  });
}

/** An offer refers to the latest event of its session. */
const latestEvent = {
  column: 'session_event_id',
  value: `(select coalesce(max(e.id), 0) from dashboard_session_events e where e.session_id = given.session_id)`,
};

/** Inserts rows in one statement. @param computed a column whose value the database computes */
async function insert(
  client: Client,
  table: string,
  rows: readonly Row[],
  computed?: { column: string; value: string },
): Promise<void> {
  const columns = Object.keys(rows[0] ?? {});
  const into = computed === undefined ? columns : [...columns, computed.column];
  const values = computed === undefined ? columns : [...columns, computed.value];
  await client.query(
    `insert into ${table} (${into.join(', ')})
     select ${values.join(', ')} from json_populate_recordset(null::${table}, $1) given`,
    [JSON.stringify(rows)],
  );
}

/** Brings sessions into their next states. */
async function update(client: Client, states: readonly Row[]): Promise<void> {
  const columns = Object.keys(states[0] ?? {}).filter((column) => column !== 'id');
  await client.query(
    `update chat_sessions s set ${columns.map((column) => `${column} = given.${column}`).join(', ')}
     from json_populate_recordset(null::chat_sessions, $1) given where s.id = given.id`,
    [JSON.stringify(states)],
  );
}
