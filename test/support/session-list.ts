import { compare, wire, wireOrNull } from './figures-arithmetic.ts';
import { chatsOf, type Chat } from './figures-chats.ts';
import { liveOffer } from './figures-lists.ts';
import { namesIn } from './figures-names.ts';
import type { SessionRow, Tables } from './figures-rows.ts';
import { nobody } from './ledger-oracle.ts';

/** The list of sessions, computed independently over all rows. */

/** The filters of a list request, as in its URL, without the window. */
export interface ListFilters {
  session_id?: string;
  status?: SessionRow['status'];
  agent_id?: string;
  assigned_agent_id?: string;
  rating?: string;
  rated?: 'true' | 'false';
  unanswered?: 'true' | 'false';
  rated_agent_id?: string;
  first_responder_id?: string;
  has_response_time?: 'true' | 'false';
  has_wait_time?: 'true' | 'false';
  has_abandon_time?: 'true' | 'false';
  has_handle_time?: 'true' | 'false';
  flow?: 'created' | 'reopened' | 'closed' | 'abandoned' | 'transferred' | 'rated';
  initiator_id?: string;
}

/** In microseconds since the epoch, both ends inclusive. */
export interface Stretch {
  from: bigint;
  to: bigint;
}

/**
 * The complete list that a request should return.
 *
 * @param now when it is asked
 */
export function sessionList(
  tables: Tables,
  asked: ListFilters,
  window: Stretch | undefined,
  now: bigint,
): Record<string, unknown>[] {
  const is = (wanted: string | undefined, found: boolean): boolean =>
    wanted === undefined || wanted === String(found);
  const within = (at: bigint | number): boolean =>
    window === undefined || (at >= window.from && at <= window.to);
  const did = ({ items }: Chat, agent: string, ...figures: string[]): boolean =>
    items.some((item) => item.agent === agent && figures.includes(item.figure) && within(item.at));
  const nameOf = namesIn(tables);
  const agent = asked.agent_id?.toLowerCase();
  const responder = asked.first_responder_id?.toLowerCase();
  const hasOwnInstant =
    asked.flow !== undefined ||
    responder !== undefined ||
    [asked.has_response_time, asked.has_wait_time, asked.has_abandon_time, asked.has_handle_time].includes(
      'true',
    );
  const isInFlow = (chat: Chat): boolean =>
    asked.flow === 'created'
      ? within(chat.session.created_at)
      : asked.flow === 'transferred' && agent !== undefined
        ? did(chat, agent, 'transfers_in', 'transfers_out')
        : did(chat, nobody, `flow_${asked.flow}`);
  return chatsOf(tables)
    .filter((chat) => {
      const { session, supportAgents, firstResponse, ledger } = chat;
      const { created_at: at, rating } = session;
      if (!hasOwnInstant && !within(at)) return false;
      if (asked.flow !== undefined && !isInFlow(chat)) return false;
      if (responder !== undefined && !did(chat, responder, 'response')) return false;
      if (!is(asked.has_response_time, did(chat, agent ?? nobody, 'response'))) return false;
      if (!is(asked.has_wait_time, did(chat, agent ?? nobody, 'wait'))) return false;
      if (!is(asked.has_handle_time, did(chat, agent ?? nobody, 'handle'))) return false;
      if (!is(asked.has_abandon_time, did(chat, nobody, 'abandon'))) return false;
      const ratedAgent = asked.rated_agent_id?.toLowerCase();
      if (ratedAgent !== undefined && ledger.ratedAgent !== ratedAgent) return false;
      if (asked.status !== undefined && session.status !== asked.status) return false;
      if (agent !== undefined && !supportAgents.has(agent)) return false;
      const assigned = asked.assigned_agent_id?.toLowerCase();
      if (assigned !== undefined && (session.assigned_agent_id ?? 'none') !== assigned) return false;
      if (asked.session_id !== undefined && !asked.session_id.toLowerCase().includes(session.id))
        return false;
      if (asked.rating !== undefined && !asked.rating.split(',').includes(String(rating))) return false;
      if (!is(asked.rated, rating !== null)) return false;
      if (!is(asked.unanswered, firstResponse === undefined)) return false;
      return session.initiator_id.includes(asked.initiator_id?.toLowerCase() ?? '');
    })
    .sort(({ session: a }, { session: b }) => compare(b.created_at, a.created_at) || compare(a.id, b.id))
    .map(({ session, messages, lastActivity, firstResponse }) => ({
      session_id: session.id,
      status: session.status,
      initiator_id: session.initiator_id,
      initiator_name: nameOf(session.initiator_id),
      assigned_agent_id: session.assigned_agent_id,
      assigned_agent_name: nameOf(session.assigned_agent_id),
      created_at: wire(session.created_at),
      queued_at: wire(session.queued_at),
      started_at: wireOrNull(session.started_at),
      closed_at: wireOrNull(session.closed_at),
      last_activity: wire(lastActivity),
      total_messages: messages.length,
      rating: session.rating,
      feedback: session.feedback === null ? null : [...session.feedback].slice(0, 500).join(''),
      first_response_at: wireOrNull(firstResponse?.created_at ?? null),
      first_responder_id: firstResponse?.sender_id ?? null,
      first_responder_name: nameOf(firstResponse?.sender_id),
      team: session.team,
      skills: session.skills,
      version: session.version,
      offer: liveOffer(tables, session.id, now),
    }));
}
