import { describe, expect, it } from 'vitest';
import { answerOf, problem } from '../support/answers.ts';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { goodBodyOf, operations, pathOf } from '../support/operations.ts';
import { addSession, newId } from '../support/rows.ts';
import { testApp } from '../support/test-app.ts';

const database = useFreshDatabase();
const app = testApp({ bindings: { DATABASE_URL: database.url } });

/** A 422 that names these fields and no others. */
const invalid = (...paths: string[]) =>
  problem(422, 'validation_failed', {
    errors: paths.map((path) => ({ path, message: expect.any(String) as unknown })),
  });

const integers = operations.flatMap((operation) =>
  (operation.operation.parameters ?? [])
    .filter((parameter) => parameter.schema['type'] === 'integer')
    .map(({ name, schema }) => ({
      path: operation.template,
      name,
      min: Number(schema['minimum']),
      max: Number(schema['maximum']),
      fallback: Number(schema['default']),
    })),
);

it('finds the whole numbers of the contract in openapi.json', () => {
  expect(
    Object.fromEntries(integers.map(({ path, name, ...bounds }) => [`${path} ${name}`, bounds])),
  ).toEqual({
    'overview time_range_hours': { min: 1, max: 720, fallback: 24 },
    'agent-performance time_range_hours': { min: 1, max: 720, fallback: 24 },
    'satisfaction time_range_hours': { min: 1, max: 720, fallback: 24 },
    'message-analytics time_range_hours': { min: 1, max: 720, fallback: 24 },
    'active-sessions limit': { min: 1, max: 100, fallback: 20 },
    'waiting-sessions limit': { min: 1, max: 100, fallback: 100 },
  });
});

describe.each(integers)('$path?$name', ({ path, name, min, max }) => {
  it.each([min, min + 1, max - 1, max])('takes %i', async (value) => {
    expect((await app.call(`${path}?${name}=${value}`)).status).toBe(200);
  });

  const outside = [
    String(min - 1),
    String(max + 1),
    '-1',
    '0',
    '999999999',
    '9007199254740993',
    '9'.repeat(400),
  ];
  const spelled = [
    '',
    '%20',
    '+5',
    '%2B5',
    '%205',
    '5%20',
    '5%0A',
    '5.0',
    '24.0',
    '1e1',
    '1E1',
    '0x10',
    '0b1',
  ];
  const words = ['NaN', 'Infinity', 'null', 'true', 'abc', '5abc', '5;6', '5,6', '1_0', '[5]', '%00', '5%00'];
  const foreign = ['٥', '５', '%ff'];
  it.each([...outside, ...spelled, ...words, ...foreign])('refuses %j', async (value) => {
    expect(await answerOf(await app.call(`${path}?${name}=${value}`))).toEqual(invalid(name));
  });

  it.each([
    `${name}=5&${name}=5`,
    `${name}=5&${name}`,
    `${name}&${name}=5`,
    `${name}=5&%${name.charCodeAt(0).toString(16)}${name.slice(1)}=6`,
  ])('refuses to be given twice: %s', async (query) => {
    expect(await answerOf(await app.call(`${path}?${query}`))).toEqual(invalid(name));
  });
});

describe.each(operations)('$name', (operation) => {
  const call = (query: string) => {
    const json = goodBodyOf(operation, newId());
    return app.call(`${pathOf(operation)}?${query}`, {
      method: operation.method,
      ...(json === undefined ? {} : { json }),
    });
  };

  it.each([
    ['unknown=1', 'unknown'],
    ['Limit=5', 'Limit'],
    ['limit[]=5', 'limit[]'],
    ['__proto__=1', '__proto__'],
    ['constructor=1', 'constructor'],
    ['access_token=x', 'access_token'],
    ['%E4%BD%A0=1', '你'],
  ])('refuses the unknown query key of ?%s', async (query, key) => {
    expect(await answerOf(await call(query))).toEqual(invalid(key));
  });

  it('names every unknown key', async () => {
    expect(await answerOf(await call('one=1&two=2'))).toEqual(invalid('one', 'two'));
  });
});

const badUuids = [
  'x',
  '0',
  'null',
  newId().slice(1),
  `${newId()}0`,
  newId().replaceAll('-', ''),
  `{${newId()}}`,
  `urn:uuid:${newId()}`,
  newId().replace(/^./, 'g'),
];

describe('a UUID', () => {
  const inPath = operations.filter(({ template }) => template.includes('{session_id}'));

  it.each(inPath)('in the path of $name must be one', async (operation) => {
    const json = goodBodyOf(operation, newId());
    const options = { method: operation.method, ...(json === undefined ? {} : { json }) };
    const bad = [...badUuids, `%20${newId()}`, `${newId()}%0A`, '%00', '%ff', "'%20or%20true--", '😀'];
    for (const id of bad) {
      expect(await answerOf(await app.call(pathOf(operation, id), options))).toEqual(invalid('session_id'));
    }
  });

  it.each([...badUuids, '', '%20'])('in agent_id of the query must be one: %j', async (id) => {
    expect(await answerOf(await app.call(`agent-performance?agent_id=${id}`))).toEqual(invalid('agent_id'));
  });

  it.each([...badUuids, '', 5, null, true, [newId()], { id: newId() }])(
    'in a body must be one: %j',
    async (id) => {
      const session = newId();
      const assigned = await app.call(`sessions/${session}/assign`, { json: { agent_id: id } });
      expect(await answerOf(assigned)).toEqual(invalid('agent_id'));
      const json = { to_agent_id: id, from_agent_id: id };
      const transferred = await app.call(`sessions/${session}/transfer`, { json });
      expect(await answerOf(transferred)).toEqual(invalid('to_agent_id', 'from_agent_id'));
    },
  );

  it.each(['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'])(
    'may be of any version, %s too',
    async (id) => {
      expect((await app.call(`sessions/${id}/transcript`)).status).toBe(404);
      expect((await app.call(`agent-performance?agent_id=${id}`)).status).toBe(200);
    },
  );
});

