import { beforeAll, describe, expect, it } from 'vitest';
import { perHour, perMillisecond } from '../support/figures-arithmetic.ts';
import { writtenAnyhow, zones } from '../support/figures-asks.ts';
import { bucketsOf, granularities, transitionsIn } from '../support/figures-calendar.ts';
import { expectSeriesRight, fold, get } from '../support/figures-check.ts';
import { literal, uuidIn } from '../support/figures-data.ts';
import { seededRandom } from '../support/figures-random.ts';
import { microsecondsOf, readTables, type Tables } from '../support/figures-rows.ts';
import { seriesPath, type SeriesQuestion } from '../support/figures-series.ts';
import { between, lastHours, type Window } from '../support/figures-window.ts';
import { agentMetrics, metrics } from '../support/figures.ts';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { testApp } from '../support/test-app.ts';

const database = useFreshDatabase({ isRecorded: true });
const app = testApp({ bindings: { DATABASE_URL: database.url } });
const [agent, colleague] = [uuidIn('a', 1), uuidIn('a', 2)];

const micros = (instant: number): bigint => BigInt(instant) * perMillisecond;
const day = 24n * perHour;

/** Where the clocks of the zones move, in microseconds. */
const moves = zones.map((zone) => ({
  zone,
  instants: [2019, 2025].flatMap((year) => transitionsIn(zone, year)).map(micros),
}));

/** Around each move: at it, a microsecond beside it, at the hours around it and at the days. */
const around = [
  -1n,
  0n,
  1n,
  ...[-2n, -1n, 1n, 2n].flatMap((hours) => [hours * perHour - 1n, hours * perHour]),
  ...[-30n, -15n, 15n, 30n, 45n].map((minutes) => (minutes * perHour) / 60n),
  ...[-7n, -1n, 1n, 7n, 31n].map((days) => days * day + 5n),
];

let tables: Tables;

beforeAll(async () => {
  await database.clear();
  const instants = [...new Set(moves.flatMap((move) => move.instants))].flatMap((move) =>
    around.map((beside) => literal(move + beside)),
  );
  await database.query(
    `insert into chat_sessions (id, initiator_id, assigned_agent_id, status, created_at, queued_at, started_at, closed_at, rating)
     select ('55555555-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, gen_random_uuid(),
       case n % 3 when 0 then '${agent}'::uuid when 1 then '${colleague}'::uuid end,
       case n % 4 when 0 then 'waiting' when 1 then 'active' else 'closed' end,
       at, at, at + n % 97 * interval '1 second', at + n % 97 * interval '3 seconds', nullif(n % 6, 0)
     from unnest($1::timestamptz[]) with ordinality moved (at, n)`,
    [instants],
  );
  await database.query(`
    insert into chat_participants (session_id, user_id, role)
    select id, assigned_agent_id, 'support_agent' from chat_sessions where assigned_agent_id is not null`);
  // Some are handed on, and some come back, in the same hours.
  await database.query(`
    update chat_sessions set assigned_agent_id = '${colleague}', started_at = started_at + interval '40 seconds'
    where assigned_agent_id = '${agent}' and status = 'active'`);
  await database.query(`
    update chat_sessions set status = 'waiting', queued_at = closed_at + interval '20 minutes', assigned_agent_id = null
    where status = 'closed' and rating in (2, 3)`);
  await database.query(`
    insert into chat_messages (session_id, sender_id, content, created_at)
    select id, coalesce(assigned_agent_id, initiator_id), 'x', created_at + k * interval '20 minutes'
    from chat_sessions, generate_series(0, 2) k`);
  // The rest is taken from the rows.
  await fold(database, 800);
  tables = await readTables(database);
});

/** Windows over an instant: of hours, days and months, cut at it, right before and behind it. */
const windowsOver = (instant: bigint): Window[] => [
  between(instant - 3n * perHour, instant + 3n * perHour),
  between(instant - 1n, instant),
  between(instant, instant + 1n),
  between(instant - perHour, instant),
  between(instant, instant + perHour - 1n),
  between(instant - 2n * day, instant + 3n * day),
  between(instant - 20n * day + 7n, instant + 45n * day),
];

const isLong = (window: Window): boolean => 'since' in window && window.until - window.since > 30n * day;

