import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { exportTranscripts } from '../../dev/data/export-transcripts.ts';
import { loadTranscripts } from '../../dev/data/load-transcripts.ts';
import { createTestDatabase, type TestDatabase } from '../support/node/database.ts';
import { runDev, type Ended } from '../support/node/dev-run.ts';
import { uuidOf } from '../support/transcripts.ts';

let database: TestDatabase;
let folder: string;
let file: string;
let client: Client;

const [one, two, three, four] = [1, 2, 3, 4].map((n) => uuidOf('5', n));
const [customer, ada, ben, supervisor] = [uuidOf('c', 1), uuidOf('a', 1), uuidOf('a', 2), uuidOf('a', 3)];

/** Chats to which everything happened that the ledger knows, as a chat application writes them, step by step. */
const history = [
  `insert into chat_sessions (id, initiator_id, created_at, queued_at, team, skills)
   values ('${one}', '${customer}', '2022-05-01 10:00:00.000123Z', '2022-05-01 10:00:30Z', 'billing', '{french,"a \\"b\\""}')`,
  `insert into chat_participants (session_id, user_id, role, joined_at) values
   ('${one}', '${customer}', 'customer', '2022-05-01 10:00Z'), ('${one}', '${ada}', 'support_agent', '2022-05-01 10:01Z')`,
  `insert into chat_messages (session_id, sender_id, content, created_at) values
   ('${one}', '${customer}', 'Hello?', '2022-05-01 10:00:10.000001Z'), ('${one}', '${ada}', 'Yes?', '2022-05-01 10:01:05.999999Z'),
   ('${one}', '${supervisor}', 'I listen in.', '2022-05-01 10:02Z')`,
  `update chat_sessions set status = 'active', assigned_agent_id = '${ada}', started_at = '2022-05-01 10:01Z' where id = '${one}'`,
  // transferred
  `update chat_participants set left_at = '2022-05-01 10:05Z' where user_id = '${ada}'`,
  `insert into chat_participants (session_id, user_id, role, joined_at) values ('${one}', '${ben}', 'support_agent', '2022-05-01 10:05Z')`,
  `update chat_sessions set assigned_agent_id = '${ben}' where id = '${one}'`,
  `update chat_sessions set rating = 2 where id = '${one}'`,
  // requeued for another team, moved, taken again and closed
  `update chat_sessions set status = 'waiting', assigned_agent_id = null, team = 'sales', queued_at = '2022-05-01 10:07:00.5Z' where id = '${one}'`,
  `update chat_sessions set team = 'legal' where id = '${one}'`,
  `update chat_sessions set status = 'active', assigned_agent_id = '${ada}', started_at = '2022-05-01 10:09Z' where id = '${one}'`,
  `update chat_sessions set status = 'closed', closed_at = '2022-05-01 10:20Z' where id = '${one}'`,
  // reopened and abandoned
  `update chat_sessions set status = 'waiting', assigned_agent_id = null, queued_at = '2022-05-02 08:00Z' where id = '${one}'`,
  `update chat_sessions set status = 'closed', closed_at = '2022-05-02 08:30Z', feedback = 'Nobody came' where id = '${one}'`,
  // released, and left with nobody
  `insert into chat_sessions (id, initiator_id, status, assigned_agent_id, created_at, started_at)
   values ('${two}', '${customer}', 'active', '${ben}', '2022-05-01 11:00Z', '2022-05-01 11:02Z')`,
  `update chat_sessions set assigned_agent_id = null where id = '${two}'`,
  `insert into chat_messages (session_id, sender_id, content, message_type, file_url, created_at)
   values ('${two}', '${customer}', repeat('long ü ', 100000), 'file', 'data:' || repeat('A', 300000), '2022-05-01 11:30Z')`,
  // deleted, and there again
  `insert into chat_sessions (id, initiator_id, created_at) values ('${three}', '${customer}', '2022-05-01 12:00Z')`,
  `update chat_sessions set team = 'x' where id = '${three}'`,
  `delete from chat_sessions where id = '${three}'`,
  `insert into chat_sessions (id, initiator_id, created_at) values ('${three}', '${ada}', '2022-05-01 12:30Z')`,
];

/** Names of a customer, who is in one chat no participant, of agents and of a sender who takes part in none. */
const people = [
  [customer, 'Maya "M" Fischer'],
  [ada, 'Ada Okafor'],
  [ben, 'Ben Lindqvist'],
  [supervisor, 'Zoë 山田'],
];

