import { neon } from '@neondatabase/serverless';
import { beforeEach, describe, expect, it } from 'vitest';
import { expectEveryFigureRight } from '../support/figures-check.ts';
import { agents, randomDataset, writeDataset } from '../support/figures-data.ts';
import { seededRandom } from '../support/figures-random.ts';
import { databaseClock } from '../support/figures-rows.ts';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { addMessage, addParticipant, addSession, newId } from '../support/rows.ts';
import { testApp } from '../support/test-app.ts';

const database = useFreshDatabase();
const app = testApp({ bindings: { DATABASE_URL: database.url } });

const single = async (text: string): Promise<unknown> =>
  Object.values((await database.query(text))[0] ?? {})[0];
const fold = async (): Promise<void> => {
  await single('select dashboard_fold(100000)');
  await single(`select dashboard_keep_windows('{1,24,168,720}')`);
};
const marks = (): Promise<unknown> => single('select count(*)::integer from dashboard_marks');
const differences = (): Promise<unknown> =>
  single(`select count(*)::integer from dashboard_differences(now() - interval '40 days', now())`);

async function overviewOf(hours: number): Promise<{ total_sessions: number; total_messages: number }> {
  const response = await app.call(`overview?time_range_hours=${hours}`, {
    headers: { 'Cache-Control': 'no-cache' },
  });
  return response.json();
}

/** A session of ten days ago with one message of its agent, in stretches that are long over. */
async function oldSession(): Promise<{ id: string; agent: string; message: string }> {
  const at = String(await single(`select (now() - interval '10 days')::text`));
  const agent = newId();
  const id = await addSession(database, { created_at: at, assigned_agent_id: agent });
  await addParticipant(database, id, { user_id: agent });
  const message = await addMessage(database, id, { sender_id: agent, created_at: at });
  return { id, agent, message };
}

beforeEach(async () => {
  await database.clear();
  await fold();
});

it.each([31, 32])('answers the same folded, half folded and unfolded, dataset %i', async (seed) => {
  const random = seededRandom(seed);
  await writeDataset(database, randomDataset(random, 120, await databaseClock(database)), random);
  await expectEveryFigureRight(app, database, [1, 24, 168, 720], agents.slice(0, 2));
  await single('select dashboard_fold(20)');
  await expectEveryFigureRight(app, database, [1, 24, 168, 720], agents.slice(0, 2));
  await fold();
  expect(await marks()).toBe(0);
  await expectEveryFigureRight(app, database, [1, 24, 168, 720, 333], agents.slice(0, 2));
  expect(await differences()).toBe(0);
});

