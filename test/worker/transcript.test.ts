import { beforeEach, describe, expect, it } from 'vitest';
import { answerOf, problem } from '../support/answers.ts';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { addMessage, addParticipant, addSession, addUsers, newId } from '../support/rows.ts';
import { testApp } from '../support/test-app.ts';
import { tokenOf } from '../support/tokens.ts';

const database = useFreshDatabase();
const app = testApp({ bindings: { DATABASE_URL: database.url } });
beforeEach(() => database.clear());

interface Message {
  id: string;
  content: string;
  created_at: string;
  file: unknown;
}

interface Transcript {
  session: Record<string, unknown>;
  messages: Message[];
}

const ask = (id: string, token?: string) =>
  app.call(`sessions/${id}/transcript`, token === undefined ? {} : { token });
const read = async (id: string): Promise<Transcript> => (await ask(id)).json() as Promise<Transcript>;

it('tells a session from beginning to end; times are cut to milliseconds, not rounded', async () => {
  const [customer, agent] = [newId(), newId()];
  const id = await addSession(database, {
    status: 'closed',
    initiator_id: customer,
    assigned_agent_id: agent,
    created_at: '2026-01-01T00:00:00.999600Z',
    started_at: '2026-01-01T00:00:59.999999Z',
    closed_at: '2026-12-31T23:59:59.999999Z',
    rating: 5,
    feedback: 'Danke! „Alles“ \\ gut\n🙂',
    team: 'billing',
    skills: '{french,"apart : {}"}',
  });
  await addUsers(database, { [customer]: 'Maya "M" Fischer', [agent]: 'Ada Okafor' });
  await addParticipant(database, id, { user_id: agent, joined_at: '2026-01-01T00:00:30.000999Z' });
  await addParticipant(database, id, {
    user_id: customer,
    role: 'customer',
    joined_at: '2026-01-01T00:00:00.999600Z',
    left_at: '2026-01-01T02:00:00.000500+02:00',
  });
  const message = await addMessage(database, id, {
    sender_id: customer,
    content: 'Hello "there" \\ \u0001 \u2028 😀',
    message_type: 'image',
    status: 'delivered',
    created_at: '2026-01-01T00:00:01.999600Z',
    file_name: 'a.png',
    file_url: 'https://files.example/a.png',
    file_size: '9007199254740991',
    file_mime: 'image/png',
  });

  const response = await ask(id);
  expect(response.headers.get('Content-Type')).toBe('application/json');
  expect(response.headers.get('Cache-Control')).toBe('no-store');
  expect(await response.json()).toEqual({
    session: {
      id,
      status: 'closed',
      initiator_id: customer,
      initiator_name: 'Maya "M" Fischer',
      assigned_agent_id: agent,
      assigned_agent_name: 'Ada Okafor',
      created_at: '2026-01-01T00:00:00.999Z',
      queued_at: '2026-01-01T00:00:00.999Z',
      started_at: '2026-01-01T00:00:59.999Z',
      closed_at: '2026-12-31T23:59:59.999Z',
      last_activity_at: '2026-01-01T00:00:01.999Z',
      total_messages: 1,
      rating: 5,
      feedback: 'Danke! „Alles“ \\ gut\n🙂',
      team: 'billing',
      skills: ['french', 'apart : {}'],
      version: 1,
      participants: [
        {
          user_id: customer,
          name: 'Maya "M" Fischer',
          role: 'customer',
          joined_at: '2026-01-01T00:00:00.999Z',
          left_at: '2026-01-01T00:00:00.000Z',
        },
        {
          user_id: agent,
          name: 'Ada Okafor',
          role: 'support_agent',
          joined_at: '2026-01-01T00:00:30.000Z',
          left_at: null,
        },
      ],
      events: [
        {
          happened_at: expect.stringMatching(/^20\d\d-.*\.\d{3}Z$/) as unknown,
          command: null,
          status: 'closed',
          assigned_agent_id: agent,
          assigned_agent_name: 'Ada Okafor',
          team: 'billing',
          created_at: '2026-01-01T00:00:00.999Z',
          queued_at: '2026-01-01T00:00:00.999Z',
          started_at: '2026-01-01T00:00:59.999Z',
          closed_at: '2026-12-31T23:59:59.999Z',
          rating: 5,
        },
      ],
    },
    messages: [
      {
        id: message,
        sender_id: customer,
        sender_name: 'Maya "M" Fischer',
        content: 'Hello "there" \\ \u0001 \u2028 😀',
        message_type: 'image',
        status: 'delivered',
        created_at: '2026-01-01T00:00:01.999Z',
        erased_characters: null,
        file: {
          name: 'a.png',
          url: 'https://files.example/a.png',
          size: 9007199254740991,
          mime: 'image/png',
        },
      },
    ],
  });
});

