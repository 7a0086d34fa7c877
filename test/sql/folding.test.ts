import { neon } from '@neondatabase/serverless';
import { beforeEach, describe, expect, it } from 'vitest';
import { differences, expectEveryFigureRight, fold } from '../support/figures-check.ts';
import { agents, randomDataset, writeDataset } from '../support/figures-data.ts';
import { sqlStateOf } from '../support/figures-races.ts';
import { seededRandom } from '../support/figures-random.ts';
import { databaseClock } from '../support/figures-rows.ts';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { addMessage, addParticipant, addSession, newId } from '../support/rows.ts';
import { testApp } from '../support/test-app.ts';

const database = useFreshDatabase({ isRecorded: true });
const app = testApp({ bindings: { DATABASE_URL: database.url } });
beforeEach(() => database.clear());

const single = async (text: string, ...params: unknown[]): Promise<unknown> =>
  Object.values((await database.query(text, params))[0] ?? {})[0];
const changes = (): Promise<unknown> => single('select count(*)::integer from dashboard_changes');

interface Overview {
  total_sessions: number;
  total_messages: number;
  closed_sessions: number;
}
async function overview(): Promise<Overview> {
  const response = await app.call('overview?time_range_hours=720', {
    headers: { 'Cache-Control': 'no-cache' },
  });
  return response.json();
}

/** A session of ten days ago with one message of its agent. */
async function oldSession(): Promise<{ id: string; agent: string; message: string; at: string }> {
  const at = String(await single(`select (date_trunc('hour', now()) - interval '10 days')::text`));
  const agent = newId();
  const id = await addSession(database, {
    created_at: at,
    status: 'active',
    started_at: at,
    assigned_agent_id: agent,
  });
  await addParticipant(database, id, { user_id: agent, joined_at: at });
  const message = await addMessage(database, id, { sender_id: agent, created_at: at });
  return { id, agent, message, at };
}

