import { sql, type SQL } from 'drizzle-orm';

/**
 * Waits for the session's row and holds it until the transaction ends. Not `for update`, which would also make
 * the chat application wait that writes a message or a participant of the session (their foreign keys share it).
 */
export const lockSession = (sessionId: string): SQL =>
  sql`select 1 from chat_sessions where id = ${sessionId}::uuid for no key update`;
