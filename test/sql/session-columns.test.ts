import { beforeEach, describe, expect, it } from 'vitest';
import { uuidIn } from '../support/figures-data.ts';
import { sqlStateOf } from '../support/figures-races.ts';
import { databaseClock, microsecondsOf, readTables, type SessionRow } from '../support/figures-rows.ts';
import { useFreshDatabase, type Row } from '../support/fresh-database.ts';
import { testApp } from '../support/test-app.ts';

// What the database fills in, and what it refuses, whoever writes (design, section 2).

const database = useFreshDatabase({ isRecorded: true });

beforeEach(() => database.clear());

const session = uuidIn('5', 1);
const initiator = uuidIn('c', 1);
const agent = uuidIn('a', 1);
const created = '2026-01-02T03:04:05.678901Z';
const explicit = '2026-05-06T07:08:09.101112Z';

const addSession = (row: Row = {}): Promise<void> =>
  database.insert('chat_sessions', { id: session, initiator_id: initiator, created_at: created, ...row });

async function sessionRow(id = session): Promise<SessionRow> {
  const row = (await readTables(database)).sessions.find((candidate) => candidate.id === id);
  if (row === undefined) throw new Error(`No session ${id}`);
  return row;
}

/** Runs a statement and tells between which instants of the database's clock. */
async function during(statement: string): Promise<{ before: bigint; after: bigint }> {
  const before = await databaseClock(database);
  await database.query(statement);
  return { before, after: await databaseClock(database) };
}

describe('queued_at', () => {
  it.each(['waiting', 'active', 'closed'])(
    'is created_at where a new %s session gives none',
    async (status) => {
      await addSession({ status });
      expect((await sessionRow()).queued_at).toBe(microsecondsOf(created));
    },
  );

  it('is created_at where a new session gives null, and neither time', async () => {
    await addSession({ queued_at: null });
    expect((await sessionRow()).queued_at).toBe(microsecondsOf(created));
    const other = uuidIn('5', 2);
    const { before, after } = await during(
      `insert into chat_sessions (id, initiator_id) values ('${other}', '${initiator}')`,
    );
    const row = await sessionRow(other);
    expect(row.queued_at).toBe(row.created_at);
    expect(row.queued_at).toBeGreaterThanOrEqual(before);
    expect(row.queued_at).toBeLessThanOrEqual(after);
  });

  it('is the writer’s where a new session gives one', async () => {
    await addSession({ queued_at: explicit });
    expect((await sessionRow()).queued_at).toBe(microsecondsOf(explicit));
  });

  it.each([
    ['status alone', `status = 'waiting'`],
    ['an explicit null', `status = 'waiting', queued_at = null`],
    ['its old value, as a program that saves whole rows does', `status = 'waiting', queued_at = queued_at`],
    [
      'other columns',
      `status = 'waiting', assigned_agent_id = null, total_messages = 5, last_activity_at = null`,
    ],
  ])('is the moment of return for %s', async (_, change) => {
    for (const earlier of ['active', 'closed']) {
      await database.clear();
      await addSession({ status: earlier, queued_at: explicit });
      const { before, after } = await during(`update chat_sessions set ${change}`);
      const { queued_at } = await sessionRow();
      expect(queued_at).toBeGreaterThanOrEqual(before);
      expect(queued_at).toBeLessThanOrEqual(after);
    }
  });

  it('is the moment of return in an upsert and in a MERGE', async () => {
    await addSession({ status: 'active' });
    const upsert = await during(
      `insert into chat_sessions (id, initiator_id, status) values ('${session}', '${initiator}', 'waiting')
       on conflict (id) do update set status = excluded.status`,
    );
    const { queued_at: first } = await sessionRow();
    expect(first).toBeGreaterThanOrEqual(upsert.before);
    expect(first).toBeLessThanOrEqual(upsert.after);
    await database.query(`update chat_sessions set status = 'closed'`);
    const merge = await during(
      `merge into chat_sessions s using (select '${session}'::uuid as id) source on s.id = source.id
       when matched then update set status = 'waiting'`,
    );
    expect((await sessionRow()).queued_at).toBeGreaterThanOrEqual(merge.before);
  });

  it('is the moment of the statement, not of its transaction', async () => {
    await addSession({ status: 'active' });
    const [started] = await database.transaction(
      ['select to_json(now())::text as now, pg_sleep(0.05)'],
      [`update chat_sessions set status = 'waiting'`],
    );
    const transactionStart = microsecondsOf(String(JSON.parse(String(started?.[0]?.['now']))));
    expect((await sessionRow()).queued_at - transactionStart).toBeGreaterThanOrEqual(50_000n);
  });

  it('is the writer’s where the return gives one, earlier or later', async () => {
    for (const given of [explicit, '2025-01-01T00:00:00.000001Z']) {
      await database.clear();
      await addSession({ status: 'active' });
      await database.query(`update chat_sessions set status = 'waiting', queued_at = '${given}'`);
      expect((await sessionRow()).queued_at).toBe(microsecondsOf(given));
    }
  });

  it.each([
    ['waits on', 'waiting', `status = 'waiting', rating = 3`],
    ['waits on and gives null', 'waiting', `status = 'waiting', queued_at = null`],
    ['is assigned', 'waiting', `status = 'active'`],
    ['is closed', 'active', `status = 'closed'`],
    ['gets another creation', 'waiting', `created_at = '2026-02-02Z'`],
    ['gets another id', 'waiting', `id = '${uuidIn('5', 9)}'`],
  ])('stays where a session %s', async (_, status, change) => {
    await addSession({ status, queued_at: explicit });
    await database.query(`update chat_sessions set ${change}`);
    const [row] = (await readTables(database)).sessions;
    expect(row?.queued_at).toBe(microsecondsOf(explicit));
  });

  it('is anew for every return', async () => {
    await addSession({ status: 'active' });
    let last = 0n;
    for (let round = 0; round < 3; round += 1) {
      await database.query(`update chat_sessions set status = 'waiting'`);
      const { queued_at } = await sessionRow();
      expect(queued_at).toBeGreaterThan(last);
      last = queued_at;
      await database.query(`update chat_sessions set status = 'closed'`);
      expect((await sessionRow()).queued_at).toBe(last);
    }
  });
});

