import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { migrateDatabase } from '../../dev/migrations.ts';
import { createTestDatabase, withClient, type TestDatabase } from '../support/node/database.ts';
import { copyMigrations, type MigrationsFolder } from '../support/node/old-versions.ts';

let database: TestDatabase;
let temporary: string;
let migrations: MigrationsFolder;

beforeEach(async () => {
  database = await createTestDatabase(inject('adminDatabaseUrl'), inject('templateDatabase'));
  temporary = await mkdtemp(path.join(tmpdir(), 'chat-dashboard-migrations-'));
  migrations = await copyMigrations(path.join(temporary, 'drizzle'));
  await query(
    `insert into chat_sessions (initiator_id) select gen_random_uuid() from generate_series(1, 20)`,
  );
  await query(
    `insert into chat_messages (session_id, sender_id, content) select id, initiator_id, 'Hello' from chat_sessions`,
  );
});
afterEach(async () => {
  await database.drop();
  await rm(temporary, { recursive: true, force: true });
});

const query = <Row extends object>(text: string): Promise<Row[]> =>
  withClient(database.url, async (client) => (await client.query<Row>(text)).rows);

const column = 'ALTER TABLE "chat_sessions" ADD COLUMN "topic" text;';
const index = 'CREATE INDEX "chat_messages_sender_idx" ON "chat_messages" USING btree ("sender_id");';
const check =
  'ALTER TABLE "chat_messages" ADD CONSTRAINT "chat_messages_short" CHECK (char_length("chat_messages"."content") < 1000);';
const trigger = `CREATE OR REPLACE TRIGGER dashboard_before BEFORE INSERT OR UPDATE ON public.chat_sessions
  FOR EACH ROW EXECUTE FUNCTION public.dashboard_session_before();`;
const adoption = 'SELECT public.dashboard_adopt_rows();';

/** What the migrations above leave behind. */
const result = () =>
  query(
    `select (select count(*)::int from pg_attribute where attrelid = 'chat_sessions'::regclass and attname = 'topic') as columns,
       (select indisvalid from pg_index where indexrelid = to_regclass('chat_messages_sender_idx')) as index,
       (select convalidated from pg_constraint where conname = 'chat_messages_short') as check`,
  );
const done = [{ columns: 1, index: true, check: true }];
const nothing = [{ columns: 0, index: null, check: null }];