describe.each(moves.filter(({ instants }) => instants.length > 0))(
  'where clocks move in $zone',
  ({ zone, instants }) => {
    it('a series and a heat map are right, partly folded', async () => {
      const random = seededRandom(instants.length + zone.length);
      for (const instant of instants) {
        for (const window of random.shuffled(windowsOver(instant)).slice(0, 2)) {
          const granularity = random.pick(isLong(window) ? granularities.slice(1) : granularities);
          const question = { window, granularity, tz: zone };
          await expectSeriesRight(app, tables, {
            ...question,
            metrics: random.shuffled(metrics).slice(0, 5),
          });
        }
        const short = between(instant - 26n * perHour, instant + 26n * perHour, writtenAnyhow(random));
        const granularity = random.pick(granularities);
        await expectSeriesRight(app, tables, {
          window: short,
          granularity,
          tz: zone,
          agent,
          metrics: random.shuffled(agentMetrics),
        });
      }
    });
  },
);

// Moves by three hours, over midnight, within an hour, and of offsets that know seconds.
it.each([
  ['America/St_Johns', '2010-11-06T12:00:00Z', '2010-11-07T03:00:00Z'],
  ['America/Moncton', '2005-10-30T02:00:00Z', '2005-10-30T03:30:00Z'],
  ['Antarctica/Casey', '2010-03-04T14:00:00Z', '2010-03-04T15:30:00Z'],
  ['Antarctica/Casey', '2019-03-16T12:00:00Z', '2019-03-17T12:00:00Z'],
  ['Pacific/Apia', '2011-12-28T00:00:00Z', '2012-01-02T00:00:00Z'],
  ['Pacific/Chatham', '2031-04-05T13:00:00Z', '2031-04-05T15:00:00Z'],
  ['Pacific/Chatham', '2031-09-27T13:00:00Z', '2031-09-27T15:00:00Z'],
  ['Asia/Kolkata', '2031-06-02T03:00:00Z', '2031-06-02T03:30:00Z'],
])('has all buckets of %s from %s to %s', async (tz, from, to) => {
  const window = between(micros(Date.parse(from)), micros(Date.parse(to)));
  for (const granularity of granularities) {
    await expectSeriesRight(app, tables, { window, granularity, tz, metrics: ['total_sessions'] });
  }
});

it.each([
  ['Africa/Monrovia', '1972-01-06T22:00:00Z', '1972-01-07T03:00:00Z'],
  ['Asia/Singapore', '1932-12-31T15:00:00Z', '1932-12-31T19:00:00Z'],
  ['Africa/Cairo', '1900-01-02T00:00:00Z', '1900-11-05T02:00:00Z'],
])('finds the hours of %s where its offset has seconds', async (tz, from, to) => {
  const { body } = await get(app, `timeseries?granularity=hour&tz=${tz}&from=${from}&to=${to}`);
  const { buckets } = body as { buckets: { start: string; end: string }[] };
  expect(Date.parse(buckets[0]?.start ?? '')).toBeLessThanOrEqual(Date.parse(from));
  expect(Date.parse(buckets.at(-1)?.end ?? '')).toBeGreaterThanOrEqual(Date.parse(to));
  expect(buckets.slice(1).map(({ start }) => start)).toEqual(buckets.slice(0, -1).map(({ end }) => end));
});

interface Part extends Record<string, unknown> {
  response_time: { count: number };
  wait_time: { count: number };
  handle_time: { count: number };
  flow?: Record<string, number>;
}

const countsOf = (part: Part, names: readonly string[]): Record<string, number> =>
  Object.fromEntries(
    names.map((name) => {
      const value = part[name] as number | { count: number };
      return [name, typeof value === 'number' ? value : value.count];
    }),
  );

const addable = [
  'total_sessions',
  'active_sessions',
  'waiting_sessions',
  'closed_sessions',
  'unanswered_sessions',
  'total_messages',
  'response_time',
  'wait_time',
  'abandon_time',
  'handle_time',
];

const flows = ['created', 'reopened', 'closed', 'abandoned', 'transferred', 'rated'].map(
  (name) => `flow_${name}`,
);

const bodyAt = async <Body>(path: string): Promise<Body> => (await get(app, path)).body as Body;

