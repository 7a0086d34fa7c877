import { compare } from './figures-arithmetic.ts';
import type { MessageRow, OfferRow, ParticipantRow, SessionRow, Tables } from './figures-rows.ts';
import { isSaid, itemsOf, type Item, type Ledger, type Message, type Participant } from './ledger-oracle.ts';

/** A session with all its related rows. */
export interface Chat {
  session: SessionRow;
  /** By created_at, then id, without system messages, notes and failed messages. */
  messages: MessageRow[];
  /** All messages, in the same order. */
  transcript: MessageRow[];
  participants: ParticipantRow[];
  /** What the row says, but not before the latest message. */
  lastActivity: bigint;
  supportAgents: Set<string>;
  ledger: Ledger;
  /** What the session contributes to the figures. */
  items: Item[];
  /** The first response of the first episode that has one. */
  firstResponse: MessageRow | undefined;
}

function groupBySession<Row extends { session_id: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.session_id);
    if (group === undefined) groups.set(row.session_id, [row]);
    else group.push(row);
  }
  return groups;
}

const inOrder = (a: MessageRow, b: MessageRow): number =>
  compare(a.created_at, b.created_at) || compare(a.id, b.id);

export const wasSaid = ({ message_type: type, status }: MessageRow): boolean => isSaid({ type, status });

const participantOf = ({ session_id, user_id, role, joined_at, left_at }: ParticipantRow): Participant => ({
  session: session_id,
  user: user_id,
  role,
  joined: Number(joined_at),
  left: left_at === null ? null : Number(left_at),
});

const messageOf = (row: MessageRow): Message => ({
  id: row.id,
  session: row.session_id,
  sender: row.sender_id,
  type: row.message_type,
  status: row.status,
  at: Number(row.created_at),
  characters: [...row.content].length,
});

const known = new WeakMap<Tables, Chat[]>();

/** All sessions; cached, so the same rows give the same objects. */
export function chatsOf(tables: Tables): readonly Chat[] {
  const before = known.get(tables);
  if (before !== undefined) return before;
  const messagesOf = groupBySession(tables.messages);
  const participantsOf = groupBySession(tables.participants);
  const registered = new Set(tables.agents.map(({ agent_id }) => agent_id));
  const chats = tables.sessions.map((session): Chat => {
    const transcript = (messagesOf.get(session.id) ?? []).toSorted(inOrder);
    const participants = participantsOf.get(session.id) ?? [];
    const { ledger, items, responses } = itemsOf(
      session.id,
      tables.histories.get(session.id) ?? [],
      participants.map(participantOf),
      transcript.map(messageOf),
      registered,
    );
    const messages = transcript.filter(wasSaid);
    const said = messages.at(-1)?.created_at ?? session.last_activity_at;
    return {
      session,
      messages,
      transcript,
      participants,
      lastActivity: said > session.last_activity_at ? said : session.last_activity_at,
      supportAgents: new Set(participants.filter((p) => p.role === 'support_agent').map((p) => p.user_id)),
      ledger,
      items,
      firstResponse: transcript.find(({ id }) => id === responses[0]?.id),
    };
  });
  known.set(tables, chats);
  return chats;
}

export const withStatus = (chats: readonly Chat[], status: SessionRow['status']): Chat[] =>
  chats.filter(({ session }) => session.status === status);

/**
 * Offers in these tests follow the insert of their session. An offer is live if the session has waited ever
 * since.
 */
export const liveOffers = (tables: Tables, now: bigint): OfferRow[] =>
  tables.offers.filter(({ session_id, outcome, expires_at }) => {
    const chat = chatsOf(tables).find(({ session }) => session.id === session_id);
    const since = tables.histories.get(session_id)?.slice(1) ?? [];
    const hasWaited =
      chat?.session.status === 'waiting' && since.every((facts) => facts?.status === 'waiting');
    return outcome === null && expires_at > now && hasWaited;
  });
