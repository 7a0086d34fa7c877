import { expect, it } from 'vitest';
import { expectAggregatesRight, expectLedgerRight, fold } from '../support/figures-check.ts';
import { literal, uuidIn } from '../support/figures-data.ts';
import { besides, connectTo, inParallel, sqlStateOf, type IsolationLevel } from '../support/figures-races.ts';
import { readTables } from '../support/figures-rows.ts';
import { lastHours } from '../support/figures-window.ts';
import { refusals } from '../support/figures-writer.ts';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { testApp } from '../support/test-app.ts';

// Two writers in one session, each with one statement in a transaction of its own, that overlap: every pair of
// statements, in both orders, under one of several mixtures of isolation levels, while what changed is folded. The sleeps
// force the overlap; without it a test would be easier to pass, not harder.

const database = useFreshDatabase({ isRecorded: true });
const connection = connectTo(database.adminUrl);
const app = testApp({ bindings: { DATABASE_URL: database.url } });

const [agent, stranger, customer] = [uuidIn('a', 1), uuidIn('a', 2), uuidIn('c', 1)];

/** Every scene has five minutes of its own, so that what is kept wrong of them is wrong because of it. */
const fiveMinutes = 300_000_000n;
const lastScene = (BigInt(Date.now()) * 1000n) / fiveMinutes - 4n;
const inScene = (n: number, seconds: number): string =>
  `timestamptz '${literal((lastScene - BigInt(n) * 4n) * fiveMinutes + BigInt(seconds) * 1_000_000n)}'`;

/** The session and another one; message 1 is the agent's, its first response; 2 the stranger's, 3 the customer's. */
interface Scene {
  session: string;
  other: string;
  renamed: string;
  message(number: number): string;
  at(seconds: number): string;
}

const sceneOf = (n: number): Scene => ({
  session: uuidIn('5', n),
  other: uuidIn('6', n),
  renamed: uuidIn('7', n),
  message: (number) => uuidIn('b', n * 10 + number),
  at: (seconds) => inScene(n, seconds),
});

const say = (session: string, sender: string, at: string): string =>
  `insert into chat_messages (session_id, sender_id, content, created_at) values ('${session}', '${sender}', 'x', ${at})`;

const actions: Record<string, (scene: Scene) => string> = {
  'agent writes earlier': ({ session, at }) => say(session, agent, at(1)),
  'agent writes later': ({ session, at }) => say(session, agent, at(50)),
  'stranger writes': ({ session, at }) => say(session, stranger, at(2)),
  'stranger writes in both': ({ session, other, at }) =>
    `insert into chat_messages (session_id, sender_id, content, created_at)
     select id, '${stranger}', 'x', ${at(3)} from unnest(array['${other}', '${session}']::uuid[]) id`,
  'stranger joins': ({ session }) =>
    `insert into chat_participants (session_id, user_id, role) values ('${session}', '${stranger}', 'support_agent')
     on conflict (session_id, user_id) do update set role = 'support_agent'`,
  'stranger comes over': ({ session, other }) =>
    `update chat_participants set session_id = '${session}' where session_id = '${other}' and user_id = '${stranger}'`,
  'customer becomes agent': ({ session }) =>
    `update chat_participants set role = 'support_agent' where session_id = '${session}' and user_id = '${customer}'`,
  'agent becomes customer': ({ session }) =>
    `update chat_participants set role = 'customer' where session_id = '${session}' and user_id = '${agent}'`,
  'agent was never there': ({ session }) =>
    `delete from chat_participants where session_id = '${session}' and user_id = '${agent}'`,
  'first response is deleted': ({ message }) => `delete from chat_messages where id = '${message(1)}'`,
  'all messages are deleted': ({ session }) => `delete from chat_messages where session_id = '${session}'`,
  'first response moves away': ({ other, message }) =>
    `update chat_messages set session_id = '${other}' where id = '${message(1)}'`,
  'a message moves in': ({ session, message }) =>
    `update chat_messages set session_id = '${session}' where id = '${message(4)}'`,
  'first response was somebody else’s': ({ message }) =>
    `update chat_messages set sender_id = '${customer}' where id = '${message(1)}'`,
  'first response was later, and a file': ({ message, at }) =>
    `update chat_messages set created_at = ${at(400)}, message_type = 'file' where id = '${message(1)}'`,
  'a message is replaced': ({ session, message, at }) =>
    `insert into chat_messages (id, session_id, sender_id, content, created_at)
     values ('${message(2)}', '${session}', '${agent}', 'x', ${at(4)})
     on conflict (id) do update set sender_id = excluded.sender_id, created_at = excluded.created_at`,
  'session is renamed': ({ session, renamed }) =>
    `update chat_sessions set id = '${renamed}' where id = '${session}'`,
  'session is deleted': ({ session }) => `delete from chat_sessions where id = '${session}'`,
  'session goes to the stranger': ({ session }) =>
    `update chat_sessions set assigned_agent_id = '${stranger}' where id = '${session}'`,
  'session is closed': ({ session }) => `update chat_sessions set status = 'closed' where id = '${session}'`,
  'session began later': ({ session, at }) =>
    `update chat_sessions set created_at = ${at(500)}, rating = 4 where id = '${session}'`,
  'session is queued again': ({ session }) =>
    `update chat_sessions set total_messages = 99, status = 'waiting' where id = '${session}'`,
};

