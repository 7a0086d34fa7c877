import { neon } from '@neondatabase/serverless';
import { beforeEach, describe, expect, it } from 'vitest';
import { uuidIn } from '../support/figures-data.ts';
import { expectLedgerRight, fold } from '../support/figures-check.ts';
import { inParallel, sqlStateOf, type IsolationLevel } from '../support/figures-races.ts';
import { readTables } from '../support/figures-rows.ts';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { hold } from '../support/lock-holder.ts';
import { newId } from '../support/rows.ts';

// What the chat application's transactions come to with our triggers and without them. Each scene runs both ways; with
// triggers there must be no error that is not there without.

const database = useFreshDatabase({ isRecorded: true });
const tables = ['chat_sessions', 'chat_messages', 'chat_participants'];

/** Active sessions. */
const sessions = Array.from({ length: 120 }, (_, n) => uuidIn('5', n));
beforeEach(async () => {
  await database.clear();
  await database.query(
    `insert into chat_sessions (id, initiator_id, status) select unnest($1::uuid[]), gen_random_uuid(), 'active'`,
    [sessions],
  );
});

/** Runs a scene without triggers, then with them, and returns both outcomes. */
async function compared<Outcome>(
  scene: () => Promise<Outcome>,
): Promise<{ without: Outcome; with: Outcome }> {
  for (const table of tables) await database.query(`alter table ${table} disable trigger user`);
  const without = await scene().finally(async () => {
    for (const table of tables) await database.query(`alter table ${table} enable trigger user`);
  });
  return { without, with: await scene() };
}

const say = (session: string): string =>
  `insert into chat_messages (session_id, sender_id, content) values ('${session}', gen_random_uuid(), 'x')`;

/** Commits a transaction once. Returns its SQLSTATE, or `ok`. */
async function once(statements: readonly string[], isolationLevel: IsolationLevel): Promise<string> {
  const sql = neon(database.adminUrl);
  try {
    await sql.transaction(
      statements.map((statement) => sql.query(statement)),
      { isolationLevel },
    );
    return 'ok';
  } catch (error) {
    return sqlStateOf(error) ?? String(error);
  }
}

/** How often each outcome came. */
const tally = (outcomes: string[]): Record<string, number> =>
  Object.fromEntries(
    [...Map.groupBy(outcomes, (outcome) => outcome)].map(([name, { length }]) => [name, length]),
  );

async function all(
  transactions: readonly (readonly string[])[],
  level: IsolationLevel,
  width = 8,
): Promise<Record<string, number>> {
  const outcomes: string[] = [];
  await inParallel(width, transactions, async (statements) => {
    outcomes.push(await once(statements, level));
  });
  return tally(outcomes);
}

const many = Array.from({ length: 120 }, (_, n) => n);
const some = (n: number): string => sessions[(n * 7) % 10] ?? '';

it('lets two transactions write into two sessions in opposite order', async () => {
  const [a = '', b = ''] = sessions;
  const wait = 'select pg_sleep(0.1)';
  const outcome = await compared(() =>
    all(
      [
        [say(a), wait, say(b)],
        [say(b), wait, say(a)],
      ],
      'ReadCommitted',
    ),
  );
  expect(outcome).toEqual({ without: { ok: 2 }, with: { ok: 2 } });
});

describe.each<IsolationLevel>(['ReadCommitted', 'RepeatableRead'])(
  'under %s, over 8 connections',
  (level) => {
    it.each<[what: string, of: (n: number) => string[]]>([
      ['a notice into five sessions', (n) => [0, 1, 2, 3, 4].map((k) => say(some(n * 3 + k * 5)))],
      ['one message each', (n) => [say(some(n))]],
      [
        'a message and a look at its session',
        (n) => [say(some(n)), `select * from chat_sessions where id = '${some(n)}'`],
      ],
      [
        'a participant and a message',
        (n) => [
          `insert into chat_participants (session_id, user_id, role) values ('${some(n)}', gen_random_uuid(), 'support_agent')`,
          say(some(n)),
        ],
      ],
      [
        'a whole life, of a session of its own',
        (n) => {
          const id = sessions[n] ?? '';
          const set = (columns: string): string => `update chat_sessions set ${columns} where id = '${id}'`;
          return [
            say(id),
            set(`status = 'waiting', assigned_agent_id = null`),
            set(`status = 'active', assigned_agent_id = gen_random_uuid()`),
            say(id),
            set(`status = 'closed', rating = 3`),
          ];
        },
      ],
      [
        'a receipt',
        (n) => [say(some(n)), `update chat_messages set status = 'read' where sender_id = '${newId()}'`],
      ],
    ])('%s: none fails', async (_what, of) => {
      const outcome = await compared(() => all(many.map(of), level));
      expect(outcome).toEqual({ without: { ok: many.length }, with: { ok: many.length } });
    });
  },
);

it('lets messages be written under SERIALIZABLE, several into one session', async () => {
  const outcome = await compared(() =>
    all(
      many.map((n) => [say(some(n))]),
      'Serializable',
    ),
  );
  expect(outcome).toEqual({ without: { ok: many.length }, with: { ok: many.length } });
});

it('locks no row that it does not write', async () => {
  const [a = ''] = sessions;
  // Another transaction holds the session's row until two wait for it; messages, receipts and participants do not.
  const touch = `update chat_sessions set last_activity_at = now() where id = '${a}'`;
  const holding = await hold(database, { untilWaiting: 2 }, touch);
  for (const statement of [
    say(a),
    `update chat_messages set status = 'read', content = 'y' where session_id = '${a}'`,
    `insert into chat_participants (session_id, user_id, role) values ('${a}', gen_random_uuid(), 'support_agent')`,
    `update chat_participants set left_at = now() where session_id = '${a}'`,
    `delete from chat_messages where session_id = '${a}'`,
  ]) {
    expect(await once([`set local lock_timeout = '200ms'`, statement], 'ReadCommitted'), `${statement}`).toBe(
      'ok',
    );
  }
  await Promise.all([database.query(touch), database.query(touch), holding.committed]);
});

it('waits for no fold, and no fold for it', async () => {
  const [a = '', b = ''] = sessions;
  await database.query(say(a));
  const folding = database.transaction(['select dashboard_fold(1000)'], ['select pg_sleep(0.5)']);
  await database.query('select pg_sleep(0.1)');
  for (const statement of [say(a), `update chat_sessions set status = 'closed' where id = '${b}'`]) {
    expect(await once([`set local lock_timeout = '200ms'`, statement], 'ReadCommitted'), `${statement}`).toBe(
      'ok',
    );
  }
  await folding;
  await fold(database);
  await expectLedgerRight(database, await readTables(database));
});
