import { randomBytes } from 'node:crypto';
import { Client, DatabaseError } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { migrateDatabase } from '../../dev/migrations.ts';
import { createTestDatabase, withClient, type TestDatabase } from '../support/node/database.ts';

/**
 * What each role may not do. That the Worker may do what it must is in all tests of the API: their Workers connect with a
 * login that has the rights of dashboard_worker only.
 */

let database: TestDatabase;
let worker: Client;
let chat: Client;
const chatLogin = `chat_application_${randomBytes(6).toString('hex')}`;

beforeAll(async () => {
  database = await createTestDatabase(inject('adminDatabaseUrl'), inject('templateDatabase'));
  await withClient(database.url, async (client) => {
    await client.query(`create role ${chatLogin} login password 'chat' in role dashboard_chat`);
    await client.query('create table elsewhere (id int)');
  });
  worker = new Client({ connectionString: database.workerUrl });
  const chatUrl = Object.assign(new URL(database.url), { username: chatLogin, password: 'chat' });
  chat = new Client({ connectionString: chatUrl.href });
  await Promise.all([worker.connect(), chat.connect()]);
});
afterAll(async () => {
  await Promise.all([worker.end(), chat.end()]);
  await database.drop();
  await withClient(inject('adminDatabaseUrl'), (client) => client.query(`drop role ${chatLogin}`));
});

/** The SQLSTATE of a refusal; `done` if there was none. */
async function outcome(client: Client, statement: string): Promise<string> {
  try {
    await client.query('begin');
    await client.query(statement);
    return 'done';
  } catch (error) {
    return error instanceof DatabaseError ? (error.code ?? 'no code') : 'no answer';
  } finally {
    await client.query('rollback');
  }
}
const insufficientPrivilege = '42501';

describe('the Worker’s role', () => {
  it.each([
    'alter table chat_sessions disable trigger all',
    'alter table dashboard_command_log disable trigger dashboard_append_only',
    `set session_replication_role = 'replica'`,
    `update chat_audit_log set reason = 'x'`,
    'delete from chat_audit_log',
    'truncate chat_audit_log',
    `update dashboard_command_log set reason = 'x'`,
    'delete from dashboard_command_log',
    'truncate dashboard_command_log',
    'drop table chat_audit_log',
    'drop trigger dashboard_append_only on chat_audit_log',
    'drop function dashboard_fold(integer)',
    'create or replace function dashboard_nobody() returns uuid language sql as $$ select null::uuid $$',
    'create trigger mine before insert on chat_sessions for each row execute function dashboard_session_before()',
    'create table public.mine (id int)',
    'delete from chat_sessions',
    'delete from chat_messages',
    `update chat_messages set content = 'x'`,
    'truncate chat_sessions cascade',
    'truncate dashboard_parts',
    'update drizzle.__drizzle_migrations set created_at = 0',
    'select * from elsewhere',
    'grant dashboard_chat to current_user',
  ])('may not: %s', async (statement) => {
    expect(await outcome(worker, statement)).toBe(insufficientPrivilege);
  });

  it('may not give a table of its own a trigger that has the dashboard’s rights', async () => {
    const statement = `create temporary table mine (like chat_messages);
      create trigger mine after insert on mine referencing new table as written execute function dashboard_messages_written()`;
    expect(await outcome(worker, statement)).toBe(insufficientPrivilege);
  });

  it('may read all tables of the dashboard', async () => {
    const { rows } = await worker.query(
      `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm')
         and relname <> 'elsewhere' and not has_table_privilege(oid, 'select')`,
    );
    expect(rows).toEqual([]);
  });
});

describe('the chat application’s role', () => {
  it('writes chats, and needs nothing else for that', async () => {
    const statement = `
      insert into chat_sessions (id, initiator_id, team, skills) values ('55555555-0000-4000-8000-000000000001', gen_random_uuid(), ' ', '{french}');
      insert into chat_participants (session_id, user_id, role) select id, initiator_id, 'customer' from chat_sessions;
      insert into chat_messages (session_id, sender_id, content) select id, initiator_id, 'Hello' from chat_sessions;
      insert into chat_users (id, display_name) select initiator_id, 'Maya Fischer' from chat_sessions;
      update chat_messages set status = 'read';
      update chat_sessions set status = 'closed';
      delete from chat_sessions`;
    expect(await outcome(chat, statement)).toBe('done');
  });

  it.each([
    'select * from chat_audit_log',
    'select * from support_agents',
    'select * from dashboard_session_events',
    'insert into dashboard_changes default values',
    `select dashboard_command('assign', '{}', '{}')`,
    'select dashboard_fold(1)',
    'alter table chat_sessions disable trigger all',
    'drop table chat_messages',
  ])('may not: %s', async (statement) => {
    expect(await outcome(chat, statement)).toBe(insufficientPrivilege);
  });
});

it('PUBLIC has no right on a table or function of the dashboard', async () => {
  await withClient(database.url, async (client) => {
    const { rows } = await client.query(
      `select object, privilege_type from (
         select relname::text as object, coalesce(relacl, acldefault('r', relowner)) as acl from pg_class
         where relnamespace in ('public'::regnamespace, 'drizzle'::regnamespace) and relkind in ('r', 'p', 'v', 'm')
         union all
         select oid::regprocedure::text, coalesce(proacl, acldefault('f', proowner)) from pg_proc
         where pronamespace = 'public'::regnamespace
       ) objects cross join lateral aclexplode(acl) where grantee = 0`,
    );
    expect(rows).toEqual([]);
  });
});

describe('the role that migrates', () => {
  const owner = `owner_${randomBytes(6).toString('hex')}`;
  const name = `chat_owned_${randomBytes(6).toString('hex')}`;
  const url = Object.assign(new URL(inject('adminDatabaseUrl')), {
    username: owner,
    password: 'owner',
    pathname: `/${name}`,
  });
  const administer = (...statements: string[]): Promise<void> =>
    withClient(inject('adminDatabaseUrl'), async (client) => {
      for (const statement of statements) await client.query(statement);
    });

  beforeAll(() =>
    administer(`create role ${owner} login password 'owner'`, `create database ${name} owner ${owner}`),
  );
  afterAll(() => administer(`drop database ${name} with (force)`, `drop role ${owner}`));

  it('needs only to own its database', async () => {
    await migrateDatabase(url.href);
    await withClient(url.href, async (client) => {
      // Roles that exist have their rights in the new database, too.
      const { rows } = await client.query(
        `select has_table_privilege('dashboard_worker', 'chat_sessions', 'update') as worker,
           has_table_privilege('dashboard_chat', 'chat_sessions', 'update') as chat`,
      );
      expect(rows).toEqual([{ worker: true, chat: true }]);
    });
  });

  it('gets rights back that were taken, and takes those that were not granted', async () => {
    await withClient(url.href, (client) =>
      client.query(
        `revoke all on chat_sessions from dashboard_worker; grant delete on chat_audit_log to dashboard_worker`,
      ),
    );
    await migrateDatabase(url.href);
    await withClient(url.href, async (client) => {
      const { rows } = await client.query(
        `select has_table_privilege('dashboard_worker', 'chat_sessions', 'update') as update,
           has_table_privilege('dashboard_worker', 'chat_audit_log', 'delete') as delete`,
      );
      expect(rows).toEqual([{ update: true, delete: false }]);
    });
  });
});