describe('folding', () => {
  it('is what answers rest on: readings that are tampered with show', async () => {
    await oldSession();
    await fold(database);
    await database.query(
      `update dashboard_readings set messages = messages + 1000 where subject = 'everybody'`,
    );
    expect((await overview()).total_messages).toBe(1001);
  });

  it('is undone by any change that a figure depends on, and by nothing else', async () => {
    const { id, agent, message } = await oldSession();
    await addParticipant(database, id, { role: 'customer' });
    await fold(database);
    const idle = [
      `update chat_sessions set last_activity_at = now(), feedback = 'thanks', skills = '{x}' where id = '${id}'`,
      `update chat_sessions set total_messages = 77, status = 'active' where id = '${id}'`,
      `update chat_messages set file_name = 'a.txt' where id = '${message}'`,
      `update chat_participants set left_at = now() where session_id = '${id}' and role = 'customer'`,
      `update support_agents set availability = 'away'`,
    ];
    for (const statement of idle) {
      await database.query(statement);
      expect(await changes(), `${statement}`).toBe(0);
    }
    const telling = [
      `update chat_sessions set status = 'closed' where id = '${id}'`,
      `update chat_sessions set rating = 4 where id = '${id}'`,
      `update chat_sessions set queued_at = queued_at - interval '1 microsecond' where id = '${id}'`,
      `update chat_sessions set started_at = queued_at + interval '7 seconds' where id = '${id}'`,
      `update chat_sessions set closed_at = closed_at + interval '1 microsecond' where id = '${id}'`,
      `update chat_sessions set status = 'waiting' where id = '${id}'`,
      `update chat_sessions set team = 'billing' where id = '${id}'`,
      `update chat_sessions set status = 'active', started_at = null where id = '${id}'`,
      `update chat_sessions set assigned_agent_id = null where id = '${id}'`,
      `update chat_sessions set created_at = created_at - interval '1 day' where id = '${id}'`,
      `update chat_messages set status = 'read' where id = '${message}'`,
      `update chat_messages set status = 'failed' where id = '${message}'`,
      `update chat_messages set status = 'sent' where id = '${message}'`,
      `update chat_messages set content = 'longer than before' where id = '${message}'`,
      `update chat_messages set message_type = 'file' where id = '${message}'`,
      `update chat_messages set message_type = 'note' where id = '${message}'`,
      `update chat_messages set message_type = 'text' where id = '${message}'`,
      `update chat_messages set created_at = created_at + interval '1 hour' where id = '${message}'`,
      `update chat_messages set sender_id = '${newId()}' where id = '${message}'`,
      `insert into support_agents (agent_id, display_name, max_sessions) select sender_id, 'x', 1 from chat_messages`,
      `delete from support_agents`,
      `update chat_messages set sender_id = '${agent}' where id = '${message}'`,
      `update chat_participants set role = 'bot' where session_id = '${id}' and user_id = '${agent}'`,
      `update chat_participants set role = 'customer' where session_id = '${id}'`,
      `insert into chat_participants (session_id, user_id, role) values ('${id}', gen_random_uuid(), 'support_agent')`,
      `update chat_participants set joined_at = joined_at - interval '1 hour' where role = 'support_agent'`,
      `delete from chat_participants where session_id = '${id}' and role = 'support_agent'`,
      `insert into chat_messages (session_id, sender_id, content) values ('${id}', gen_random_uuid(), 'x')`,
      `delete from chat_messages where session_id = '${id}'`,
      `delete from chat_sessions`,
    ];
    for (const statement of telling) {
      await database.query(statement);
      expect(await changes(), `${statement}`).not.toBe(0);
      await fold(database);
      expect([statement, await changes(), await differences(database)]).toEqual([statement, 0, []]);
    }
  });

  it('leaves the figures of messages alone if a session or an agent has the nil UUID', async () => {
    const nil = '00000000-0000-0000-0000-000000000000';
    await oldSession();
    await fold(database);
    const { at } = await oldSession();
    await addSession(database, {
      id: nil,
      created_at: at,
      status: 'active',
      started_at: at,
      assigned_agent_id: nil,
    });
    await addParticipant(database, nil, { user_id: nil, joined_at: at });
    await fold(database);
    expect(await differences(database)).toEqual([]);
    expect((await overview()).total_sessions).toBe(3);
    await database.query(`update chat_sessions set status = 'closed' where id = $1`, [nil]);
    await fold(database);
    const messages = (await (await app.call('message-analytics?time_range_hours=720')).json()) as {
      total_messages: number;
    };
    expect(messages.total_messages).toBe(2);
    const performance = (await (await app.call('agent-performance?time_range_hours=720')).json()) as {
      agent_id: string;
    }[];
    expect(performance.map((agent) => agent.agent_id)).toContain(nil);
  });

  it('twice changes nothing', async () => {
    const random = seededRandom(3);
    await writeDataset(database, randomDataset(random, 40, await databaseClock(database)), random);
    const kept = () =>
      single(`select md5(coalesce((select string_agg(p::text, ',' order by p::text) from dashboard_parts p), '') ||
        (select string_agg(r::text, ',' order by r::text) from dashboard_readings r))`);
    await fold(database);
    const once = await kept();
    expect(await single('select dashboard_fold(1000)')).toBe(0);
    await database.query('select dashboard_adopt_rows()');
    expect(await changes()).not.toBe(0);
    await fold(database);
    expect(await kept()).toBe(once);
  });

  it('may be stopped anywhere', async () => {
    const random = seededRandom(4);
    await writeDataset(database, randomDataset(random, 120, await databaseClock(database)), random);
    const stopped: unknown[] = [];
    for (const [milliseconds, atMost] of [1, 3, 6, 10, 15, 20, 30].map((ms) => [ms, 200] as const)) {
      const outcome = database
        .transaction(
          [`set local statement_timeout = '${milliseconds}ms'`],
          [`select dashboard_fold(${atMost})`],
        )
        .then(() => 'done', sqlStateOf);
      stopped.push(await outcome);
      expect(await differences(database)).toEqual([]);
    }
    expect(stopped, 'it was stopped').toContain('57014');
    await expectEveryFigureRight(app, database, [720], agents.slice(0, 1));
    await fold(database, 30);
    await fold(database);
    expect(await changes()).toBe(0);
    await expectEveryFigureRight(app, database, [720], agents.slice(0, 1));
  });

  it('may run many times at once, beside writers', async () => {
    const { id, agent, at } = await oldSession();
    const writes = Array.from({ length: 40 }, () =>
      addMessage(database, id, { sender_id: agent, created_at: at }),
    );
    const folds = Array.from({ length: 20 }, () => fold(database));
    await Promise.all([...writes, ...folds]);
    expect((await overview()).total_messages).toBe(41);
    await fold(database);
    expect(await differences(database)).toEqual([]);
    expect((await overview()).total_messages).toBe(41);
  });

  it('that is rolled back leaves everything as it was', async () => {
    await oldSession();
    const before = await changes();
    const failing = database.transaction(['select dashboard_fold(100000)'], ['select 1 / 0']);
    await expect(failing).rejects.toMatchObject({ code: '22012' });
    expect(await changes()).toBe(before);
    expect((await overview()).total_messages).toBe(1);
  });

  it.each(['RepeatableRead', 'Serializable'] as const)(
    'refuses the snapshot of %s, which could be older than what another fold has done',
    async (isolationLevel) => {
      const sql = neon(database.adminUrl);
      await expect(
        sql.transaction([sql.query('select dashboard_fold(1)')], { isolationLevel }),
      ).rejects.toMatchObject({ code: '25000' });
    },
  );

  it('takes a transaction that is under way for what it is: not there yet', async () => {
    const { id } = await oldSession();
    await fold(database);
    // The writer inserts, waits until a fold has come and gone, and then commits.
    const writer = database.transaction(
      [
        'insert into chat_messages (session_id, sender_id, content) values ($1, gen_random_uuid(), $2)',
        id,
        'late',
      ],
      ['select pg_sleep(0.5)'],
    );
    await single('select pg_sleep(0.2)');
    await fold(database);
    await writer;
    expect((await overview()).total_messages).toBe(2);
    await fold(database);
    expect((await overview()).total_messages).toBe(2);
  });
});

