import { compare } from './figures-arithmetic.ts';
import type { MessageRow, ParticipantRow, SessionRow, Tables } from './figures-rows.ts';

/** A session with everything that belongs to it. */
export interface Chat {
  session: SessionRow;
  /** By created_at, then id. */
  messages: MessageRow[];
  participants: ParticipantRow[];
  supportAgents: Set<string>;
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

const known = new WeakMap<Tables, Chat[]>();

/** Every session; the same ones for the same rows. */
export function chatsOf(tables: Tables): readonly Chat[] {
  const before = known.get(tables);
  if (before !== undefined) return before;
  const messagesOf = groupBySession(tables.messages);
  const participantsOf = groupBySession(tables.participants);
  const chats = tables.sessions.map((session) => {
    const said = (messagesOf.get(session.id) ?? []).toSorted(inOrder);
    const present = participantsOf.get(session.id) ?? [];
    const supportAgents = new Set(present.filter((p) => p.role === 'support_agent').map((p) => p.user_id));
    const firstResponse = said.find((message) => supportAgents.has(message.sender_id));
    return { session, messages: said, participants: present, supportAgents, firstResponse };
  });
  known.set(tables, chats);
  return chats;
}

export const withStatus = (chats: readonly Chat[], status: SessionRow['status']): Chat[] =>
  chats.filter(({ session }) => session.status === status);