async function partsOf(question: SeriesQuestion): Promise<{ buckets: Part[]; cells: Part[] }> {
  const { buckets } = await bodyAt<{ buckets: Part[] }>(seriesPath('timeseries', question));
  const { cells } = await bodyAt<{ cells: Part[] }>(seriesPath('heatmap', question));
  return { buckets, cells };
}

const total = (parts: readonly Part[], name: string): number =>
  parts.reduce((sum, part) => sum + (countsOf(part, [name])[name] ?? 0), 0);

describe.each(zones)('the parts of a window in %s', (zone) => {
  beforeAll(() => fold(database));

  it.each(granularities)('add up to its summary by the %s', async (granularity) => {
    const random = seededRandom(granularity.length);
    const rows = tables.sessions;
    const since = random.pick(rows).created_at;
    const length =
      granularity === 'hour' ? BigInt(random.int(1, 40)) * day : BigInt(random.int(40, 366)) * day;
    const window = between(since, since + length);
    const { buckets, cells } = await partsOf({
      window,
      granularity,
      tz: zone,
      metrics: [...addable, ...flows, 'total_rated', 'written_messages'],
    });
    const overview = await bodyAt<Part>(`overview?${window.query}`);
    const satisfaction = await bodyAt<Part>(`satisfaction?${window.query}`);
    const written = await bodyAt<Part>(`message-analytics?${window.query}`);
    const whole = {
      ...countsOf(overview, addable),
      ...Object.fromEntries(
        Object.entries(overview.flow ?? {}).map(([flow, count]) => [`flow_${flow}`, count]),
      ),
      total_rated: satisfaction['total_rated'],
      written_messages: written['total_messages'],
    };
    expect(cells).toHaveLength(168);
    for (const parts of [buckets, cells]) {
      const sums = Object.keys(whole).map((name) => [name, total(parts, name)]);
      expect(Object.fromEntries(sums)).toEqual(whole);
    }
  });

  it('add up to the row of an agent', async () => {
    const names = addable.filter((name) => agentMetrics.includes(name));
    for (const window of [between(micros(Date.UTC(2025, 0, 5)), micros(Date.UTC(2025, 11, 30)))]) {
      const [row] = await bodyAt<Part[]>(`agent-performance?${window.query}&agent_id=${agent}`);
      const { sessions_handled: total_sessions, ...others } = row ?? ({} as Part);
      const whole = countsOf({ ...others, total_sessions } as Part, names);
      const { buckets, cells } = await partsOf({
        window,
        granularity: 'week',
        tz: zone,
        metrics: names,
        agent,
      });
      for (const parts of [buckets, cells]) {
        expect(Object.fromEntries(names.map((name) => [name, total(parts, name)]))).toEqual(whole);
      }
    }
  });
});

