import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { readFile } from 'node:fs/promises';
import { SignJWT } from 'jose';
import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import openApi from '../../../openapi.json' with { type: 'json' };
import { problemCatalog } from '../../../src/platform/problem-catalog.ts';
import {
  basePath,
  goodClaims,
  secret,
  startBuiltWorker,
  tokenOf,
  type BuiltWorker,
} from '../../support/node/built-worker.ts';
import { createTestDatabase, withClient, type TestDatabase } from '../../support/node/database.ts';

/**
 * Every answer that openapi.json describes, got from the built Worker over HTTP and held to the schemas that the
 * Worker itself serves, by ajv: an operation or a problem that is added is taken in, or fails until it can be.
 */

interface Header {
  description?: string;
  schema: { type: string };
}
interface DescribedResponse {
  description: string;
  headers?: Record<string, Header>;
  content?: Record<string, { schema: object }>;
}
interface Operation {
  operationId: string;
  summary: string;
  description: string;
  tags: string[];
  security: Record<string, string[]>[];
  requestBody?: { content: Record<string, { schema: { $ref: string } }> };
  parameters?: {
    name: string;
    in: string;
    required: boolean;
    schema: Record<string, unknown>;
    example?: unknown;
  }[];
  responses: Record<string, DescribedResponse>;
}
interface Schema {
  type?: string | string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  required?: string[];
  additionalProperties?: unknown;
  example?: unknown;
  description?: string;
  $ref?: string;
}

const operations = Object.entries(openApi.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({
    name: `${method.toUpperCase()} ${path.replace(`${basePath}/`, '')}`,
    path,
    method: method.toUpperCase(),
    operation: operation as unknown as Operation,
  })),
);
type Described = (typeof operations)[number];

let database: TestDatabase;
let worker: BuiltWorker;
let served: {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
};
let ajv: Ajv2020;

const nowhere = 'postgresql://nobody:nothing@127.0.0.1:1/nowhere';
const agent = crypto.randomUUID();
const customer = crypto.randomUUID();
const sessions = {
  waiting: crypto.randomUUID(),
  /** Is there to be assigned, by the test of the 200 and by no other. */
  next: crypto.randomUUID(),
  active: crypto.randomUUID(),
  /** Is there to be transferred. */
  given: crypto.randomUUID(),
  closed: crypto.randomUUID(),
};

async function fill(client: Client): Promise<void> {
  const session = (id: string, status: string) =>
    client.query(
      `insert into chat_sessions (id, status, initiator_id, assigned_agent_id, started_at, rating, feedback)
       values ($1, $2, $3, $4, now(), 4, 'Fine.')`,
      [id, status, customer, status === 'waiting' ? null : agent],
    );
  await session(sessions.waiting, 'waiting');
  await session(sessions.next, 'waiting');
  await session(sessions.active, 'active');
  await session(sessions.given, 'active');
  await session(sessions.closed, 'closed');
  for (const id of [sessions.active, sessions.given, sessions.closed]) {
    await client.query(
      `insert into chat_participants (session_id, user_id, role) values ($1, $2, 'customer'), ($1, $3, 'support_agent')`,
      [id, customer, agent],
    );
    await client.query(
      `insert into chat_messages (session_id, sender_id, content, message_type, file_name, file_size)
       values ($1, $2, 'A question', 'text', null, null), ($1, $3, 'An answer', 'file', 'answer.pdf', 12)`,
      [id, customer, agent],
    );
  }
}

beforeAll(async () => {
  database = await createTestDatabase(inject('adminDatabaseUrl'), inject('templateDatabase'));
  await withClient(database.url, fill);
  const NEON_FETCH_ENDPOINT = inject('neonEndpoint');
  worker = await startBuiltWorker({
    good: { DATABASE_URL: database.url, NEON_FETCH_ENDPOINT },
    away: { DATABASE_URL: nowhere, NEON_FETCH_ENDPOINT },
    keyless: { DATABASE_URL: database.url, NEON_FETCH_ENDPOINT, JWKS_URL: 'http://127.0.0.1:1/keys' },
    misconfigured: { NEON_FETCH_ENDPOINT },
  });
  served = (await (await fetch(`${worker.origin('good')}/openapi.json`)).json()) as typeof served;
  ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
  addFormats(ajv);
  // OpenAPI's own keyword beside those of JSON Schema.
  ajv.addKeyword('example');
  ajv.addSchema(atHome({ $id: 'openapi.json', $defs: served.components.schemas }));
});
afterAll(async () => {
  await worker.stop();
  await database.drop();
});