it('is complete where a session has nothing: nulls and empty lists', async () => {
  const id = await addSession(database);
  expect(await read(id)).toMatchObject({
    session: {
      status: 'waiting',
      assigned_agent_id: null,
      started_at: null,
      closed_at: null,
      total_messages: 0,
      team: null,
      skills: [],
      version: 1,
      rating: null,
      feedback: null,
      participants: [],
    },
    messages: [],
  });
});

it('orders participants by joined_at, to the microsecond, then by user_id', async () => {
  const id = await addSession(database);
  const user = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
  const join = (n: number, fraction: string) =>
    addParticipant(database, id, { user_id: user(n), joined_at: `2026-01-01T00:00:00.${fraction}Z` });
  await join(1, '000003');
  await join(4, '000002');
  await join(2, '000002');
  await join(3, '000001');
  const { session } = await read(id);
  expect((session['participants'] as { user_id: string }[]).map((row) => row.user_id)).toEqual(
    [3, 2, 4, 1].map(user),
  );
});

it('orders messages by created_at, to the microsecond, then by id', async () => {
  const id = await addSession(database);
  const message = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
  const say = (n: number, fraction: string) =>
    addMessage(database, id, { id: message(n), created_at: `2026-01-01T00:00:00.${fraction}Z` });
  await say(1, '000003');
  await say(4, '000002');
  await say(2, '000002');
  await say(3, '000001');
  expect((await read(id)).messages.map((row) => row.id)).toEqual([3, 2, 4, 1].map(message));
});

describe('a message’s file', () => {
  const nothing = { name: null, url: null, size: null, mime: null };
  it.each<[string, Record<string, unknown>, unknown]>([
    ['nothing at all', {}, null],
    ['a name', { file_name: 'a' }, { ...nothing, name: 'a' }],
    ['a URL', { file_url: 'b' }, { ...nothing, url: 'b' }],
    ['a type', { file_mime: 'c' }, { ...nothing, mime: 'c' }],
    ['a size', { file_size: '1' }, { ...nothing, size: 1 }],
    ['a size of 0', { file_size: '0' }, { ...nothing, size: 0 }],
    ['an empty name', { file_name: '' }, { ...nothing, name: '' }],
  ])('of which %s is known is null only where all four are', async (_, row, file) => {
    const id = await addSession(database);
    await addMessage(database, id, { message_type: 'file', ...row });
    expect((await read(id)).messages[0]?.file).toEqual(file);
  });
});

describe('who may read it', () => {
  it('is any admin, and an agent that has or had a part in it', async () => {
    const [owner, left, joined, customer, stranger] = [newId(), newId(), newId(), newId(), newId()];
    const id = await addSession(database, {
      status: 'active',
      initiator_id: customer,
      assigned_agent_id: owner,
    });
    await addParticipant(database, id, { user_id: left, left_at: '2026-01-01T00:00:00Z' });
    await addParticipant(database, id, { user_id: joined });
    await addMessage(database, id, { sender_id: stranger });
    expect((await ask(id, await tokenOf('admin'))).status).toBe(200);
    for (const agent of [owner, left, joined, joined.toUpperCase()]) {
      expect((await ask(id, await tokenOf('agent', agent))).status).toBe(200);
    }
    // Whoever only wrote in it, or has a session of its own, has no part in this one.
    await addSession(database, { status: 'active', assigned_agent_id: stranger });
    expect((await ask(id, await tokenOf('agent', stranger))).status).toBe(404);
  });

  it('is nobody else, who cannot tell it from one that does not exist', async () => {
    const id = await addSession(database, { status: 'active', assigned_agent_id: newId() });
    await addMessage(database, id);
    const token = await tokenOf('agent');
    const [hidden, unknown] = [await ask(id, token), await ask(newId(), token)];
    const headerNames = (response: Response): string[] => [...response.headers.keys()].sort();
    expect(headerNames(hidden)).toEqual(headerNames(unknown));
    const bodies = [await answerOf(hidden), await answerOf(unknown)];
    expect(bodies).toEqual([problem(404, 'session_not_found'), problem(404, 'session_not_found')]);
    const [one, two] = bodies.map(({ body }) => body as Record<string, unknown>);
    expect({ ...one, instance: '', request_id: '' }).toEqual({ ...two, instance: '', request_id: '' });
  });
});