/** A chat with more messages, participants and events than one answer of the database holds. */
const longChat = [
  `insert into chat_sessions (id, initiator_id, created_at) values ('${four}', '${customer}', '2022-05-03 12:00Z')`,
  `insert into chat_messages (session_id, sender_id, content, created_at)
   select '${four}', gen_random_uuid(), 'Message ' || n, timestamptz '2022-05-03 12:00Z' + n * interval '1 ms' from generate_series(1, 21000) n`,
  `insert into chat_participants (session_id, user_id, role, joined_at)
   select '${four}', gen_random_uuid(), 'customer', timestamptz '2022-05-03 12:00Z' + n * interval '1 ms' from generate_series(1, 6000) n`,
  `do $do$ begin for n in 1..1200 loop update chat_sessions set rating = n % 5 + 1 where id = '${four}'; end loop; end $do$`,
];

/** Everything that is kept of chats and derived from it. Ids of events and versions are counted anew. */
async function state(): Promise<Record<string, unknown>> {
  const tables = {
    sessions: `select to_jsonb(s) - 'version' - 'total_messages' || jsonb_build_object('last_activity_at', at) as row
      from chat_sessions s, dashboard_last_activity(s.id, s.last_activity_at) activity (at) order by id`,
    messages: `select md5(string_agg(m::text, ',' order by session_id, created_at, id)) as row from chat_messages m`,
    participants: `select md5(string_agg(p::text, ',' order by session_id, user_id)) as row from chat_participants p`,
    users: `select u as row from chat_users u order by id`,
    segments: `select g as row from dashboard_segments(array(select id from chat_sessions)) g order by session_id, segment`,
    parts: `select to_jsonb(p) as row from dashboard_session_parts(array(select id from chat_sessions)) p
      order by subject, agent_id, at, session_id`,
    minutes: `select to_jsonb(p) as row from dashboard_message_parts(array(select distinct date_trunc('minute', created_at) from chat_messages)) p
      order by at`,
  };
  const found: Record<string, unknown> = {};
  for (const [name, query] of Object.entries(tables)) {
    found[name] = (await client.query<{ row: unknown }>(query)).rows.map(({ row }) => row);
  }
  return found;
}

const eventsOf = async (id: string | undefined): Promise<unknown[]> => {
  const { rows } = await client.query<{ event: unknown }>(
    `select to_jsonb(e) - 'id' - 'transaction_id' as event from dashboard_session_events e where session_id = $1 order by id`,
    [id],
  );
  return rows.map(({ event }) => event);
};

const run = (...args: string[]): Promise<Ended> =>
  runDev('export.ts', { DATABASE_URL: database.url, INIT_CWD: folder }, args).ended;

const load = (shiftToNow = false): ReturnType<typeof loadTranscripts> =>
  loadTranscripts(client, { file, shiftToNow, onProgress: () => {} });

/** Removes every chat with all that the dashboard knows of it. */
const forget = (): Promise<unknown> =>
  client.query(
    'truncate chat_sessions cascade; truncate chat_users, dashboard_session_events, dashboard_changes',
  );

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'chat-export-'));
  file = path.join(folder, 'chats.ndjson');
  database = await createTestDatabase(inject('adminDatabaseUrl'), inject('templateDatabase'));
  client = new Client({ connectionString: database.url });
  await client.connect();
});
beforeEach(async () => {
  await forget();
  for (const statement of history) await client.query(statement);
  for (const person of people) {
    await client.query('insert into chat_users (id, display_name) values ($1, $2)', person);
  }
});
afterAll(async () => {
  await client.end();
  await database.drop();
  await rm(folder, { recursive: true });
});

