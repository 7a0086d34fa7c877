import { and, eq, exists, sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import { chatParticipants as p } from '../../db/schema/chat.ts';
import { build } from '../../db/statement.ts';

/**
 * The condition that a viewer may see what was said in a session and who its customer is: the viewer takes or took part
 * in it, so it has the session now, or is or was one of its participants.
 *
 * @param viewerId the caller if its role is `agent`; undefined for callers who may see every session
 */
export function isVisibleTo(
  viewerId: string | undefined,
  session: { id: SQLWrapper; assignedAgentId: SQLWrapper },
): SQL {
  if (viewerId === undefined) return sql`true`;
  const participation = build
    .select({ userId: p.userId })
    .from(p)
    .where(and(eq(p.sessionId, session.id), eq(p.userId, viewerId)));
  return sql`(${session.assignedAgentId} = ${viewerId}::uuid or ${exists(participation)})`;
}

/** The condition that an agent has a session now; with `none`, that nobody has it. */
export const isAssignedTo = (agentId: string, session: { assignedAgentId: SQLWrapper }): SQL =>
  agentId === 'none'
    ? sql`${session.assignedAgentId} is null`
    : sql`${session.assignedAgentId} = ${agentId}::uuid`;
