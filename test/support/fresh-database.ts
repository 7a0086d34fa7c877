import { env } from 'cloudflare:workers';
import { neon, neonConfig, type NeonQueryFunction } from '@neondatabase/serverless';
import { afterAll, beforeAll, inject } from 'vitest';
import type { FreshDatabase } from './database-access.ts';
import { recordHistory } from './figures-history.ts';

export type { FreshDatabase, Row } from './database-access.ts';

/**
 * A client of the test's own Neon proxy. The driver stores the endpoint for the whole isolate, and an app
 * under test may have set a different one.
 */
function connectTo(url: string): NeonQueryFunction<false, false> {
  neonConfig.fetchEndpoint = env.NEON_FETCH_ENDPOINT;
  return neon(url);
}

/**
 * Empties all tables and restarts their sequences. A TRUNCATE costs some 30 ms, because it creates files and makes every
 * connection plan its statements again, so small tables are emptied by DELETE.
 */
const emptyTables = `
  do $$
  declare
    tables regclass[] := array(select format('%I.%I', schemaname, tablename) from pg_tables where schemaname = 'public');
    one regclass;
  begin
    -- Fires no trigger.
    set local session_replication_role = replica;
    execute 'lock table ' || array_to_string(tables, ', ') || ' in access exclusive mode';
    if (select sum(pg_relation_size(each)) from unnest(tables) each) > 1000000 then
      execute 'truncate ' || array_to_string(tables, ', ') || ' restart identity';
      return;
    end if;
    foreach one in array tables loop
      execute 'delete from ' || one;
    end loop;
    perform setval(format('%I.%I', schemaname, sequencename), start_value, false)
    from pg_sequences where schemaname = 'public' and last_value is not null;
  end $$`;

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
  const urlOf = (login: string): string => Object.assign(new URL(login), { pathname: `/${name}` }).href;
  const url = urlOf(inject('workerDatabaseUrl'));
  const adminUrl = urlOf(inject('adminDatabaseUrl'));

  beforeAll(async () => {
    await administer(`create database ${name} template ${env.TEST_TEMPLATE_DATABASE}`);
    if (isRecorded) await recordHistory(database);
  });
  afterAll(async () => {
    await administer(`drop database ${name} with (force)`);
  });

  const database: FreshDatabase = {
    url,
    adminUrl,
    query: (text, params = []) => connectTo(adminUrl).query(text, params),
    transaction: async (...statements) => {
      const sql = connectTo(adminUrl);
      const results = await sql.transaction(statements.map(([text, ...params]) => sql.query(text, params)));
      return results;
    },
    insert: async (table, row) => {
      const columns = Object.keys(row);
      const places = columns.map((_, i) => `$${i + 1}`);
      await connectTo(adminUrl).query(
        `insert into ${table} (${columns.join(', ')}) values (${places.join(', ')})`,
        Object.values(row),
      );
    },
    clear: async () => {
      await connectTo(adminUrl).query(emptyTables);
    },
  };
  return database;
}