/** The same schema, its references pointing to where ajv has the served components. */
const atHome = (schema: object): object =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/components/schemas/', '"openapi.json#/$defs/')) as object;
const validatorOf = (schema: object): ValidateFunction => ajv.compile(atHome(schema));
const servedOperation = ({ path, method }: Described): Operation => {
  const operation = served.paths[path]?.[method.toLowerCase()];
  if (operation === undefined) throw new Error(`${method} ${path} is not served.`);
  return operation;
};

/** A request, where it is not the plain one of its operation. */
interface Ask {
  variant?: string;
  sessionId?: string;
  query?: string;
  token?: string | null;
  body?: string | object;
  type?: string | null;
  headers?: Record<string, string>;
}

async function send({ path, method, operation }: Described, ask: Ask = {}): Promise<Response> {
  const { variant = 'good', sessionId = sessions.waiting, query = '', token, body, type, headers } = ask;
  const bearer = token === undefined ? await tokenOf('admin') : token;
  const hasBody = operation.requestBody !== undefined;
  const sent = typeof body === 'string' ? body : JSON.stringify(body ?? goodBodies[operation.operationId]);
  return fetch(`${worker.origin(variant)}${path.replace('{session_id}', sessionId)}${query}`, {
    method,
    headers: {
      ...(bearer === null ? {} : { Authorization: `Bearer ${bearer}` }),
      ...(hasBody && type !== null ? { 'Content-Type': type ?? 'application/json' } : {}),
      ...headers,
    },
    ...(hasBody ? { body: type === null ? new Blob([sent]) : sent } : {}),
  });
}

const other = crypto.randomUUID();
const goodBodies: Record<string, object> = {
  assignSession: { agent_id: other },
  transferSession: { to_agent_id: other },
};

/** How an operation is brought to answer with a problem. */
const scenarios: Record<string, (described: Described) => Promise<Ask> | Ask> = {
  malformed_json: () => ({ body: '{' }),
  token_missing: () => ({ token: null }),
  token_invalid: () => ({ token: 'garbage' }),
  token_expired: async () => ({
    token: await new SignJWT({ ...goodClaims('admin'), exp: 1 })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode(secret)),
  }),
  role_not_allowed: async () => ({ token: await tokenOf('nobody') }),
  agent_not_self: async () => ({
    token: await tokenOf('agent'),
    query: '',
    body: { agent_id: other },
  }),
  not_session_owner: async () => ({ token: await tokenOf('agent'), sessionId: sessions.active }),
  session_not_found: () => ({ sessionId: crypto.randomUUID() }),
  session_already_assigned: () => ({ sessionId: sessions.active }),
  session_closed: () => ({ sessionId: sessions.closed }),
  session_not_active: () => ({ sessionId: sessions.closed }),
  agent_is_customer: ({ operation }) => ({
    sessionId: operation.operationId === 'assignSession' ? sessions.waiting : sessions.active,
    body: { [operation.operationId === 'assignSession' ? 'agent_id' : 'to_agent_id']: customer },
  }),
  owner_changed: () => ({
    sessionId: sessions.active,
    body: { to_agent_id: other, from_agent_id: crypto.randomUUID() },
  }),
  same_agent: () => ({ sessionId: sessions.active, body: { to_agent_id: agent } }),
  body_too_large: () => ({ body: 'x'.repeat(65_537) }),
  media_type_not_json: () => ({ type: 'text/plain' }),
  validation_failed: () => ({ query: '?unknown=1' }),
  internal_error: () => ({ variant: 'misconfigured' }),
  database_unavailable: () => ({ variant: 'away' }),
  keys_unavailable: async () => {
    const { privateKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
      'sign',
      'verify',
    ]);
    const token = await new SignJWT(goodClaims('admin'))
      .setProtectedHeader({ alg: 'ES256', kid: 'x' })
      .sign(privateKey);
    return { variant: 'keyless', token };
  },
};

