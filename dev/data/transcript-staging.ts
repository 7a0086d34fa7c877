import type { Client } from 'pg';
import { insertRows } from './insert-rows.ts';
import type { ClaimedIds } from './parse-transcript.ts';
import {
  claimColumns,
  eventColumns,
  messageColumns,
  nameColumns,
  participantColumns,
  sessionColumns,
  stageMessage,
  stageNames,
  stageSession,
  stagingTables,
  type StagedClaim,
} from './staged-rows.ts';
import type { TranscriptDocument } from './transcript-document.ts';

/** Rows per batch: enough that round trips don't matter, few enough to hold in memory. */
const maxBatchRows = 10_000;
const maxBatchCharacters = 8_000_000;

/** Consecutive lines that were sent in one batch, inclusive. */
export interface LineRange {
  from: number;
  to: number;
}

/**
 * Copies the documents of a file into temporary tables, `import_…`, that are dropped at the end of the
 * transaction. A file of any size is then read once and stored by the database instead of in memory, and
 * set-based statements can compare the file with the database.
 */
export class TranscriptStaging {
  readonly #client: Client;
  #documents: { line: number; document: TranscriptDocument }[] = [];
  #claims: StagedClaim[] = [];
  #rows = 0;
  #characters = 0;
  /** The batches sent so far, in the order of the file. */
  readonly ranges: LineRange[] = [];
  /** How many documents were added. */
  documents = 0;

  constructor(client: Client) {
    this.#client = client;
  }

  /** Creates the tables; requires an open transaction. */
  async open(): Promise<void> {
    for (const [table, columns] of Object.entries(stagingTables)) {
      const list = Object.entries(columns).map(([name, type]) => `${name} ${type}`);
      await this.#client.query(`create temp table ${table} (${list.join(', ')}) on commit drop`);
    }
  }

  /** @param characters the length of the line, to limit the size of a batch */
  async add(line: number, document: TranscriptDocument, characters: number): Promise<void> {
    this.#documents.push({ line, document });
    this.documents++;
    const { participants, events } = document.session;
    await this.#grow(document.messages.length + participants.length + events.length + 1, characters);
  }

  /** Stores the ids of a bad document, to compare them with those of the good ones. */
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

  /** Sends the last batch and analyzes the tables for the planner. */
  async close(): Promise<void> {
    await this.#flush();
    for (const table of Object.keys(stagingTables)) {
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
    const sessions = documents.map(({ line, document }) => stageSession(line, document));
    const participants = documents.flatMap(({ line, document }) =>
      document.session.participants.map((participant) => ({ ...participant, line })),
    );
    const names = documents.flatMap(({ line, document }) => stageNames(line, document));
    const events = documents.flatMap(({ line, document }) =>
      document.session.events.map((event, position) => ({ ...event, line, position })),
    );
    const messages = documents.flatMap(({ line, document }) =>
      document.messages.map((message, position) => stageMessage(line, position, message)),
    );
    await insertRows(client, 'import_sessions', sessionColumns, sessions);
    await insertRows(client, 'import_participants', participantColumns, participants);
    await insertRows(client, 'import_names', nameColumns, names);
    await insertRows(client, 'import_events', eventColumns, events);
    await insertRows(client, 'import_messages', messageColumns, messages);
    await insertRows(client, 'import_claims', claimColumns, claims);
  }
}