describe('folding', () => {
  it('is what answers rest on: a rollup that is tampered with shows', async () => {
    await oldSession();
    await fold();
    await database.query(`update dashboard_session_rollups set messages = messages + 1000`);
    expect((await overviewOf(720)).total_messages).toBe(1001);
  });

  it('is what time series rest on: the hours of a day show, but for one with a mark', async () => {
    await oldSession();
    await fold();
    const sessions = async (query: string): Promise<number[]> => {
      const response = await app.call(`timeseries?time_range_hours=720&${query}`, {
        headers: { 'Cache-Control': 'no-cache' },
      });
      const { buckets } = await response.json<{ buckets: { total_sessions: number }[] }>();
      return buckets.map((bucket) => bucket.total_sessions).filter((count) => count > 0);
    };
    const queries = ['granularity=hour', 'granularity=hour&tz=Asia/Tokyo', 'granularity=day&tz=Asia/Tokyo'];
    for (const query of queries) expect(await sessions(query), `of ${query}`).toEqual([1]);
    await database.query(`
      update dashboard_day_hours set hours = hours || jsonb_build_object('sessions', replace(hours ->> 'sessions', '1', '7'))
      where subject = 'sessions'`);
    for (const query of queries) expect(await sessions(query), `of ${query}`).toEqual([7]);
    // Any bucket of that hour.
    await database.query(`
      insert into dashboard_marks
      select 'sessions', date_trunc('hour', created_at) + interval '55 minutes' from chat_sessions`);
    for (const query of queries) expect(await sessions(query), `of ${query}`).toEqual([1]);
  });

  it('is what the ends of windows rest on: minutes show, of all subjects, but for a bucket with a mark', async () => {
    const bucket = String(
      await single(`select (date_bin('5 minutes', now(), '2000-01-03Z') - interval '10 hours')::text`),
    );
    const at = (seconds: number): string => `(timestamptz '${bucket}' + interval '${seconds} seconds')`;
    const agent = newId();
    for (const seconds of [61, 119, 185]) {
      const created = String(await single(`select ${at(seconds)}::text`));
      const id = await addSession(database, { created_at: created, assigned_agent_id: agent });
      await addParticipant(database, id, { user_id: agent });
      await addMessage(database, id, { sender_id: agent, created_at: created });
    }
    await fold();
    const asked = async (since: number, until: number): Promise<unknown> =>
      database.query(`select
        (select sessions from dashboard_session_counts(array[${at(since)}, ${at(until)}])) as sessions,
        (select texts from dashboard_message_counts(array[${at(since)}, ${at(until)}])) as texts,
        (select handled from dashboard_agent_figures(array[${at(since)}, ${at(until)}], null)) as agents,
        (select handled from dashboard_agent_counts(array[${at(since)}, ${at(until)}], '${agent}')) as agent`);
    const all = (count: number): unknown => [
      expect.objectContaining(
        Object.fromEntries(['sessions', 'texts', 'agents', 'agent'].map((name) => [name, String(count)])),
      ),
    ];
    expect(await asked(30, 190)).toEqual(all(3));
    for (const [table, columns] of Object.entries({
      session: 'sessions = 10',
      message: 'texts = 10',
      agent: 'handled = 10',
    })) {
      await database.query(`update dashboard_${table}_rollups set ${columns} where grain_minutes = 1`);
    }
    // The second minute has 10 now, and the fourth, which is cut, is read raw.
    expect(await asked(30, 190)).toEqual(all(11));
    expect(await asked(-30, 190)).toEqual(all(11));
    expect(await asked(60, 300)).toEqual(all(20));
    // Whole buckets have rollups of their own.
    expect(await asked(0, 300)).toEqual(all(3));
    expect(await asked(62, 190)).toEqual(all(2));
    await database.query(
      `insert into dashboard_marks select subject, ${at(0)} from unnest(array['sessions', 'messages']) subject`,
    );
    expect(await asked(30, 190)).toEqual(all(3));
    await fold();
    expect(await asked(30, 190)).toEqual(all(3));
    expect(await differences()).toBe(0);
  });

  it('is believed by series up to a mark at either end, and by no more', async () => {
    // The window begins within a bucket, and ends within an hour; a session and a message are right before and after.
    const day = String(await single(`select ((now() at time zone 'UTC')::date - 3)::text`));
    const instant = (clock: string): string => `${day}T${clock}Z`;
    const [since, until] = [instant('03:02:30'), instant('09:42:30')];
    for (const clock of ['03:04:10', '05:10:00', '09:41:20']) {
      const id = await addSession(database, { created_at: instant(clock) });
      await addMessage(database, id, { created_at: instant(clock) });
    }
    const sums = async (query: string): Promise<number[]> => {
      const response = await app.call(
        `timeseries?metrics=total_sessions,written_messages&from=${since}&to=${until}&${query}`,
      );
      const { buckets } = await response.json<{
        buckets: { total_sessions: number; written_messages: number }[];
      }>();
      return (['total_sessions', 'written_messages'] as const).map((name) =>
        buckets.reduce((sum, bucket) => sum + bucket[name], 0),
      );
    };
    const queries = ['granularity=hour', 'granularity=hour&tz=Asia/Tokyo', 'granularity=day&tz=Asia/Tokyo'];
    const expectSums = async (expected: number): Promise<void> => {
      for (const query of queries) {
        expect(await sums(query), `of ${query}`).toEqual([expected, expected]);
      }
    };
    await fold();
    await expectSums(3);
    // Whatever is read at the ends, up to a quarter of an hour long.
    await database.query('update dashboard_session_rollups set sessions = 10 where grain_minutes <= 15');
    await database.query('update dashboard_message_rollups set texts = 10 where grain_minutes <= 15');
    await expectSums(21);
    const mark = (buckets: string[]): Promise<unknown> =>
      database.query(
        `insert into dashboard_marks
         select subject, bucket from unnest(array['sessions', 'messages']) subject cross join unnest($1::timestamptz[]) bucket`,
        [`{${buckets.join()}}`],
      );
    // The buckets that the window's beginning and its end cut: each alone, then both.
    const cut = [instant('03:00:00'), instant('09:40:00')];
    for (const bucket of cut) {
      await mark([bucket]);
      await expectSums(12);
      await database.query('delete from dashboard_marks');
    }
    await mark(cut);
    await expectSums(3);
    await fold();
    await expectSums(3);
  });

  it('is undone by any change of a row that a figure depends on, and by nothing else', async () => {
    const { id, agent, message } = await oldSession();
    await fold();
    const idle = [
      `update chat_sessions set last_activity_at = now(), feedback = 'thanks' where id = '${id}'`,
      `update chat_sessions set total_messages = 77, message_count = 77, first_response_at = null where id = '${id}'`,
      `update chat_messages set file_name = 'a.txt' where id = '${message}'`,
      `update chat_participants set left_at = now() where session_id = '${id}'`,
    ];
    for (const statement of idle) {
      await database.query(statement);
      expect(await marks(), `${statement}`).toBe(0);
    }
    const telling = [
      `update chat_sessions set status = 'closed' where id = '${id}'`,
      `update chat_sessions set rating = 4 where id = '${id}'`,
      `update chat_sessions set queued_at = queued_at - interval '1 microsecond' where id = '${id}'`,
      `update chat_sessions set started_at = queued_at + interval '7 seconds' where id = '${id}'`,
      `update chat_sessions set closed_at = started_at + interval '7 seconds' where id = '${id}'`,
      `update chat_sessions set closed_at = closed_at + interval '1 microsecond' where id = '${id}'`,
      `update chat_sessions set status = 'waiting' where id = '${id}'`,
      `update chat_sessions set status = 'active', started_at = null where id = '${id}'`,
      `update chat_sessions set assigned_agent_id = null where id = '${id}'`,
      `update chat_sessions set created_at = created_at - interval '1 day' where id = '${id}'`,
      `update chat_messages set status = 'read' where id = '${message}'`,
      `update chat_messages set content = 'longer than before' where id = '${message}'`,
      `update chat_messages set message_type = 'file' where id = '${message}'`,
      `update chat_messages set created_at = created_at + interval '1 hour' where id = '${message}'`,
      `update chat_messages set sender_id = gen_random_uuid() where id = '${message}'`,
      `update chat_messages set sender_id = '${agent}' where id = '${message}'`,
      `update chat_participants set role = 'customer' where session_id = '${id}'`,
      `insert into chat_participants (session_id, user_id, role) values ('${id}', gen_random_uuid(), 'support_agent')`,
      `delete from chat_participants where session_id = '${id}' and role = 'support_agent'`,
      `insert into chat_messages (session_id, sender_id, content) values ('${id}', gen_random_uuid(), 'x')`,
      `delete from chat_messages where session_id = '${id}'`,
      `delete from chat_sessions`,
    ];
    for (const statement of telling) {
      await database.query(statement);
      expect(await marks(), `${statement}`).not.toBe(0);
      await fold();
      expect(await differences(), `${statement}`).toBe(0);
    }
  });

  it('may run many times at once, beside writers', async () => {
    const { id, agent } = await oldSession();
    const at = String(await single(`select (now() - interval '10 days')::text`));
    const writes = Array.from({ length: 40 }, () =>
      addMessage(database, id, { sender_id: agent, created_at: at }),
    );
    const folds = Array.from({ length: 20 }, () => fold());
    await Promise.all([...writes, ...folds]);
    expect((await overviewOf(720)).total_messages).toBe(41);
    await fold();
    expect(await differences()).toBe(0);
    expect((await overviewOf(720)).total_messages).toBe(41);
  });

  it('that is rolled back leaves everything as it was', async () => {
    await oldSession();
    const before = await marks();
    await expect(
      database.transaction(['select dashboard_fold(100000)'], ['select 1 / 0']),
    ).rejects.toMatchObject({ code: '22012' });
    expect(await marks()).toBe(before);
    expect((await overviewOf(720)).total_messages).toBe(1);
  });

  it('refuses a snapshot that could be older than what another fold has done', async () => {
    const sql = neon(database.url);
    await expect(
      sql.transaction([sql.query('select dashboard_fold(1)')], { isolationLevel: 'RepeatableRead' }),
    ).rejects.toMatchObject({ code: '25000' });
  });

  it('takes a transaction that was under way for what it is: not there yet', async () => {
    const { id } = await oldSession();
    await fold();
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
    await fold();
    await writer;
    expect((await overviewOf(720)).total_messages).toBe(2);
  });
});

