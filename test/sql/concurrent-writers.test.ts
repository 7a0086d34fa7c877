import { beforeAll, beforeEach, expect, it } from 'vitest';
import { expectEveryFigureRight, expectLedgerRight, fold } from '../support/figures-check.ts';
import { literal, uuidIn } from '../support/figures-data.ts';
import { besides, connectTo, inParallel, isolationLevels, sqlStateOf } from '../support/figures-races.ts';
import { seededRandom } from '../support/figures-random.ts';
import { databaseClock, readTables } from '../support/figures-rows.ts';
import { ForeignWriter, lostRaces, mergeOvertaken, refusals } from '../support/figures-writer.ts';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { testApp } from '../support/test-app.ts';

// Many writers at once, each over a connection of its own. What they do is random and seeded; how they meet is
// up to the machine.

const database = useFreshDatabase({ isRecorded: true });
const connection = connectTo(database.adminUrl);
const app = testApp({ bindings: { DATABASE_URL: database.url } });

const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const agentsAsked = [uuidIn('a', 1), uuidIn('a', 2)];

const foldSome = () => fold(database, 5);

const addSessions = (count: number) =>
  database.query(
    `insert into chat_sessions (id, initiator_id, status)
     select unnest($1::uuid[]), '${uuidIn('c', 0)}', 'active'`,
    [numbers(count).map((n) => uuidIn('5', n))],
  );

// Transactions of several statements do get into deadlocks; they need not wait a second each to be told.
beforeAll(async () => {
  await database.query(
    `alter database ${new URL(database.url).pathname.slice(1)} set deadlock_timeout = '20ms'`,
  );
});
beforeEach(() => database.clear());

it('lets writers of one row at a time pass one another without an error, and counts every row', async () => {
  const sessions = 4;
  await addSessions(sessions);
  const random = seededRandom(21);
  const session = (): string => `'${uuidIn('5', random.int(0, sessions - 1))}'`;
  const user = (): string => `'${uuidIn('a', random.int(0, 5))}'`;
  const write = (n: number): string =>
    `insert into chat_messages (id, session_id, sender_id, content) values ('${uuidIn('b', n)}', ${session()}, ${user()}, 'x')`;
  let written = 0;
  const statements = numbers(800).map((): string => {
    if (random.chance(0.7)) return write((written += 1));
    return random.pick([
      () =>
        `insert into chat_participants (session_id, user_id, role) values (${session()}, ${user()}, 'support_agent') on conflict do nothing`,
      () => `update chat_messages set status = 'read' where id = '${uuidIn('b', random.int(1, 1000))}'`,
      () =>
        `update chat_sessions set total_messages = total_messages + 1, last_activity_at = now() where id = ${session()}`,
      () => `update chat_sessions set status = 'waiting' where id = ${session()} and status = 'active'`,
    ])();
  });

  // Readers are in nobody's way either.
  const overviews = numbers(20).map(() => app.call('overview?time_range_hours=1'));
  await inParallel(40, statements, (statement) => connection.run(statement));
  for (const response of await Promise.all(overviews)) expect(response.status).toBe(200);

  const tables = await readTables(database);
  expect(tables.messages).toHaveLength(written);
  await expectLedgerRight(database, tables);
  await expectEveryFigureRight(app, database, [1], agentsAsked);
});

it('counts messages and finds responses where participants are written before, after and beside them', async () => {
  const sessions = 6;
  await addSessions(sessions);
  const random = seededRandom(22);
  const end = await databaseClock(database);
  const instant = (): string => literal(end - BigInt(random.int(0, 3600)) * 1_000_000n);
  const joins = (session: string, user: string): string =>
    `insert into chat_participants (session_id, user_id, role) values ('${session}', '${user}', 'support_agent')
     on conflict (session_id, user_id) do update set role = 'support_agent'`;
  const says = (session: string, user: string): string =>
    `insert into chat_messages (session_id, sender_id, content, created_at) values ('${session}', '${user}', 'x', '${instant()}')`;
  const transactions = numbers(400).map(() => {
    const session = uuidIn('5', random.int(0, sessions - 1));
    const user = uuidIn('a', random.int(0, 9));
    const statements = random.pick([
      [joins(session, user), says(session, user)],
      [says(session, user), joins(session, user)],
      [says(session, user)],
      [says(session, user), says(session, user)],
      [joins(session, user)],
      [`delete from chat_participants where session_id = '${session}' and user_id = '${user}'`],
      [
        `insert into chat_messages (session_id, sender_id, content, created_at)
         select id, '${user}', 'x', '${instant()}' from chat_sessions order by random()`,
      ],
    ]);
    return { statements, level: random.pick(isolationLevels) };
  });
  const lost: string[] = [];
  await inParallel(12, transactions, async ({ statements, level }) => {
    lost.push(...(await connection.commit(statements, level)));
  });
  expect(lost.length, 'transactions did meet').toBeGreaterThan(0);
  await expectEveryFigureRight(app, database, [1], agentsAsked);
});

