import type { Client } from 'pg';

/** Every row of the three tables, every column, as PostgreSQL writes it; also which version of the row it is. */
export async function readTables(client: Client): Promise<Record<string, string[]>> {
  const contents: Record<string, string[]> = {};
  for (const table of ['chat_sessions', 'chat_participants', 'chat_messages']) {
    const { rows } = await client.query<{ row: string }>(
      `select t.xmin || ' ' || t::text as row from ${table} t order by t::text`,
    );
    contents[table] = rows.map(({ row }) => row);
  }
  return contents;
}

/** How many rows each of the three tables has. */
export async function countRows(
  client: Client,
): Promise<{ sessions: number; participants: number; messages: number }> {
  const { rows } = await client.query<{ sessions: number; participants: number; messages: number }>(
    `select (select count(*)::int from chat_sessions) as sessions,
       (select count(*)::int from chat_participants) as participants,
       (select count(*)::int from chat_messages) as messages`,
  );
  return rows[0] ?? { sessions: 0, participants: 0, messages: 0 };
}

/** Sessions whose derived columns are not what a plain look at the other rows gives. */
export async function findWronglyDerived(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `select s.id from chat_sessions s
     left join lateral (
       select m.created_at, m.id, m.sender_id
       from chat_messages m
       join chat_participants p on p.session_id = m.session_id and p.user_id = m.sender_id
       where m.session_id = s.id and p.role = 'support_agent'
       order by m.created_at, m.id limit 1
     ) first on true
     where row(s.total_messages, s.message_count, s.first_response_at, s.first_response_id, s.first_responder_id)
       is distinct from row(
         (select count(*)::int from chat_messages m where m.session_id = s.id),
         (select count(*)::int from chat_messages m where m.session_id = s.id),
         first.created_at, first.id, first.sender_id)`,
  );
  return rows.map(({ id }) => id);
}
