import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { BadFileError, loadTranscripts, type LoadedTranscripts } from '../../dev/data/load-transcripts.ts';
import { createTestDatabase, type TestDatabase } from '../support/node/database.ts';
import { runDev, type Ended } from '../support/node/dev-run.ts';
import { countRows, findWrongTotals, readTables } from '../support/node/table-contents.ts';
import { transcript, uuidOf, type TestTranscript } from '../support/transcripts.ts';

let database: TestDatabase;
let folder: string;
/** Looks at what is there. */
let client: Client;
/** Does the loading. */
let importer: Client;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'chat-import-'));
  database = await createTestDatabase(inject('adminDatabaseUrl'), inject('templateDatabase'));
  client = new Client({ connectionString: database.url });
  importer = new Client({ connectionString: database.url });
  await Promise.all([client.connect(), importer.connect()]);
  await client.query(`set time zone 'UTC'`);
  // Where a day may have 23 hours.
  await importer.query(`set time zone 'Europe/Zurich'`);
});
afterEach(() => client.query('delete from chat_sessions'));
afterAll(async () => {
  await Promise.all([client.end(), importer.end()]);
  await database.drop();
  await rm(folder, { recursive: true });
});

const fileOf = (...documents: (TestTranscript | string)[]): string =>
  documents
    .map((document) => (typeof document === 'string' ? document : JSON.stringify(document)))
    .join('\n');

const runImport = (
  args: string[],
  env: Record<string, string> = { DATABASE_URL: database.url },
): Promise<Ended> => runDev('import.ts', env, args).ended;

async function writeImportFile(content: string | Buffer): Promise<string> {
  const file = path.join(folder, 'file.ndjson');
  await writeFile(file, content);
  return file;
}

/** Imports a file with this content, without the program around it. @returns the counts, in the summary's order */
async function load(content: string | Buffer, options = { shiftToNow: false }): Promise<LoadedTranscripts> {
  return loadTranscripts(importer, {
    file: await writeImportFile(content),
    ...options,
    onProgress: () => {},
  });
}

/** Imports a bad file; sees that nothing of it is there. @returns the lines about it */
async function loadBadly(content: string | Buffer, options = { shiftToNow: false }): Promise<string[]> {
  const before = await readTables(client);
  const error: unknown = await load(content, options).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(BadFileError);
  expect(await readTables(client)).toEqual(before);
  return error instanceof BadFileError ? error.report : [];
}

const shiftToNow = { shiftToNow: true };
const counts = (sessions: number, messages: number, participants: number, alreadyThere: number) => ({
  sessions,
  messages,
  participants,
  alreadyThere,
});

/** An expression over the sessions, by id. */
async function ask(expression: string): Promise<unknown[]> {
  const { rows } = await client.query<{ value: unknown }>(
    `select ${expression} as value from chat_sessions order by id`,
  );
  return rows.map(({ value }) => value);
}

