import type { Columns } from './insert-rows.ts';
import { fromEpochMicroseconds } from './instant.ts';
import type { Offset, SyntheticSession } from './synthetic-session.ts';

interface SessionRow {
  id: string;
  status: string;
  initiator_id: string;
  assigned_agent_id: string | null;
  created_at: string;
  queued_at: string;
  started_at: string | null;
  closed_at: string | null;
  last_activity_at: string;
  rating: number | null;
  feedback: string | null;
}
export const sessionColumns: Columns<SessionRow> = {
  id: 'uuid',
  status: 'text',
  initiator_id: 'uuid',
  assigned_agent_id: 'uuid',
  created_at: 'timestamptz',
  queued_at: 'timestamptz',
  started_at: 'timestamptz',
  closed_at: 'timestamptz',
  last_activity_at: 'timestamptz',
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

/** The rows of sessions whose window ends at `end`, in microseconds since 1970. */
export function sessionRows(sessions: readonly SyntheticSession[], end: number): SessionRow[] {
  return sessions.map((session) => ({
    id: session.id,
    status: session.status,
    initiator_id: session.initiatorId,
    assigned_agent_id: session.assignedAgentId,
    created_at: instantAt(end, session.createdAt),
    queued_at: instantAt(end, session.queuedAt),
    started_at: maybeInstantAt(end, session.startedAt),
    closed_at: maybeInstantAt(end, session.closedAt),
    last_activity_at: instantAt(end, session.lastActivityAt),
    rating: session.rating,
    feedback: session.feedback,
  }));
}

/** The rows of their participants: those that are written before the messages, or those that come late. */
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