interface Transaction {
  statements: string[];
  level: IsolationLevel;
}

interface Meeting {
  name: string;
  first: Transaction;
  second: Transaction;
}

const longEnough = 'select pg_sleep(0.1)';
const aMoment = 'select pg_sleep(0.03)';
const isHeldUp = (statement: string): boolean => statement === longEnough || statement === aMoment;
/** Any statement takes it: what is committed later is not seen under REPEATABLE READ. */
const snapshot = 'select 1';

const mixtures: { levels: [IsolationLevel, IsolationLevel]; meets: 'open' | 'committed' }[] = [
  { levels: ['ReadCommitted', 'ReadCommitted'], meets: 'open' },
  { levels: ['RepeatableRead', 'RepeatableRead'], meets: 'open' },
  { levels: ['ReadCommitted', 'RepeatableRead'], meets: 'committed' },
  { levels: ['Serializable', 'Serializable'], meets: 'open' },
];

const names = Object.keys(actions);
/** Each pair of actions, in both orders; the mixtures take turns, so that an action meets others under all of them. */
const meetings: Meeting[] = names.flatMap((oneName, i) =>
  names.map((otherName, j) => {
    const mixture = mixtures[(i + 3 * j) % mixtures.length] ?? {
      levels: ['Serializable', 'Serializable'],
      meets: 'open',
    };
    const [level, otherLevel] = mixture.levels;
    const scene = sceneOf(i * names.length + j);
    const isOpen = mixture.meets === 'open';
    return {
      name: `${oneName} (${level}, ${mixture.meets}) — ${otherName} (${otherLevel})`,
      first: { statements: [actions[oneName]?.(scene) ?? '', ...(isOpen ? [longEnough] : [])], level },
      second: {
        statements: [snapshot, isOpen ? aMoment : longEnough, actions[otherName]?.(scene) ?? ''],
        level: otherLevel,
      },
    };
  }),
);

const rowsOf = (n: number): { sessions: object[]; participants: object[]; messages: object[] } => {
  const { session, other, message } = sceneOf(n);
  const at = (seconds: number): string => inScene(n, seconds).slice("timestamptz '".length, -1);
  const messages = [
    [1, session, agent, 10],
    [2, session, stranger, 8],
    [3, session, customer, 5],
    [4, other, agent, 6],
  ] as const;
  const participants = [
    [session, agent, 'support_agent'],
    [session, customer, 'customer'],
    [other, stranger, 'support_agent'],
  ] as const;
  return {
    sessions: [session, other].map((id) => ({
      id,
      initiator_id: customer,
      created_at: at(0),
      status: 'active',
    })),
    participants: participants.map(([session_id, user_id, role]) => ({
      session_id,
      user_id,
      role,
      joined_at: at(0),
    })),
    messages: messages.map(([number, session_id, sender_id, seconds]) => ({
      id: message(number),
      session_id,
      sender_id,
      content: 'x',
      message_type: 'text',
      status: 'sent',
      created_at: at(seconds),
    })),
  };
};

async function setScenes(): Promise<void> {
  const scenes = meetings.map((_, n) => rowsOf(n));
  const insert = async (table: string, columns: string, rows: object[]): Promise<void> => {
    await database.query(
      `insert into ${table} (${columns}) select ${columns} from json_populate_recordset(null::${table}, $1::json)`,
      [JSON.stringify(rows)],
    );
  };
  const of = <Key extends 'sessions' | 'participants' | 'messages'>(key: Key): object[] =>
    scenes.flatMap((scene) => scene[key]);
  await insert('chat_sessions', 'id, initiator_id, created_at, status', of('sessions'));
  await insert('chat_participants', 'session_id, user_id, role, joined_at', of('participants'));
  await insert(
    'chat_messages',
    'id, session_id, sender_id, content, message_type, status, created_at',
    of('messages'),
  );
}

async function expectAllRight(): Promise<void> {
  const tables = await readTables(database);
  const nameOf = (id: string): string => meetings[Math.floor(Number.parseInt(id.slice(-12), 16))]?.name ?? id;
  await expectLedgerRight(database, tables).catch((error: unknown) => {
    // A session's id says which meeting it was.
    throw new Error(String(error).replace(/[567]{8}-0000-4000-8000-[0-9a-f]{12}/g, nameOf), { cause: error });
  });
  await expectAggregatesRight(app, tables, lastHours(720), { onlyAgents: [agent, stranger, customer] });
}

it('keeps everything right whichever two writers meet, and however', { timeout: 90_000 }, async () => {
  await setScenes();
  await fold(database);
  await expectAllRight();

  const lost: string[] = [];
  const unexpected: string[] = [];
  const write = async (name: string, { statements, level }: Transaction): Promise<void> => {
    try {
      lost.push(...(await connection.commit(statements, level, isHeldUp)));
    } catch (error) {
      if (!refusals.has(sqlStateOf(error) ?? '')) unexpected.push(`${name}: ${String(error)}`);
    }
  };
  await besides(
    () => fold(database, 10),
    () =>
      inParallel(35, meetings, async ({ name, first, second }) => {
        await Promise.all([write(name, first), write(name, second)]);
      }),
  );
  expect(unexpected).toEqual([]);
  await expectAllRight();
  await fold(database);
  await expectAllRight();
  expect(lost, 'transactions did meet').toContain('40001');
});
