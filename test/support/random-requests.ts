import type { Operation } from './operations.ts';
import { operations } from './operations.ts';
import { randomNumbers } from './random-numbers.ts';

/** A generated request: always valid HTTP, rarely meaningful. */
export interface RandomRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | Uint8Array<ArrayBuffer> | undefined;
}

/** Ingredients of the requests: ids from the database and tokens of all roles. */
export interface Ingredients {
  sessionIds: string[];
  userIds: string[];
  offerIds: string[];
  tokens: string[];
}

const numbers = [
  '',
  ' ',
  '0',
  '1',
  '5',
  '20',
  '24',
  '100',
  '101',
  '720',
  '721',
  '-1',
  '1e2',
  '0x10',
  '+5',
  '24.0',
];
const marks = [
  'null',
  'true',
  '[]',
  '{}',
  '"',
  "'",
  '\\',
  '%',
  '%00',
  '%ff',
  '%E4%BD%A0',
  '..',
  '../..',
  '//',
  ';',
  '*',
];
const words = [
  "' or 1=1 --",
  '${7*7}',
  '<script>',
  '__proto__',
  'constructor',
  'toString',
  '😀',
  '\u0000',
  '٣',
  'NaN',
];
const long = [
  '9'.repeat(30),
  'a'.repeat(600),
  'WyJ3YWl0aW5nLXNlc3Npb25zIl0',
  '00000000-0000-0000-0000-000000000000',
];
const nasty = [numbers, marks, words, long].flat();
const queryKeys = [
  'time_range_hours',
  'limit',
  'cursor',
  'agent_id',
  'status',
  'rating',
  'initiator_id',
  'unknown',
  '__proto__',
  'Limit',
  'limit[]',
];
const bodyKeys = ['agent_id', 'to_agent_id', 'from_agent_id', 'reason', 'unknown', '__proto__', ''];
/**
 * Valid values for each field, so that some bodies are valid; operations on a session take an agent or
 * nothing.
 */
const rightFields: Record<string, Record<string, unknown>> = {
  saveAgent: { display_name: 'Ada', max_sessions: 3 },
  updateAgent: { team: 'billing', max_sessions: 3 },
  setAvailability: { availability: 'online' },
  requeueSession: { reason: 'So' },
  closeSession: { reason: 'So' },
  acceptOffer: {},
  declineOffer: { reason: 'So' },
  withdrawOffer: { reason: 'So' },
};
const schemes = [...Array.from({ length: 12 }, () => 'Bearer'), 'bearer', 'Basic', ''];
const versions = ['*', '"1"', '"1"', '"1", "2"', '"9"', '"9"', '"9"', 'W/"1"', '"1', ''];
const methods = [
  'GET',
  'GET',
  'GET',
  'POST',
  'POST',
  'HEAD',
  'OPTIONS',
  'PUT',
  'PATCH',
  'DELETE',
  'PROPFIND',
];
const json = 'application/json';
const otherTypes = ['text/plain', 'multipart/form-data', 'application/x-www-form-urlencoded', ';', ''];
const mediaTypes = [
  ...Array.from({ length: 40 }, () => json),
  `${json}; charset=utf-8`,
  'application/vnd.api+json',
  otherTypes,
].flat();

const commands = operations.filter(({ method }) => method !== 'GET');

