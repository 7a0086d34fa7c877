import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { readFile } from 'node:fs/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import openApi from '../../../openapi.json' with { type: 'json' };
import { problemCatalog, type ProblemCode, type ProblemEntry } from '../../../src/http/problem-catalog.ts';
import { dereferenced } from '../../support/dereferenced.ts';
import { startBuiltWorker, tokenOf, type BuiltWorker } from '../../support/node/built-worker.ts';
import {
  commandScenarios,
  commandSuccesses,
  goodBodies,
  idler,
} from '../../support/node/command-scenarios.ts';
import { createTestDatabase, type TestDatabase } from '../../support/node/database.ts';
import {
  codesOf,
  operations,
  type Ask,
  type Described,
  type Header,
  type Operation,
  type Scenario,
  type World,
} from '../../support/node/described.ts';
import { requestScenarios, routerSecret } from '../../support/node/request-scenarios.ts';
import { RoutingRows } from '../../support/node/routing-rows.ts';

/**
 * Every answer that openapi.json describes, got from the built Worker over HTTP and held to the schemas that the
 * Worker itself serves, by ajv: an operation or a problem that is added is taken in, or fails until it can be.
 */

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

let database: TestDatabase;
let client: Client;
let world: World;
let worker: BuiltWorker;
let served: {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
};
let ajv: Ajv2020;

const nowhere = 'postgresql://nobody:nothing@127.0.0.1:1/nowhere';
const agent = crypto.randomUUID();
const customer = crypto.randomUUID();
/** The customer that erasing is tried on: one without data, so that no other test misses its rows. */
const unknownCustomer = crypto.randomUUID();
/** Is registered, and has nothing to do with the sessions. */
const registered = crypto.randomUUID();
/** What every list and figure is about; no command is done on it. */
let session: string;

async function fill(rows: RoutingRows): Promise<void> {
  await rows.agent({ id: registered, team: 'billing', skills: ['refunds'] });
  await rows.agent(idler);
  session = await rows.session({ status: 'active', owner: agent, customer });
  await rows.session({ status: 'closed', owner: agent, customer });
  await rows.session();
  const held = await rows.session({ skills: ['refunds'] });
  await rows.offer(held, agent);
  await rows.client.query(
    `insert into dashboard_command_log (created_at, action, outcome, session_id, to_agent_id, to_team, reason, forced,
       actor_id, actor_role, actor_name, request_id, idempotency_key)
     values (now(), 'offer', 'done', $1, $2, 'billing', 'So', true, $2, 'router', 'main', 'r', 'k')`,
    [held, agent],
  );
  await rows.client.query(
    `insert into chat_participants (session_id, user_id, role) values ($1, $2, 'customer'), ($1, $3, 'support_agent')`,
    [session, customer, agent],
  );
  await rows.client.query(
    `insert into chat_messages (session_id, sender_id, content, message_type, file_name, file_size)
     values ($1, $2, 'A question', 'text', null, null), ($1, $3, 'An answer', 'file', 'answer.pdf', 12)`,
    [session, customer, agent],
  );
}

