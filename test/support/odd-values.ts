import type { Random } from './figures-random.ts';

/** Values that a chat application can write and hardly anybody thinks of, as SQL expressions by kind of column. */

const instants = [
  `'infinity'`,
  `'-infinity'`,
  `'4714-11-24 00:00+00 BC'`,
  `'0001-12-31 23:59+00 BC'`,
  `'0001-01-01 00:00+00'`,
  `'0001-01-01 12:00+14'`,
  `'1899-12-31 23:59:59.999999+00'`,
  `'9999-12-31 23:59:59.999999+00'`,
  `'10000-01-01 00:00+00'`,
  `'294276-12-31 23:59+00'`,
  `now() + interval '100 years'`,
  `now() - interval '1 microsecond'`,
];

const uuids = [
  `'00000000-0000-0000-0000-000000000000'`,
  `'ffffffff-ffff-ffff-ffff-ffffffffffff'`,
  `'01234567-89ab-0def-0123-456789abcdef'`,
  `'{01234567-89AB-FDEF-F123-456789ABCDEF}'`,
];

const texts = [
  `''`,
  `' '`,
  `E'\\t\\r\\n\\x0b'`,
  `chr(160) || chr(8203) || chr(65279)`,
  `chr(1) || chr(31) || chr(127) || chr(133)`,
  `chr(65533)`,
  `chr(8232) || 'x' || chr(8238)`,
  `repeat(chr(128512), 200)`,
  `repeat('x', 200)`,
  `repeat('x', 201)`,
  `repeat('long ', 60000)`,
  `'{"apart" : "content"}'`,
  `E'"\\\\''{}[]%_$1;--'`,
  `'null'`,
  `chr(769) || 'e'`,
];

const names = [
  `array[null]::text[]`,
  `array['']`,
  `array['a', null, ' ', 'b', 'a']`,
  `'{{a,b},{c,d}}'`,
  `'[0:1][5:6]={{a,NULL},{"",b}}'`,
  `'[7:8]={a,b}'`,
  `array[repeat('x', 200), repeat(chr(128512), 200)]`,
  `array[repeat('x', 201)]`,
  `array(select 'skill ' || n from generate_series(1, 50) n)`,
  `array(select 'skill ' || n from generate_series(1, 51) n)`,
  `array_fill('same'::text, array[1000])`,
  `array['NULL', '{}', chr(1), chr(65533)]`,
];

const integers = ['-2147483648', '-1', '0', '1', '6', '50', '1000', '1001', '2147483647'];
const bigints = [...integers, '9007199254740991', '9007199254740992', '9223372036854775807'];

const words = [`'waiting'`, `'active'`, `'closed'`, `'open'`, `''`];
const messageWords = [`'text'`, `'file'`, `'image'`, `'system'`, `'note'`, `'video'`];
const deliveries = [`'sent'`, `'delivered'`, `'read'`, `'failed'`, `'lost'`];
const parts = [`'customer'`, `'support_agent'`, `'bot'`, `'owner'`];

/** The odd values of each column. Every column also takes its default, and null where it may. */
export const oddValues: Record<string, Record<string, readonly string[]>> = {
  chat_sessions: {
    status: words,
    initiator_id: uuids,
    assigned_agent_id: uuids,
    created_at: instants,
    queued_at: instants,
    started_at: instants,
    closed_at: instants,
    last_activity_at: instants,
    total_messages: integers,
    rating: integers,
    feedback: texts,
    team: texts,
    skills: names,
    version: integers,
  },
  chat_messages: {
    sender_id: uuids,
    content: texts,
    message_type: messageWords,
    status: deliveries,
    file_name: texts,
    file_url: texts,
    file_size: bigints,
    file_mime: texts,
    created_at: instants,
  },
  chat_participants: { user_id: uuids, role: parts, joined_at: instants, left_at: instants },
  support_agents: {
    display_name: texts,
    team: texts,
    skills: names,
    availability: [`'online'`, `'away'`, `'offline'`, `'busy'`],
    max_sessions: integers,
    created_at: instants,
    updated_at: instants,
  },
};

/** One odd value: the assignment of an UPDATE. */
export interface OddValue {
  table: string;
  assignment: string;
}

/** Each odd value of each column, and null. */
export const everyOddValue: OddValue[] = Object.entries(oddValues).flatMap(([table, columns]) =>
  Object.entries(columns).flatMap(([column, values]) =>
    ['null', ...values].map((value) => ({ table, assignment: `${column} = ${value}` })),
  ),
);

/** Several odd values at once, of columns of one table. */
export function oddAssignments(random: Random, table: string): string {
  const columns = Object.entries(oddValues[table] ?? {}).filter(() => random.chance(0.4));
  return columns.map(([column, values]) => `${column} = ${random.pick(['null', ...values])}`).join(', ');
}
