import { env } from 'cloudflare:workers';
import { neon, neonConfig, type NeonQueryFunction } from '@neondatabase/serverless';
import { afterAll, beforeAll, inject } from 'vitest';
import { recordHistory } from './figures-history.ts';

export type Row = Record<string, unknown>;

/** A migrated, empty database for one test file, reached through the same driver as in the Worker. */
export interface FreshDatabase {
  readonly url: string;
  /** Runs one statement. The type of instants depends on the isolate's driver settings: cast them to text. */
  query(text: string, params?: unknown[]): Promise<Row[]>;
  /** Runs statements in one transaction. */
  transaction(...statements: (readonly [text: string, ...params: unknown[]])[]): Promise<Row[][]>;
  /** Inserts one row; omitted columns get their defaults. */
  insert(table: string, row: Row): Promise<void>;
  /** Empties all tables, including the logs. */
  clear(): Promise<void>;
}

/**
 * A client of the test's own Neon proxy. The driver stores the endpoint for the whole isolate, and an app
 * under test may have set a different one.
 */
function connectTo(url: string): NeonQueryFunction<false, false> {
  neonConfig.fetchEndpoint = env.NEON_FETCH_ENDPOINT;
  return neon(url);
}

const administer = (statement: string): Promise<unknown> =>
  connectTo(inject('adminDatabaseUrl')).query(statement);

/**
 * Clones the template before the file's tests and drops the clone after them.
 *
 * @param options.isRecorded keeps a history of session changes, which the independent computation of figures
 *   needs
 */
export function useFreshDatabase({ isRecorded = false } = {}): FreshDatabase {
  const name = `chat_test_${crypto.randomUUID().replaceAll('-', '')}`;
  const address = new URL(inject('adminDatabaseUrl'));
  address.pathname = `/${name}`;
  const url = address.href;

  beforeAll(async () => {
    await administer(`create database ${name} template ${env.TEST_TEMPLATE_DATABASE}`);
    if (isRecorded) await recordHistory(database);
  });
  afterAll(async () => {
    await administer(`drop database ${name} with (force)`);
  });

  const database: FreshDatabase = {
    url,
    query: (text, params = []) => connectTo(url).query(text, params),
    transaction: async (...statements) => {
      const sql = connectTo(url);
      const results = await sql.transaction(statements.map(([text, ...params]) => sql.query(text, params)));
      return results;
    },
    insert: async (table, row) => {
      const columns = Object.keys(row);
      const places = columns.map((_, i) => `$${i + 1}`);
      await connectTo(url).query(
        `insert into ${table} (${columns.join(', ')}) values (${places.join(', ')})`,
        Object.values(row),
      );
    },
    clear: async () => {
      await connectTo(url).query(
        `truncate chat_sessions, chat_messages, chat_participants, chat_users, chat_audit_log, support_agents, dashboard_offers,
           dashboard_idempotency_keys, dashboard_command_log, dashboard_session_events, dashboard_changes, dashboard_parts,
           dashboard_readings restart identity`,
      );
    },
  };
  return database;
}