describe('a body', () => {
  it.each([
    ['has a key that is not known', { agent_id: newId(), note: 'x' }, ['note']],
    ['has keys that are not known', { agent_id: newId(), a: 1, 'b.c': 2 }, ['a', 'b.c']],
    ['lacks its key', {}, ['agent_id']],
    ['has its key in another case', { Agent_id: newId() }, ['agent_id', 'Agent_id']],
    ['is a list', [], ['']],
    ['is null', null, ['']],
    ['is text', 'text', ['']],
    ['is a number', 7, ['']],
  ])('that %s is refused', async (_, json, paths) => {
    const response = await app.call(`sessions/${newId()}/assign`, { json });
    expect(await answerOf(response)).toEqual(invalid(...paths));
  });

  it('cannot smuggle a key in as __proto__', async () => {
    const response = await app.call(`sessions/${newId()}/assign`, {
      body: `{"agent_id":"${newId()}","__proto__":{"role":"admin"}}`,
      headers: { 'Content-Type': 'application/json' },
    });
    expect(await answerOf(response)).toEqual(invalid('__proto__'));
  });

  it('and the path: every fault of the request is about the same schema, none of the state', async () => {
    const response = await app.call('sessions/x/assign', { json: { agent_id: newId() } });
    expect(await answerOf(response)).toEqual(invalid('session_id'));
  });
});

describe('a cursor', () => {
  const lists = ['active-sessions', 'waiting-sessions'] as const;
  const encode = (content: unknown): string =>
    btoa(typeof content === 'string' ? content : JSON.stringify(content))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replace(/=+$/, '');
  const at = '2026-01-01T00:00:00.000000Z';
  const id = newId();

  /** The cursor that the list gives out for its next page. */
  async function issued(list: string): Promise<string> {
    const status = list.startsWith('active') ? 'active' : 'waiting';
    await Promise.all([addSession(database, { status }), addSession(database, { status })]);
    const link = (await app.call(`${list}?limit=1`)).headers.get('Link') ?? '';
    return new URL(/<([^>]+)>/.exec(link)?.[1] ?? '').searchParams.get('cursor') ?? '';
  }

  it.each(lists)('of %s is taken by that list alone', async (list) => {
    const cursor = await issued(list);
    expect(cursor).toMatch(/^[\w-]+$/);
    expect((await app.call(`${list}?cursor=${cursor}`)).status).toBe(200);
    const other = list === lists[0] ? lists[1] : lists[0];
    expect(await answerOf(await app.call(`${other}?cursor=${cursor}`))).toEqual(invalid('cursor'));
  });

  it.each(lists)('of %s is refused when it is cut or lengthened', async (list) => {
    const cursor = await issued(list);
    for (const bad of [cursor.slice(0, -4), cursor.slice(4), `${cursor}AAAA`, cursor.repeat(2)]) {
      expect(await answerOf(await app.call(`${list}?cursor=${bad}`))).toEqual(invalid('cursor'));
    }
  });

  it.each<[string, string]>([
    ['is empty', ''],
    ['is no base64', '%25%25%25'],
    ['is no JSON', encode('{')],
    ['is no list', encode({ at, id })],
    ['is an empty list', encode([])],
    ['has no id', encode(['active-sessions', at])],
    ['has something more', encode(['active-sessions', at, id, 1])],
    ['is of no list', encode(['', at, id])],
    ['has a bad id', encode(['active-sessions', at, 'x'])],
    ['has SQL for an id', encode(['active-sessions', at, "' or true --"])],
    ['has no time', encode(['active-sessions', '', id])],
    ['has milliseconds only', encode(['active-sessions', '2026-01-01T00:00:00.000Z', id])],
    ['has a word for a time', encode(['active-sessions', 'infinity', id])],
    ['has the 31st of February', encode(['active-sessions', '2026-02-31T00:00:00.000000Z', id])],
    ['has the hour 24', encode(['active-sessions', '2026-01-01T24:00:00.000000Z', id])],
    ['has the minute 60', encode(['active-sessions', '2026-01-01T00:60:00.000000Z', id])],
    ['has the second 60', encode(['active-sessions', '2026-01-01T00:00:60.000000Z', id])],
    ['has the year 0', encode(['active-sessions', '0000-01-01T00:00:00.000000Z', id])],
    [
      'has the 29th of February of no leap year',
      encode(['active-sessions', '2027-02-29T00:00:00.000000Z', id]),
    ],
    ['is long', 'A'.repeat(513)],
    ['is very long', 'A'.repeat(8000)],
    [
      'is given twice',
      `${encode(['active-sessions', at, id])}&cursor=${encode(['active-sessions', at, id])}`,
    ],
  ])('that %s is refused', async (_, cursor) => {
    expect(await answerOf(await app.call(`active-sessions?cursor=${cursor}`))).toEqual(invalid('cursor'));
  });

  it('may point to any instant that a row can have', async () => {
    for (const instant of ['0001-01-01T00:00:00.000000Z', '9999-12-31T23:59:59.999999Z']) {
      const cursor = encode(['waiting-sessions', instant, id]);
      expect((await app.call(`waiting-sessions?cursor=${cursor}`)).status).toBe(200);
    }
  });
});
