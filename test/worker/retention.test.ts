import { beforeEach, describe, expect, it } from 'vitest';
import { compositionRoot, workerRuntime } from '../../src/deps.ts';
import { retention } from '../../src/features/upkeep/retention.ts';
import { expectAggregatesRight, expectLedgerRight, fold } from '../support/figures-check.ts';
import { randomDataset, writeDataset } from '../support/figures-data.ts';
import { seededRandom } from '../support/figures-random.ts';
import { databaseClock, readTables } from '../support/figures-rows.ts';
import { between, lastHours } from '../support/figures-window.ts';
import { useFreshDatabase, type Row } from '../support/fresh-database.ts';
import { addOffer } from '../support/routing.ts';
import { addMessage, addSession, newId } from '../support/rows.ts';
import { tablesWith } from '../support/tables-with.ts';
import { testApp } from '../support/test-app.ts';

const database = useFreshDatabase({ isRecorded: true });
const app = testApp({ bindings: { DATABASE_URL: database.url } });
beforeEach(() => database.clear());

const [minuteMs, hourMs] = [60_000, 3_600_000];
const hour = 3_600_000_000n;
const nextHour = Math.ceil(Date.now() / hourMs) * hourMs;

/** What the Cron Trigger does at an instant of the Worker's clock. The database has its own. */
async function runAt(now: number, RETENTION_DAYS: string): Promise<{ rows: number; lines: Row[] }> {
  const lines: Row[] = [];
  const line = (event: string, fields?: Row) => void lines.push({ event, ...fields });
  const { bindings } = testApp({ bindings: { DATABASE_URL: database.url, RETENTION_DAYS } });
  const compose = compositionRoot({ ...workerRuntime, now: () => now }, () => ({
    info: line,
    warn: line,
    error: line,
  }));
  return { rows: await retention(compose(bindings, { id: 'cron', waitUntil: () => {} }), now), lines };
}

/** An instant of the database's clock, some days ago. */
async function daysAgo(days: number): Promise<string> {
  const [row] = await database.query(
    `select to_json(clock_timestamp() - make_interval(hours => 24 * $1))#>>'{}' as at`,
    [days],
  );
  return String(row?.['at']);
}

const holding = async (mark: string): Promise<string[]> =>
  (await tablesWith(database, mark)).filter((table) => table !== 'test_history');

/** A chat with its audit, offer and deleted neighbour, all as old as that, with a mark in each text. */
async function addPast(days: number, mark: string): Promise<{ session: string; gone: string }> {
  const created_at = await daysAgo(days);
  const session = await addSession(database, {
    created_at,
    status: 'closed',
    closed_at: created_at,
    rating: 4,
    feedback: mark,
  });
  await addMessage(database, session, {
    created_at,
    content: mark,
    message_type: 'image',
    file_name: mark,
    file_url: mark,
    file_mime: mark,
  });
  await addMessage(database, session, { created_at, content: `${mark}, longer` });
  const by = { actor_id: newId(), actor_role: 'admin', action: 'close', request_id: mark, created_at };
  await database.insert('chat_audit_log', { ...by, session_id: session, reason: mark });
  await database.insert('dashboard_command_log', {
    ...by,
    session_id: session,
    reason: mark,
    outcome: 'done',
    forced: false,
  });
  const offer = await addOffer(database, session, newId());
  await database.query(
    `update dashboard_offers set expires_at = $2, outcome = 'declined', outcome_at = $2 where id = $1`,
    [offer, created_at],
  );
  const gone = await addSession(database, { created_at, team: mark });
  await database.query('delete from chat_sessions where id = $1', [gone]);
  await database.query('update dashboard_session_events set happened_at = $2 where session_id = $1', [
    gone,
    created_at,
  ]);
  return { session, gone };
}

const marked = [
  'chat_audit_log',
  'chat_messages',
  'chat_sessions',
  'dashboard_command_log',
  'dashboard_session_events',
];

