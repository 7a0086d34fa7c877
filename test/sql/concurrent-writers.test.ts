import { beforeAll, beforeEach, expect, it } from 'vitest';
import { expectEveryFigureRight, wrongDerivedColumns } from '../support/figures-check.ts';
import { literal, uuidIn } from '../support/figures-data.ts';
import { connectTo, inParallel, isolationLevels, sqlStateOf } from '../support/figures-races.ts';
import { seededRandom } from '../support/figures-random.ts';
import { databaseClock, readTables } from '../support/figures-rows.ts';
import { ForeignWriter, lostRaces, refusals } from '../support/figures-writer.ts';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { testApp } from '../support/test-app.ts';

// Many writers at once, each over a connection of its own. What they do is random and seeded; how they meet is
// up to the machine.

const database = useFreshDatabase();
const connection = connectTo(database.url);
const app = testApp({ bindings: { DATABASE_URL: database.url } });

const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const agentsAsked = [uuidIn('a', 1), uuidIn('a', 2)];

const addSessions = (count: number) =>
  database.query(
    `insert into chat_sessions (id, initiator_id, status)
     select unnest($1::uuid[]), '${uuidIn('c', 0)}', 'active'`,
    [numbers(count).map((n) => uuidIn('5', n))],
  );

// Transactions of several statements do get into deadlocks; they need not wait a second each to be told.
beforeAll(async () => {
  await database.query(`alter database ${new URL(database.url).pathname.slice(1)} set deadlock_timeout = '20ms'`);
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
  const statements = numbers(1500).map((): string => {
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
  expect(wrongDerivedColumns(tables)).toEqual([]);
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
        // In the order of their ids, as the triggers lock them.
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
  expect(wrongDerivedColumns(await readTables(database))).toEqual([]);
  expect(lost.length, 'transactions did meet').toBeGreaterThan(0);
  await expectEveryFigureRight(app, database, [1], agentsAsked);
});

it.each([31, 32])('stays right under eight random writers at once, seed %i', async (seed) => {
  const end = await databaseClock(database);
  const stock = { sessions: 10, messages: 60, users: 5 };
  const work = numbers(8).flatMap((n) => {
    const random = seededRandom(seed * 100 + n);
    const writer = new ForeignWriter(random, stock, end);
    return numbers(60).map(() => ({
      statements: random.chance(0.4) ? writer.transaction() : [writer.statement()],
      // TRUNCATE under a snapshot of its own: see truncate.test.ts.
      level: random.pick(isolationLevels),
    }));
  });
const cnt: Record<string,number> = {};
  const unexpected: string[] = [];
  await inParallel(8, seededRandom(seed).shuffled(work), async ({ statements, level }) => {
    try {
      for (const c of await connection.commit(
        statements,
        statements.some((statement) => statement.startsWith('truncate')) ? 'ReadCommitted' : level,
      )) cnt[c + level] = (cnt[c + level] ?? 0) + 1;
    } catch (error) {
      const code = sqlStateOf(error) ?? '';cnt[code]=(cnt[code]??0)+1;
      // Fifty tries were too few, which is no fault.
      if (!refusals.has(code) && !lostRaces.has(code)) {
        unexpected.push(`${String(error)}\n${statements.join(';\n')}`);
      }
    }
  });
console.log(JSON.stringify(cnt));
  expect(unexpected).toEqual([]);
  expect(wrongDerivedColumns(await readTables(database))).toEqual([]);
  await expectEveryFigureRight(app, database, [1, 24, 168, 720], agentsAsked);
});
