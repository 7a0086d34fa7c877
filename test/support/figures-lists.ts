import { expect } from 'vitest';
import { compare, perHour, quotient, size, wholeSeconds, wire, wireOrNull } from './figures-arithmetic.ts';
import { chatsOf, liveOffers, withStatus, type Chat } from './figures-chats.ts';
import { namesIn } from './figures-names.ts';
import type { Tables } from './figures-rows.ts';

/** Expected lists and transcripts, from the same independent computation as the figures. */

/** The whole expected list at an instant, in microseconds. */
export function activeSessions(tables: Tables): (now: bigint) => Record<string, unknown>[] {
  const nameOf = namesIn(tables);
  const chats = withStatus(chatsOf(tables), 'active').sort(
    (a, b) => compare(b.lastActivity, a.lastActivity) || compare(a.session.id, b.session.id),
  );
  return (now) =>
    chats.map(({ session, messages, participants, lastActivity, ledger }) => {
      const latest = messages.at(-1);
      const handled = (ledger.episodes.at(-1)?.segments ?? []).flatMap(({ state, began }) =>
        state === 'handled' && began !== null ? [BigInt(began)] : [],
      );
      const since = handled.toSorted(compare)[0] ?? session.started_at ?? session.created_at;
      const customers = new Set(
        participants.filter(({ role }) => role === 'customer').map(({ user_id }) => user_id),
      );
      const isCustomers = (sender: string): boolean =>
        sender === session.initiator_id || customers.has(sender);
      return {
        session_id: session.id,
        status: 'active',
        duration_seconds: wholeSeconds(now - since),
        total_messages: messages.length,
        unread_count: messages.filter((m) => m.status !== 'read' && isCustomers(m.sender_id)).length,
        participant_count: participants.filter(({ left_at }) => left_at === null).length,
        initiator_id: session.initiator_id,
        initiator_name: nameOf(session.initiator_id),
        assigned_agent_id: session.assigned_agent_id,
        assigned_agent_name: nameOf(session.assigned_agent_id),
        last_activity: wire(lastActivity),
        latest_message: latest
          ? {
              content: [...latest.content].slice(0, 200).join(''),
              timestamp: wire(latest.created_at),
              sender_id: latest.sender_id,
              sender_name: nameOf(latest.sender_id),
            }
          : null,
        version: session.version,
      };
    });
}

/**
 * The whole expected queue at an instant, in microseconds.
 *
 * @param team returns only the sessions that wait for this team; queue positions still count all sessions
 */
export function waitingSessions(tables: Tables, team?: string): (now: bigint) => Record<string, unknown>[] {
  const nameOf = namesIn(tables);
  const chats = withStatus(chatsOf(tables), 'waiting').sort(
    (a, b) => compare(a.session.queued_at, b.session.queued_at) || compare(a.session.id, b.session.id),
  );
  const rowAt = (now: bigint, { session, messages }: Chat, place: number) => {
    const wait = wholeSeconds(now - session.queued_at);
    const ahead = chats.slice(0, place).filter((chat) => chat.session.team === session.team);
    return {
      session_id: session.id,
      wait_time_seconds: wait,
      initiator_id: session.initiator_id,
      initiator_name: nameOf(session.initiator_id),
      assigned_agent_id: session.assigned_agent_id,
      assigned_agent_name: nameOf(session.assigned_agent_id),
      message_count: messages.length,
      created_at: wire(session.created_at),
      queued_at: wire(session.queued_at),
      position: place + 1,
      priority: wait < 60 ? 'low' : wait < 180 ? 'medium' : 'high',
      team: session.team,
      skills: session.skills,
      version: session.version,
      queue_position: ahead.length + 1,
      estimated_wait_seconds: estimatedWait(tables, session.team, ahead.length + 1, now),
      offer: liveOffer(tables, session.id, now),
    };
  };
  return (now) =>
    chats
      .map((chat, place) => rowAt(now, chat, place))
      .filter((row) => team === undefined || row.team === team);
}

function estimatedWait(
  { sessions }: Tables,
  team: string | null,
  queuePosition: number,
  now: bigint,
): number | null {
  const started = sessions.filter(
    ({ team: its, started_at: at }) => its === team && at !== null && at >= now - perHour && at <= now,
  );
  return quotient(BigInt(queuePosition) * 3600n, size(started), 0);
}

/** The offer that holds a session at an instant, as lists show it. */
export function liveOffer(tables: Tables, sessionId: string, now: bigint) {
  const [latest] = liveOffers(tables, now)
    .filter((o) => o.session_id === sessionId)
    .sort((a, b) => compare(b.offered_at, a.offered_at) || compare(a.id, b.id));
  return latest === undefined
    ? null
    : {
        offer_id: latest.id,
        agent_id: latest.agent_id,
        agent_name: namesIn(tables)(latest.agent_id),
        expires_at: wire(latest.expires_at),
      };
}

/** The transcript of each session. Of its events, only one is expected: what the session is now. */
export function transcripts(tables: Tables): Map<string, unknown> {
  const nameOf = namesIn(tables);
  const chats = chatsOf(tables).map(({ session, messages, transcript, participants }) => ({
    session: {
      id: session.id,
      status: session.status,
      initiator_id: session.initiator_id,
      initiator_name: nameOf(session.initiator_id),
      assigned_agent_id: session.assigned_agent_id,
      assigned_agent_name: nameOf(session.assigned_agent_id),
      created_at: wire(session.created_at),
      queued_at: wire(session.queued_at),
      started_at: wireOrNull(session.started_at),
      closed_at: wireOrNull(session.closed_at),
      last_activity_at: wire(
        [session.last_activity_at, ...messages.map((m) => m.created_at)].reduce((a, b) => (a > b ? a : b)),
      ),
      total_messages: messages.length,
      rating: session.rating,
      feedback: session.feedback,
      team: session.team,
      skills: session.skills,
      version: session.version,
      participants: participants
        .toSorted((a, b) => compare(a.joined_at, b.joined_at) || compare(a.user_id, b.user_id))
        .map(({ user_id, role, joined_at, left_at }) => ({
          user_id,
          name: nameOf(user_id),
          role,
          joined_at: wire(joined_at),
          left_at: wireOrNull(left_at),
        })),
      events: expect.arrayContaining([
        expect.objectContaining({
          status: session.status,
          assigned_agent_id: session.assigned_agent_id,
          team: session.team,
          created_at: wire(session.created_at),
          queued_at: wire(session.queued_at),
          started_at: wireOrNull(session.started_at),
          closed_at: wireOrNull(session.closed_at),
          rating: session.rating,
        }),
      ]) as unknown,
    },
    messages: transcript.map((m) => {
      const file = { name: m.file_name, url: m.file_url, size: m.file_size, mime: m.file_mime };
      return {
        id: m.id,
        sender_id: m.sender_id,
        sender_name: nameOf(m.sender_id),
        content: m.content,
        message_type: m.message_type,
        status: m.status,
        created_at: wire(m.created_at),
        erased_characters: m.content === '' ? m.erased_characters : null,
        file: Object.values(file).every((part) => part === null) ? null : file,
      };
    }),
  }));
  return new Map(chats.map((chat) => [chat.session.id, chat]));
}
