import { beforeEach, describe, expect, it } from 'vitest';
import { NearSeconds, settled } from '../support/figures-comparison.ts';
import {
  expectAggregatesRight,
  expectEveryFigureRight,
  expectSeriesRight,
  expectLedgerRight,
  fold,
} from '../support/figures-check.ts';
import { uuidIn } from '../support/figures-data.ts';
import { seededRandom } from '../support/figures-random.ts';
import { readLargeTables, readTables } from '../support/figures-rows.ts';
import { lastHours } from '../support/figures-window.ts';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { testApp } from '../support/test-app.ts';

const database = useFreshDatabase({ isRecorded: true });
// Patient: on a busy machine, questions about thousands of unfolded rows take seconds.
const app = testApp({ bindings: { DATABASE_URL: database.url, DATABASE_TIMEOUT_MS: '60000' } });
const agent = uuidIn('a', 1);

beforeEach(() => database.clear());

async function answerOf(path: string): Promise<unknown> {
  const response = await app.call(path, { headers: { 'Cache-Control': 'no-cache' } });
  return response.json();
}

/**
 * For each span three sessions: one of the agent that waited as long and was answered after as long, one that came back
 * and was handled as long, and one whose customer waited as long and gave up.
 */
async function addSpans(microseconds: readonly bigint[]): Promise<void> {
  const start = `timestamptz '1990-01-01Z'`;
  // Whole seconds and the rest apart: 8000 years of microseconds are more than a double can tell.
  const end = `${start} + make_interval(secs => (n / 1000000)::double precision) + (n % 1000000) * interval '1 microsecond'`;
  const id = (kind: string): string =>
    `('${kind.repeat(8)}-0000-4000-8000-' || lpad(to_hex(place), 12, '0'))::uuid`;
  const span = 'unnest($1::bigint[]) with ordinality span (n, place)';
  const spans = `{${microseconds.join()}}`;
  await database.query(
    `insert into chat_sessions (id, initiator_id, assigned_agent_id, status, created_at, started_at, closed_at)
     select ${id('5')}, gen_random_uuid(), $2::uuid, 'active', ${start}, ${end}, null::timestamptz from ${span}
     union all
     select ${id('6')}, gen_random_uuid(), $2::uuid, 'closed', '1980-01-01Z', null, '1980-01-01Z' from ${span}
     union all
     select ${id('7')}, gen_random_uuid(), null, 'closed', ${start}, null, ${end} from ${span}`,
    [spans, agent],
  );
  const theSecondKind = `id::text like '6%'`;
  await database.query(
    `update chat_sessions set status = 'active', started_at = ${start} where ${theSecondKind}`,
  );
  await database.query(
    `update chat_sessions set status = 'closed', closed_at = ${end} from ${span} where id = ${id('6')}`,
    [spans],
  );
  // Else PostgreSQL may check each foreign key by the plan that it has made for an empty table.
  await database.query('analyze chat_sessions');
  await database.query(
    `insert into chat_participants (session_id, user_id, role)
     select id, '${agent}', 'support_agent' from chat_sessions where assigned_agent_id is not null`,
  );
  await database.query(
    `insert into chat_messages (session_id, sender_id, content, created_at)
     select id, '${agent}', 'x', started_at from chat_sessions where status = 'active'`,
  );
}

const window = 'from=1989-06-01T00:00:00Z&to=1990-02-01T00:00:00Z';
const second = 1_000_000n;
const day = 86_400n * second;

