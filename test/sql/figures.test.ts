import { beforeEach, describe, expect, it } from 'vitest';
import { NearSeconds, settled } from '../support/figures-comparison.ts';
import { expectEveryFigureRight, fold } from '../support/figures-check.ts';
import { agents, randomDataset, uuidIn, writeDataset } from '../support/figures-data.ts';
import { seededRandom } from '../support/figures-random.ts';
import { databaseClock } from '../support/figures-rows.ts';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { testApp } from '../support/test-app.ts';

const database = useFreshDatabase({ isRecorded: true });
const app = testApp({ bindings: { DATABASE_URL: database.url } });

beforeEach(() => database.clear());

/** Expected values with `near.seconds`, of which answered ones that are near enough take the place. */
const near = Object.assign(
  <Expected extends object>(answered: unknown, expected: Expected) => settled(expected, answered) as Expected,
  { seconds: (seconds: number) => new NearSeconds(BigInt(Math.round(seconds * 1_000_000))) },
);

const answerOf = async (path: string): Promise<unknown> => {
  const response = await app.call(path, { headers: { 'Cache-Control': 'no-cache' } });
  return response.json();
};

describe('figures that anybody can add up', () => {
  const [anna, ben] = [uuidIn('a', 1), uuidIn('a', 2)];

  /** 200 ratings that add up to 201; 16 closed sessions of which one is rated; 220 sessions, 11 messages. */
  beforeEach(async () => {
    // Read once: a second may tick between the statements that follow.
    const [{ instant } = {}] = await database.query(
      `select (date_trunc('second', now()) - interval '5 hours')::text as instant`,
    );
    const fiveHoursAgo = `timestamptz '${String(instant)}'`;
    await database.query(`
      insert into chat_sessions (id, initiator_id, created_at, status, rating, assigned_agent_id)
      select ('55555555-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, '${uuidIn('c', 0)}', ${fiveHoursAgo},
        case when n <= 16 then 'closed' when n <= 215 then 'active' else 'waiting' end,
        case when n = 16 then 2 when n between 17 and 215 then 1 end,
        case when n between 1 and 16 then '${anna}'::uuid end
      from generate_series(1, 220) n`);
    const say = async (
      number: number,
      session: number,
      sender: string,
      offset: string,
      type: string,
      status: string,
      content = '',
    ): Promise<void> => {
      await database.query(
        `insert into chat_messages (id, session_id, sender_id, created_at, message_type, status, content)
         values ($1, $2, $3, ${fiveHoursAgo} + $4::interval, $5, $6, $7)`,
        [uuidIn('b', number), uuidIn('5', session), sender, offset, type, status, content],
      );
    };
    const customer = uuidIn('c', 0);
    // Half a wait's tenth; started at once, and closed at once; started before it was queued; closed as it started.
    for (const [session, queued, started, closed] of [
      [1, '0 s', '20 s', '80 s'],
      [2, '-0.1 s', '10 s', '10 s'],
      [3, '20.000001 s', '20 s', '27 s'],
      [4, '3 s', '3 s', '3 s'],
      [20, '0 s', '5 s', '50 s'],
    ] as const) {
      await database.query(
        `update chat_sessions set queued_at = created_at + $2::interval, started_at = created_at + $3::interval,
           closed_at = created_at + $4::interval
         where id = $1`,
        [uuidIn('5', session), queued, started, closed],
      );
    }
    // Two agents at one instant: the lower message id answers first, though it is written last.
    await say(1, 1, customer, '0 s', 'text', 'read');
    await say(3, 1, anna, '0.7 s', 'text', 'read');
    await say(2, 1, ben, '0.7 s', 'text', 'delivered', '👍');
    await say(4, 1, anna, '9 s', 'text', 'delivered');
    // An answer before the question counts as at once.
    await say(5, 2, anna, '-10 min', 'file', 'sent', 'not a text, so not counted as one');
    // Anna handled session 3 without being in its list of participants.
    await say(6, 3, anna, '1 s', 'image', 'sent');
    // Nobody of these is a support agent where they write.
    await say(7, 4, customer, '1 s', 'image', 'sent');
    for (const number of [8, 9, 10, 11]) await say(number, 5, ben, '1 s', 'file', 'read');
    for (const [session, user, role, left] of [
      [1, anna, 'support_agent', null],
      [1, ben, 'support_agent', '2026-01-01T00:00:00Z'],
      [2, anna, 'support_agent', null],
      [4, customer, 'customer', null],
      [5, ben, 'customer', null],
    ] as const) {
      await database.insert('chat_participants', {
        session_id: uuidIn('5', session),
        user_id: user,
        role,
        left_at: left,
      });
    }
  });

  it('rounds half away from zero, clamps at 0 and leaves the unanswered out', async () => {
    const overview = await answerOf('overview?time_range_hours=6');
    expect(overview).toMatchObject({
      total_sessions: 220,
      active_sessions: 199,
      closed_sessions: 16,
      waiting_sessions: 5,
      unanswered_sessions: 217,
      total_messages: 11,
      avg_messages_per_session: 0.1, // 0.05
      avg_response_time_seconds: 0.6, // (0.7 + 0 + 1) / 3
      flow: { created: 220, reopened: 0, closed: 16, abandoned: 0, transferred: 0, rated: 200 },
      ...near(overview, {
        response_time: {
          count: 3,
          mean: 0.6,
          p50: near.seconds(0.7),
          p90: near.seconds(1),
          p95: near.seconds(1),
        },
        // 0, 0, 5, 10.1 and 20
        wait_time: {
          count: 5,
          mean: 7,
          p50: near.seconds(5),
          p90: near.seconds(20),
          p95: near.seconds(20),
        },
        // 0, 0, 7 and 60
        handle_time: {
          count: 4,
          mean: 16.8,
          p50: near.seconds(0),
          p90: near.seconds(60),
          p95: near.seconds(60),
        },
      }),
      queue_now: { waiting: 5, active: 199 },
    });
    expect(await answerOf('satisfaction?time_range_hours=6')).toMatchObject({
      total_rated: 200,
      avg_rating: 1.01, // 1.005
      rating_distribution: { '1': 199, '2': 1, '3': 0, '4': 0, '5': 0 },
      satisfaction_percentage: 0,
      response_rate: 6.3, // 1 of 16, 6.25
    });
    expect(await answerOf('message-analytics?time_range_hours=6')).toMatchObject({
      total_messages: 11,
      message_types: { text: 4, files: 5, images: 2 },
      status_distribution: { sent: 3, delivered: 2, read: 6 },
      avg_message_length: 0.3, // one code point in four texts
    });
    const performance = await answerOf('agent-performance?time_range_hours=6');
    const nothing = { count: 0, mean: null, p50: null, p90: null, p95: null };
    expect(performance).toEqual(
      near(performance, [
        {
          agent_id: anna,
          sessions_handled: 2,
          unanswered_sessions: 0,
          total_messages: 3,
          avg_messages_per_session: 1.5,
          avg_response_time_seconds: 0,
          avg_customer_rating: 2,
          total_rated: 1,
          transfers_in: 0,
          transfers_out: 0,
          // Whoever takes a session over after writing in it has answered at once.
          response_time: { count: 3, mean: 0, p50: 0, p90: 0, p95: 0 },
          wait_time: {
            count: 4,
            mean: 7.5, // 0, 0, 10.1 and 20: 7.525
            p50: near.seconds(0),
            p90: near.seconds(20),
            p95: near.seconds(20),
          },
          handle_time: {
            count: 4,
            mean: 16.8,
            p50: near.seconds(0),
            p90: near.seconds(60),
            p95: near.seconds(60),
          },
          status: 'idle',
          agent_name: null,
          display_name: null,
          availability: null,
          load: 0,
        },
        {
          agent_id: ben,
          sessions_handled: 1,
          unanswered_sessions: 0,
          total_messages: 1,
          avg_messages_per_session: 1,
          // He answered first, but in a session that Anna had.
          avg_response_time_seconds: null,
          avg_customer_rating: null,
          total_rated: 0,
          transfers_in: 0,
          transfers_out: 0,
          response_time: nothing,
          wait_time: nothing,
          handle_time: nothing,
          status: 'idle',
          agent_name: null,
          display_name: null,
          availability: null,
          load: 0,
        },
      ]),
    );
    await expectEveryFigureRight(app, database, [1, 6], [anna, ben]);
  });

  it('compares with the window before, as figures are shown', async () => {
    const gone = (before: number | null) =>
      before === null
        ? { absolute: null, percent: null }
        : { absolute: 0 - before, percent: before === 0 ? null : -100 };
    expect(await answerOf('satisfaction?time_range_hours=4&compare=previous')).toMatchObject({
      total_rated: 0,
      previous: {
        total_rated: 200,
        avg_rating: 1.01,
        rating_distribution: { '1': 199, '2': 1, '3': 0, '4': 0, '5': 0 },
        satisfaction_percentage: 0,
        response_rate: 6.3,
      },
      change: {
        total_rated: gone(200),
        avg_rating: gone(null),
        rating_distribution: { '1': gone(199), '2': gone(1), '3': gone(0), '4': gone(0), '5': gone(0) },
        satisfaction_percentage: gone(null),
        response_rate: gone(null),
      },
    });
    // Listed is who handled a session in the window itself.
    expect(await answerOf('agent-performance?time_range_hours=4&compare=previous')).toEqual([]);
    await database.query(
      `insert into chat_sessions (initiator_id, created_at, status, rating) values
         (gen_random_uuid(), now() - interval '1 hour', 'closed', 5),
         (gen_random_uuid(), now() - interval '1 hour', 'closed', null),
         (gen_random_uuid(), now() - interval '1 hour', 'closed', null)`,
    );
    expect(await answerOf('satisfaction?time_range_hours=4&compare=previous')).toMatchObject({
      avg_rating: 5,
      satisfaction_percentage: 100,
      response_rate: 33.3,
      change: {
        total_rated: { absolute: -199, percent: -99.5 },
        avg_rating: { absolute: 3.99, percent: 395 }, // of 1.01, as shown: of 1.005 it were 397.5
        satisfaction_percentage: { absolute: 100, percent: null },
        response_rate: { absolute: 27, percent: 428.6 },
      },
    });
    await expectEveryFigureRight(app, database, [4], [anna]);
  });

  it('says null over nothing, and 0 for counts', async () => {
    // The window is shorter than these sessions are old; the queue is not of the window.
    expect(await answerOf('overview?time_range_hours=4')).toMatchObject({
      total_sessions: 0,
      total_messages: 0,
      avg_messages_per_session: null,
      avg_response_time_seconds: null,
      queue_now: { waiting: 5, active: 199 },
    });
    await database.clear();
    expect(await answerOf('overview?time_range_hours=4')).toMatchObject({
      queue_now: { waiting: 0, active: 0, longest_wait_seconds: null },
    });
    expect(await answerOf('satisfaction')).toMatchObject({
      total_rated: 0,
      avg_rating: null,
      satisfaction_percentage: null,
      response_rate: null,
    });
    expect(await answerOf('message-analytics')).toMatchObject({
      message_types: { text: 0, files: 0, images: 0 },
      status_distribution: { sent: 0, delivered: 0, read: 0 },
      avg_message_length: null,
    });
    expect(await answerOf('agent-performance')).toEqual([]);
    expect(await answerOf(`agent-performance?agent_id=${anna}`)).toEqual([]);
  });
});