describe('reconciling', () => {
  const reconcile = async (repair: boolean): Promise<unknown[]> => {
    const rows = await database.query(
      `select distinct d.what from generate_series(timestamptz 'today' - interval '20 days', 'today', '1 day') day
       cross join lateral dashboard_reconcile(date_trunc('day', day, 'UTC'), $1) d order by 1`,
      [repair],
    );
    return rows.map(({ what }) => what);
  };
  const withoutTriggers = async (statement: string): Promise<void> => {
    await database.transaction(
      ['alter table chat_sessions disable trigger user'],
      ['alter table chat_messages disable trigger user'],
      [statement],
      ['alter table chat_sessions enable trigger user'],
      ['alter table chat_messages enable trigger user'],
    );
  };
  const someParts = `select * from dashboard_parts where subject = 'everybody' limit 1`;

  it.each<[what: string, tampering: string, found: string[]]>([
    [
      'a wrong figure',
      `update dashboard_parts set messages = messages + 7 where subject = 'everybody'`,
      ['part', 'reading'],
    ],
    [
      'a wrong sum',
      `update dashboard_parts set wait_microseconds = 3 where subject = 'agents'`,
      ['part', 'reading'],
    ],
    ['a missing part', `delete from dashboard_parts where subject = 'messages'`, ['part', 'reading']],
    [
      'a part that should not be',
      `insert into dashboard_parts (subject, agent_id, at, session_id, sessions)
       select subject, agent_id, at + interval '1 hour', session_id, 1 from (${someParts}) p`,
      ['part', 'reading'],
    ],
    [
      'a wrong reading of a day',
      `update dashboard_readings set closed = closed + 1 where since = '-infinity' and subject = 'everybody'`,
      ['reading'],
    ],
    [
      'a wrong reading within a day',
      `update dashboard_readings set response_histogram = response_histogram + 1 where since > '-infinity' and subject = 'everybody'`,
      ['reading'],
    ],
    [
      'a wrong reading of an agent',
      `update dashboard_readings set wait_microseconds = wait_microseconds + 1 where subject = 'agents'`,
      ['reading'],
    ],
    [
      'a missing reading',
      `delete from dashboard_readings where since > '-infinity' and subject = 'messages'`,
      ['reading'],
    ],
  ])('finds %s, and repairs it', async (_what, tampering, found) => {
    await oldSession();
    await fold(database);
    expect(await reconcile(false)).toEqual([]);
    const right = await overview();
    await database.query(tampering);
    expect(await reconcile(false)).toEqual(found);
    expect(await reconcile(true)).toEqual(found);
    expect({ ...(await overview()), generated_at: '', from: '', to: '' }).toEqual({
      ...right,
      generated_at: '',
      from: '',
      to: '',
    });
    while (Number(await single('select dashboard_fold(100)')) > 0);
    // A part that was wrong may have left readings that do not add up.
    await reconcile(true);
    await fold(database);
    expect(await reconcile(false)).toEqual([]);
    expect(await overview()).toMatchObject({ total_sessions: 1, total_messages: 1, closed_sessions: 0 });
  });

  it('finds an event that is missing, and appends it', async () => {
    await oldSession();
    await fold(database);
    await withoutTriggers(`update chat_sessions set status = 'closed', closed_at = now()`);
    expect(await reconcile(false)).toContain('event');
    await reconcile(true);
    await fold(database);
    expect(await reconcile(false)).toEqual([]);
    expect((await overview()).closed_sessions).toBe(1);
  });

  it('leaves nothing of a session that was deleted without triggers', async () => {
    const { id } = await oldSession();
    await database.query(`update chat_sessions set status = 'closed' where id = $1`, [id]);
    await fold(database);
    await database.transaction(
      ['set local session_replication_role = replica'],
      ['delete from chat_messages where session_id = $1', id],
      ['delete from chat_participants where session_id = $1', id],
      ['delete from chat_sessions where id = $1', id],
    );
    await database.query(
      `select dashboard_reconcile(date_trunc('day', now(), 'UTC') - make_interval(hours => 24 * back), true)
       from generate_series(0, 11) back`,
    );
    await fold(database);
    expect(await single('select count(*)::integer from dashboard_parts')).toBe(0);
  });

  it('finds messages that were written without triggers', async () => {
    const { id, at } = await oldSession();
    await fold(database);
    await withoutTriggers(
      `insert into chat_messages (session_id, sender_id, content, created_at) values ('${id}', gen_random_uuid(), 'x', '${at}')`,
    );
    expect(await reconcile(true)).toEqual(['part']);
    await fold(database);
    expect(await reconcile(false)).toEqual([]);
    expect((await overview()).total_messages).toBe(2);
  });

  it('does not take what has not been folded yet for wrong', async () => {
    const { id } = await oldSession();
    await fold(database);
    await database.query(`update chat_sessions set rating = 4 where id = $1`, [id]);
    expect(await reconcile(false)).toEqual([]);
  });

  it('adopts rows that were there before the triggers', async () => {
    const { id } = await oldSession();
    await fold(database);
    await withoutTriggers(`delete from chat_sessions where id = '${id}'`);
    await withoutTriggers(
      `insert into chat_sessions (id, initiator_id, status, created_at, queued_at, last_activity_at, closed_at)
       select gen_random_uuid(), gen_random_uuid(), 'closed', now() - n * interval '1 hour', now() - n * interval '1 hour',
         now(), now() from generate_series(1, 30) n`,
    );
    expect(await single('select dashboard_adopt_rows()')).toBe(31);
    expect(await overview()).toMatchObject({ total_sessions: 30, total_messages: 0, closed_sessions: 30 });
    await fold(database);
    expect(await overview()).toMatchObject({ total_sessions: 30, total_messages: 0, closed_sessions: 30 });
    expect(await differences(database)).toEqual([]);
    expect(await single('select dashboard_adopt_rows()')).toBe(0);
  });
});
