import { beforeEach, describe, expect, it } from 'vitest';
import { expectAggregatesRight, expectLedgerRight, fold } from '../support/figures-check.ts';
import { uuidIn } from '../support/figures-data.ts';
import { connectTo, sqlStateOf } from '../support/figures-races.ts';
import { readTables } from '../support/figures-rows.ts';
import { lastHours } from '../support/figures-window.ts';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { hold } from '../support/lock-holder.ts';
import { addOffer } from '../support/routing.ts';
import { testApp } from '../support/test-app.ts';

// What a chat application is free to do, and random writers do too rarely to rely on.

const database = useFreshDatabase({ isRecorded: true });
const connection = connectTo(database.adminUrl);
const app = testApp({ bindings: { DATABASE_URL: database.url } });

const [one, two, three] = [uuidIn('5', 1), uuidIn('5', 2), uuidIn('5', 3)];
const [agent, customer] = [uuidIn('a', 1), uuidIn('c', 1)];

/** Sessions one and two; in one the agent has answered the customer. */
beforeEach(async () => {
  await database.clear();
  for (const id of [one, two]) await database.insert('chat_sessions', { id, initiator_id: customer });
  await database.insert('chat_participants', { session_id: one, user_id: agent, role: 'support_agent' });
  for (const [n, sender_id] of [customer, agent, agent].entries()) {
    await database.insert('chat_messages', { id: uuidIn('b', n), session_id: one, sender_id, content: 'x' });
  }
});

const expectRight = async (): Promise<void> => {
  const tables = await readTables(database);
  await expectLedgerRight(database, tables);
  for (const isFolded of [false, true]) {
    if (isFolded) await fold(database);
    await expectAggregatesRight(app, tables, lastHours(1), { onlyAgents: [agent] });
  }
};

const addMessage = `insert into chat_messages (session_id, sender_id, content)`;

describe('one statement over several tables', () => {
  const rename = `update chat_sessions set id = '${three}' where id = '${one}' returning id`;

  it.each([
    [
      'renames a session and writes to it',
      `with r as (${rename}) ${addMessage} select id, '${agent}', 'x' from r`,
    ],
    [
      'renames a session and moves its messages itself',
      `with r as (${rename}) update chat_messages set session_id = r.id from r`,
    ],
    ['renames a session and deletes its messages', `with r as (${rename}) delete from chat_messages using r`],
    [
      'renames a session and removes its agents',
      `with r as (${rename}) delete from chat_participants using r`,
    ],
    [
      'creates a session and answers in it',
      `with s as (insert into chat_sessions (id, initiator_id) values ('${three}', '${customer}') returning id),
         p as (insert into chat_participants (session_id, user_id, role) select id, '${agent}', 'support_agent' from s)
       ${addMessage} select id, '${agent}', 'x' from s`,
    ],
    [
      'takes the agent away and lets it write',
      `with p as (delete from chat_participants) ${addMessage} values ('${one}', '${agent}', 'x')`,
    ],
    [
      'puts a message in the place of the first response',
      `with gone as (delete from chat_messages where id = '${uuidIn('b', 1)}' returning *)
       insert into chat_messages (id, session_id, sender_id, content, created_at)
       select id, '${two}', sender_id, content, created_at from gone`,
    ],
    [
      'puts a participant in its own place, as a customer',
      `with gone as (delete from chat_participants returning *)
       insert into chat_participants (session_id, user_id, role) select session_id, user_id, 'customer' from gone`,
    ],
    [
      'deletes a session and gives its id to another',
      `with gone as (delete from chat_sessions where id = '${two}' returning id)
       update chat_sessions set id = (select id from gone) where id = '${one}'`,
    ],
    [
      'deletes a session that has messages and puts a new one in its place',
      `with gone as (delete from chat_sessions where id = '${one}' returning id)
       insert into chat_sessions (id, initiator_id) select id, '${customer}' from gone`,
    ],
    [
      'deletes a session that has messages and gives its id to another',
      `with gone as (delete from chat_sessions where id = '${one}' returning id)
       update chat_sessions set id = (select id from gone) where id = '${two}'`,
    ],
    [
      'deletes a session, puts a new one in its place and keeps the messages elsewhere',
      `with gone as (delete from chat_sessions where id = '${one}' returning id),
         fresh as (insert into chat_sessions (id, initiator_id) select id, '${customer}' from gone returning id)
       update chat_messages set session_id = '${two}' from fresh where session_id = fresh.id`,
    ],
    [
      'renames a session and gives its old id to another',
      `with away as (update chat_sessions set id = '${three}' where id = '${one}' returning id)
       update chat_sessions set id = '${one}' from away where chat_sessions.id = '${two}'`,
    ],
  ])('%s', async (_, statement) => {
    await database.query(statement);
    await expectRight();
  });
});