describe('a migration of tables that are in use', () => {
  it('lets writers through while a reader keeps it from its tables, and says whom it waits for', async () => {
    await migrations.add('0900_tables', column, check, index);
    await migrations.add('0901_functions', trigger, adoption);
    const reader = new Client({ connectionString: database.url, application_name: 'a slow report' });
    // More than the migration ever queues for, and far less than the reader takes.
    const chat = new Client({ connectionString: database.url, options: '-c lock_timeout=3s' });
    await Promise.all([reader.connect(), chat.connect()]);
    const lines: string[] = [];
    const over = new AbortController();
    let written = 0;
    const writing = (async () => {
      while (!over.signal.aborted) {
        await chat.query(`with s as (insert into chat_sessions (initiator_id) values (gen_random_uuid()) returning *)
          update chat_sessions set last_activity_at = now() where id = (select min(id::text)::uuid from chat_sessions)`);
        await chat.query(
          `insert into chat_messages (session_id, sender_id, content) select id, initiator_id, 'Hi' from chat_sessions limit 1`,
        );
        written += 1;
      }
    })();
    try {
      await reader.query('begin');
      await reader.query('select count(*) from chat_sessions, chat_messages');
      let pauses = 0;
      const migrating = migrateDatabase(database.url, {
        migrationsFolder: migrations.folder,
        onProgress: (line) => lines.push(line),
        sleep: async () => {
          pauses += 1;
          // Writers were let through: they write in each pause, though the reader still reads.
          const before = written;
          await expect.poll(() => written, { interval: 5, timeout: 20_000 }).toBeGreaterThan(before + 1);
          if (pauses === 3) await reader.query('commit');
        },
      });
      await Promise.race([migrating, writing]);
      await migrating;
      expect(pauses).toBeGreaterThanOrEqual(3);
    } finally {
      over.abort();
      await reader.end();
      await writing.finally(() => chat.end());
    }
    expect(lines[0]).toMatch(
      /^Waiting for chat_(messages|sessions), which process \d+ \(role postgres, a slow report\) has used for \d+ s\. Next attempt in 0\.5 s\.$/,
    );
    expect(lines).toContain('Building chat_messages_sender_idx; the chat goes on.');
    expect(await result()).toEqual(done);
    await query('select dashboard_fold(100000)');
    expect(await query(`select * from dashboard_differences('-infinity', 'infinity')`)).toEqual([]);
    expect(await query(`select sessions from dashboard_parts where subject = 'everybody'`)).toHaveLength(
      20 + written,
    );
  });

  it('does not wait for readers if it only replaces triggers and functions', async () => {
    await migrations.add('0901_functions', trigger, adoption);
    await withClient(database.url, async (reader) => {
      await reader.query('begin');
      await reader.query('select count(*) from chat_sessions');
      const sleep = () => Promise.reject(new Error('It waits.'));
      const migrating = migrateDatabase(database.url, { migrationsFolder: migrations.folder, sleep });
      await expect(migrating).resolves.toBeUndefined();
    });
  });

  it('adopts rows when it is run again after it was interrupted', async () => {
    await query(
      `set session_replication_role = replica; update chat_sessions set team = 'billing' where id = (select min(id::text)::uuid from chat_sessions)`,
    );
    await migrations.add('0901_functions', adoption);
    const migrate = (sleep: () => Promise<unknown>) =>
      migrateDatabase(database.url, { migrationsFolder: migrations.folder, sleep });
    await withClient(database.url, async (chat) => {
      await chat.query('begin');
      await chat.query('select from chat_sessions for update');
      const interrupted = migrate(() => Promise.reject(new Error('Interrupted')));
      await expect(interrupted).rejects.toThrow('dashboard_adopt_rows() has yet to run');
    });
    const event = `select team from dashboard_session_events where team = 'billing'`;
    expect(await query(event)).toEqual([]);
    const never = () => Promise.reject(new Error('It waits.'));
    await migrate(never);
    expect(await query(event)).toEqual([{ team: 'billing' }]);
    const [pending] = await query<{ n: number }>('select count(*)::int as n from dashboard_changes');
    await migrate(never);
    expect(await query('select count(*)::int as n from dashboard_changes')).toEqual([pending]);
  });

  it('never blocks a writer that holds one of its tables and wants another', async () => {
    await migrations.add('0900_tables', column, check);
    await withClient(database.url, async (chat) => {
      await chat.query('begin');
      await chat.query(`update chat_sessions set feedback = 'Fine.'`);
      let pauses = 0;
      const sleep = async (): Promise<void> => {
        pauses += 1;
        // Without the time-out, this would be a deadlock.
        await chat.query(`update chat_messages set status = 'read'`);
        await chat.query('commit');
      };
      await migrateDatabase(database.url, { migrationsFolder: migrations.folder, sleep });
      expect(pauses).toBe(1);
    });
  });
});

describe('a migration that adds a check', () => {
  const run = (): Promise<void> => migrateDatabase(database.url, { migrationsFolder: migrations.folder });

  it('changes nothing if a row breaks it, and says how to find that row', async () => {
    await query(
      `insert into chat_messages (session_id, sender_id, content) select id, id, repeat('x', 1000) from chat_sessions limit 1`,
    );
    await migrations.add('0900_tables', column, check, index);
    const refusal = await run().catch((error: Error) => error.message);
    expect(refusal).toMatch(/^chat_messages has rows that chat_messages_short does not allow\./);
    expect(await result()).toEqual(nothing);

    const [, find = ''] = /: (select \* from .*)$/.exec(String(refusal)) ?? [];
    expect(await query<{ content: string }>(find)).toMatchObject([{ content: 'x'.repeat(1000) }]);
    await query(`delete from chat_messages where char_length(content) = 1000`);
    await run();
    expect(await result()).toEqual(done);
  });

  it('adds it together with its column', async () => {
    await migrations.add(
      '0900_tables',
      column,
      'ALTER TABLE "chat_sessions" ADD CONSTRAINT "chat_sessions_topic" CHECK (char_length("chat_sessions"."topic") < 9);',
    );
    await run();
    expect(
      await query(`select convalidated as is from pg_constraint where conname = 'chat_sessions_topic'`),
    ).toEqual([{ is: true }]);
  });

  it('finishes what was interrupted: an index half built, a constraint not validated', async () => {
    await migrations.add('0900_tables', column, check, index);
    await run();
    await query(
      `update pg_index set indisvalid = false where indexrelid = 'chat_messages_sender_idx'::regclass`,
    );
    await query(`update pg_constraint set convalidated = false where conname = 'chat_messages_short'`);
    await run();
    expect(await result()).toEqual(done);
  });
});