beforeAll(async () => {
  database = await createTestDatabase(inject('adminDatabaseUrl'), inject('templateDatabase'));
  client = new Client({ connectionString: database.url });
  await client.connect();
  world = { rows: new RoutingRows(client), send };
  await fill(world.rows);
  const NEON_FETCH_ENDPOINT = inject('neonEndpoint');
  const good = {
    DATABASE_URL: database.workerUrl,
    NEON_FETCH_ENDPOINT,
    ROUTER_SECRETS: `main:${routerSecret}`,
  };
  worker = await startBuiltWorker({
    good,
    'registered-only': { ...good, REGISTERED_AGENTS_ONLY: 'true' },
    away: { DATABASE_URL: nowhere, NEON_FETCH_ENDPOINT },
    keyless: {
      DATABASE_URL: database.workerUrl,
      NEON_FETCH_ENDPOINT,
      JWKS_URL: 'http://127.0.0.1:1/keys',
      JWT_ISSUER: '*',
      JWT_AUDIENCE: '*',
    },
    misconfigured: { NEON_FETCH_ENDPOINT },
  });
  served = dereferenced(
    (await (await fetch(`${worker.origin('good')}/openapi.json`)).json()) as typeof served,
  );
  ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
  addFormats(ajv);
  // OpenAPI's own keyword beside those of JSON Schema.
  ajv.addKeyword('example');
  ajv.addSchema(atHome({ $id: 'openapi.json', $defs: served.components.schemas }));
});
afterAll(async () => {
  await client.end();
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

async function send({ path, method, operation }: Described, ask: Ask = {}): Promise<Response> {
  const { variant = 'good', sessionId = session, agentId = registered } = ask;
  const { offerId = crypto.randomUUID(), customerId = unknownCustomer } = ask;
  const { query = '', token, body, type, headers } = ask;
  const bearer = token === undefined ? await tokenOf('admin') : token;
  const hasBody = operation.requestBody !== undefined || (typeof body === 'string' && body !== '');
  const sent = typeof body === 'string' ? body : JSON.stringify(body ?? goodBodies[operation.operationId]);
  const named = path
    .replace('{session_id}', sessionId)
    .replace('{agent_id}', agentId)
    .replace('{offer_id}', offerId)
    .replace('{customer_id}', customerId);
  return fetch(`${worker.origin(variant)}${named}${query}`, {
    method,
    headers: {
      ...(bearer === null ? {} : { Authorization: `Bearer ${bearer}` }),
      ...(hasBody && type !== null ? { 'Content-Type': type ?? 'application/json' } : {}),
      ...headers,
    },
    ...(hasBody ? { body: type === null ? new Blob([sent]) : sent } : {}),
  });
}

const scenarios: Record<string, Scenario> = { ...requestScenarios, ...commandScenarios };

/** The request that an operation answers with a problem. */
async function askFor(described: Described, code: string): Promise<Ask> {
  const scenario = scenarios[code];
  if (scenario === undefined) throw new Error(`No scenario brings about ${code}: add one.`);
  return scenario(described, world);
}

/** The request that an operation answers with a success: its plain one, where nothing has to be brought about. */
async function askForSuccess(described: Described, status: string): Promise<Ask> {
  return commandSuccesses[`${described.operation.operationId} ${status}`]?.(described, world) ?? {};
}

/** Answers to crowds of requests, which rate-limits.test.ts and locked-rows.test.ts bring about. */
const ofCrowds = new Set(['rate_limited', 'resource_busy', 'overloaded']);

/** Headers with a meaning of their own: none of them may come undeclared. */
const meaningful =
  'Age Allow Cache-Status ETag Idempotency-Replayed Link Retry-After WWW-Authenticate X-Generated-At X-Request-Id X-Total-Count'.split(
    ' ',
  );

/** The members of every problem. */
const standardMembers = new Set('type title status detail instance code request_id success'.split(' '));

/** Of an answer: its problem's code, and whether it repeats an earlier one. */
interface Circumstances {
  code?: string;
  isReplay?: boolean;
}

/** Whether a header that is described for a status has to be there; undefined where the rows decide. */
function isDue(name: string, status: number, { code, isReplay = false }: Circumstances): boolean | undefined {
  if (name === 'Link' && status === 200) return undefined;
  if (name === 'Idempotency-Replayed') return isReplay;
  if (name === 'Retry-After' && status === 409) return code === 'idempotency_key_in_use';
  if (name === 'ETag' && status === 409) return code !== 'idempotency_key_in_use';
  return true;
}

/** What is wrong with an answer's headers, by what its operation declares. */
function headerFaults(
  response: Response,
  declared: Record<string, Header>,
  circumstances: Circumstances = {},
): string[] {
  const faults: string[] = [];
  for (const [name, { schema }] of Object.entries(declared)) {
    const value = response.headers.get(name);
    const due = isDue(name, response.status, circumstances);
    if (value === null) faults.push(...(due === true ? [`${name} is missing`] : []));
    else if (due === false) faults.push(`${name} is out of place`);
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
  circumstances: Circumstances = {},
): Promise<unknown> {
  const declared = servedOperation(described).responses[String(response.status)];
  expect(response.headers.get('Content-Type')).toBe(mediaType);
  expect(headerFaults(response, declared?.headers ?? {}, circumstances)).toEqual([]);
  const body: unknown = await response.json();
  const validate = validatorOf(declared?.content?.[mediaType]?.schema ?? { not: {} });
  validate(body);
  expect(validate.errors ?? []).toEqual([]);
  return body;
}

it('serves the document that is committed', async () => {
  const text = await readFile(new URL('../../../openapi.json', import.meta.url), 'utf8');
  expect(served).toEqual(dereferenced(JSON.parse(text) as object));
});

describe.each(operations)('$name', (described) => {
  const { operation } = described;

  const successful = Object.keys(operation.responses).filter((status) => status.startsWith('2'));
  it.each(successful)('answers %s as it describes', async (status) => {
    const response = await send(described, await askForSuccess(described, status));
    expect(String(response.status)).toBe(status);
    const body = await expectDescribed(described, response, 'application/json');
    // An empty list would fit any schema.
    expect(JSON.stringify(body).length).toBeGreaterThan(10);
  });

  const single = codesOf(described).filter(({ code }) => !ofCrowds.has(code));
  it.each(single)('answers $status $code as it describes', async ({ status, code }) => {
    const response = await send(described, await askFor(described, code));
    expect(String(response.status)).toBe(status);
    const body = await expectDescribed(described, response, 'application/problem+json', { code });
    expect(body).toMatchObject({ code, status: response.status });
    const members = Object.keys(body as object).filter((name) => !standardMembers.has(name));
    const { members: examples = {} }: ProblemEntry = problemCatalog[code as ProblemCode];
    // The example shows the version of a session; an agent has one too.
    const isOfAgent = code === 'version_changed' && described.path.includes('/agents/');
    expect(members.sort()).toEqual(isOfAgent ? ['agent'] : Object.keys(examples).sort());
  });

  it('has a code for every problem response that it describes', () => {
    const problems = Object.keys(operation.responses).filter((status) => Number(status) >= 400);
    expect(problems.length).toBeGreaterThan(0);
    expect([...new Set(codesOf(described).map(({ status }) => status))].sort()).toEqual(problems.sort());
  });
});

const isReplayable = ({ headers }: { headers?: Record<string, Header> } = {}): boolean =>
  headers?.['Idempotency-Replayed'] !== undefined;
const commands = operations.filter(({ operation }) =>
  operation.parameters?.some(({ name }) => name === 'Idempotency-Key'),
);
/** Of these statuses are the refusals that are kept for repetitions, */
const recorded = new Set(['403', '404', '409', '412']);
/** but for those that come before a command is run: such a call is looked at anew when it is repeated. */
const unrecorded = new Set([
  'role_not_allowed',
  'agent_not_self',
  'force_not_allowed',
  'idempotency_key_in_use',
]);

describe.each(commands)('$name, repeated,', (described) => {
  const { responses } = described.operation;
  const refusals = codesOf(described).filter(
    ({ status, code }) => recorded.has(status) && !unrecorded.has(code),
  );
  const successful = Object.keys(responses).filter((status) => status.startsWith('2'));

  /** Sends the same twice and expects the same twice. */
  async function expectRepeated(ask: Ask, status: string, mediaType: string, code?: string): Promise<void> {
    const token = ask.token ?? (await tokenOf('admin'));
    const headers = { ...ask.headers, 'Idempotency-Key': crypto.randomUUID() };
    const first = await send(described, { ...ask, token, headers });
    const again = await send(described, { ...ask, token, headers });
    expect([first.status, again.status]).toEqual([Number(status), Number(status)]);
    const circumstances = code === undefined ? {} : { code };
    const body = await expectDescribed(described, first, mediaType, circumstances);
    const same = await expectDescribed(described, again, mediaType, { ...circumstances, isReplay: true });
    expect(same).toEqual(body);
    expect(again.headers.get('Idempotency-Replayed')).toBe('true');
    expect(again.headers.get('ETag')).toBe(first.headers.get('ETag'));
  }

  it.each(successful)('answers %s with the first answer', async (status) => {
    await expectRepeated(await askForSuccess(described, status), status, 'application/json');
  });

  it.each(refusals)('answers $status $code with the first answer', async ({ status, code }) => {
    await expectRepeated(await askFor(described, code), status, 'application/problem+json', code);
  });

  it('says so of every status that it can repeat, and of no other', () => {
    const replayable = Object.keys(responses).filter((status) => isReplayable(responses[status]));
    expect([...new Set([...successful, ...refusals.map(({ status }) => status)])].sort()).toEqual(
      replayable.sort(),
    );
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
  // These are answers to requests that no operation is meant by, or that have not arrived.
  const others = new Set(['route_not_found', 'method_not_allowed', 'body_incomplete', 'host_invalid']);
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
      expect(parameter).toMatchObject({ description: expect.stringMatching(/\S/) });
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

it('has the components that clients rely on', () => {
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
      'RequeueSessionRequest',
      'CloseSessionRequest',
      'OfferSessionRequest',
      'AnswerOfferRequest',
      'ClaimRequest',
      'OfferResponse',
      'DashboardResponse',
      'SessionTranscriptResponse',
      'SessionListItemResponse',
      'AuditEntryResponse',
      'AgentResponse',
      'AgentCommandResponse',
      'SaveAgentRequest',
      'SetAvailabilityRequest',
    ]),
  );
});

it('answers each operation with its component', () => {
  const answers = Object.fromEntries(
    operations.map(({ name, operation }) => {
      const success = operation.responses['200'] ?? operation.responses['201'];
      const schema = success?.content?.['application/json']?.schema as Schema;
      const ref = (schema.items ?? schema).$ref?.replace('#/components/schemas/', '');
      return [name, schema.items === undefined ? ref : `${ref}[]`];
    }),
  );
  expect(answers).toEqual({
    'GET health': 'HealthResponse',
    'GET health/ready': 'ReadinessResponse',
    'GET overview': 'DashboardOverviewResponse',
    'GET agent-performance': 'AgentPerformanceResponse[]',
    'GET active-sessions': 'ActiveSessionResponse[]',
    'GET waiting-sessions': 'WaitingSessionResponse[]',
    'GET sessions': 'SessionListItemResponse[]',
    'GET sessions/{session_id}': 'SessionListItemResponse',
    'GET satisfaction': 'SatisfactionMetricsResponse',
    'GET message-analytics': 'MessageAnalyticsResponse',
    'GET timeseries': 'TimeSeriesResponse',
    'GET heatmap': 'HeatmapResponse',
    'GET audit': 'AuditEntryResponse[]',
    'GET config': 'ConfigResponse',
    'GET me': 'MeResponse',
    'GET agents': 'AgentResponse[]',
    'GET agents/{agent_id}': 'AgentResponse',
    'PUT agents/{agent_id}': 'AgentCommandResponse',
    'PATCH agents/{agent_id}': 'AgentCommandResponse',
    'DELETE agents/{agent_id}': 'DeletedAgentResponse',
    'POST agents/{agent_id}/availability': 'AgentCommandResponse',
    'POST sessions/{session_id}/assign': 'DashboardResponse',
    'POST sessions/{session_id}/transfer': 'DashboardResponse',
    'POST sessions/{session_id}/requeue': 'DashboardResponse',
    'POST sessions/{session_id}/close': 'DashboardResponse',
    'POST sessions/{session_id}/offers': 'OfferResponse',
    'POST sessions/{session_id}/offers/{offer_id}/accept': 'DashboardResponse',
    'POST sessions/{session_id}/offers/{offer_id}/decline': 'OfferResponse',
    'POST sessions/{session_id}/offers/{offer_id}/withdraw': 'OfferResponse',
    'POST queue/claim': 'DashboardResponse',
    'POST customers/{customer_id}/erase': 'CustomerErasedResponse',
    'GET sessions/{session_id}/transcript': 'SessionTranscriptResponse',
  });
});

const objects = Object.entries(openApi.components.schemas).flatMap(([name, schema]) =>
  'properties' in schema ? [name] : [],
);

describe.each(objects.filter((name) => name !== 'Problem'))('the component %s', (name) => {
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
it.each(objects.filter((name) => name !== 'Problem'))(
  '%s is closed, and so is every object in it',
  (name) => {
    const found = objectsIn(name);
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter(({ schema }) => schema.additionalProperties !== false)).toEqual([]);
  },
);

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
  'abandon_time',
  'handle_time',
  'total_rated',
  'avg_rating',
  'satisfaction_percentage',
  'response_rate',
  'flow_created',
  'flow_reopened',
  'flow_closed',
  'flow_abandoned',
  'flow_transferred',
  'flow_rated',
  'transfers_in',
  'transfers_out',
];

/** What is there only where it was asked for or is needed: `compare`, the `metrics` of a part, the mark of an entry. */
const askedFor: Record<string, string[]> = {
  DashboardOverviewResponse: ['change', 'previous'],
  AgentPerformanceResponse: ['change', 'previous'],
  SatisfactionMetricsResponse: ['change', 'previous'],
  MessageAnalyticsResponse: ['change', 'previous'],
  'TimeSeriesResponse.buckets[]': seriesMetrics,
  'HeatmapResponse.cells[]': seriesMetrics,
  ActiveSessionResponse: ['unreadable'],
  WaitingSessionResponse: ['unreadable'],
  SessionListItemResponse: ['unreadable'],
  AgentResponse: ['unreadable'],
  AuditEntryResponse: ['unreadable'],
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
    const { examples = [], default: fallback, ...schema } = parameter.schema;
    const validate = validatorOf(schema);
    const values = [...(examples as unknown[]), fallback].filter((value) => value !== undefined);
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
    { to_agent_id, force: true },
    { to_agent_id, force: 'true' },
    { to_team: 'billing' },
    { to_team: '' },
    { to_team: null },
    { to_agent_id, to_team: 'billing' },
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
