import { expect, it } from 'vitest';
import { wrongDerivedColumns } from '../support/figures-check.ts';
import { uuidIn } from '../support/figures-data.ts';
import { connectTo, inParallel, sqlStateOf, type IsolationLevel } from '../support/figures-races.ts';
import { readTables } from '../support/figures-rows.ts';
import { refusals } from '../support/figures-writer.ts';
import { useFreshDatabase } from '../support/fresh-database.ts';

// Two writers in one session, each with one statement in a transaction of its own, that overlap: every pair of
// statements, in both orders, under every mixture of isolation levels. The sleeps force the overlap; without it
// a test would be easier to pass, not harder.

const database = useFreshDatabase();
const connection = connectTo(database.url);

const [agent, stranger, customer] = [uuidIn('a', 1), uuidIn('a', 2), uuidIn('c', 1)];
const at = (minute: number): string => `timestamptz '2026-01-01 10:00Z' + interval '${minute} minutes'`;

/** The session and another one; message 1 is the agent's, its first response; 2 the stranger's, 3 the customer's. */
interface Scene {
  session: string;
  other: string;
  renamed: string;
  message(number: number): string;
}

const say = (session: string, sender: string, minute: number): string =>
  `insert into chat_messages (session_id, sender_id, content, created_at) values ('${session}', '${sender}', 'x', ${at(minute)})`;

const actions: Record<string, (scene: Scene) => string> = {
  'agent writes earlier': ({ session }) => say(session, agent, 1),
  'agent writes later': ({ session }) => say(session, agent, 50),
  'stranger writes': ({ session }) => say(session, stranger, 2),
  'stranger writes in both': ({ session, other }) =>
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
  'first response was later': ({ message }) =>
    `update chat_messages set created_at = ${at(40)} where id = '${message(1)}'`,
  'a message is replaced': ({ session, message }) =>
    `insert into chat_messages (id, session_id, sender_id, content, created_at)
     values ('${message(2)}', '${session}', '${agent}', 'x', ${at(4)})
     on conflict (id) do update set sender_id = excluded.sender_id, created_at = excluded.created_at`,
  'session is renamed': ({ session, renamed }) =>
    `update chat_sessions set id = '${renamed}' where id = '${session}'`,
  'session is deleted': ({ session }) => `delete from chat_sessions where id = '${session}'`,
  'total is overwritten': ({ session }) =>
    `update chat_sessions set total_messages = 99, status = 'waiting' where id = '${session}'`,
};

interface Meeting {
  name: string;
  scene: Scene;
  first: { statements: string[]; level: IsolationLevel };
  second: { statements: string[]; level: IsolationLevel };
}

const longEnough = 'select pg_sleep(0.1)';
const aMoment = 'select pg_sleep(0.03)';
/** Any statement takes it: what is committed later is not seen under REPEATABLE READ. */
const isHeldUp = (statement: string): boolean => statement === longEnough || statement === aMoment;
const snapshot = 'select 1';

const mixtures: { levels: [IsolationLevel, IsolationLevel]; meets: 'open' | 'committed' }[] = [
  { levels: ['ReadCommitted', 'ReadCommitted'], meets: 'open' },
  { levels: ['RepeatableRead', 'RepeatableRead'], meets: 'open' },
  { levels: ['ReadCommitted', 'RepeatableRead'], meets: 'committed' },
  { levels: ['Serializable', 'Serializable'], meets: 'open' },
];

function allMeetings(): Meeting[] {
  const meetings: Meeting[] = [];
  for (const { levels, meets } of mixtures) {
    for (const [oneName, one] of Object.entries(actions)) {
      for (const [otherName, other] of Object.entries(actions)) {
        const n = meetings.length;
        const scene: Scene = {
          session: uuidIn('5', n),
          other: uuidIn('6', n),
          renamed: uuidIn('7', n),
          message: (number) => uuidIn('b', n * 10 + number),
        };
        meetings.push({
          name: `${oneName} (${levels[0]}, ${meets}) — ${otherName} (${levels[1]})`,
          scene,
          first: { statements: meets === 'open' ? [one(scene), longEnough] : [one(scene)], level: levels[0] },
          second: {
            statements: [snapshot, meets === 'open' ? aMoment : longEnough, other(scene)],
            level: levels[1],
          },
        });
      }
    }
  }
  return meetings;
}

async function setScenes(count: number): Promise<void> {
  const id = (kind: string, number: string): string =>
    `('${kind.repeat(8)}-0000-4000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`;
  const numbers = `generate_series(0, ${count - 1}) n`;
  await database.query(
    `insert into chat_sessions (id, initiator_id, created_at)
     select ${id('5', 'n')}, '${customer}'::uuid, ${at(0)} from ${numbers} union all
     select ${id('6', 'n')}, '${customer}'::uuid, ${at(0)} from ${numbers}`,
  );
  await database.query(
    `insert into chat_participants (session_id, user_id, role)
     select ${id('5', 'n')}, '${agent}'::uuid, 'support_agent' from ${numbers} union all
     select ${id('5', 'n')}, '${customer}'::uuid, 'customer' from ${numbers} union all
     select ${id('6', 'n')}, '${stranger}'::uuid, 'support_agent' from ${numbers}`,
  );
  await database.query(
    `insert into chat_messages (id, session_id, sender_id, content, created_at)
     select ${id('b', 'n * 10 + 1')}, ${id('5', 'n')}, '${agent}'::uuid, 'x', ${at(10)} from ${numbers} union all
     select ${id('b', 'n * 10 + 2')}, ${id('5', 'n')}, '${stranger}', 'x', ${at(8)} from ${numbers} union all
     select ${id('b', 'n * 10 + 3')}, ${id('5', 'n')}, '${customer}', 'x', ${at(5)} from ${numbers} union all
     select ${id('b', 'n * 10 + 4')}, ${id('6', 'n')}, '${agent}', 'x', ${at(6)} from ${numbers}`,
  );
}

it('keeps everything right whichever two writers meet, and however', { timeout: 90_000 }, async () => {
  const meetings = allMeetings();
  await setScenes(meetings.length);
  expect(wrongDerivedColumns(await readTables(database))).toEqual([]);

  const lost: string[] = [];
  const unexpected: string[] = [];
  await inParallel(35, meetings, async ({ name, first, second }) => {
    const write = async ({ statements, level }: Meeting['first']): Promise<void> => {
      try {
        lost.push(...(await connection.commit(statements, level, isHeldUp)));
      } catch (error) {
        if (!refusals.has(sqlStateOf(error) ?? '')) unexpected.push(`${name}: ${String(error)}`);
      }
    };
    await Promise.all([write(first), write(second)]);
  });
  expect(unexpected).toEqual([]);

  const nameOf = (id: string): string => meetings[Number.parseInt(id.slice(-12), 16)]?.name ?? id;
  const wrong = wrongDerivedColumns(await readTables(database));
  expect(wrong.map(({ id, ...found }) => ({ meeting: nameOf(id), ...found }))).toEqual([]);
  expect(lost, 'transactions did meet').toContain('40001');
});