describe('buckets that anybody can write down', () => {
  const startsOf = async (query: string): Promise<string[][]> => {
    const path = `timeseries?${query}`;
    const { buckets } = await bodyAt<{ buckets: Record<string, string>[] }>(path);
    return buckets.map(({ start = '', end = '', local_start = '' }) => [
      local_start,
      start.replace(':00.000Z', 'Z'),
      end.replace(':00.000Z', 'Z'),
    ]);
  };

  it.each<[what: string, query: string, buckets: string[][]]>([
    [
      'a day of 23 hours',
      'tz=Europe/Berlin&from=2026-03-28T12:00:00Z&to=2026-03-30T12:00:00Z',
      [
        ['2026-03-28T00:00:00', '2026-03-27T23:00Z', '2026-03-28T23:00Z'],
        ['2026-03-29T00:00:00', '2026-03-28T23:00Z', '2026-03-29T22:00Z'],
        ['2026-03-30T00:00:00', '2026-03-29T22:00Z', '2026-03-30T22:00Z'],
      ],
    ],
    [
      'an hour that comes twice',
      'tz=Europe/Berlin&granularity=hour&from=2025-10-25T23:59:59.999999Z&to=2025-10-26T02:00:00Z',
      [
        ['2025-10-26T01:00:00', '2025-10-25T23:00Z', '2025-10-26T00:00Z'],
        ['2025-10-26T02:00:00', '2025-10-26T00:00Z', '2025-10-26T01:00Z'],
        ['2025-10-26T02:00:00', '2025-10-26T01:00Z', '2025-10-26T02:00Z'],
      ],
    ],
    [
      'an hour that does not come',
      'tz=America/New_York&granularity=hour&from=2026-03-08T06:00:00Z&to=2026-03-08T07:00:00.000001Z',
      [
        ['2026-03-08T01:00:00', '2026-03-08T06:00Z', '2026-03-08T07:00Z'],
        ['2026-03-08T03:00:00', '2026-03-08T07:00Z', '2026-03-08T08:00Z'],
      ],
    ],
    [
      'half an hour that comes twice',
      'tz=Australia/Lord_Howe&granularity=hour&from=2025-04-05T14:10:00Z&to=2025-04-05T15:31:00Z',
      [
        ['2025-04-06T01:00:00', '2025-04-05T14:00Z', '2025-04-05T15:00Z'],
        ['2025-04-06T01:30:00', '2025-04-05T15:00Z', '2025-04-05T15:30Z'],
        ['2025-04-06T02:00:00', '2025-04-05T15:30Z', '2025-04-05T16:30Z'],
      ],
    ],
    [
      'half an hour that does not come',
      'tz=Australia/Lord_Howe&granularity=hour&from=2025-10-04T15:00:00Z&to=2025-10-04T16:31:00Z',
      [
        ['2025-10-05T01:00:00', '2025-10-04T14:30Z', '2025-10-04T15:30Z'],
        ['2025-10-05T02:30:00', '2025-10-04T15:30Z', '2025-10-04T16:00Z'],
        ['2025-10-05T03:00:00', '2025-10-04T16:00Z', '2025-10-04T17:00Z'],
      ],
    ],
    [
      'a midnight that comes twice',
      'tz=America/Havana&from=2025-11-01T12:00:00Z&to=2025-11-02T12:00:00Z',
      [
        ['2025-11-01T00:00:00', '2025-11-01T04:00Z', '2025-11-02T04:00Z'],
        ['2025-11-02T00:00:00', '2025-11-02T04:00Z', '2025-11-03T05:00Z'],
      ],
    ],
    [
      'a midnight that does not come',
      'tz=America/Sao_Paulo&from=2018-11-03T12:00:00Z&to=2018-11-04T12:00:00Z',
      [
        ['2018-11-03T00:00:00', '2018-11-03T03:00Z', '2018-11-04T03:00Z'],
        ['2018-11-04T01:00:00', '2018-11-04T03:00Z', '2018-11-05T02:00Z'],
      ],
    ],
    [
      'a day that does not come',
      'tz=Pacific/Apia&from=2011-12-29T20:00:00Z&to=2011-12-31T09:00:00Z',
      [
        ['2011-12-29T00:00:00', '2011-12-29T10:00Z', '2011-12-30T10:00Z'],
        ['2011-12-31T00:00:00', '2011-12-30T10:00Z', '2011-12-31T10:00Z'],
      ],
    ],
    [
      'weeks from Monday over the end of a year',
      'tz=Asia/Kathmandu&granularity=week&from=2026-12-31T00:00:00Z&to=2027-01-04T00:00:00Z',
      [
        ['2026-12-28T00:00:00', '2026-12-27T18:15Z', '2027-01-03T18:15Z'],
        ['2027-01-04T00:00:00', '2027-01-03T18:15Z', '2027-01-10T18:15Z'],
      ],
    ],
    [
      'months, of which the window ends exactly with one',
      'tz=Asia/Kolkata&granularity=month&from=2024-02-15T00:00:00Z&to=2024-03-31T18:30:00Z',
      [
        ['2024-02-01T00:00:00', '2024-01-31T18:30Z', '2024-02-29T18:30Z'],
        ['2024-03-01T00:00:00', '2024-02-29T18:30Z', '2024-03-31T18:30Z'],
      ],
    ],
  ])('%s', async (_what, query, buckets) => {
    expect(await startsOf(query)).toEqual(buckets);
    const [from = '', to = ''] = [...query.matchAll(/\d{4}-[\d:.T-]+Z/g)].map(([text]) => text);
    const { zone = 'UTC', granularity = 'day' } =
      /tz=(?<zone>[\w/]+)(?:&granularity=(?<granularity>\w+))?/.exec(query)?.groups ?? {};
    const [since, until] = [microsecondsOf(from), microsecondsOf(to)];
    const computed = bucketsOf(granularity as (typeof granularities)[number], zone, since, until);
    expect(computed.map(({ localStart }) => localStart)).toEqual(buckets.map(([local]) => local));
  });

  it('belong to the last one where the window ends exactly on an edge, with what is created then', async () => {
    const at = micros(Date.UTC(2030, 5, 2));
    await database.query(
      `insert into chat_sessions (initiator_id, created_at) select gen_random_uuid(), at
       from unnest($1::timestamptz[]) at`,
      [[literal(at - day), literal(at - 1n), literal(at), literal(at + 1n)]],
    );
    const query = (from: bigint, to: bigint) => seriesPath('timeseries', { window: between(from, to) });
    const sessions = async (path: string): Promise<unknown[]> => {
      const { buckets } = await bodyAt<{ buckets: { total_sessions: number }[] }>(path);
      return buckets.map(({ total_sessions }) => total_sessions);
    };
    // So many hours that they are counted and not looked for.
    const hours = (count: number, from: bigint, to: bigint) =>
      sessions(`${query(at - BigInt(count) * (day / 24n) + from, at + to)}&granularity=hour`);
    for (const isFolded of [false, true]) {
      if (isFolded) await fold(database);
      expect(await sessions(query(at - day, at))).toEqual([3]);
      expect(await sessions(query(at - day, at + 1n))).toEqual([2, 2]);
      expect(await sessions(query(at, at + 1n))).toEqual([2]);
      expect(await sessions(query(at - 1n, at))).toEqual([2]);
      for (const count of [99, 101, 400]) {
        // The session of a day before is the first one of its hour.
        const expected = (last: number): number[] =>
          Array.from({ length: count }, (_, hour) =>
            hour === count - 24 ? 1 : hour === count - 1 ? last : 0,
          );
        expect(await hours(count, 0n, 0n), `${count} hours`).toEqual(expected(2));
        expect(await hours(count, 1n, 1n), `${count} hours`).toEqual([...expected(1), 2]);
        expect(await hours(count, 1n, -1n), `${count} hours`).toEqual(expected(1));
      }
    }
    await database.query(`delete from chat_sessions where created_at >= '2030-01-01Z'`);
  });

  it.each<[what: string, query: string, sessions: string, cells: number[][]]>([
    [
      'an instant at which an hour begins and the window ends',
      'tz=Asia/Kolkata&from=2031-06-02T03:00:00Z&to=2031-06-02T03:30:00Z',
      '2031-06-02T03:30:00Z',
      [[1, 9]],
    ],
    [
      'a quarter of an hour to which the clocks go back',
      'tz=Pacific/Chatham&from=2031-04-05T13:00:00Z&to=2031-04-05T15:00:00Z',
      '2031-04-05T14:05:00Z',
      [[7, 2]],
    ],
    [
      'a quarter of an hour to which the clocks go on',
      'tz=Pacific/Chatham&from=2031-09-27T13:00:00Z&to=2031-09-27T15:00:00Z',
      '2031-09-27T14:05:00Z',
      [[7, 3]],
    ],
    [
      'half an hour to which the clocks go back',
      'tz=Australia/Lord_Howe&from=2031-04-05T14:00:00Z&to=2031-04-05T16:00:00Z',
      '2031-04-05T15:05:00Z',
      [[7, 1]],
    ],
  ])('of a heat map have %s under what the clocks show', async (_what, query, at, cells) => {
    await database.query(
      'insert into chat_sessions (initiator_id, created_at) values (gen_random_uuid(), $1)',
      [at],
    );
    const answered = await bodyAt<{ cells: Record<string, number>[] }>(`heatmap?${query}`);
    await database.query(`delete from chat_sessions where created_at = $1`, [at]);
    const used = answered.cells.filter(({ total_sessions }) => total_sessions !== 0);
    expect(used.map(({ weekday, hour }) => [weekday, hour])).toEqual(cells);
  });

  it('are those of the last hours where nothing else is said', async () => {
    await expectSeriesRight(app, tables, { window: { ...lastHours(24), query: '' } });
    await expectSeriesRight(app, tables, { window: lastHours(720), metrics: ['total_rated', 'total_rated'] });
  });
});
