import type { Client } from 'pg';

/** Every column of every row of the three tables as text, including the row version. */
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

/** The number of rows in each of the three tables. */
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

/**
 * Sessions whose `total_messages` is not the number of their text, file and image messages that did not fail.
 */
export async function findWrongTotals(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `select s.id from chat_sessions s
     where s.total_messages <> (select count(*) from chat_messages m
       where m.session_id = s.id and m.message_type in ('text', 'file', 'image') and m.status <> 'failed')`,
  );
  return rows.map(({ id }) => id);
}
