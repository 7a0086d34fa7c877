import { compare, wire, wireOrNull } from './figures-arithmetic.ts';
import { chatsOf } from './figures-chats.ts';
import type { SessionRow, Tables } from './figures-rows.ts';

/** The list of sessions, computed plainly over all rows. */

/** A query of the list, as its URL has it, but for the window. */
export interface ListFilters {
  status?: SessionRow['status'];
  agent_id?: string;
  assigned_agent_id?: string;
  rating?: string;
  rated?: 'true' | 'false';
  unanswered?: 'true' | 'false';
  initiator_id?: string;
}

/** Both ends included, in microseconds since the epoch. */
export interface Stretch {
  from: bigint;
  to: bigint;
}

/** The whole list that a query should get. */
export function sessionList(
  tables: Tables,
  asked: ListFilters,
  window: Stretch | undefined,
): Record<string, unknown>[] {
  const is = (wanted: string | undefined, found: boolean): boolean =>
    wanted === undefined || wanted === String(found);
  return chatsOf(tables)
    .filter(({ session, supportAgents, firstResponse }) => {
      const { created_at: at, rating } = session;
      if (window !== undefined && (at < window.from || at > window.to)) return false;
      if (asked.status !== undefined && session.status !== asked.status) return false;
      if (asked.agent_id !== undefined && !supportAgents.has(asked.agent_id.toLowerCase())) return false;
      const assigned = asked.assigned_agent_id?.toLowerCase();
      if (assigned !== undefined && session.assigned_agent_id !== assigned) return false;
      if (asked.rating !== undefined && String(rating) !== asked.rating) return false;
      if (!is(asked.rated, rating !== null)) return false;
      if (!is(asked.unanswered, firstResponse === undefined)) return false;
      return session.initiator_id.includes(asked.initiator_id?.toLowerCase() ?? '');
    })
    .sort(({ session: a }, { session: b }) => compare(b.created_at, a.created_at) || compare(a.id, b.id))
    .map(({ session, messages, firstResponse }) => ({
      session_id: session.id,
      status: session.status,
      initiator_id: session.initiator_id,
      assigned_agent_id: session.assigned_agent_id,
      created_at: wire(session.created_at),
      queued_at: wire(session.queued_at),
      started_at: wireOrNull(session.started_at),
      closed_at: wireOrNull(session.closed_at),
      last_activity: wire(session.last_activity_at),
      total_messages: messages.length,
      rating: session.rating,
      first_response_at: wireOrNull(firstResponse?.created_at ?? null),
      first_responder_id: firstResponse?.sender_id ?? null,
      team: session.team,
      skills: session.skills,
      version: session.version,
    }));
}