describe('last_activity_at', () => {
  it('is created_at where a new session gives none or null, else the writer’s', async () => {
    await addSession();
    expect((await sessionRow()).last_activity_at).toBe(microsecondsOf(created));
    await database.clear();
    await addSession({ last_activity_at: null });
    expect((await sessionRow()).last_activity_at).toBe(microsecondsOf(created));
    await database.clear();
    await addSession({ last_activity_at: explicit });
    expect((await sessionRow()).last_activity_at).toBe(microsecondsOf(explicit));
  });

  it('stays the writer’s, whatever happens in the session', async () => {
    await addSession({ last_activity_at: explicit });
    await database.insert('chat_participants', {
      session_id: session,
      user_id: agent,
      role: 'support_agent',
    });
    await database.insert('chat_messages', { session_id: session, sender_id: agent, content: 'x' });
    await database.query(`update chat_messages set sender_id = '${initiator}'`);
    await database.query('update chat_sessions set last_activity_at = null, total_messages = 0');
    await database.query('delete from chat_messages');
    expect((await sessionRow()).last_activity_at).toBe(microsecondsOf(explicit));
  });
});

describe('closed_at', () => {
  it.each([
    ['status alone', `status = 'closed'`],
    ['an explicit null', `status = 'closed', closed_at = null`],
    ['other columns', `status = 'closed', rating = 5, assigned_agent_id = null`],
  ])('is the moment of closing for %s', async (_, change) => {
    for (const earlier of ['waiting', 'active']) {
      await database.clear();
      await addSession({ status: earlier });
      const { before, after } = await during(`update chat_sessions set ${change}`);
      const { closed_at } = await sessionRow();
      expect(closed_at).toBeGreaterThanOrEqual(before);
      expect(closed_at).toBeLessThanOrEqual(after);
    }
  });

  it('is the moment of the insert where a new closed session gives none', async () => {
    const before = await databaseClock(database);
    await addSession({ status: 'closed' });
    expect((await sessionRow()).closed_at).toBeGreaterThanOrEqual(before);
  });

  it('is the writer’s where it gives one, before the start too', async () => {
    for (const given of [explicit, '2025-01-01T00:00:00.000001Z']) {
      await database.clear();
      await addSession({ status: 'active', started_at: created });
      await database.query(`update chat_sessions set status = 'closed', closed_at = '${given}'`);
      expect((await sessionRow()).closed_at).toBe(microsecondsOf(given));
    }
  });

  it('stays where a closed session changes, also to null', async () => {
    await addSession({ status: 'closed', closed_at: explicit });
    for (const change of ['rating = 3', `closed_at = null`, `status = 'closed', closed_at = null`]) {
      await database.query(`update chat_sessions set ${change}`);
      expect((await sessionRow()).closed_at, `${change}`).toBe(microsecondsOf(explicit));
    }
  });

  it('is that of the earlier life where a session returns, and anew where it closes again', async () => {
    await addSession({ status: 'closed', started_at: created, closed_at: explicit });
    await database.query(`update chat_sessions set status = 'waiting'`);
    expect((await sessionRow()).closed_at).toBe(microsecondsOf(explicit));
    const { before } = await during(`update chat_sessions set status = 'closed'`);
    expect((await sessionRow()).closed_at).toBeGreaterThanOrEqual(before);
  });

  it('is null while a session is open, unless its writer says otherwise', async () => {
    await addSession({ status: 'active' });
    expect((await sessionRow()).closed_at).toBeNull();
  });
});