describe('what is older than RETENTION_DAYS', () => {
  it('goes in the first minute of an hour, and what is younger stays', async () => {
    const old = await addPast(91, 'Old-text');
    const young = await addPast(89, 'Young-text');
    expect(await holding('Old-text')).toEqual(marked);

    expect(await runAt(nextHour + minuteMs, '90')).toEqual({ rows: 0, lines: [] });
    expect(await runAt(nextHour, '0')).toEqual({ rows: 0, lines: [] });
    expect(await holding('Old-text')).toEqual(marked);

    const { rows, lines } = await runAt(nextHour, '90');
    const removed = {
      chat_messages: 2,
      chat_sessions: 1,
      chat_audit_log: 1,
      dashboard_command_log: 1,
      dashboard_offers: 1,
      dashboard_session_events: 2,
    };
    expect(rows).toBe(8);
    expect(lines).toEqual([expect.objectContaining({ event: 'retained', ...removed })]);
    expect(await holding('Old-text')).toEqual([]);
    expect(await holding('Young-text')).toEqual(marked);
    expect(await database.query('select session_id from dashboard_offers')).toEqual([
      { session_id: young.session },
    ]);
    const events = await database.query('select distinct session_id from dashboard_session_events');
    expect(events.map((event) => event['session_id']).sort()).toEqual(
      [old.session, young.session, young.gone].sort(),
    );
    const entries: Row[] = await (await app.call('audit?action=retention')).json();
    expect(entries).toEqual([
      expect.objectContaining({
        actor_name: 'retention',
        erased_rows: 8,
        request_id: lines[0]?.['audit_request_id'],
      }),
    ]);
    expect((await runAt(nextHour, '90')).rows).toBe(0);
  });

  it('keeps the feedback of a chat that went on, and of an offer that is open', async () => {
    const created_at = await daysAgo(91);
    const lately = await daysAgo(1);
    await addSession(database, { created_at, last_activity_at: lately, feedback: 'Went-on' });
    await addSession(database, { created_at, status: 'closed', closed_at: lately, feedback: 'Went-on' });
    const offer = await addOffer(database, newId(), newId());
    await database.query('update dashboard_offers set expires_at = $1', [created_at]);
    expect((await runAt(nextHour, '90')).rows).toBe(0);
    expect(await database.query('select id from dashboard_offers')).toEqual([{ id: offer }]);
  });

  it('goes in one run, however much it is', async () => {
    const session = await addSession(database);
    await database.query(
      `insert into chat_messages (session_id, sender_id, content, created_at)
       select $1, $1, 'Hi', now() - interval '100 days' + n * interval '1 second' from generate_series(1, 4500) n`,
      [session],
    );
    expect((await runAt(nextHour, '90')).rows).toBe(4500);
    const [row] = await database.query(
      `select count(*)::int as left_over from chat_messages where content <> ''`,
    );
    expect(row?.['left_over']).toBe(0);
  });

  it('keeps later events of a session whose id is in use again', async () => {
    const { gone } = await addPast(91, 'Gone');
    await addSession(database, { id: gone, team: 'again' });
    await runAt(nextHour, '90');
    expect(
      await database.query('select team from dashboard_session_events where session_id = $1', [gone]),
    ).toEqual([{ team: 'again' }]);
    await fold(database);
    await expectLedgerRight(database, await readTables(database));
  });
});

describe('figures', () => {
  it('stay as they were, of every age', async () => {
    const random = seededRandom(90);
    const end = await databaseClock(database);
    await writeDataset(database, randomDataset(random, 150, end), random);
    await fold(database);
    const before = await readTables(database);
    const { rows } = await runAt(nextHour, '30');
    expect(rows).toBeGreaterThan(50);
    expect(await database.query('select 1 from dashboard_changes')).toEqual([]);
    const windows = [
      lastHours(720),
      between(end - 9000n * hour, end - 720n * hour),
      between(end - 8000n * hour, end),
    ];
    for (const window of windows) await expectAggregatesRight(app, before, window);
    await expectLedgerRight(database, before);
    await database.query('select dashboard_adopt_rows()');
    await fold(database);
    for (const window of windows) await expectAggregatesRight(app, before, window);
    await expectLedgerRight(database, before);
  });
});

describe('the way to delete from the audit', () => {
  it('takes 30 days or more', async () => {
    for (const days of ['29', '0', '-1', 'null']) {
      await expect(database.query(`select dashboard_apply_retention(${days}, 10, 'x')`)).rejects.toThrow(
        'retention takes 30 days or more',
      );
    }
  });

  it('is open to nobody else, before and after', async () => {
    await addPast(91, 'Old');
    await addPast(1, 'Young');
    const changes = ['delete from chat_audit_log', `update dashboard_command_log set reason = 'other'`];
    for (const change of changes) await expect(database.query(change)).rejects.toThrow('append-only');
    for (const change of changes) {
      await expect(
        database.transaction([`select dashboard_apply_retention(90, 10, 'x')`], [change]),
      ).rejects.toThrow('append-only');
    }
    const [row] = await database.query(
      `select bool_or(has_function_privilege('pg_monitor', p.oid, 'execute')) as anybody from pg_proc p
       where p.proname in ('dashboard_apply_retention', 'dashboard_erase_customer')`,
    );
    expect(row?.['anybody']).toBe(false);
  });
});