describe('a good file', () => {
  it('is loaded, every field of it', async () => {
    const document = transcript(1, ({ session, messages: [first] }) => {
      session.queued_at = '2020-01-01T10:00:30.000001Z';
      session.last_activity_at = '2020-01-01T12:06:00.5+02:00';
      session.feedback = 'Très bien 👍';
      session.participants[1] = {
        user_id: uuidOf('a', 1).toUpperCase(),
        role: 'support_agent',
        joined_at: '2020-01-01T10:01:00.1234567Z',
        left_at: '2020-01-01T10:04:59.999999Z',
      };
      if (first === undefined) return;
      first.created_at = '2020-01-01T05:00:00.000001-05:00';
      first.file = {
        name: 'a "b", {c}\\.txt',
        url: 'https://example.com/a',
        size: 9007199254740991,
        mime: null,
      };
      first.message_type = 'file';
    });
    expect(await load(fileOf(document))).toMatchObject(counts(1, 2, 2, 0));
    const session = await client.query(`select to_jsonb(s) as row from chat_sessions s`);
    expect(session.rows).toEqual([
      {
        row: {
          id: uuidOf('5', 1),
          team: null,
          skills: [],
          version: 1,
          status: 'closed',
          initiator_id: uuidOf('c', 1),
          assigned_agent_id: uuidOf('a', 1),
          created_at: '2020-01-01T10:00:00+00:00',
          queued_at: '2020-01-01T10:00:30.000001+00:00',
          started_at: '2020-01-01T10:01:00+00:00',
          closed_at: '2020-01-01T10:05:00+00:00',
          last_activity_at: '2020-01-01T10:06:00.5+00:00',
          total_messages: 2,
          rating: 4,
          feedback: 'Très bien 👍',
        },
      },
    ]);
    const participants = await client.query(
      'select to_jsonb(p) as row from chat_participants p order by role desc',
    );
    expect(participants.rows[0]).toEqual({
      row: {
        session_id: uuidOf('5', 1),
        user_id: uuidOf('a', 1),
        role: 'support_agent',
        joined_at: '2020-01-01T10:01:00.123456+00:00',
        left_at: '2020-01-01T10:04:59.999999+00:00',
      },
    });
    const messages = await client.query('select to_jsonb(m) as row from chat_messages m order by created_at');
    expect(messages.rows[0]).toEqual({
      row: {
        id: uuidOf('b', 100),
        session_id: uuidOf('5', 1),
        sender_id: uuidOf('c', 1),
        content: 'Is anybody there?',
        message_type: 'file',
        status: 'read',
        file_name: 'a "b", {c}\\.txt',
        file_url: 'https://example.com/a',
        file_size: 9007199254740991,
        file_mime: null,
        erased_characters: null,
        created_at: '2020-01-01T10:00:00.000001+00:00',
      },
    });
  });

  it('may have a byte order mark, CRLF, blank lines, strange text and no end of its last line', async () => {
    const [first, second, third] = [1, 2, 3].map((number) =>
      JSON.stringify(
        transcript(number, ({ messages }) => {
          for (const message of messages) message.content = '\u2028 \u0085 \ufeff 👩‍👩‍👧 e\u0301 \r\n "\\"';
        }),
      ),
    );
    await load(`\ufeff${first}\r\n\r\n${second}\n \t\n\n${third}`);
    expect(await countRows(client)).toEqual({ sessions: 3, participants: 6, messages: 6 });
    const { rows } = await client.query<{ content: string }>('select distinct content from chat_messages');
    expect(rows).toEqual([{ content: '\u2028 \u0085 \ufeff 👩‍👩‍👧 e\u0301 \r\n "\\"' }]);
  });

  it('names users who have no name yet, and leaves the others', async () => {
    const agentNames = [' ', null, 'Ada Okafor'];
    const documents = agentNames.map((agentName, index) =>
      transcript(index + 1, ({ session: { participants } }) => {
        const [customer, agent] = participants;
        Object.assign(customer ?? {}, { name: `User ${index + 1}` });
        Object.assign(agent ?? {}, { name: agentName });
        participants.push({
          user_id: uuidOf('e', 1),
          role: 'bot',
          joined_at: '2020-01-01T00:00:00Z',
          name: `Bot ${index + 1}`,
        });
      }),
    );
    await client.query(`insert into chat_users (id, display_name) values ($1, 'Renamed')`, [uuidOf('c', 2)]);
    await load(fileOf(...documents));
    const { rows } = await client.query('select id, display_name from chat_users order by id');
    await client.query('delete from chat_users');
    expect(rows).toEqual([
      { id: uuidOf('a', 0), display_name: 'Ada Okafor' },
      { id: uuidOf('c', 1), display_name: 'User 1' },
      { id: uuidOf('c', 2), display_name: 'Renamed' },
      { id: uuidOf('c', 3), display_name: 'User 3' },
      { id: uuidOf('e', 1), display_name: 'Bot 1' },
    ]);
    // A file without names writes none.
    await load(fileOf(transcript(4)));
    expect((await client.query('select from chat_users')).rowCount).toBe(0);
  });

  it('may be empty', async () => {
    expect(await load('')).toMatchObject(counts(0, 0, 0, 0));
    expect(await load('\n', shiftToNow)).toMatchObject(counts(0, 0, 0, 0));
  });

  it('is larger than a batch, with sessions of many messages and of none', async () => {
    const documents = Array.from({ length: 60 }, (_, index) =>
      transcript(index + 1, (document) => {
        const [message] = document.messages;
        const count = index === 30 ? 12_000 : index === 31 ? 0 : 300;
        document.messages = Array.from({ length: message === undefined ? 0 : count }, (__, position) =>
          Object.assign({}, message, {
            id: uuidOf('b', index * 100_000 + position),
            content: 'x'.repeat(80),
          }),
        );
      }),
    );
    await load(fileOf(...documents));
    expect(await countRows(client)).toEqual({ sessions: 60, participants: 120, messages: 58 * 300 + 12_000 });
    expect(await findWrongTotals(client)).toEqual([]);
  });

  it('may have system lines, notes, bots and failed messages, and be closed before it was started', async () => {
    const document = transcript(1, ({ session, messages }) => {
      const [first] = messages;
      const others = [{ message_type: 'system' }, { message_type: 'note' }, { status: 'failed' }];
      for (const [position, other] of others.entries()) {
        messages.push({ ...first, ...other, id: uuidOf('b', 200 + position) } as (typeof messages)[number]);
      }
      const bot = { ...session.participants[0], user_id: uuidOf('d', 1), role: 'bot' };
      session.participants.push(bot as (typeof session.participants)[number]);
      session.total_messages = 99;
      session.closed_at = '2020-01-01T10:00:59.999999Z';
    });
    expect(await load(fileOf(document))).toMatchObject(counts(1, 5, 3, 0));
    expect(await ask('total_messages')).toEqual([2]);
  });

  it('changes nothing the second time', async () => {
    const file = fileOf(transcript(1), transcript(2), transcript(3));
    await load(file);
    const before = await readTables(client);
    expect(await load(file)).toMatchObject(counts(0, 0, 0, 3));
    expect(await readTables(client)).toEqual(before);
  });

  it('leaves a session as it is that is there already, however it differs', async () => {
    await load(fileOf(transcript(1)));
    await client.query(`update chat_sessions set status = 'active', rating = null, closed_at = null`);
    await client.query(`delete from chat_messages where sender_id = $1`, [uuidOf('c', 1)]);
    const before = await readTables(client);
    expect(await load(fileOf(transcript(1)))).toMatchObject(counts(0, 0, 0, 1));
    expect(await readTables(client)).toEqual(before);
  });

  it('is loaded by two at once as by one', async () => {
    const file = path.join(folder, 'twice.ndjson');
    await writeFile(file, fileOf(...Array.from({ length: 50 }, (_, index) => transcript(index + 1))));
    const both = await Promise.all([runImport([file]), runImport([file])]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(both.map(({ stdout }) => stdout).sort()).toEqual([
      'Loaded 0 sessions, 0 messages, 0 participants; 50 already there.\n',
      'Loaded 50 sessions, 100 messages, 100 participants; 0 already there.\n',
    ]);
  });
});

describe('a file with bad lines', () => {
  it('is not loaded at all, and every bad line is named', async () => {
    await load(fileOf(transcript(9)));
    const lines = await loadBadly(
      fileOf(
        transcript(1),
        '{"session": ',
        '',
        transcript(2, ({ session }) => (session.rating = 6)),
        transcript(1, ({ messages }) => (messages.length = 0)),
        transcript(3, ({ messages }) => Object.assign(messages[1] ?? {}, { id: uuidOf('B', 100) })),
        transcript(4),
        transcript(5, ({ messages }) => Object.assign(messages[0] ?? {}, { id: uuidOf('b', 901) })),
        transcript(6, ({ session }) => (session.closed_at = '2020-01-06')),
        transcript(7, ({ messages }) => Object.assign(messages[0] ?? {}, { content: '\u0000' })),
        transcript(8, ({ session }) => (session.participants[1] = { ...session.participants[0] } as never)),
      ),
    );
    expect(lines).toEqual([
      expect.stringMatching(/^line 2: is not JSON \(.*\)$/),
      'line 4: session.rating must be a whole number from 1 to 5',
      'line 5: session.id is also on line 1',
      'line 6: messages[1].id is also on line 1',
      `line 8: messages[0].id already is a message of session ${uuidOf('5', 9)}`,
      'line 9: session.closed_at must be an RFC 3339 instant of the years 1 to 9999',
      'line 10: messages[0].content holds U+0000, which PostgreSQL cannot store',
      'line 11: session.participants[1].user_id is the same as session.participants[0].user_id',
    ]);
  });

  it('has lines that repeat the ids of a bad one', async () => {
    const bad = transcript(1, ({ session }) => (session.status = 'lost'));
    const other = transcript(2, ({ messages }) => Object.assign(messages[0] ?? {}, { id: uuidOf('b', 100) }));
    expect(await loadBadly(fileOf(bad, transcript(1), other))).toEqual([
      'line 1: session.status must be waiting, active or closed',
      'line 2: session.id is also on line 1; messages[0].id is also on line 1; messages[1].id is also on line 1',
      'line 3: messages[0].id is also on line 1',
    ]);
  });

  it('is not UTF-8', async () => {
    const good = JSON.stringify(transcript(1));
    const latin1 = Buffer.from(good.replace('Always', 'Toujours là'), 'latin1');
    expect(await loadBadly(Buffer.concat([latin1, Buffer.from(`\n${good}`)]))).toContain(
      'line 1: is not UTF-8 text',
    );
    const utf16 = Buffer.from(`\ufeff${good}\n`, 'utf16le');
    expect((await loadBadly(utf16))[0]).toMatch(/^line 1: is not UTF-8 text/);
  });

  it('names the first hundred with their reasons and all by number', async () => {
    const lines = Array.from({ length: 250 }, (_, index) => (index === 200 ? fileOf(transcript(1)) : 'no'));
    const report = await loadBadly(lines.join('\n'));
    expect(report).toHaveLength(101);
    expect(report.at(-1)).toBe('and 149 more: lines 101-200, 202-250');
  });
});

describe('--shift-to-now', () => {
  const file = fileOf(
    transcript(1),
    transcript(3, ({ session, messages }) => {
      // The newest message, and a session that is over a minute later.
      Object.assign(messages[1] ?? {}, { created_at: '2020-01-03T10:04:00.000123Z' });
      session.queued_at = '2020-01-03T10:00:00.000001Z';
    }),
    transcript(2, ({ session }) => (session.last_activity_at = '2020-01-02T00:00:00Z')),
  );

  it('moves every time by one offset, so that the newest message is now', async () => {
    await load(file);
    const columns = ['created_at', 'queued_at', 'started_at', 'closed_at', 'last_activity_at'];
    const others = [
      `(select array_agg(extract(epoch from joined_at) order by user_id) from chat_participants p where p.session_id = chat_sessions.id)`,
      `(select array_agg(extract(epoch from m.created_at) order by m.id) from chat_messages m where m.session_id = chat_sessions.id)`,
    ];
    // Microseconds as bigint: what PostgreSQL has, and none of it lost in a double.
    const seconds = `array[${columns.map((column) => `extract(epoch from ${column})`).join(', ')}] || ${others.join(' || ')}`;
    const list = `array(select (t * 1000000)::bigint::text from unnest(${seconds}) with ordinality u(t, n) order by n)`;
    const timesOf = async () => ((await ask(list)) as string[][]).flat().map(BigInt);
    const original = await timesOf();
    await client.query('delete from chat_sessions');

    const from = Date.now();
    const { shift } = await load(file, shiftToNow);
    expect(shift).toEqual({ interval: expect.stringMatching(/^\d+ days \d\d:/), isAsBefore: false });
    const shifted = await timesOf();
    const offsets = new Set(shifted.map((time, index) => time - (original[index] ?? 0n)));
    expect(shifted).toHaveLength(27);
    expect(offsets.size).toBe(1);

    const newest = await client.query<{ at: string }>(
      'select extract(epoch from max(created_at)) as at from chat_messages',
    );
    expect(Number(newest.rows[0]?.at) * 1000).toBeGreaterThanOrEqual(from - 1000);
    expect(Number(newest.rows[0]?.at) * 1000).toBeLessThanOrEqual(Date.now() + 1000);
    // To the microsecond: what differed by 122 of them still does.
    const { rows } = await client.query<{ apart: string }>(
      `select (max(m.created_at) - max(s.queued_at))::text as apart from chat_messages m, chat_sessions s`,
    );
    expect(rows).toEqual([{ apart: '00:04:00.000122' }]);
  });

  it('moves nothing the second time, nor when it is loaded again without', async () => {
    await load(file, shiftToNow);
    const before = await readTables(client);
    expect(await load(file, shiftToNow)).toMatchObject(counts(0, 0, 0, 3));
    expect(await load(file)).toMatchObject(counts(0, 0, 0, 3));
    expect(await readTables(client)).toEqual(before);
  });

  it.each([1, 2, 3])('brings back what was deleted to where it was (all but session %i)', async (kept) => {
    await load(file, shiftToNow);
    const before = (await readTables(client))['chat_messages']?.map((row) => row.replace(/^\d+ /, ''));
    const created = await ask('created_at::text');
    await client.query('delete from chat_sessions where id <> $1', [uuidOf('5', kept)]);
    expect(await load(file, shiftToNow)).toMatchObject({
      ...counts(2, 4, 4, 1),
      shift: { isAsBefore: true },
    });
    expect(await ask('created_at::text')).toEqual(created);
    expect((await readTables(client))['chat_messages']?.map((row) => row.replace(/^\d+ /, ''))).toEqual(
      before,
    );
  });

  it('follows most of those that are there, should somebody have moved one', async () => {
    await load(file, shiftToNow);
    const created = await ask('created_at::text');
    await client.query(`delete from chat_sessions where id = $1`, [uuidOf('5', 3)]);
    await load(fileOf(transcript(4)));
    await client.query(`update chat_sessions set created_at = created_at - interval '1 day' where id = $1`, [
      uuidOf('5', 4),
    ]);
    await load(fileOf(transcript(4), file), shiftToNow);
    expect((await ask('created_at::text')).slice(0, 3)).toEqual(created);
  });

  it('leaves where it is what was loaded without it', async () => {
    await load(fileOf(transcript(1)));
    const before = await readTables(client);
    await load(fileOf(transcript(1)), shiftToNow);
    expect(await readTables(client)).toEqual(before);
  });

  it('goes by the newest session in a file without a message', async () => {
    await load(fileOf(transcript(1, (document) => (document.messages = []))), shiftToNow);
    expect(await ask(`created_at between now() - interval '1 minute' and now()`)).toEqual([true]);
  });

  it('refuses to leave the years that can be said', async () => {
    const late = transcript(2, ({ session }) => (session.closed_at = '9999-12-31T00:00:00Z'));
    expect(await loadBadly(fileOf(transcript(1), late), shiftToNow)).toEqual([
      'line 2: has times that --shift-to-now would move out of the years 1 to 9999',
    ]);
    const early = transcript(2, ({ session }) => (session.created_at = '0001-01-01T00:00:00Z'));
    const future = transcript(1, ({ messages }) =>
      Object.assign(messages[1] ?? {}, { created_at: '9000-01-01T00:00:00Z' }),
    );
    expect((await loadBadly(fileOf(future, early), shiftToNow))[0]).toMatch(/^line 1: has times/);
  });
});

describe('npm run import', () => {
  it('says what it has loaded', async () => {
    const file = await writeImportFile(fileOf(transcript(1), transcript(2)));
    const first = await runImport([file, '--shift-to-now']);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toMatch(
      /^Loaded 2 sessions, 4 messages, 4 participants, moved by \d+ days \d\d:\d\d:\d\d(\.\d+)?; 0 already there\.\n$/,
    );
    await client.query('delete from chat_sessions where id = $1', [uuidOf('5', 1)]);
    expect((await runImport([file, '--shift-to-now'])).stdout).toMatch(
      /^Loaded 1 sessions, 2 messages, 2 participants, moved by .* as those already there; 1 already there\.\n$/,
    );
    expect(await runImport([file])).toMatchObject({
      code: 0,
      stdout: 'Loaded 0 sessions, 0 messages, 0 participants; 2 already there.\n',
    });
  });

  it('names bad lines on standard error and fails', async () => {
    const file = await writeImportFile(
      fileOf(
        transcript(1),
        transcript(2, ({ session }) => (session.rating = 0)),
      ),
    );
    expect(await runImport([file])).toEqual({
      code: 1,
      signal: null,
      stdout: '',
      stderr:
        'line 2: session.rating must be a whole number from 1 to 5\n' +
        'Not imported: 1 line is bad, so nothing was loaded\n',
    });
    expect(await countRows(client)).toMatchObject({ sessions: 0 });
  });

  it.each([
    [[], 'name the file to import; usage: npm run import -- FILE.ndjson [--shift-to-now]'],
    [['a', 'b'], 'one file at a time; usage: npm run import -- FILE.ndjson [--shift-to-now]'],
    [['a', '--shift'], "Unknown option '--shift'; usage: npm run import -- FILE.ndjson [--shift-to-now]"],
    [['no/such.ndjson'], 'there is no file no/such.ndjson'],
    [['dev'], 'dev is a folder'],
  ])('%j: one line', async (args, reason) => {
    expect(await runImport(args)).toEqual({
      code: 1,
      signal: null,
      stdout: '',
      stderr: `Not imported: ${reason}\n`,
    });
  });

  it('says how to start a database where none runs', async () => {
    const ended = await runImport(['package.json'], { DATA_DIR: folder });
    expect(ended).toMatchObject({
      code: 1,
      stderr: 'Not imported: no database is running: start one with npm run dev, or set DATABASE_URL\n',
    });
  });

  it('takes the database of a running npm run dev', async () => {
    await writeFile(
      path.join(folder, 'dev.json'),
      JSON.stringify({ url: 'http://x', databaseUrl: database.url }),
    );
    await writeFile(path.join(folder, 'one.ndjson'), fileOf(transcript(1)));
    const ended = await runImport([path.join(folder, 'one.ndjson')], { DATA_DIR: folder });
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    await rm(path.join(folder, 'dev.json'));
    expect(await countRows(client)).toMatchObject({ sessions: 1 });
  });

  it('says no more of a database that is away, or not migrated, than it must', async () => {
    const away = await runImport(['package.json'], {
      DATABASE_URL: 'postgresql://somebody:hush@127.0.0.1:1/x',
    });
    expect(away.code).toBe(1);
    expect(away.stderr).toMatch(/^Not imported: the database does not answer .*\n$/);
    expect(away.stderr).not.toContain('hush');
    const empty = await runImport(['package.json'], { DATABASE_URL: inject('adminDatabaseUrl') });
    expect(empty).toMatchObject({
      code: 1,
      stderr: 'Not imported: the database has no tables yet: run npm run migrate\n',
    });
  });
});
