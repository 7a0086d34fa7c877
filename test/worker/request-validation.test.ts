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
    'overview time_range_hours': { min: 1, max: 720, fallback: Number.NaN },
    'agent-performance time_range_hours': { min: 1, max: 720, fallback: Number.NaN },
    'satisfaction time_range_hours': { min: 1, max: 720, fallback: Number.NaN },
    'message-analytics time_range_hours': { min: 1, max: 720, fallback: Number.NaN },
    'timeseries time_range_hours': { min: 1, max: 720, fallback: Number.NaN },
    'heatmap time_range_hours': { min: 1, max: 720, fallback: Number.NaN },
    'active-sessions limit': { min: 1, max: 100, fallback: 20 },
    'waiting-sessions limit': { min: 1, max: 100, fallback: 100 },
    'audit limit': { min: 1, max: 100, fallback: 20 },
    'audit time_range_hours': { min: 1, max: 720, fallback: Number.NaN },
    'agents limit': { min: 1, max: 100, fallback: 100 },
    'sessions limit': { min: 1, max: 100, fallback: 20 },
    'sessions time_range_hours': { min: 1, max: 720, fallback: Number.NaN },
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
  const inPath = operations.flatMap((operation) =>
    Array.from(operation.template.matchAll(/\{(\w+)\}/g), ([, parameter = '']) => ({
      ...operation,
      parameter,
    })),
  );

  it.each(inPath)('in the path of $name must be one: $parameter', async ({ parameter, ...operation }) => {
    const json = goodBodyOf(operation, newId());
    const options = { method: operation.method, ...(json === undefined ? {} : { json }) };
    const bad = [...badUuids, `%20${newId()}`, `${newId()}%0A`, '%00', '%ff', "'%20or%20true--", '😀'];
    for (const id of bad) {
      const path = pathOf({ ...operation, template: operation.template.replace(`{${parameter}}`, id) });
      expect(await answerOf(await app.call(path, options))).toEqual(invalid(parameter));
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
  const lists = ['active-sessions', 'waiting-sessions', 'sessions'] as const;
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
    ['is long', 'A'.repeat(4097)],
    ['is nearly as long as a URL may be', 'A'.repeat(7800)],
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

/** A 422 with exactly these faults. */
const faults = (...errors: [path: string, message: unknown][]) =>
  problem(422, 'validation_failed', { errors: errors.map(([path, message]) => ({ path, message })) });

const overWindows = [
  'overview',
  'satisfaction',
  'message-analytics',
  'agent-performance',
  'timeseries',
  'heatmap',
];

describe.each(overWindows)('a window of %s', (endpoint) => {
  const ask = async (query: string) => answerOf(await app.call(`${endpoint}?${query}`));
  const from = 'from=2026-03-01T00:00:00Z';
  const to = 'to=2026-03-31T23:59:59.999999Z';

  it.each([
    `${from}&${to}`,
    `${to}&${from}`,
    'from=2026-03-01T00:00:00%2B05:45&to=2026-03-01T00:00:00-05:45',
    'from=2026-03-01t00:00:00z&to=2026-03-01t00:00:00.000001z',
    'from=2023-03-01T00:00:00Z&to=2024-03-01T00:00:00Z',
    'from=2024-01-01T00:00:00.5Z&to=2025-01-01T00:00:00.5Z',
    'from=1900-01-01T00:00:00Z&to=1900-01-01T00:00:01Z',
    'from=9998-12-31T23:59:58Z&to=9998-12-31T23:59:59.999999Z',
    'from=1899-12-31T23:00:00-01:00&to=1900-01-02T00:00:00Z',
    'from=2024-02-29T00:00:00Z&to=2024-02-29T23:59:59-00:00',
    'time_range_hours=720',
  ])('may be %s', async (query) => {
    expect((await app.call(`${endpoint}?${query}`)).status).toBe(200);
  });

  it.each<[what: string, query: string, errors: [path: string, message: string][]]>([
    ['has no end', from, [['to', 'must be given together with from']]],
    ['has no beginning', to, [['from', 'must be given together with to']]],
    [
      'has hours as well',
      `${from}&${to}&time_range_hours=24`,
      [['time_range_hours', 'must not be given beside from and to']],
    ],
    ['has hours and no end', `${from}&time_range_hours=24`, [['to', 'must be given together with from']]],
    ['is of one instant', `${from}&to=2026-03-01T00:00:00Z`, [['to', 'must be after from']]],
    [
      'is of one instant, written twice',
      `${from}&to=2026-03-01T01:00:00%2B01:00`,
      [['to', 'must be after from']],
    ],
    ['runs backwards', `${from}&to=2026-02-28T23:59:59.999999Z`, [['to', 'must be after from']]],
    [
      'runs backwards by its offset',
      `${from}&to=2026-03-01T05:00:00%2B05:01`,
      [['to', 'must be after from']],
    ],
    [
      'is longer than 366 days, by a microsecond',
      'from=2024-01-01T00:00:00Z&to=2025-01-01T00:00:00.000001Z',
      [['to', 'must be at most 366 days after from']],
    ],
    [
      'is of 367 days',
      'from=2026-01-01T00:00:00Z&to=2027-01-03T00:00:00Z',
      [['to', 'must be at most 366 days after from']],
    ],
  ])('that %s is refused, with what would do', async (_, query, errors) => {
    expect(await ask(query)).toEqual(faults(...errors));
  });

  const spelling: unknown = expect.stringMatching(/RFC 3339.*microseconds.*2026-03-14T09:26:53Z/);
  const calendar: unknown = expect.stringMatching(/exists.*1900 to 9998/);
  it.each<[what: string, instant: string, message: unknown]>([
    ['is empty', '', spelling],
    ['is a date', '2026-03-01', spelling],
    ['has no offset', '2026-03-01T00:00:00', spelling],
    ['has no seconds', '2026-03-01T00:00Z', spelling],
    ['has a space for the T', '2026-03-01%2000:00:00Z', spelling],
    ['has a + that is not escaped', '2026-03-01T00:00:00+01:00', spelling],
    ['has an offset without colon', '2026-03-01T00:00:00%2B0100', spelling],
    ['has an offset of hours', '2026-03-01T00:00:00%2B01', spelling],
    ['has nanoseconds', '2026-03-01T00:00:00.0000001Z', spelling],
    ['has a point and no fraction', '2026-03-01T00:00:00.Z', spelling],
    ['has a comma', '2026-03-01T00:00:00,5Z', spelling],
    ['is seconds since 1970', '1772323200', spelling],
    ['is a word', 'now', spelling],
    ['is infinite', 'infinity', spelling],
    ['is followed by a line', '2026-03-01T00:00:00Z%0A', spelling],
    ['is in other digits', '٢٠٢٦-03-01T00:00:00Z', spelling],
    ['has a sign before the year', '%2B002026-03-01T00:00:00Z', spelling],
    ['has a year of five digits', '12026-03-01T00:00:00Z', spelling],
    ['is the 30th of February', '2026-02-30T00:00:00Z', calendar],
    ['is the 29th of February of no leap year', '2026-02-29T00:00:00Z', calendar],
    ['is the 31st of April', '2026-04-31T12:00:00%2B14:00', calendar],
    ['is of month 13', '2026-13-01T00:00:00Z', calendar],
    ['is of month 0', '2026-00-10T00:00:00Z', calendar],
    ['is of day 0', '2026-03-00T00:00:00Z', calendar],
    ['is of the hour 24', '2026-03-01T24:00:00Z', calendar],
    ['is of the minute 60', '2026-03-01T00:60:00Z', calendar],
    ['is of a leap second', '2016-12-31T23:59:60Z', calendar],
    ['has an offset of 24 hours', '2026-03-01T00:00:00%2B24:00', calendar],
    ['has an offset of 60 minutes', '2026-03-01T00:00:00%2B01:60', calendar],
    ['is of 1850', '1850-03-01T00:00:00Z', calendar],
    ['is of 1899 in UTC', '1900-01-01T00:59:59%2B01:00', calendar],
    ['is of 9999', '9999-03-01T00:00:00Z', calendar],
    ['is of the year 0', '0000-03-01T00:00:00Z', calendar],
  ])('with an end that %s is refused', async (_, instant, message) => {
    expect(await ask(`from=${instant}&${to}`)).toEqual(faults(['from', message]));
    expect(await ask(`${from}&to=${instant}`)).toEqual(faults(['to', message]));
    expect(await ask(`from=${instant}&to=${instant}`)).toEqual(faults(['from', message], ['to', message]));
  });

  it('names what is given twice', async () => {
    expect(await ask(`${from}&${from}&${to}`)).toEqual(faults(['from', spelling]));
    expect(await ask(`${from}&${to}&to=x`)).toEqual(faults(['to', spelling]));
  });

  it('names every fault', async () => {
    expect(await ask(`from=x&to=y&time_range_hours=0&unknown=1`)).toEqual(
      invalid('time_range_hours', 'from', 'to', 'unknown'),
    );
  });
});

describe.each(overWindows.slice(0, 4))('compare of %s', (endpoint) => {
  it.each(['', 'Previous', 'next', 'true', 'previous,previous', 'previous%20'])(
    'is not %j',
    async (value) => {
      expect(await answerOf(await app.call(`${endpoint}?compare=${value}`))).toEqual(
        faults(['compare', expect.stringContaining('previous')]),
      );
    },
  );

  it('is given once', async () => {
    const twice = await app.call(`${endpoint}?compare=previous&compare=previous`);
    expect(await answerOf(twice)).toEqual(faults(['compare', expect.stringContaining('previous')]));
  });
});

describe.each(['timeseries', 'heatmap'])('%s', (endpoint) => {
  const ask = async (query: string) => answerOf(await app.call(`${endpoint}?${query}`));

  it.each([
    'Mars/Olympus',
    '',
    'Europe',
    // PostgreSQL would take these for one offset all year.
    'CET',
    'IST',
    '%2B02:00',
    'GMT%2B2',
    'Europe/Berlin%20',
    "'",
    '%00',
    'x'.repeat(200),
  ])('knows no zone %j', async (zone) => {
    const message: unknown = expect.stringContaining('IANA time zone, such as UTC, Europe/Berlin');
    expect(await ask(`tz=${zone}`)).toEqual(faults(['tz', message]));
  });

  it('takes one zone', async () => {
    expect(await ask('tz=UTC&tz=UTC')).toEqual(invalid('tz'));
  });

  const offered: unknown = expect.stringMatching(/total_sessions, .*response_time, .*written_messages/);
  it.each([
    '',
    'x',
    'total_sessions,',
    'total_sessions,x',
    'Total_sessions',
    'total_sessions;wait_time',
    '__proto__',
  ])('has no metrics %j, and says which there are', async (metrics) => {
    expect(await ask(`metrics=${metrics}`)).toEqual(faults(['metrics', offered]));
  });

  it.each(['active_sessions', 'satisfaction_percentage', 'total_sessions,written_messages'])(
    'has no %s of one agent, and says what it has',
    async (metrics) => {
      const message: unknown = expect.stringMatching(/agent_id.*total_sessions, .*avg_rating/);
      expect(await ask(`metrics=${metrics}&agent_id=${newId()}`)).toEqual(faults(['metrics', message]));
    },
  );

  it('is not compared', async () => {
    expect(await ask('compare=previous')).toEqual(invalid('compare'));
  });
});

it.each(['', 'minute', 'Day', 'year', 'day,week'])('a granularity is not %j', async (granularity) => {
  const message: unknown = expect.stringMatching(/hour.*day.*week.*month/);
  const answer = await answerOf(await app.call(`timeseries?granularity=${granularity}`));
  expect(answer).toEqual(faults(['granularity', message]));
  expect(await answerOf(await app.call(`heatmap?granularity=day`))).toEqual(invalid('granularity'));
});