/** Returns a request generator; equal seeds and ingredients give equal requests. */
export function randomRequests(seed: number, ingredients: Ingredients): () => RandomRequest {
  const next = randomNumbers(seed);
  const chance = (share: number): boolean => next() < share;
  const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)] as T;
  const word = (): string => pick(nasty);
  const id = (): string => (chance(0.7) ? pick(ingredients.userIds) : word());

  const value = (depth = 0): unknown => {
    if (depth < 3 && chance(0.15)) return Array.from({ length: 3 }, () => value(depth + 1));
    if (depth < 3 && chance(0.15)) return { [pick(bodyKeys)]: value(depth + 1) };
    return pick<unknown>([null, true, 0, -1, 1e308, 1.5, word(), word(), id(), id()]);
  };

  const body = (operation: Operation | undefined): RandomRequest['body'] => {
    if (chance(0.1)) return crypto.getRandomValues(new Uint8Array(8)).map(() => Math.floor(next() * 256));
    if (chance(0.1)) return pick(['', '{', '[', '"', 'null', '[]', '{}', '{"a":1,}', '['.repeat(5000)]);
    if (chance(0.05)) return '{'.padEnd(65_537);
    const key = operation?.operationId === 'transferSession' ? 'to_agent_id' : 'agent_id';
    const right = rightFields[operation?.operationId ?? ''] ?? { [key]: pick(ingredients.userIds) };
    const fields: [string, unknown][] = Object.entries(right).map(([name, content]) => [
      name,
      chance(0.8) ? content : value(),
    ]);
    while (chance(0.2)) fields.push([pick(bodyKeys), chance(0.5) ? id() : value()]);
    // Built as text, because an object cannot have duplicate keys or a plain `__proto__` key.
    return `{${fields.map(([name, content]) => `${JSON.stringify(name)}:${JSON.stringify(content)}`).join(',')}}`;
  };

  const query = (): string => {
    const pairs: string[] = [];
    while (chance(0.15)) {
      const raw = chance(0.5) ? word() : String(Math.floor(next() * 130));
      pairs.push(`${pick(queryKeys)}=${chance(0.8) ? encodeURIComponent(raw) : encodeURI(raw)}`);
    }
    return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
  };

  return () => {
    const described = chance(0.9) ? pick(chance(0.5) ? commands : operations) : undefined;
    const sessionId = chance(0.8) ? pick(ingredients.sessionIds) : encodeURIComponent(word());
    const newAgent = `00000000-0000-4000-8000-${String(Math.floor(next() * 1e12)).padStart(12, '0')}`;
    const agentId = chance(described?.method === 'PUT' ? 0.8 : 0.5)
      ? newAgent
      : chance(0.8)
        ? pick(ingredients.userIds)
        : encodeURIComponent(word());
    const offerId = chance(0.8) ? pick(ingredients.offerIds) : encodeURIComponent(word());
    const template = described?.template ?? `${pick(['sessions', 'x', ''])}/${encodeURIComponent(word())}`;
    const method = described !== undefined && chance(0.8) ? described.method : pick(methods);
    const headers: Record<string, string> = {};
    if (chance(0.95))
      headers['Authorization'] = `${pick(schemes)} ${chance(0.95) ? pick(ingredients.tokens) : 'x.y.z'}`;
    if (chance(0.95)) headers['Content-Type'] = pick(mediaTypes);
    if (chance(0.2)) headers['Cache-Control'] = pick(['no-cache', 'max-age=0', 'no-store', ',,,', '']);
    if (chance(0.4)) headers['If-None-Match'] = pick(['*', '*', '"x"', 'W/"x"', ',', '"']);
    if (chance(0.3)) headers['If-Match'] = pick(versions);
    if (chance(0.1)) headers['Idempotency-Key'] = pick(['a', '"b"', '"', 'x y', 'x'.repeat(256), '']);
    if (chance(0.02))
      headers[pick(['webhook-id', 'webhook-timestamp', 'webhook-signature'])] = pick(['1', 'v1,']);
    if (chance(0.1)) headers['X-Request-Id'] = pick(['a', 'x'.repeat(300), '{}', '']);
    if (chance(0.1)) headers['Origin'] = pick(['null', 'https://evil.example', 'x']);
    if (chance(0.1)) headers['Range'] = 'bytes=0-10';
    if (chance(0.1)) headers['Accept'] = pick(['text/html', '*/*;q=0', 'application/xml']);
    const path = template
      .replace('{session_id}', sessionId)
      .replace('{agent_id}', agentId)
      .replace('{offer_id}', offerId);
    const carriesBody = !['GET', 'HEAD'].includes(method) && chance(0.9);
    return {
      method,
      path: `${path}${query()}`,
      headers,
      body: carriesBody ? body(described?.operation) : undefined,
    };
  };
}
