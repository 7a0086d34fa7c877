import { expect, it } from 'vitest';
import { expectAggregatesRight, fold } from '../support/figures-check.ts';
import { uuidIn } from '../support/figures-data.ts';
import { databaseClock, readTables } from '../support/figures-rows.ts';
import { lastHours } from '../support/figures-window.ts';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { testApp } from '../support/test-app.ts';

const database = useFreshDatabase({ isRecorded: true });
const app = testApp({ bindings: { DATABASE_URL: database.url } });

const perMillisecond = 1000n;
const perHour = 3_600_000_000n;
const hours = 3;

/**
 * Sessions, each with an answered message at its very instant, all through a stretch of time: at each whole
 * millisecond and a microsecond beside it on either side.
 */
async function fillStretch(kind: string, start: bigint, milliseconds: number): Promise<void> {
  const agent = uuidIn('a', 1);
  const rows = `
    select ('${kind.repeat(8)}-0000-4000-8000-' || lpad(to_hex(ms * 3 + 1 + beside), 12, '0'))::uuid as id,
      to_timestamp(0) + (${start}::bigint + ms * 1000 + beside) * interval '1 microsecond' as instant,
      ms
    from generate_series(0, ${milliseconds - 1}) ms, generate_series(-1, 1) beside`;
  await database.query(`
    insert into chat_sessions (id, initiator_id, created_at, status, rating, assigned_agent_id)
    select id, id, instant, case when ms % 2 = 0 then 'closed' else 'active' end, 1 + ms % 5, '${agent}'
    from (${rows}) rows`);
  await database.query(`
    insert into chat_participants (session_id, user_id, role) select id, '${agent}', 'support_agent' from chat_sessions
    on conflict do nothing`);
  await database.query(`
    insert into chat_messages (session_id, sender_id, content, created_at)
    select id, '${agent}', repeat('x', ms), instant from (${rows}) rows`);
}

it('includes both ends of a window, to the microsecond', async () => {
  const stretchMs = 200;
  let hits = 0;
  // Another stretch where the machine was too busy to ask within this one.
  for (let attempt = 0; attempt < 10 && hits < 5; attempt += 1) {
    await database.clear();
    const soon = ((await databaseClock(database)) / perMillisecond) * perMillisecond + 2_000_000n;
    const stretchEnd = soon + BigInt(stretchMs) * perMillisecond;
    await fillStretch('e', soon, stretchMs);
    await fillStretch('5', soon - BigInt(hours) * perHour, stretchMs);
    // The window's ends lie between readings.
    await fold(database);
    const tables = await readTables(database);
    expect(tables.sessions).toHaveLength(2 * 3 * stretchMs);
    expect(tables.messages).toHaveLength(2 * 3 * stretchMs);

    while ((await databaseClock(database)) < soon);
    while ((await databaseClock(database)) < stretchEnd) {
      const ends = await expectAggregatesRight(app, tables, lastHours(hours));
      hits += ends.filter((end) => {
        const instant = BigInt(Date.parse(end)) * perMillisecond;
        return soon <= instant && instant < stretchEnd;
      }).length;
    }
  }
  expect(hits, 'answers whose window ended within a stretch').toBeGreaterThanOrEqual(5);
});