/** The codes that an operation says it can answer with: `- \`code\`: …`, a line each. */
const codesOf = ({ operation }: Described): { status: string; code: string }[] =>
  Object.entries(operation.responses).flatMap(([status, { description }]) =>
    [...description.matchAll(/^- `([a-z_]+)`: /gm)].map(([, code = '']) => ({ status, code })),
  );

/** Headers with a meaning of their own: none of them may come undeclared. */
const meaningful =
  'Age Allow Cache-Status ETag Link Retry-After WWW-Authenticate X-Generated-At X-Request-Id X-Total-Count'.split(
    ' ',
  );

/** What is wrong with an answer's headers, by what its operation declares. */
function headerFaults(response: Response, declared: Record<string, Header>): string[] {
  const faults: string[] = [];
  for (const [name, { schema }] of Object.entries(declared)) {
    const value = response.headers.get(name);
    // The one header that is only there where a list goes on.
    if (value === null) faults.push(...(name === 'Link' ? [] : [`${name} is missing`]));
    else if (schema.type === 'integer' && !/^-?\d+$/.test(value)) faults.push(`${name} is ${value}`);
  }
  const names = new Set(Object.keys(declared).map((name) => name.toLowerCase()));
  for (const name of meaningful) {
    if (response.headers.has(name) && !names.has(name.toLowerCase())) faults.push(`${name} is not declared`);
  }
  return faults;
}

async function expectDescribed(
  described: Described,
  response: Response,
  mediaType: string,
): Promise<unknown> {
  const declared = servedOperation(described).responses[String(response.status)];
  expect(response.headers.get('Content-Type')).toBe(mediaType);
  expect(headerFaults(response, declared?.headers ?? {})).toEqual([]);
  const body: unknown = await response.json();
  const validate = validatorOf(declared?.content?.[mediaType]?.schema ?? { not: {} });
  validate(body);
  expect(validate.errors ?? []).toEqual([]);
  return body;
}

it('serves the document that is committed', async () => {
  const text = await readFile(new URL('../../../openapi.json', import.meta.url), 'utf8');
  expect(served).toEqual(JSON.parse(text));
});

describe.each(operations)('$name', (described) => {
  const { operation } = described;

  it('answers 200 as it describes', async () => {
    const sessionId = { assignSession: sessions.next, transferSession: sessions.given }[
      operation.operationId
    ];
    const response = await send(described, { sessionId: sessionId ?? sessions.active });
    expect(response.status).toBe(200);
    const body = await expectDescribed(described, response, 'application/json');
    // An empty list would fit any schema.
    expect(JSON.stringify(body).length).toBeGreaterThan(10);
  });

  it.each(codesOf(described))('answers $status $code as it describes', async ({ status, code }) => {
    const scenario = scenarios[code];
    if (scenario === undefined) throw new Error(`No scenario brings about ${code}: add one.`);
    const ask = await scenario(described);
    const query = code === 'agent_not_self' && described.method === 'GET' ? `?agent_id=${other}` : ask.query;
    const response = await send(described, { ...ask, ...(query === undefined ? {} : { query }) });
    expect(String(response.status)).toBe(status);
    const body = await expectDescribed(described, response, 'application/problem+json');
    expect(body).toMatchObject({ code, status: response.status });
    const known = Object.keys(served.components.schemas['Problem']?.properties ?? {});
    expect(Object.keys(body as object).filter((name) => !known.includes(name))).toEqual([]);
  });

  it('has a code for every problem response that it describes', () => {
    const problems = Object.keys(operation.responses).filter((status) => Number(status) >= 400);
    expect(problems.length).toBeGreaterThan(0);
    expect([...new Set(codesOf(described).map(({ status }) => status))].sort()).toEqual(problems.sort());
  });
});