describe('a long transcript', () => {
  /** What the tables hold: how many messages, and one digest over all of them in their order. */
  async function digestOfRows(id: string): Promise<Record<string, unknown> | undefined> {
    const [row] = await database.query(
      `select count(*)::int as messages,
         md5(string_agg(id || md5(content), ',' order by created_at, id)) as digest
       from chat_messages where session_id = $1`,
      [id],
    );
    return row;
  }

  /** The same over an answer. */
  async function digestOfAnswer({ messages }: Transcript): Promise<Record<string, unknown>> {
    const [row] = await database.query(
      `select count(*)::int as messages,
         md5(string_agg(m.id || m.digest, ',' order by m.place)) as digest
       from unnest($1::text[], $2::text[]) with ordinality as m (id, digest, place)`,
      [messages.map(({ id }) => id), await Promise.all(messages.map(({ content }) => md5(content)))],
    );
    return row ?? {};
  }

  async function md5(text: string): Promise<string> {
    const digest = await crypto.subtle.digest('MD5', new TextEncoder().encode(text));
    return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
  }

  const write = (id: string, count: number, at: string, content: string) =>
    database.query(
      `insert into chat_messages (session_id, sender_id, created_at, content)
       select $1, gen_random_uuid(), ${at}, ${content} from generate_series(1, ${count}) n`,
      [id],
    );
  const apart = `timestamptz '2026-01-01' + n * interval '1 microsecond'`;
  const atOnce = `timestamptz '2026-01-01'`;

  it.each([
    ['of 30,000 messages', 30_000, apart, `'message ' || n`],
    ['of 30,000 messages of one instant', 30_000, atOnce, `'message ' || n`],
    ['of 20,000 messages', 20_000, apart, `'message ' || n`],
    ['of 20,001 messages', 20_001, apart, `'message ' || n`],
    ['of 12 MiB', 24, apart, `repeat(md5(n::text), 16384)`],
    ['of 12 MiB of one instant', 24, atOnce, `repeat(md5(n::text), 16384)`],
    ['of quotation marks, which JSON doubles and doubles again', 200, apart, `repeat('"', 20000 + n)`],
    ['of control characters, which JSON makes six times as long', 100, apart, `repeat(chr(1), 20000 + n)`],
    [
      'of one message of quotation marks, each of which takes four bytes in the database’s answer',
      1,
      apart,
      `repeat('"', 3 << 20)`,
    ],
    ['of emoji', 100, apart, `repeat('😀', 20000 + n)`],
    ['of three messages as large as a trip may be', 3, apart, `repeat('x', 4 * 1024 * 1024 - n)`],
    [
      'of a message of 8 MiB among small ones',
      5,
      apart,
      `case n when 3 then repeat('x', 8 << 20) else 'x' end`,
    ],
  ])('%s arrives whole and in order', async (_, count, at, content) => {
    const id = await addSession(database);
    await write(id, count, at, content);
    const transcript = await read(id);
    expect(transcript.session['total_messages']).toBe(count);
    expect(await digestOfAnswer(transcript)).toEqual(await digestOfRows(id));
  });

  it.each([
    ['a message of 11 MiB', 'content', `repeat('x', 11 << 20)`],
    ['a message of 32 MiB, the most that is stored', 'content', `repeat('x', 32 << 20)`],
    ['a message of 3 MiB of control characters', 'content', `repeat(chr(1), 3 << 20)`],
    ['a message of 2 million emoji', 'content', `chr(65279) || repeat('😀', 2000000)`],
    ['a message that looks like what stands for one', 'content', `repeat('{"apart" : "content"}', 20000)`],
    ['a file name of 2 MiB of quotation marks', 'file_name', `repeat('"', 2 << 20)`],
    ['a file URL of 11 MiB', 'file_url', `'data:image/png;base64,' || repeat('A', 11 << 20)`],
    ['a file type of 300,000 characters', 'file_mime', `repeat('é', 300000)`],
  ])('with %s arrives whole, wherever that message is', async (_, column, text) => {
    const id = await addSession(database);
    for (const place of [0, 2, 3, 5])
      await write(id, 1, `timestamptz '2026-01-01' + interval '${place} s'`, `'x'`);
    for (const place of [-1, 1, 6]) {
      await database.query(
        `insert into chat_messages (session_id, sender_id, created_at, content, ${column === 'content' ? 'file_size' : column})
         values ($1, gen_random_uuid(), timestamptz '2026-01-01' + interval '${place} s',
           ${column === 'content' ? `${text}, 1` : `'y', ${text}`})`,
        [id],
      );
    }
    const { messages } = await read(id);
    const path = { content: null, file_name: 'name', file_url: 'url', file_mime: 'mime' }[column];
    const texts = messages.map(({ content, file }) =>
      path ? (file as Record<string, string> | null)?.[path] : content,
    );
    const short = path ? undefined : 'x';
    const [long] = await database.query(`select md5(${text}) as digest`);
    const digests = texts.map((found) => (found === short ? 'short' : md5(found ?? '')));
    expect(await Promise.all(digests)).toEqual(
      ['long', 'short', 'long', 'short', 'short', 'short', 'long'].map((kind) =>
        kind === 'short' ? kind : long?.['digest'],
      ),
    );
  });

  it('has a feedback of any size', async () => {
    const id = await addSession(database);
    await database.query(
      `update chat_sessions set feedback = repeat(chr(1) || '"ü😀', 1500000) where id = $1`,
      [id],
    );
    await addMessage(database, id, { content: 'Bye' });
    const { session, messages } = await read(id);
    expect(session['feedback']).toBe('\u0001"ü😀'.repeat(1_500_000));
    expect(messages).toMatchObject([{ content: 'Bye' }]);
  });

  it('has any number of participants and events, in order', async () => {
    const id = await addSession(database);
    await database.query(
      `insert into chat_participants (session_id, user_id, role, joined_at)
       select $1, gen_random_uuid(), 'customer', timestamptz '2026-01-01' + (n / 3) * interval '1 s'
       from generate_series(1, 12000) n`,
      [id],
    );
    await database.query(
      `insert into dashboard_session_events (session_id, happened_at, status, rating)
       select $1, now(), 'waiting', n % 5 + 1 from generate_series(1, 12000) n`,
      [id],
    );
    await addMessage(database, id, { content: 'Bye' });
    const { session, messages } = await read(id);
    const events = session['events'] as { rating: number | null }[];
    expect(events.map(({ rating }) => rating)).toEqual([
      null,
      ...Array.from({ length: 12_000 }, (_, n) => ((n + 1) % 5) + 1),
    ]);
    const [{ users } = {}] = await database.query(
      `select array_agg(user_id::text order by joined_at, user_id) as users from chat_participants`,
    );
    const participants = session['participants'] as { user_id: string }[];
    expect(participants.map(({ user_id }) => user_id)).toEqual(users);
    expect(messages).toMatchObject([{ content: 'Bye' }]);
  });

  it.each([
    [
      'chat_messages_text_size',
      `insert into chat_messages (session_id, sender_id, content)
      select id, id, repeat('x', (32 << 20) + 1) from chat_sessions`,
    ],
    [
      'chat_messages_text_size',
      `insert into chat_messages (session_id, sender_id, content, file_url)
      select id, id, '', repeat('x', (32 << 20) + 1) from chat_sessions`,
    ],
    ['chat_sessions_feedback_size', `update chat_sessions set feedback = repeat('x', (32 << 20) + 1)`],
  ])('of texts of more than 32 MiB is refused where it is written: %s', async (constraint, statement) => {
    await addSession(database);
    await expect(database.query(statement)).rejects.toMatchObject({ code: '23514', constraint });
  });

  it('breaks off where the database goes away in the middle, and never looks whole', async () => {
    const id = await addSession(database);
    // A trip for each; the second is under way before the first is taken.
    await write(id, 6, apart, `repeat('x', 4 << 20)`);
    const response = await ask(id);
    expect(response.status).toBe(200);
    await database.query('alter table chat_messages rename to mislaid_messages');
    try {
      const length = response.text().then((text) => text.length);
      await expect(length).rejects.toBeInstanceOf(Error);
    } finally {
      await database.query('alter table mislaid_messages rename to chat_messages');
    }
  });

  it('is visible to its agent to the last message', async () => {
    const agent = newId();
    const id = await addSession(database, { status: 'active', assigned_agent_id: agent });
    await write(id, 20_500, apart, `'x'`);
    const response = await ask(id, await tokenOf('agent', agent));
    expect(((await response.json()) as Transcript).messages).toHaveLength(20_500);
  });
});
