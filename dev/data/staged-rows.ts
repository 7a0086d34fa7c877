import { conversationTypes } from '../../src/values/enums.ts';
import type { Columns } from './insert-rows.ts';
import type { TranscriptDocument } from './transcript-document.ts';

type Document = TranscriptDocument;
type Message = Document['messages'][number];
type Event = Document['session']['events'][number];

export interface StagedSession extends Omit<
  Document['session'],
  'initiator_name' | 'assigned_agent_name' | 'participants' | 'events' | 'skills' | 'version'
> {
  line: number;
  /** A JSON array: arrays of rows cannot hold arrays of different lengths. */
  skills: string;
}
export interface StagedParticipant {
  line: number;
  user_id: string;
  role: string;
  joined_at: string;
  left_at: string | null;
}
/** A person that the document names. */
export interface StagedName {
  line: number;
  user_id: string;
  name: string;
}
export interface StagedEvent extends Omit<Event, 'assigned_agent_name'> {
  line: number;
  /** Its index in the document's events. */
  position: number;
}
export interface StagedMessage extends Omit<Message, 'sender_name' | 'file'> {
  line: number;
  /** Its index in the document's messages. */
  position: number;
  file_name: string | null;
  file_url: string | null;
  file_size: number | null;
  file_mime: string | null;
}
export interface StagedClaim {
  line: number;
  /** Null for the session's own id. */
  position: number | null;
  id: string;
}

export const sessionColumns: Columns<StagedSession> = {
  line: 'integer',
  id: 'uuid',
  status: 'text',
  initiator_id: 'uuid',
  assigned_agent_id: 'uuid',
  created_at: 'timestamptz',
  queued_at: 'timestamptz',
  started_at: 'timestamptz',
  closed_at: 'timestamptz',
  last_activity_at: 'timestamptz',
  total_messages: 'integer',
  rating: 'smallint',
  feedback: 'text',
  team: 'text',
  skills: 'jsonb',
};
export const participantColumns: Columns<StagedParticipant> = {
  line: 'integer',
  user_id: 'uuid',
  role: 'text',
  joined_at: 'timestamptz',
  left_at: 'timestamptz',
};
export const nameColumns: Columns<StagedName> = { line: 'integer', user_id: 'uuid', name: 'text' };
export const eventColumns: Columns<StagedEvent> = {
  line: 'integer',
  position: 'integer',
  happened_at: 'timestamptz',
  command: 'text',
  status: 'text',
  assigned_agent_id: 'uuid',
  team: 'text',
  created_at: 'timestamptz',
  queued_at: 'timestamptz',
  started_at: 'timestamptz',
  closed_at: 'timestamptz',
  rating: 'smallint',
};
export const messageColumns: Columns<StagedMessage> = {
  line: 'integer',
  position: 'integer',
  id: 'uuid',
  sender_id: 'uuid',
  content: 'text',
  message_type: 'text',
  status: 'text',
  created_at: 'timestamptz',
  erased_characters: 'integer',
  file_name: 'text',
  file_url: 'text',
  file_size: 'bigint',
  file_mime: 'text',
};
export const claimColumns: Columns<StagedClaim> = { line: 'integer', position: 'integer', id: 'uuid' };

/** Temporary tables that hold a file during validation. */
export const stagingTables = {
  import_sessions: sessionColumns,
  import_participants: participantColumns,
  import_names: nameColumns,
  import_events: eventColumns,
  import_messages: messageColumns,
  import_claims: claimColumns,
};

/** The session of the document on that line. The message total is counted, not taken from the document. */
export const stageSession = (line: number, { session, messages }: Document): StagedSession => ({
  ...session,
  line,
  skills: JSON.stringify(session.skills),
  total_messages: messages.filter(isConversation).length,
});

const isConversation = ({ message_type: type, status }: Message): boolean =>
  status !== 'failed' && conversationTypes.some((one) => one === type);

/** Everybody whom the document on that line names, once. */
export function stageNames(line: number, { session, messages }: Document): StagedName[] {
  const names = new Map<string, StagedName>();
  const add = (id: string | null, name: string | null): void => {
    if (id !== null && name !== null && !names.has(id)) names.set(id, { line, user_id: id, name });
  };
  add(session.initiator_id, session.initiator_name);
  for (const participant of session.participants) add(participant.user_id, participant.name);
  for (const at of [session, ...session.events]) add(at.assigned_agent_id, at.assigned_agent_name);
  for (const message of messages) add(message.sender_id, message.sender_name);
  return [...names.values()];
}

/** One message of the document on that line. */
export function stageMessage(line: number, position: number, { file, ...message }: Message): StagedMessage {
  return {
    ...message,
    line,
    position,
    file_name: file?.name ?? null,
    file_url: file?.url ?? null,
    file_size: file?.size ?? null,
    file_mime: file?.mime ?? null,
  };
}
