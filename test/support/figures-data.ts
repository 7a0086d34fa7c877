import type { Random } from './figures-random.ts';
import type { FreshDatabase, Row } from './fresh-database.ts';

/** Chats as they happen and as they should not: random rows with every oddity that the contract allows. */

/** `uuidIn('a', 7)`: the same for the same kind and number, and told apart by eye. */
export const uuidIn = (kind: string, number: number): string =>
  `${kind.repeat(8)}-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;

/** An instant in microseconds, as a literal that PostgreSQL reads back exactly. */
export function literal(microseconds: bigint): string {
  const fraction = ((microseconds % 1_000_000n) + 1_000_000n) % 1_000_000n;
  const second = new Date(Number((microseconds - fraction) / 1000n)).toISOString().slice(0, 19);
  return `${second}.${String(fraction).padStart(6, '0')}Z`;
}

const texts = [
  '',
  ' ',
  'Hello',
  'Wo ist mein Paket?',
  '请问什么时候发货？',
  'お問い合わせありがとうございます',
  '👍',
  '👩‍👩‍👧‍👦 family, one glyph of seven code points',
  'e\u0301a\u0308o\u0302 (combining)',
  '\u200f\u202eright to left\u202c',
  'line\nbreak\ttab "quotes" \\ backslash \u2028 </script>',
  '𝒳'.repeat(201),
  'x'.repeat(1999),
];

const files = [
  {
    file_name: 'invoice.pdf',
    file_url: 'https://files.example/1',
    file_size: 48_213,
    file_mime: 'application/pdf',
  },
  { file_name: '写真.png', file_url: null, file_size: 0, file_mime: null },
  { file_name: null, file_url: null, file_size: Number.MAX_SAFE_INTEGER, file_mime: null },
  { file_name: null, file_url: '', file_size: null, file_mime: '' },
  { file_name: null, file_url: null, file_size: null, file_mime: null },
];

const second = 1_000_000n;
const hour = 3600n * second;

/** What rollups are kept over: five minutes up to a week, which begins on a Monday. In microseconds. */
const stretches = [300n * second, hour, 6n * hour, 24n * hour, 168n * hour];
const aMonday = 4n * 24n * hour;

/** The beginning of a stretch, or a microsecond beside it. */
function beginning(random: Random, instant: bigint): bigint {
  const length = random.pick(stretches);
  return instant - ((instant - aMonday) % length) + BigInt(random.int(-1, 1));
}

export interface Dataset {
  sessions: Row[];
  messages: Row[];
  participants: Row[];
  /** Some of the agents are registered. */
  agents: Row[];
  offers: Row[];
}

/** Teams that sessions wait for. */
export const teams = ['billing', 'Billing', '请问'];

export const agents = Array.from({ length: 9 }, (_, i) => uuidIn('a', i));

/**
 * @param end nothing but an open session's `queued_at` is later, in microseconds
 */
export function randomDataset(random: Random, sessionCount: number, end: bigint): Dataset {
  const micros = (low: number, high: number): bigint => BigInt(random.int(low, high));
  const data: Dataset = { sessions: [], messages: [], participants: [], agents: [], offers: [] };
  for (let i = 0; i < sessionCount; i += 1) {
    const id = uuidIn('5', i);
    const hoursBack = random.pick([1, 24, 168, 720, 900, 9500]);
    const anyInstant = end - micros(0, hoursBack * 3600) * second - micros(0, 999_999);
    const createdAt = random.chance(0.2) ? beginning(random, anyInstant) : anyInstant;
    const notAfterEnd = (instant: bigint): string => literal(instant < end ? instant : end);
    const status = random.pick(['waiting', 'active', 'active', 'closed', 'closed', 'closed']);
    // Agents are customers of others now and then.
    const customer = random.chance(0.1) ? random.pick(agents) : uuidIn('c', random.int(0, 40));
    const helpers = random.shuffled(agents.filter((agent) => agent !== customer)).slice(0, random.int(0, 3));
    const startedAt = random.chance(0.8)
      ? createdAt + micros(0, 90) * second + random.pick([0n, 0n, micros(0, 999_999)])
      : null;
    data.sessions.push({
      id,
      status,
      initiator_id: customer,
      // Not always one of the participants.
      assigned_agent_id: random.chance(0.2)
        ? null
        : random.pick(random.chance(0.8) ? [...helpers, null] : agents),
      created_at: literal(createdAt),
      queued_at: random.chance(0.5) ? null : literal(createdAt + micros(-600, 600) * second + micros(0, 999)),
      started_at: startedAt && notAfterEnd(startedAt),
      closed_at:
        status === 'closed' || random.chance(0.1)
          ? notAfterEnd(createdAt + micros(100, 5000) * second)
          : null,
      last_activity_at: random.chance(0.3) ? null : notAfterEnd(createdAt + micros(0, 3) * 600n * second),
      rating: random.chance(0.6) ? random.int(1, 5) : null,
      feedback: random.chance(0.2) ? random.pick(texts) : null,
      team: random.pick([null, null, ...teams]),
      skills: random.shuffled(['english', '中文', '"']).slice(0, random.pick([0, 0, 1, 3])),
    });
    for (const [place, user] of [customer, ...helpers].entries()) {
      // Now and then someone writes who is in no list of participants.
      if (random.chance(0.1)) continue;
      data.participants.push({
        session_id: id,
        user_id: user,
        role: place === 0 ? 'customer' : 'support_agent',
        joined_at: notAfterEnd(createdAt + micros(-5, 5) * hour),
        left_at: random.chance(0.3) ? notAfterEnd(createdAt + hour) : null,
      });
    }
    const instants = [0n, 1n, 999n, 1000n, second, 30n * second];
    for (let k = random.pick([0, 0, 1, 2, 5, 20]); k > 0; k -= 1) {
      // Some before their session, many at one instant.
      const offset = random.chance(0.2) ? -micros(0, 100_000_000) : random.pick(instants);
      const spread = random.chance(0.5) ? micros(0, 7_200_000_000) : 0n;
      const file = random.chance(0.3) ? random.pick(files) : {};
      data.messages.push({
        id: uuidIn(random.pick(['1', '2', 'b', 'd', 'e', 'f']), data.messages.length),
        session_id: id,
        sender_id: random.pick([customer, customer, ...helpers, random.pick(agents)]),
        content: random.pick(texts),
        message_type: random.pick(['text', 'text', 'text', 'file', 'image']),
        status: random.pick(['sent', 'delivered', 'read']),
        created_at: notAfterEnd(
          random.chance(0.1) ? beginning(random, createdAt) : createdAt + offset + spread,
        ),
        file_name: null,
        file_url: null,
        file_size: null,
        file_mime: null,
        ...file,
      });
    }
  }
  for (const agent of agents) {
    if (random.chance(0.4)) continue;
    data.agents.push({
      agent_id: agent,
      display_name: random.pick(['Ada', 'Ben', '陈', '👩‍👩‍👧‍👦', '"']),
      availability: random.pick(['online', 'away', 'offline']),
      max_sessions: random.int(0, 3),
    });
  }
  for (let i = 0; i < sessionCount / 4; i += 1) {
    // Open and over, of sessions that wait, that don't, and that are no more; by the table alone, two of one session.
    data.offers.push({
      session_id: uuidIn('5', random.int(0, sessionCount)),
      agent_id: random.pick(agents),
      offered_at: literal(end - 2n * hour),
      expires_at: literal(end + (random.chance(0.3) ? -micros(1, 3600) : micros(7200, 99_999)) * second),
      outcome: random.chance(0.3) ? random.pick(['accepted', 'declined', 'withdrawn', 'expired']) : null,
    });
  }
  return data;
}

const sessionColumns =
  'id, status, initiator_id, assigned_agent_id, created_at, queued_at, started_at, closed_at, last_activity_at, rating, feedback, team, skills';

/** Writes the sessions, the agents and the offers, then everything else in random order and in statements of random sizes. */
export async function writeDataset(database: FreshDatabase, data: Dataset, random: Random): Promise<void> {
  await database.query(
    `insert into chat_sessions (${sessionColumns})
     select ${sessionColumns} from json_populate_recordset(null::chat_sessions, $1::json)`,
    [JSON.stringify(data.sessions)],
  );
  await database.query(
    `insert into support_agents (agent_id, display_name, availability, max_sessions)
     select agent_id, display_name, availability, max_sessions
     from json_populate_recordset(null::support_agents, $1::json)`,
    [JSON.stringify(data.agents)],
  );
  await database.query(
    `insert into dashboard_offers (session_id, agent_id, offered_at, expires_at, outcome)
     select session_id, agent_id, offered_at, expires_at, outcome
     from json_populate_recordset(null::dashboard_offers, $1::json)`,
    [JSON.stringify(data.offers)],
  );
  const statements: { table: string; rows: Row[] }[] = [];
  for (const [table, rows] of [
    ['chat_messages', data.messages],
    ['chat_participants', data.participants],
  ] as const) {
    const left = random.shuffled(rows);
    while (left.length > 0) statements.push({ table, rows: left.splice(0, random.pick([1, 5, 50, 200])) });
  }
  for (const { table, rows } of random.shuffled(statements)) {
    await database.query(
      `insert into ${table} select * from json_populate_recordset(null::${table}, $1::json)`,
      [JSON.stringify(rows)],
    );
  }
}
