import { and, eq, exists, ne, or, sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import { oneOf } from '../../db/columns.ts';
import { chatMessages as m, chatParticipants as p } from '../../db/schema/chat.ts';
import { build, countRows } from '../../db/statement.ts';
import { conversationTypes } from '../../values/enums.ts';

/**
 * The messages that make up a session's conversation: what people wrote, unless it failed to be sent. A list applies
 * these conditions to each row of its page, through the index over (session_id, created_at, id).
 */
export const isConversationOf = (sessionId: SQLWrapper): SQL | undefined =>
  and(eq(m.sessionId, sessionId), oneOf(m.messageType, conversationTypes), sql`${m.status} <> 'failed'`);

/** The number of messages in a session's conversation. */
export const countMessages = (sessionId: SQLWrapper): SQLWrapper => countRows(m, isConversationOf(sessionId));

/** The number of the customer's messages that are not `read`: those of the initiator and of participants with role `customer`. */
export function countUnread(session: { id: SQLWrapper; initiatorId: SQLWrapper }): SQLWrapper {
  const senderAsCustomer = build
    .select({ userId: p.userId })
    .from(p)
    .where(and(eq(p.sessionId, session.id), eq(p.userId, m.senderId), eq(p.role, 'customer')));
  const isCustomers = or(eq(m.senderId, session.initiatorId), exists(senderAsCustomer));
  return countRows(m, and(isConversationOf(session.id), ne(m.status, 'read'), isCustomers));
}
