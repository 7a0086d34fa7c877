import type { FreshDatabase, Row } from './fresh-database.ts';

/** Inserts rows as a chat application would: plain inserts with as few columns as possible. */

export const newId = (): string => crypto.randomUUID();

/** @returns the id of the session */
export async function addSession(database: FreshDatabase, row: Row = {}): Promise<string> {
  const id = typeof row['id'] === 'string' ? row['id'] : newId();
  await database.insert('chat_sessions', { initiator_id: newId(), ...row, id });
  return id;
}

/** @returns the id of the message */
export async function addMessage(database: FreshDatabase, sessionId: string, row: Row = {}): Promise<string> {
  const id = typeof row['id'] === 'string' ? row['id'] : newId();
  await database.insert('chat_messages', {
    session_id: sessionId,
    sender_id: newId(),
    content: 'Hello',
    ...row,
    id,
  });
  return id;
}

export const addParticipant = (database: FreshDatabase, sessionId: string, row: Row = {}): Promise<void> =>
  database.insert('chat_participants', {
    session_id: sessionId,
    user_id: newId(),
    role: 'support_agent',
    ...row,
  });

/** Names as the chat application writes them, by the id of the user. */
export async function addUsers(database: FreshDatabase, names: Record<string, string>): Promise<void> {
  for (const [id, name] of Object.entries(names)) {
    await database.insert('chat_users', { id, display_name: name });
  }
}