describe('total_messages', () => {
  const app = testApp({ bindings: { DATABASE_URL: database.url } });

  it.each(['null', '-1', '0', '7', '2147483647', 'default'])(
    'is the writer’s column, and counted in answers, where it says %s',
    async (nonsense) => {
      await addSession({ status: 'active' });
      for (const [n, kind] of [
        {},
        {},
        { message_type: 'file' },
        { message_type: 'note' },
        { status: 'failed' },
      ].entries()) {
        await database.insert('chat_messages', {
          id: uuidIn('b', n),
          session_id: session,
          sender_id: initiator,
          content: 'x',
          ...kind,
        });
      }
      await database.query(`update chat_sessions set total_messages = ${nonsense}`);
      const written = nonsense === 'null' ? null : nonsense === 'default' ? 0 : Number(nonsense);
      expect((await sessionRow()).total_messages).toBe(written);
      const body = async (path: string): Promise<unknown> => (await app.call(path)).json();
      expect(await body('active-sessions')).toMatchObject([{ total_messages: 3 }]);
      expect(await body('sessions')).toMatchObject([{ total_messages: 3 }]);
      expect(await body(`sessions/${session}/transcript`)).toMatchObject({ session: { total_messages: 3 } });
      const window = 'from=2026-01-01T00:00:00Z&to=2026-01-03T00:00:00Z';
      expect(await body(`overview?${window}`)).toMatchObject({ total_messages: 3 });
    },
  );
});

