import type { Random } from './figures-random.ts';
import type { FreshDatabase, Row } from './database-access.ts';

/** Normal and abnormal chats: random rows with every oddity that the contract allows. */

/** `uuidIn('a', 7)`: the same for the same kind and number, and easy to recognise. */
export const uuidIn = (kind: string, number: number): string =>
  `${kind.repeat(8)}-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;

/** An instant in microseconds, as a literal that PostgreSQL parses exactly. */
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

const displayNames = [
  'Maya Fischer',
  '山田 太郎',
  '',
  ' ',
  '  indented',
  '"\\',
  '👍'.repeat(201),
  'line\nbreak',
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

/** Stretches of time at whose edges rows are placed: five minutes up to a week, from Monday. In microseconds. */
const stretches = [300n * second, hour, 6n * hour, 24n * hour, 168n * hour];
const aMonday = 4n * 24n * hour;

/** The start of a stretch, or a microsecond before or after it. */
function beginning(random: Random, instant: bigint): bigint {
  const length = random.pick(stretches);
  return instant - ((instant - aMonday) % length) + BigInt(random.int(-1, 1));
}

export interface Dataset {
  sessions: Row[];
  messages: Row[];
  participants: Row[];
  /** The registered agents: only some of all agents. */
  agents: Row[];
  offers: Row[];
  /** Later changes to the sessions, as statements. */
  lives: string[];
}

/** Teams that sessions can wait for. */
export const teams = ['billing', 'Billing', '请问'];

export const agents = Array.from({ length: 9 }, (_, i) => uuidIn('a', i));

/**
 * @param end in microseconds; no instant is later, except the `queued_at` of open sessions
 */
export function randomDataset(random: Random, sessionCount: number, end: bigint): Dataset {
  const micros = (low: number, high: number): bigint => BigInt(random.int(low, high));
  const data: Dataset = { sessions: [], messages: [], participants: [], agents: [], offers: [], lives: [] };
  for (let i = 0; i < sessionCount; i += 1) {
    const id = uuidIn('5', i);
    const hoursBack = random.pick([1, 24, 168, 720, 900, 9500]);
    const anyInstant = end - micros(0, hoursBack * 3600) * second - micros(0, 999_999);
    const createdAt = random.chance(0.2) ? beginning(random, anyInstant) : anyInstant;
    const notAfterEnd = (instant: bigint): string => literal(instant < end ? instant : end);
    const status = random.pick(['waiting', 'active', 'active', 'closed', 'closed', 'closed']);
    // Sometimes an agent is the customer of another agent.
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
      // Sometimes a sender is not a participant.
      if (random.chance(0.1)) continue;
      data.participants.push({
        session_id: id,
        user_id: user,
        role: place === 0 ? 'customer' : random.chance(0.1) ? 'bot' : 'support_agent',
        joined_at: notAfterEnd(createdAt + micros(-5, 5) * hour),
        left_at: random.chance(0.3) ? notAfterEnd(createdAt + hour) : null,
      });
    }
    const instants = [0n, 1n, 999n, 1000n, second, 30n * second];
    for (let k = random.pick([0, 0, 1, 2, 5, 20]); k > 0; k -= 1) {
      // Some precede their session, and many share an instant.
      const offset = random.chance(0.2) ? -micros(0, 100_000_000) : random.pick(instants);
      const spread = random.chance(0.5) ? micros(0, 7_200_000_000) : 0n;
      const file = random.chance(0.3) ? random.pick(files) : {};
      data.messages.push({
        id: uuidIn(random.pick(['1', '2', 'b', 'd', 'e', 'f']), data.messages.length),
        session_id: id,
        sender_id: random.pick([customer, customer, ...helpers, random.pick(agents)]),
        content: random.pick(texts),
        message_type: random.pick(['text', 'text', 'text', 'text', 'file', 'image', 'system', 'note']),
        status: random.pick(['sent', 'sent', 'delivered', 'delivered', 'read', 'read', 'failed']),
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
  for (let i = 0; i < sessionCount; i += 1) {
    const which = `id = '${uuidIn('5', random.int(0, sessionCount - 1))}'`;
    data.lives.push(`update chat_sessions set ${nextStep(random, end)} where ${which}`);
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
    // Open and ended offers, for waiting, not waiting and missing sessions; a session may even have two.
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

/**
 * A change that an application makes to hand over, requeue, close or rate a chat, with or without its own
 * instants.
 */
function nextStep(random: Random, end: bigint): string {
  const someAgent = (): string => `'${random.pick(agents)}'`;
  const at = (): string => `'${literal(end - BigInt(random.int(0, 48 * 3600)) * second)}'`;
  return random.pick([
    () => `status = 'waiting', assigned_agent_id = null`,
    () => `status = 'waiting', queued_at = ${at()}, assigned_agent_id = null`,
    () => `status = 'active', assigned_agent_id = ${someAgent()}`,
    () => `status = 'active', assigned_agent_id = ${someAgent()}, started_at = ${at()}`,
    () => `assigned_agent_id = ${someAgent()}`,
    () => `assigned_agent_id = null`,
    () => `team = '${random.pick(teams)}'`,
    () => `status = 'closed'`,
    () => `status = 'closed', closed_at = ${at()}`,
    () => `rating = ${random.int(1, 5)}`,
    () => `rating = null`,
    () => `closed_at = closed_at + interval '90 seconds'`,
  ])();
}

const sessionColumns =
  'id, status, initiator_id, assigned_agent_id, created_at, queued_at, started_at, closed_at, last_activity_at, rating, feedback, team, skills';

/**
 * Writes the sessions, agents and offers first, then everything else in random order, in statements of random
 * sizes.
 */
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
    `insert into dashboard_offers (session_id, session_event_id, agent_id, offered_at, expires_at, outcome)
     select session_id, (select coalesce(max(id), 0) from dashboard_session_events), agent_id, offered_at, expires_at, outcome
     from json_populate_recordset(null::dashboard_offers, $1::json)`,
    [JSON.stringify(data.offers)],
  );
  const people = new Set(
    [...data.sessions, ...data.messages].map((row) => String(row['initiator_id'] ?? row['sender_id'])),
  );
  const users = [...people].flatMap((id) =>
    random.chance(0.6) ? [{ id, display_name: random.pick(displayNames) }] : [],
  );
  await database.query(
    `insert into chat_users select * from json_populate_recordset(null::chat_users, $1::json)`,
    [JSON.stringify(users)],
  );
  const insert = (table: string, rows: Row[]) =>
    database.query(`insert into ${table} select * from json_populate_recordset(null::${table}, $1::json)`, [
      JSON.stringify(rows),
    ]);
  const statements: (() => Promise<unknown>)[] = data.lives.map((step) => () => database.query(step));
  for (const [table, rows] of [
    ['chat_messages', data.messages],
    ['chat_participants', data.participants],
  ] as const) {
    const left = random.shuffled(rows);
    while (left.length > 0) {
      const some = left.splice(0, random.pick([1, 5, 50, 200]));
      statements.push(() => insert(table, some));
    }
  }
  for (const write of random.shuffled(statements)) await write();
}