describe('reconciling', () => {
  it.each([
    [
      'a sum that is off',
      `update dashboard_session_rollups set answered = answered + 1 where grain_minutes = 360`,
    ],
    [
      'a histogram that is off',
      `update dashboard_session_rollups set response_histogram = response_histogram + 1 where grain_minutes = 15`,
    ],
    ['a minute that is off', `update dashboard_agent_rollups set sent = sent + 1 where grain_minutes = 1`],
    ['an agent that is missing', `delete from dashboard_agent_rollups where grain_minutes = 60`],
    [
      'a stretch that should be empty',
      `insert into dashboard_message_rollups
      select 5, bucket + interval '5 days', texts, files, images, sent, delivered, read, text_characters
      from dashboard_message_rollups where grain_minutes = 5`,
    ],
    [
      'an hour that is off in the row of its day',
      `update dashboard_day_hours set hours = hours || jsonb_build_object('sessions', replace(hours ->> 'sessions', '1', '7'))
       where subject = 'sessions'`,
    ],
    ['a day whose hours are missing', `delete from dashboard_day_hours where subject = 'messages'`],
    [
      'hours of a day that should be empty',
      `insert into dashboard_day_hours select subject, day + interval '5 days', hours from dashboard_day_hours
       where subject = 'messages'`,
    ],
  ])('finds %s, and a mark mends it', async (_what, tampering) => {
    await oldSession();
    await fold();
    expect(await differences()).toBe(0);
    await database.query(tampering);
    expect(await differences()).toBe(1);
    await database.query(`
      insert into dashboard_marks
      select subject, dashboard_bucket(bucket) from dashboard_differences(now() - interval '40 days', now())`);
    expect((await overviewOf(720)).total_messages).toBe(1);
    await fold();
    expect(await differences()).toBe(0);
  });
});