it.each([1, 2])(
  'answers the same unfolded, half folded and folded, random chats of seed %i',
  async (seed) => {
    const random = seededRandom(seed);
    await writeDataset(database, randomDataset(random, 100, await databaseClock(database)), random);
    const asked = [random.pick(agents), uuidIn('0', 0)];
    await expectEveryFigureRight(app, database, [720, 24], asked);
    await fold(database, random.int(20, 60));
    await expectEveryFigureRight(app, database, [1, 168, 720, random.int(2, 23)], asked);
    await fold(database);
    await expectEveryFigureRight(app, database, [random.int(25, 719), 24, 720], asked);
  },
);

it('does not mind the time zone and the formats of the database', async () => {
  const random = seededRandom(5);
  await writeDataset(database, randomDataset(random, 40, await databaseClock(database)), random);
  const settings = '-c timezone=America/St_Johns -c datestyle=SQL,DMY -c intervalstyle=sql_standard';
  const there = testApp({
    bindings: { DATABASE_URL: `${database.url}?options=${encodeURIComponent(settings)}` },
  });
  await expectEveryFigureRight(there, database, [24, 720], agents.slice(0, 1));
  await fold(database);
  await expectEveryFigureRight(there, database, [24, 720], agents.slice(0, 1));
});

it('puts waits around both bounds of the priorities into the right class', async () => {
  await database.query(
    `insert into chat_sessions (initiator_id, queued_at)
     select gen_random_uuid(), clock_timestamp() - seconds * interval '1 s' - beside * interval '50 ms'
     from unnest(array[0, 60, 180]) seconds, generate_series(-10, 10) beside`,
  );
  await expectEveryFigureRight(app, database, [1]);
});