describe('npm run export', () => {
  it('writes all chats so that importing them restores everything, to the microsecond', async () => {
    for (const statement of longChat) await client.query(statement);
    const before = await state();
    const events = [await eventsOf(one), await eventsOf(two), await eventsOf(four)];
    const ended = await run('chats.ndjson');
    expect(ended).toMatchObject({ code: 0, stdout: '' });
    expect(ended.stderr).toMatch(/Exported 4 sessions\.\n$/);
    const audit = await client.query(
      `select action, outcome, actor_name = session_user as is_login, reason from dashboard_command_log where action = 'export'`,
    );
    expect(audit.rows).toEqual([{ action: 'export', outcome: 'done', is_login: true, reason: 'all' }]);
    expect(await readdir(folder)).toEqual(['chats.ndjson']);
    await forget();
    expect(await load()).toMatchObject({ sessions: 4, messages: 21_004, participants: 6003 });
    expect(await state()).toEqual(before);
    expect([await eventsOf(one), await eventsOf(two), await eventsOf(four)]).toEqual(events);
    // The log and the rows agree: nothing is left to adopt.
    const { rows } = await client.query('select dashboard_adopt_rows() as adopted');
    expect(rows).toEqual([{ adopted: 0 }]);
  });

  it('restores chats beside the log of those that were deleted', async () => {
    const before = await state();
    await run('chats.ndjson');
    await client.query('delete from chat_sessions');
    await load();
    expect(await state()).toEqual(before);
  });

  it('writes a range, both ends included, to standard output', async () => {
    const { code, stdout } = await run(
      '--from',
      '2022-05-01T10:00:00.000123Z',
      '--to',
      '2022-05-01T13:00:00+02:00',
    );
    const ids = stdout
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { session: { id: string } }).session.id);
    expect({ code, ids }).toEqual({ code: 0, ids: [one, two] });
    expect((await run('--from', '2022-05-01T10:00:00.000124Z', '--to', '2022-05-01T10:59:59Z')).stdout).toBe(
      '',
    );
  });

  it.each([
    [['--from', 'yesterday'], /^Not exported: --from must be an RFC 3339 instant.*usage:.*\n$/],
    [['a.ndjson', 'b.ndjson'], /^Not exported: one file at a time; usage:.*\n$/],
    [['no/such/folder.ndjson'], /^Not exported: ENOENT.*\n$/],
  ])('says in one line what is wrong with %j', async (args, line) => {
    const { code, stderr } = await run(...args);
    expect(code).toBe(1);
    expect(stderr).toMatch(line);
  });
});

describe('a document', () => {
  const documents = async (): Promise<{ session: Record<string, unknown> & { events: unknown[] } }[]> => {
    let text = '';
    for await (const piece of exportTranscripts(
      client,
      { from: undefined, to: '2022-05-02T00:00:00Z' },
      () => {},
    )) {
      text += piece;
    }
    return text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Awaited<ReturnType<typeof documents>>[number]);
  };
  const keep = (...of: unknown[]): Promise<void> =>
    writeFile(file, of.map((document) => JSON.stringify(document)).join('\n'));

  it('that says something else than its last event gets that as one more event', async () => {
    const [document] = await documents();
    await keep({ ...document, session: { ...document?.session, rating: 5 } });
    const before = await eventsOf(one);
    await forget();
    await load();
    expect(await eventsOf(one)).toEqual([
      ...before,
      { ...(before.at(-1) as object), command: null, rating: 5 },
    ]);
  });

  it('without events is imported as one event', async () => {
    const [document] = await documents();
    const { events: _, ...session } = document?.session ?? { events: [] };
    await keep({ ...document, session });
    await forget();
    await load();
    expect(await eventsOf(one)).toMatchObject([{ status: 'closed', team: 'legal' }]);
  });

  it('moves its events with all its times', async () => {
    await keep(...(await documents()));
    const [first] = (await eventsOf(one)) as { happened_at: string; queued_at: string }[];
    await forget();
    const { shift } = await load(true);
    const [moved] = (await eventsOf(one)) as { happened_at: string; queued_at: string }[];
    const { rows } = await client.query(
      `select $1::timestamptz + $3::interval = $2 as happened, $4::timestamptz + $3::interval = $5 as queued`,
      [first?.happened_at, moved?.happened_at, shift.interval, first?.queued_at, moved?.queued_at],
    );
    expect(rows).toEqual([{ happened: true, queued: true }]);
  });

  it.each([
    [{ team: 'x'.repeat(201) }, 'session.team must have at most 200 characters'],
    [{ skills: ['a', 'x'.repeat(201)] }, 'session.skills[1] must have at most 200 characters'],
    [{ skills: Array<string>(51).fill('x') }, 'session.skills must have at most 50 skills'],
    [{ feedback: 'x'.repeat((32 << 20) + 1) }, 'session.feedback must have at most 32 MiB'],
    [{ events: [{}] }, 'session.events[0].happened_at is missing'],
  ])('%# with what the tables refuse is a bad line', async (change, reason) => {
    const [document] = await documents();
    await keep({ ...document, session: { ...document?.session, ...change } });
    await forget();
    await expect(load()).rejects.toMatchObject({ report: [expect.stringContaining(reason)] });
  });
});

it('is read back by the import as the API answers it, in milliseconds', async () => {
  // The export and the API read the same documents; only instants differ.
  await run('chats.ndjson');
  const [line = ''] = (await readFile(file, 'utf8')).split('\n');
  await writeFile(file, line.replaceAll(/(T[\d:]+\.\d{3})\d{3}Z/g, '$1Z'));
  const [before] = (
    await client.query(`select team, skills, queued_at from chat_sessions where id = $1`, [one])
  ).rows;
  await forget();
  await load();
  const [after] = (await client.query(`select team, skills, queued_at from chat_sessions`)).rows;
  expect(after).toEqual(before);
});