it.each([31, 32])('stays right under eight random writers at once, seed %i', async (seed) => {
  const end = await databaseClock(database);
  const stock = { sessions: 10, messages: 60, users: 5 };
  const work = numbers(8).flatMap((n) => {
    const random = seededRandom(seed * 100 + n);
    const writer = new ForeignWriter(random, stock, end);
    return numbers(60).map(() => {
      const statements = random.chance(0.4) ? writer.transaction() : [writer.statement()];
      const level = random.pick(isolationLevels);
      // TRUNCATE under a snapshot of its own has a test of its own: writer-oddities.test.ts.
      const isTruncate = statements.some((statement) => statement.startsWith('truncate'));
      return { statements, level: isTruncate ? ('ReadCommitted' as const) : level };
    });
  });
  const unexpected: string[] = [];
  await besides(foldSome, () =>
    inParallel(8, seededRandom(seed).shuffled(work), async ({ statements, level }) => {
      try {
        await connection.commit(statements, level);
      } catch (error) {
        const code = sqlStateOf(error) ?? '';
        // Fifty tries were too few, which is no fault.
        if (refusals.has(code) || lostRaces.has(code) || code === mergeOvertaken) return;
        unexpected.push(`${String(error)}\n${statements.join(';\n')}`);
      }
    }),
  );
  expect(unexpected).toEqual([]);
  await expectEveryFigureRight(app, database, [1, 24, 720], agentsAsked);
  await fold(database);
  await expectEveryFigureRight(app, database, [1, 24, 720], agentsAsked);
});

it('answers of one instant, while rows wander through the window and are folded', async () => {
  const [sessions, messagesEach] = [40, 5];
  const agent = uuidIn('a', 1);
  await addSessions(sessions);
  await database.query(
    `insert into chat_participants (session_id, user_id, role) select id, '${agent}', 'support_agent' from chat_sessions`,
  );
  await database.query(
    `insert into chat_messages (session_id, sender_id, content)
     select id, '${agent}', 'four' from chat_sessions, generate_series(1, ${messagesEach})`,
  );
  const random = seededRandom(41);
  const anyTime = `now() - interval '1 s' - random() * interval '700 hours'`;
  // Each a statement of its own; none changes how many there are in the window.
  const wanderings = numbers(300).map(() =>
    random.pick([
      () =>
        `update chat_sessions set created_at = ${anyTime} where id = '${uuidIn('5', random.int(0, sessions - 1))}'`,
      () =>
        `update chat_messages set created_at = ${anyTime} where id = (select id from chat_messages order by random() limit 1)`,
      () =>
        `update chat_messages set created_at = ${anyTime} where session_id = '${uuidIn('5', random.int(0, sessions - 1))}'`,
      () => `update chat_sessions set created_at = ${anyTime} where random() < 0.2`,
    ])(),
  );
  const read = async (path: string): Promise<Record<string, unknown>> => {
    const response = await app.call(`${path}?time_range_hours=720`, {
      headers: { 'Cache-Control': 'no-cache' },
    });
    const answer: unknown = await response.json();
    return (Array.isArray(answer) ? answer[0] : answer) as Record<string, unknown>;
  };
  let reads = 0;
  const readAll = async (): Promise<void> => {
    const [overview, analytics, performance] = await Promise.all(
      ['overview', 'message-analytics', 'agent-performance'].map(read),
    );
    const total_messages = sessions * messagesEach;
    expect(overview).toMatchObject({ total_sessions: sessions, total_messages });
    expect(analytics).toMatchObject({ total_messages, avg_message_length: 4 });
    expect(performance).toMatchObject({ sessions_handled: sessions, total_messages });
    reads += 1;
  };
  const wander = (): Promise<void> =>
    inParallel(4, wanderings, async (statement) => {
      await connection.commit([statement], 'ReadCommitted');
    });
  await besides(readAll, () => besides(foldSome, wander));
  expect(reads).toBeGreaterThan(5);
  await expectEveryFigureRight(app, database, [24, 720], [agent]);
});