describe.each<[what: string, microseconds: bigint, mean: number]>([
  ['nothing', 0n, 0],
  ['1 microsecond', 1n, 0],
  ['2 microseconds', 2n, 0],
  ['1 millisecond', 1000n, 0],
  ['0.5 seconds', second / 2n, 0.5],
  ['1 second', second, 1],
  ['59 seconds', 59n * second, 59],
  ['1 hour', 3600n * second, 3600],
  ['30 days', 30n * day, 2_592_000],
  ['8000 years', 2_921_940n * day, 252_455_616_000],
])('a span of %s', (_what, microseconds, mean) => {
  it('stays within 2 % as a percentile, exact as a mean', async () => {
    await addSpans([microseconds]);
    const near = new NearSeconds(microseconds);
    const one = { count: 1, mean, p50: near, p90: near, p95: near };
    for (const isFolded of [false, true]) {
      if (isFolded) await fold(database);
      const overview = await answerOf(`overview?${window}`);
      const all = { response_time: one, wait_time: one, handle_time: one, abandon_time: one };
      expect(overview).toMatchObject(settled(all, overview) as object);
      const agents = await answerOf(`agent-performance?${window}`);
      // Its own first message came as it took the session over.
      const nothing = { count: 1, mean: 0, p50: 0, p90: 0, p95: 0 };
      const own = { response_time: nothing, wait_time: one, handle_time: one };
      expect(agents).toMatchObject(settled([own], agents) as object[]);
    }
  });
});

/** A little above and below where bins could end, at every size. */
const spansEverywhere = Array.from({ length: 60 }, (_, i) => BigInt(Math.round(1.9 ** (i + 1)))).flatMap(
  (span) => [span - 1n, span, span + 1n],
);

it('stays within 2 % over spans of all sizes at once', async () => {
  const spans = spansEverywhere.filter((span) => span < 2_900_000n * day);
  await addSpans(spans);
  for (let round = 1; round <= 3; round += 1) {
    await expectEveryFigureRight(app, database, [1], [agent]);
    await fold(database);
    // Ever more of nothing, so that the percentiles fall on other spans.
    await database.query(
      `update chat_sessions set started_at = queued_at where status = 'active' and started_at > (
         select percentile_disc(0.6) within group (order by started_at) from chat_sessions where status = 'active')`,
    );
    expect(await answerOf(`overview?${window}`)).toMatchObject({ wait_time: { count: spans.length } });
  }
});

it('finds percentiles of as many spans as a year may have', async () => {
  const random = seededRandom(7);
  for (let round = 0; round < 60; round += 1) {
    // Around whole powers of ten, and some of nothing at all.
    const spans = Array.from({ length: random.int(1, 6) }, () => ({
      microseconds: BigInt(
        random.pick([0, random.int(1, 9), random.int(1, 2_000_000_000), 3_000_000_000_000]),
      ),
      times: random.pick([1, 9999, 10_000, 10_001, 99_999, random.int(1, 9_000_000)]),
    }));
    const [row] = await database.query(
      `select dashboard_percentile_bins(coalesce(sum(times * dashboard_bin(microseconds)), 0), sum(times)::bigint)::text as bins
       from unnest($1::bigint[], $2::bigint[]) span (microseconds, times)`,
      [spans.map(({ microseconds }) => String(microseconds)), spans.map(({ times }) => times)],
    );
    const inOrder = spans.toSorted((a, b) => Number(a.microseconds - b.microseconds));
    const count = spans.reduce((sum, { times }) => sum + times, 0);
    const bins = [50, 90, 95].map((percent) => {
      let left = Math.ceil((percent * count) / 100);
      const found = inOrder.find(({ times }) => (left -= times) <= 0)?.microseconds ?? 0n;
      return found === 0n ? -1 : Math.floor(Math.log(Number(found)) / Math.log(1.036));
    });
    const asked = spans.map(({ microseconds, times }) => [String(microseconds), times]);
    expect([asked, row?.['bins']]).toEqual([asked, `{${bins.join()}}`]);
  }
});