describe('TRUNCATE', () => {
  it.each([
    'chat_messages',
    'chat_participants',
    'chat_messages, chat_participants',
    'chat_sessions cascade',
  ])('of %s', async (tables) => {
    await database.query(`truncate ${tables}`);
    await expectRight();
    await database.query(
      `insert into chat_sessions (id, initiator_id) values ('${one}', '${customer}') on conflict do nothing`,
    );
    await database.query(`${addMessage} values ('${one}', '${agent}', 'x')`);
    await expectRight();
  });

  // It takes away what its transaction's snapshot doesn't show, too: refused, or right.
  it.each(['chat_messages', 'chat_participants'])('of %s, under an older snapshot', async (table) => {
    const truncating = connection
      .commit(['select 1', 'select pg_sleep(0.3)', `truncate ${table}`], 'RepeatableRead')
      .then(() => undefined, sqlStateOf);
    await connection.run('select pg_sleep(0.1)');
    await connection.run(
      `insert into chat_participants (session_id, user_id, role) values ('${two}', '${agent}', 'support_agent')`,
    );
    await connection.run(`${addMessage} values ('${two}', '${agent}', 'x')`);
    expect([undefined, '0A000']).toContain(await truncating);
    await expectRight();
  });
});

describe('beside the dashboard’s commands', () => {
  const writesParticipant = `insert into chat_participants (session_id, user_id, role)
    values ('${two}', '${agent}', 'support_agent') on conflict do nothing`;

  it('is not held up where a session is locked, and assign goes on with what it wrote', async () => {
    // Held until assign waits for it; the application's row does not.
    const holding = await hold(
      database,
      { untilWaiting: 1 },
      'select 1 from chat_sessions where id = $1 for no key update',
      two,
    );
    await connection.run(writesParticipant);
    const assigning = app.call(`sessions/${two}/assign`, { json: { agent_id: agent } });
    await holding.committed;
    expect((await assigning).status).toBe(200);
    await expectRight();
  });

  it('is not failed by assign where it has written that participant and then wants the session', async () => {
    // Assign holds the session and waits for the participant: it gives up, and tries again.
    const holding = await hold(
      database,
      { untilWaiting: 1, lastly: ['update chat_sessions set last_activity_at = now() where id = $1', two] },
      writesParticipant,
    );
    const assigning = app.call(`sessions/${two}/assign`, { json: { agent_id: agent } });
    await holding.committed;
    expect((await assigning).status).toBe(200);
    await expectRight();
  });
});

describe('a writer', () => {
  const as = (...settings: string[]) =>
    database.transaction(
      ...settings.map((setting): [string] => [setting]),
      [`insert into public.chat_sessions (id, initiator_id) values ('${three}', '${customer}')`],
      [
        `insert into public.chat_participants (session_id, user_id, role)
         values ('${three}', '${agent}', 'support_agent'), ('${two}', '${customer}', 'customer')`,
      ],
      [
        `insert into public.chat_messages (session_id, sender_id, content)
         values ('${three}', '${agent}', 'x'), ('${two}', '${agent}', 'x')`,
      ],
      [
        `insert into public.chat_messages (session_id, sender_id, content) values ('${three}', '${agent}', 'x')`,
      ],
      [`update public.chat_messages set sender_id = '${customer}' where id = '${uuidIn('b', 1)}'`],
      [`update public.chat_participants set role = 'support_agent' where user_id = '${customer}'`],
      [`update public.chat_sessions set status = 'waiting', rating = 5`],
      [`delete from public.chat_messages where id = '${uuidIn('b', 2)}'`],
      [`delete from public.chat_participants where session_id = '${one}'`],
      [`delete from public.chat_sessions where id = '${two}'`],
    );

  it('may have no search path, and a time zone and formats of its own', async () => {
    await as(
      `set local search_path = ''`,
      `set local timezone = 'America/St_Johns'`,
      `set local datestyle = 'SQL, DMY'`,
      `set local intervalstyle = 'sql_standard'`,
    );
    await expectRight();
  });

  /** A role that may write the chat application's tables, and has no other right. */
  async function withWriter(use: (role: string) => Promise<void>): Promise<void> {
    const role = `chat_application_${crypto.randomUUID().slice(0, 8)}`;
    await database.query(`create role ${role}`);
    try {
      await database.query(
        `grant select, insert, update, delete on chat_sessions, chat_messages, chat_participants to ${role}`,
      );
      await use(role);
    } finally {
      await database.query(`drop owned by ${role}`);
      await database.query(`drop role ${role}`);
    }
  }

  it('needs rights on the tables that it writes, and on nothing else', async () => {
    await withWriter(async (role) => {
      await as(`set local role ${role}`);
      await expectRight();
    });
  });

  it('that takes a session out of the queue ends its offer, with no right to offers', async () => {
    await withWriter(async (role) => {
      for (const id of [one, two]) await addOffer(database, id, agent);
      const held = async (): Promise<unknown[]> =>
        (await database.query('select session_id from dashboard_live_offers(now()) order by session_id')).map(
          (row) => row['session_id'],
        );
      const writing = (statement: string) => database.transaction([`set local role ${role}`], [statement]);
      await writing(`update public.chat_sessions set team = 'billing', rating = 2`);
      expect(await held()).toEqual([one, two]);
      await writing(`update public.chat_sessions set status = 'active' where id = '${one}'`);
      expect(await held()).toEqual([two]);
      await writing(`update public.chat_sessions set status = 'waiting' where id = '${one}'`);
      expect(await held()).toEqual([two]);
      for (const statement of [
        `update public.dashboard_offers set outcome = 'declined'`,
        `delete from public.dashboard_session_events`,
        `insert into public.dashboard_changes (session_id) values ('${one}')`,
      ]) {
        const refused = await writing(statement).then(() => 'done', sqlStateOf);
        expect([statement, refused]).toEqual([statement, '42501']);
      }
      expect(await held()).toEqual([two]);
    });
  });
});