describe.each(operations.filter(({ operation }) => '304' in operation.responses))('$name', (described) => {
  it('answers 304 as it describes', async () => {
    const first = await send(described, { query: '?time_range_hours=48' });
    const response = await send(described, {
      query: '?time_range_hours=48',
      headers: { 'If-None-Match': '*', 'Cache-Control': 'max-age=60' },
    });
    expect([first.status, response.status]).toEqual([200, 304]);
    expect(headerFaults(response, servedOperation(described).responses['304']?.headers ?? {})).toEqual([]);
    expect(await response.text()).toBe('');
  });
});

it('brings about every problem of the catalogue that an operation can have', () => {
  const described = new Set(operations.flatMap(codesOf).map(({ code }) => code));
  // These two are answers to requests that no operation is meant by.
  const others = new Set(['route_not_found', 'method_not_allowed']);
  expect([...described].sort()).toEqual(
    Object.keys(problemCatalog)
      .filter((code) => !others.has(code))
      .sort(),
  );
});

describe('every operation', () => {
  it.each(operations)('$name says what it is for', ({ operation }) => {
    expect(operation).toMatchObject({
      operationId: expect.stringMatching(/^[a-z][A-Za-z]+$/),
      summary: expect.stringMatching(/\S/),
      description: expect.stringMatching(/\S/),
      tags: [expect.any(String)],
      security: expect.any(Array),
    });
    for (const response of Object.values(operation.responses)) expect(response.description).toMatch(/\S/);
    for (const parameter of operation.parameters ?? []) {
      expect(parameter).toMatchObject({ schema: { description: expect.stringMatching(/\S/) } });
    }
  });

  it('has an operationId of its own and tags that are described', () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const tags = new Set(openApi.tags.map(({ name }) => name));
    expect(operations.flatMap(({ operation }) => operation.tags).filter((tag) => !tags.has(tag))).toEqual([]);
  });
});

const names = Object.keys(openApi.components.schemas);

it('has the components that the design names', () => {
  expect(names).toEqual(
    expect.arrayContaining([
      'DashboardOverviewResponse',
      'AgentPerformanceResponse',
      'ActiveSessionResponse',
      'WaitingSessionResponse',
      'SatisfactionMetricsResponse',
      'MessageAnalyticsResponse',
      'AssignSessionRequest',
      'TransferSessionRequest',
      'DashboardResponse',
      'SessionTranscriptResponse',
      'SessionListItemResponse',
    ]),
  );
});

it('answers each operation with the component of the design', () => {
  const answers = Object.fromEntries(
    operations.map(({ name, operation }) => {
      const schema = operation.responses['200']?.content?.['application/json']?.schema as Schema;
      const ref = (schema.items ?? schema).$ref?.replace('#/components/schemas/', '');
      return [name, schema.items === undefined ? ref : `${ref}[]`];
    }),
  );
  expect(answers).toEqual({
    'GET health': 'HealthResponse',
    'GET overview': 'DashboardOverviewResponse',
    'GET agent-performance': 'AgentPerformanceResponse[]',
    'GET active-sessions': 'ActiveSessionResponse[]',
    'GET waiting-sessions': 'WaitingSessionResponse[]',
    'GET sessions': 'SessionListItemResponse[]',
    'GET satisfaction': 'SatisfactionMetricsResponse',
    'GET message-analytics': 'MessageAnalyticsResponse',
    'GET timeseries': 'TimeSeriesResponse',
    'GET heatmap': 'HeatmapResponse',
    'POST sessions/{session_id}/assign': 'DashboardResponse',
    'POST sessions/{session_id}/transfer': 'DashboardResponse',
    'GET sessions/{session_id}/transcript': 'SessionTranscriptResponse',
  });
});

describe.each(names)('the component %s', (name) => {
  it('has an example that fits it', () => {
    const schema = served.components.schemas[name];
    expect(schema?.example).toBeDefined();
    const validate = validatorOf({ $ref: `#/components/schemas/${name}` });
    validate(schema?.example);
    expect(validate.errors ?? []).toEqual([]);
  });
});

