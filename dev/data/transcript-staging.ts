import type { Client } from 'pg';
import { insertRows, type Columns } from './insert-rows.ts';
import type { ClaimedIds } from './parse-transcript.ts';
import type { TranscriptDocument } from './transcript-document.ts';

type Document = TranscriptDocument;
type Message = Document['messages'][number];

interface StagedSession extends Omit<Document['session'], 'participants' | 'total_messages'> {
  line: number;
}
interface StagedParticipant {
  line: number;
  user_id: string;
  role: string;
  joined_at: string;
  left_at: string | null;
}
interface StagedMessage extends Omit<Message, 'file'> {
  line: number;
  /** Its index in the document's messages. */
  position: number;
  file_name: string | null;
  file_url: string | null;
  file_size: number | null;
  file_mime: string | null;
}
interface StagedClaim {
  line: number;
  /** Null for the session's own id. */
  position: number | null;
  id: string;
}

const sessionColumns: Columns<StagedSession> = {
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
  rating: 'smallint',
  feedback: 'text',
};
const participantColumns: Columns<StagedParticipant> = {
  line: 'integer',
  user_id: 'uuid',
  role: 'text',
  joined_at: 'timestamptz',
  left_at: 'timestamptz',
};
const messageColumns: Columns<StagedMessage> = {
  line: 'integer',
  position: 'integer',
  id: 'uuid',
  sender_id: 'uuid',
  content: 'text',
  message_type: 'text',
  status: 'text',
  created_at: 'timestamptz',
  file_name: 'text',
  file_url: 'text',
  file_size: 'bigint',
  file_mime: 'text',
};
const claimColumns: Columns<StagedClaim> = { line: 'integer', position: 'integer', id: 'uuid' };

const staged = {
  import_sessions: sessionColumns,
  import_participants: participantColumns,
  import_messages: messageColumns,
  import_claims: claimColumns,
};

/** How much is sent at a time: enough that round trips don't matter, little enough to hold in memory. */
const maxBatchRows = 10_000;
const maxBatchCharacters = 8_000_000;

/** Consecutive lines that went over the wire together, both ends included. */
export interface LineRange {
  from: number;
  to: number;
}

/**
 * Takes the documents of a file into temporary tables, `import_…`, that are gone with the transaction. So a
 * file of any size is read once and held in the database's memory and disk, not here, and the file and the
 * database can be compared by statements over whole sets.
 */
export class TranscriptStaging {
  readonly #client: Client;
  #documents: { line: number; document: Document }[] = [];
  #claims: StagedClaim[] = [];
  #rows = 0;
  #characters = 0;
  /** What was sent, in the order of the file. */
  readonly ranges: LineRange[] = [];
  /** How many documents were taken. */
  documents = 0;

  constructor(client: Client) {
    this.#client = client;
  }

  /** Makes the tables; a transaction must be open. */
  async open(): Promise<void> {
    for (const [table, columns] of Object.entries(staged)) {
      const list = Object.entries(columns).map(([name, type]) => `${name} ${type}`);
      await this.#client.query(`create temp table ${table} (${list.join(', ')}) on commit drop`);
    }
  }

  /** @param characters the length of the line, for the size of a batch */
  async add(line: number, document: Document, characters: number): Promise<void> {
    this.#documents.push({ line, document });
    this.documents++;
    await this.#grow(document.messages.length + document.session.participants.length + 1, characters);
  }

  /** Remembers the ids of a document that is bad, to be compared with those of the good ones. */
  async addClaims(line: number, { session, messages }: ClaimedIds): Promise<void> {
    if (session !== undefined) this.#claims.push({ line, position: null, id: session });
    for (const { index, id } of messages) this.#claims.push({ line, position: index, id });
    await this.#grow(messages.length + 1, 0);
  }

  async #grow(rows: number, characters: number): Promise<void> {
    this.#rows += rows;
    this.#characters += characters;
    if (this.#rows >= maxBatchRows || this.#characters >= maxBatchCharacters) await this.#flush();
  }

  /** Sends the rest, and tells the planner how much there is. */
  async close(): Promise<void> {
    await this.#flush();
    for (const table of Object.keys(staged)) {
      await this.#client.query(`create index on ${table} (line)`);
      await this.#client.query(`analyze ${table}`);
    }
  }

  async #flush(): Promise<void> {
    const documents = this.#documents;
    const claims = this.#claims;
    this.#documents = [];
    this.#claims = [];
    this.#rows = 0;
    this.#characters = 0;
    const from = documents[0]?.line;
    const to = documents.at(-1)?.line;
    if (from !== undefined && to !== undefined) this.ranges.push({ from, to });
    const client = this.#client;
    const sessions = documents.map(({ line, document }) => ({ ...document.session, line }));
    const participants = documents.flatMap(({ line, document }) =>
      document.session.participants.map((participant) => ({ ...participant, line })),
    );
    const messages = documents.flatMap(({ line, document }) =>
      document.messages.map((message, position) => stageMessage(line, position, message)),
    );
    await insertRows(client, 'import_sessions', sessionColumns, sessions);
    await insertRows(client, 'import_participants', participantColumns, participants);
    await insertRows(client, 'import_messages', messageColumns, messages);
    await insertRows(client, 'import_claims', claimColumns, claims);
  }
}

function stageMessage(line: number, position: number, { file, ...message }: Message): StagedMessage {
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
