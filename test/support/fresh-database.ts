import { env } from 'cloudflare:workers';
import { neon, neonConfig, type NeonQueryFunction } from '@neondatabase/serverless';
import { afterAll, beforeAll, inject } from 'vitest';

export type Row = Record<string, unknown>;

/** A migrated, empty database of a test file's own, reached by the same driver as the Worker's. */
export interface FreshDatabase {
  readonly url: string;
  /** Runs one statement. Instants come back however the isolate's driver is set up: cast them to text. */
  query(text: string, params?: unknown[]): Promise<Row[]>;
  /** Runs statements in one transaction. */
  transaction(...statements: (readonly [text: string, ...params: unknown[]])[]): Promise<Row[][]>;
  /** Inserts one row; columns that are not given get their defaults. */
  insert(table: string, row: Row): Promise<void>;
  /** Empties all tables, the logs too. */
  clear(): Promise<void>;
}

/**
 * A client at the test's own end of Neon's protocol. The driver keeps that address for the whole isolate, and an
 * app under test may have been given another.
 */
function connectTo(url: string): NeonQueryFunction<false, false> {
  neonConfig.fetchEndpoint = env.NEON_FETCH_ENDPOINT;
  return neon(url);
}

const administer = (statement: string): Promise<unknown> =>
  connectTo(inject('adminDatabaseUrl')).query(statement);

/** Clones the template before the file's tests and drops the clone after them. */
export function useFreshDatabase(): FreshDatabase {
  const name = `chat_test_${crypto.randomUUID().replaceAll('-', '')}`;
  const address = new URL(inject('adminDatabaseUrl'));
  address.pathname = `/${name}`;
  const url = address.href;

  beforeAll(async () => {
    await administer(`create database ${name} template ${env.TEST_TEMPLATE_DATABASE}`);
  });
  afterAll(async () => {
    await administer(`drop database ${name} with (force)`);
  });

  return {
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
        `truncate chat_sessions, chat_messages, chat_participants, chat_audit_log, support_agents, dashboard_offers,
           dashboard_idempotency_keys, dashboard_command_log restart identity`,
      );
    },
  };
}