/** Every object in a component, with the path to it. */
function objectsIn(name: string): { at: string; schema: Schema }[] {
  const found: { at: string; schema: Schema }[] = [];
  const visit = (schema: Schema, at: string): void => {
    if (schema.properties !== undefined) found.push({ at, schema });
    for (const [key, part] of Object.entries(schema.properties ?? {})) visit(part, `${at}.${key}`);
    if (schema.items !== undefined) visit(schema.items, `${at}[]`);
  };
  visit(served.components.schemas[name] ?? {}, name);
  return found;
}

// RFC 9457 leaves problems open for more members.
it.each(names.filter((name) => name !== 'Problem'))('%s is closed, and so is every object in it', (name) => {
  const objects = objectsIn(name);
  expect(objects.length).toBeGreaterThan(0);
  expect(objects.filter(({ schema }) => schema.additionalProperties !== false)).toEqual([]);
});

const seriesMetrics = [
  'total_sessions',
  'active_sessions',
  'waiting_sessions',
  'closed_sessions',
  'unanswered_sessions',
  'total_messages',
  'written_messages',
  'response_time',
  'wait_time',
  'handle_time',
  'total_rated',
  'avg_rating',
  'satisfaction_percentage',
  'response_rate',
];

/** What is there only where it was asked for: `compare`, and the `metrics` of a part. */
const askedFor: Record<string, string[]> = {
  DashboardOverviewResponse: ['change', 'previous'],
  AgentPerformanceResponse: ['change', 'previous'],
  SatisfactionMetricsResponse: ['change', 'previous'],
  MessageAnalyticsResponse: ['change', 'previous'],
  'TimeSeriesResponse.buckets[]': seriesMetrics,
  'HeatmapResponse.cells[]': seriesMetrics,
};

it.each(names.filter((name) => name.endsWith('Response')))('%s always has every key but those', (name) => {
  for (const { at, schema } of objectsIn(name)) {
    const keys = [...(schema.required ?? []), ...(askedFor[at] ?? [])];
    expect([at, ...keys.sort()]).toEqual([at, ...Object.keys(schema.properties ?? {}).sort()]);
  }
});

const parameters = operations.flatMap(({ name, operation }) =>
  (operation.parameters ?? []).map((parameter) => ({ at: `${name} ${parameter.name}`, parameter })),
);

describe.each(parameters)('the parameter of $at', ({ parameter }) => {
  it('has examples and a default that fit its schema', () => {
    const { example, default: fallback, ...schema } = parameter.schema;
    const validate = validatorOf(schema);
    const values = [example, fallback, parameter.example].filter((value) => value !== undefined);
    expect(values.filter((value) => !validate(value))).toEqual([]);
  });
});

it('describes bodies that the API takes, and takes no other', async () => {
  const validate = validatorOf({ $ref: '#/components/schemas/TransferSessionRequest' });
  const to_agent_id = crypto.randomUUID();
  const bodies: unknown[] = [
    { to_agent_id },
    { to_agent_id: to_agent_id.toUpperCase() },
    { to_agent_id, reason: 'x' },
    { to_agent_id, reason: '' },
    { to_agent_id, reason: '😀'.repeat(1000) },
    { to_agent_id, reason: 'x'.repeat(1001) },
    { to_agent_id, reason: null },
    { to_agent_id, from_agent_id: 'x' },
    { to_agent_id, unknown: 1 },
    {},
    [],
  ];
  const transfer = operations.find(({ operation }) => operation.operationId === 'transferSession');
  if (transfer === undefined) throw new Error('There is no transferSession.');
  const taken = await Promise.all(
    bodies.map(
      async (body) =>
        (await send(transfer, { body: JSON.stringify(body), sessionId: crypto.randomUUID() })).status,
    ),
  );
  expect(taken).toEqual(bodies.map((body) => (validate(body) ? 404 : 422)));
});