describe('checks', () => {
  const message = { session_id: session, sender_id: initiator, content: '' };
  const participant = { session_id: session, user_id: agent, role: 'customer' };

  const refusal = async (table: string, row: Row): Promise<string | undefined> => {
    try {
      await database.insert(table, row);
      return undefined;
    } catch (error) {
      return sqlStateOf(error) ?? String(error);
    }
  };

  const allowed: [table: string, row: Row][] = [
    ...[1, 2, 3, 4, 5, null].map((rating): [string, Row] => ['chat_sessions', { rating }]),
    ['chat_sessions', { started_at: created, closed_at: created, status: 'closed' }],
    // Clocks differ.
    ['chat_sessions', { started_at: explicit, closed_at: created, status: 'closed' }],
    ['chat_sessions', { started_at: explicit, closed_at: created, status: 'waiting' }],
    ['chat_sessions', { started_at: explicit, closed_at: created, status: 'active' }],
    ['chat_sessions', { started_at: null, closed_at: created, status: 'closed' }],
    ['chat_sessions', { started_at: explicit, closed_at: null, status: 'closed' }],
    ['chat_sessions', { created_at: '0001-01-01T00:00:00Z' }],
    ['chat_sessions', { created_at: '9999-12-31T23:59:59.999999Z' }],
    ...[null, 0, 1, Number.MAX_SAFE_INTEGER].map((file_size): [string, Row] => [
      'chat_messages',
      { ...message, file_size },
    ]),
    ...['text', 'file', 'image', 'system', 'note'].map((message_type): [string, Row] => [
      'chat_messages',
      { ...message, message_type },
    ]),
    ...['sent', 'delivered', 'read', 'failed'].map((status): [string, Row] => [
      'chat_messages',
      { ...message, status },
    ]),
    ...['customer', 'support_agent', 'bot'].map((role): [string, Row] => [
      'chat_participants',
      { ...participant, role },
    ]),
    ['chat_participants', { ...participant, left_at: '2000-01-01T00:00:00Z' }],
  ];

  it.each(allowed)('take %s %j', async (table, row) => {
    if (table !== 'chat_sessions') await addSession();
    const whole = table === 'chat_sessions' ? { id: session, initiator_id: initiator, ...row } : row;
    expect(await refusal(table, whole)).toBeUndefined();
  });

  const unsayable = ['infinity', '-infinity', '10000-01-01T00:00:00Z', '0001-12-31T00:00:00Z BC'];
  const refused: [table: string, row: Row][] = [
    ...[0, 6, -1].map((rating): [string, Row] => ['chat_sessions', { rating }]),
    ...['open', 'Waiting', ''].map((status): [string, Row] => ['chat_sessions', { status }]),
    ...['created_at', 'queued_at', 'started_at', 'closed_at', 'last_activity_at'].flatMap((column) =>
      unsayable.map((instant): [string, Row] => ['chat_sessions', { [column]: instant }]),
    ),
    ...[-1, Number.MAX_SAFE_INTEGER + 1].map((size): [string, Row] => [
      'chat_messages',
      { ...message, file_size: String(size) },
    ]),
    ['chat_messages', { ...message, message_type: 'video' }],
    ['chat_messages', { ...message, status: 'seen' }],
    ...unsayable.map((instant): [string, Row] => ['chat_messages', { ...message, created_at: instant }]),
    ['chat_participants', { ...participant, role: 'admin' }],
    ...['joined_at', 'left_at'].flatMap((column) =>
      unsayable.map((instant): [string, Row] => ['chat_participants', { ...participant, [column]: instant }]),
    ),
  ];

  it.each(refused)('refuse %s %j', async (table, row) => {
    if (table !== 'chat_sessions') await addSession();
    const whole = table === 'chat_sessions' ? { id: session, initiator_id: initiator, ...row } : row;
    expect(await refusal(table, whole)).toBe('23514');
  });

  it('refuse a second participant row for the same user, and rows of no session', async () => {
    await addSession();
    expect(await refusal('chat_participants', participant)).toBeUndefined();
    expect(await refusal('chat_participants', { ...participant, role: 'support_agent' })).toBe('23505');
    expect(await refusal('chat_messages', { ...message, session_id: uuidIn('5', 2) })).toBe('23503');
    expect(await refusal('chat_participants', { ...participant, session_id: uuidIn('5', 2) })).toBe('23503');
  });
});

describe('the audit log', () => {
  const app = testApp({ bindings: { DATABASE_URL: database.url } });

  it('outlives its session, whose messages and participants go with it, and takes no change', async () => {
    await addSession();
    await database.insert('chat_messages', { session_id: session, sender_id: initiator, content: 'x' });
    const assigned = await app.call(`sessions/${session}/assign`, { json: { agent_id: agent } });
    expect(assigned.status).toBe(200);
    const rows = () => database.query('select to_json(a)::text as row from chat_audit_log a');
    const before = await rows();
    expect(before).toHaveLength(1);

    await database.query('delete from chat_sessions');
    const { sessions, messages, participants } = await readTables(database);
    expect([sessions, messages, participants]).toEqual([[], [], []]);
    expect(await rows()).toEqual(before);

    for (const change of ['delete from chat_audit_log', `update chat_audit_log set reason = 'other'`]) {
      await expect(database.query(change)).rejects.toThrow('append-only');
    }
    await expect(
      database.query(`with gone as (delete from chat_audit_log returning 1) select count(*) from gone`),
    ).rejects.toThrow('append-only');
    expect(await rows()).toEqual(before);
  });
});