describe('a bulk insert', () => {
  /** In statements of one connection, one after the other. */
  const onOneConnection = (...statements: string[]) =>
    database.transaction(...statements.map((statement) => [statement] as const));

  const addSessions = `
    insert into chat_sessions (id, initiator_id, created_at, queued_at, started_at, status)
    select ('55555555-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, gen_random_uuid(),
      now() - n * interval '25 minutes', now() - n * interval '25 minutes', now() - n * interval '20 minutes', 'active'
    from generate_series(1, 1000) n`;
  const addAgents = `
    insert into chat_participants (session_id, user_id, role)
    select id, '${agent}', 'support_agent' from chat_sessions where random() < 0.7`;
  const addOne = (n: number): string => `
    insert into chat_messages (session_id, sender_id, content, created_at)
    select id, '${agent}', 'one', created_at + interval '1 minute' from chat_sessions
    where id = '${uuidIn('5', n)}'`;
  const addMany = (from: string): string => `
    insert into chat_messages (session_id, sender_id, content, created_at)
    select id, case when n % 2 = 0 then '${agent}'::uuid else initiator_id end, 'many',
      created_at + n * interval '17 seconds'
    from chat_sessions, generate_series(1, 4) n where ${from}`;

  it('of 4,000 messages over 1,000 sessions is counted behind single ones, twice', async () => {
    const singles = Array.from({ length: 12 }, (_, i) => addOne(i + 1));
    await onOneConnection(addSessions, 'analyze chat_sessions', addAgents, ...singles, addMany('true'));
    await expectSummedUp(4012);
    await fold(database);
    await onOneConnection(addOne(1), `delete from chat_messages where content = 'many'`, addOne(1));
    await expectSummedUp(14);
    // Now with rows that are there and folded, and with plans that were made for few of them.
    await fold(database);
    await onOneConnection(...singles, addMany(`id < '${uuidIn('5', 4)}'`), addMany('true'), ...singles);
    await expectSummedUp(14 + 12 + 12 + 4000 + 12);
  });

  /** Every session and message lies in the last 20 days. */
  async function expectSummedUp(messages: number): Promise<void> {
    expect(await answerOf('overview?time_range_hours=720')).toMatchObject({
      total_sessions: 1000,
      total_messages: messages,
    });
    expect(await answerOf('message-analytics?time_range_hours=720')).toMatchObject({
      total_messages: messages,
    });
    const tables = await readLargeTables(database);
    await expectLedgerRight(database, tables);
    for (const hours of [1, 24, 720]) {
      await expectAggregatesRight(app, tables, lastHours(hours), { onlyAgents: [agent], isCompared: true });
    }
  }
});

it('of whole days are right in every metric, folded, changed since, and folded again', async () => {
  // Each day has spans of its own, other ones of each kind, and not as many of each; the fourth has none but nothing.
  await database.query(
    `insert into chat_sessions (id, initiator_id, assigned_agent_id, status, created_at, queued_at, started_at, closed_at)
     select gen_random_uuid(), gen_random_uuid(), $1::uuid,
       case when i > 9 then 'closed' when i > 4 then 'active' else 'waiting' end, at, at,
       case when i > 4 then at + wait end, case when i > 9 then at + wait + handling end
     from generate_series(2, 8) n cross join generate_series(1, 20 + 3 * 8) i
     cross join lateral (select
       date_trunc('day', now(), 'UTC') - n * interval '24 hours' + i * interval '20 minutes' as at,
       case n when 4 then interval '0' else (n * 40 + i) * interval '1 second' end as wait,
       case n when 4 then interval '0' else (n * 700 + 9 * i) * interval '1 second' end as handling) spans
     where i <= 20 + 3 * n`,
    [agent],
  );
  await database.query(
    `insert into chat_participants (session_id, user_id, role) select id, '${agent}', 'support_agent' from chat_sessions`,
  );
  await database.query(
    `insert into chat_messages (session_id, sender_id, content, created_at)
     select id, '${agent}', 'x', created_at + (started_at - created_at) / 7 from chat_sessions
     where started_at is not null and extract(minute from created_at) < 40`,
  );
  const expectDaysRight = async (): Promise<void> => {
    await expectSeriesRight(app, await readTables(database), {
      window: lastHours(240),
      granularity: 'day',
      metrics: [
        'wait_time',
        'handle_time',
        'response_time',
        'abandon_time',
        'unanswered_sessions',
        'flow_closed',
      ],
    });
  };
  await fold(database);
  await expectDaysRight();
  await database.query(
    `update chat_sessions set closed_at = closed_at + interval '1 hour'
     where status = 'closed' and created_at < now() - interval '6 days'`,
  );
  await expectDaysRight();
  await fold(database);
  await expectDaysRight();
});