it('cuts instants to milliseconds in every year that RFC 3339 can say', async () => {
  const instants = [
    '0001-01-01T00:00:00.000001Z',
    '1582-10-10T12:00:00.999999Z',
    '1969-12-31T23:59:59.999999Z',
    '1970-01-01T00:00:00.000999Z',
    '2024-02-29T23:59:60Z',
    '9999-12-31T23:59:59.999999Z',
  ];
  for (const [n, instant] of instants.entries()) {
    const session = {
      id: uuidIn('5', n),
      initiator_id: uuidIn('c', n),
      created_at: instant,
      started_at: instant,
    };
    await database.insert('chat_sessions', { ...session, status: n % 2 === 0 ? 'active' : 'waiting' });
    await database.insert('chat_messages', {
      session_id: session.id,
      sender_id: session.initiator_id,
      content: 'x',
      created_at: instant,
    });
  }
  await expectEveryFigureRight(app, database, [720]);
  await fold(database);
  await expectEveryFigureRight(app, database, [720]);
});

it.each([
  { what: 'more messages than one trip takes, many at one instant', count: 20_003, bytes: 1, perInstant: 50 },
  { what: 'more bytes than one trip takes', count: 90, bytes: 60_000, perInstant: 7 },
  {
    what: 'bytes that take more room in JSON',
    count: 60,
    bytes: 120_000,
    perInstant: 1,
    content: '"\\\u0001',
  },
])('tells a transcript of $what', async ({ count, bytes, perInstant, content = 'é' }) => {
  const session = { id: uuidIn('5', 1), initiator_id: uuidIn('c', 1) };
  await database.insert('chat_sessions', session);
  await database.query(
    `insert into chat_messages (session_id, sender_id, content, created_at)
     select $1, $2, repeat($3, $4::integer / octet_length($3)), timestamptz '2026-01-01Z' + n / $5 * interval '1 microsecond'
     from generate_series(1, $6::integer) n`,
    [session.id, session.initiator_id, content, Math.max(bytes, 3), perInstant, count],
  );
  const response = await app.call(`sessions/${session.id}/transcript`);
  const told = (await response.json()) as { messages: { id: string; content: string }[] };
  const inOrder = await database.query(
    'select id::text, length(content)::text as length from chat_messages order by created_at, id',
  );
  expect(told.messages.map(({ id, content: said }) => ({ id, length: String([...said].length) }))).toEqual(
    inOrder,
  );
  expect(new Set(told.messages.map((message) => message.content)).size).toBe(1);
});
