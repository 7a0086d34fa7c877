import type { Columns } from './insert-rows.ts';
import { fromEpochMicroseconds } from './instant.ts';
import type { Offset, SessionState, SyntheticSession } from './synthetic-session.ts';

interface StateRow {
  id: string;
  status: string;
  assigned_agent_id: string | null;
  queued_at: string;
  started_at: string | null;
  closed_at: string | null;
}
export const stateColumns: Columns<StateRow> = {
  id: 'uuid',
  status: 'text',
  assigned_agent_id: 'uuid',
  queued_at: 'timestamptz',
  started_at: 'timestamptz',
  closed_at: 'timestamptz',
};

interface SessionRow extends StateRow {
  initiator_id: string;
  created_at: string;
  last_activity_at: string;
  total_messages: number;
  rating: number | null;
  feedback: string | null;
}
export const sessionColumns: Columns<SessionRow> = {
  ...stateColumns,
  initiator_id: 'uuid',
  created_at: 'timestamptz',
  last_activity_at: 'timestamptz',
  total_messages: 'integer',
  rating: 'smallint',
  feedback: 'text',
};

interface ParticipantRow {
  session_id: string;
  user_id: string;
  role: string;
  joined_at: string;
  left_at: string | null;
}
export const participantColumns: Columns<ParticipantRow> = {
  session_id: 'uuid',
  user_id: 'uuid',
  role: 'text',
  joined_at: 'timestamptz',
  left_at: 'timestamptz',
};

interface MessageRow {
  id: string;
  session_id: string;
  sender_id: string;
  content: string;
  message_type: string;
  status: string;
  file_name: string | null;
  file_url: string | null;
  file_size: number | null;
  file_mime: string | null;
  created_at: string;
}
export const messageColumns: Columns<MessageRow> = {
  id: 'uuid',
  session_id: 'uuid',
  sender_id: 'uuid',
  content: 'text',
  message_type: 'text',
  status: 'text',
  file_name: 'text',
  file_url: 'text',
  file_size: 'bigint',
  file_mime: 'text',
  created_at: 'timestamptz',
};

/** The initial rows of sessions. Their window ends at `end`, in microseconds since 1970. */
export function sessionRows(sessions: readonly SyntheticSession[], end: number): SessionRow[] {
  return sessions.map((session) => ({
    ...stateRow(session.id, statesOf(session)[0] ?? session, end),
    initiator_id: session.initiatorId,
    created_at: instantAt(end, session.createdAt),
    last_activity_at: instantAt(end, session.lastActivityAt),
    total_messages: session.messages.length,
    rating: session.rating,
    feedback: session.feedback,
  }));
}

/**
 * The later states of the sessions, one step at a time: first the second states of all sessions that have
 * one, then the third states, and so on.
 */
export function* stateRows(sessions: readonly SyntheticSession[], end: number): Generator<StateRow[], void> {
  for (let step = 1; ; step++) {
    const rows = sessions.flatMap((session) => {
      const state = statesOf(session)[step];
      return state === undefined ? [] : [stateRow(session.id, state, end)];
    });
    if (rows.length === 0) return;
    yield rows;
  }
}

const statesOf = (session: SyntheticSession): SessionState[] => [...session.earlier, session];

const stateRow = (id: string, state: SessionState, end: number): StateRow => ({
  id,
  status: state.status,
  assigned_agent_id: state.assignedAgentId,
  queued_at: instantAt(end, state.queuedAt),
  started_at: maybeInstantAt(end, state.startedAt),
  closed_at: maybeInstantAt(end, state.closedAt),
});

/** The rows of their participants: either those written before the messages or those that join late. */
export function participantRows(
  sessions: readonly SyntheticSession[],
  end: number,
  which: 'early' | 'late',
): ParticipantRow[] {
  return sessions.flatMap(({ id, participants }) =>
    participants
      .filter(({ isLate }) => isLate === (which === 'late'))
      .map(({ userId, role, joinedAt, leftAt }) => ({
        session_id: id,
        user_id: userId,
        role,
        joined_at: instantAt(end, joinedAt),
        left_at: maybeInstantAt(end, leftAt),
      })),
  );
}

/** The rows of their messages. */
export function messageRows(sessions: readonly SyntheticSession[], end: number): MessageRow[] {
  return sessions.flatMap((session) =>
    session.messages.map(({ id, senderId, content, type, status, file, createdAt }) => ({
      id,
      session_id: session.id,
      sender_id: senderId,
      content,
      message_type: type,
      status,
      file_name: file?.name ?? null,
      file_url: file?.url ?? null,
      file_size: file?.size ?? null,
      file_mime: file?.mime ?? null,
      created_at: instantAt(end, createdAt),
    })),
  );
}

const instantAt = (end: number, offset: Offset): string => fromEpochMicroseconds(end + offset);
const maybeInstantAt = (end: number, offset: Offset | null): string | null =>
  offset === null ? null : instantAt(end, offset);
