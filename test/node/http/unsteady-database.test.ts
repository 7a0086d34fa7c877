import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { basePath, startBuiltWorker, tokenOf, type BuiltWorker } from '../../support/node/built-worker.ts';
import { createTestDatabase, withClient, type TestDatabase } from '../../support/node/database.ts';

/** What happens to one request on its way to the database. */
type Fate =
  | 'passes'
  /** The connection breaks before the database hears of it. */
  | 'is lost'
  /** The database does it, and the connection breaks before the answer. */
  | 'loses its answer'
  /** The connection breaks in the middle of the answer. */
  | 'loses half of its answer'
  /** Nothing ever comes. */
  | 'hangs'
  | { status: number; body: string };

const neonError = (message: string, code?: string): Fate => ({
  status: 400,
  body: JSON.stringify({ message: `${message} at secret-host`, code: code ?? null, severity: 'ERROR' }),
});

let fates: Fate[] = [];
let requests = 0;
let network: Server;
let worker: BuiltWorker;
let database: TestDatabase;

function forward(incoming: IncomingMessage, response: ServerResponse, fate: Fate): void {
  const { host: _, ...headers } = incoming.headers;
  const onward = httpRequest(inject('neonEndpoint'), { method: 'POST', headers }, (answer) => {
    const chunks: Buffer[] = [];
    answer.on('data', (chunk: Buffer) => chunks.push(chunk));
    answer.once('end', () => {
      const body = Buffer.concat(chunks);
      if (fate === 'loses its answer') {
        response.destroy();
        return;
      }
      response.writeHead(answer.statusCode ?? 500, { ...answer.headers });
      if (fate === 'passes') response.end(body);
      else response.write(body.subarray(0, body.length / 2), () => response.destroy());
    });
  });
  incoming.pipe(onward);
}

beforeAll(async () => {
  database = await createTestDatabase(inject('adminDatabaseUrl'), inject('templateDatabase'));
  network = createServer((incoming, response) => {
    requests += 1;
    const fate = fates.shift() ?? 'passes';
    if (fate === 'hangs') return;
    if (fate === 'is lost') response.destroy();
    else if (typeof fate === 'string') forward(incoming, response, fate);
    else incoming.resume().once('end', () => response.writeHead(fate.status).end(fate.body));
  });
  await new Promise<void>((resolve) => network.listen(0, '127.0.0.1', resolve));
  const address = network.address();
  if (typeof address !== 'object' || address === null) throw new Error('The network does not listen.');
  const variables = {
    DATABASE_URL: database.workerUrl,
    NEON_FETCH_ENDPOINT: `http://127.0.0.1:${address.port}/sql`,
  };
  worker = await startBuiltWorker({
    patient: { ...variables, DATABASE_TIMEOUT_MS: '60000' },
    impatient: { ...variables, DATABASE_TIMEOUT_MS: '2000' },
  });
});
afterAll(async () => {
  await worker.stop();
  network.closeAllConnections();
  await new Promise((resolve) => network.close(resolve));
  await database.drop();
});
beforeEach(() => {
  fates = [];
  requests = 0;
});

interface Outcome {
  status: number;
  code: unknown;
  requests: number;
}

async function call(path: string, body?: object, variant = 'patient'): Promise<Outcome & { text: string }> {
  const response = await fetch(`${worker.origin(variant)}${basePath}/${path}`, {
    headers: { Authorization: `Bearer ${await tokenOf('admin')}`, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const { code } = JSON.parse(text) as { code?: unknown };
  return { status: response.status, code, requests, text };
}

const well = (tries: number): Outcome => ({ status: 200, code: undefined, requests: tries });
const away = (tries: number): Outcome => ({ status: 503, code: 'database_unavailable', requests: tries });
const fault = (tries: number): Outcome => ({ status: 500, code: 'internal_error', requests: tries });

/** Throws where a 5xx says more than it may. */
async function outcomeOf(calling: Promise<Outcome & { text: string }>): Promise<Outcome> {
  const { text, ...outcome } = await calling;
  const leak = /secret|neon|sorry|control plane|compute|sqlstate|terminating/i.exec(text)?.[0];
  if (outcome.status >= 500 && leak !== undefined) throw new Error(`A 5xx says "${leak}".`);
  return outcome;
}

/** What is worth another try: nothing of it has happened, or the database is only waking up. */
const passing: [name: string, fate: Fate][] = [
  ['cannot reach the compute node', neonError("Couldn't connect to compute node")],
  ['hears that the control plane failed', neonError('Control plane request failed')],
  ['is the victim of a deadlock', neonError('deadlock detected', '40P01')],
  ['cannot be serialised', neonError('could not serialize access', '40001')],
];

/** What a read may try again; a command may have happened. */
const doubtful: [name: string, fate: Fate][] = [
  ['is lost', 'is lost'],
  ['loses its answer', 'loses its answer'],
  ['loses half of its answer', 'loses half of its answer'],
  ['meets a 500', { status: 500, body: '<html>Sorry</html>' }],
  ['meets a 502', { status: 502, body: '<html>Sorry</html>' }],
  ['meets a 503', { status: 503, body: '' }],
  ['ends with the server', neonError('terminating connection due to administrator command', '57P01')],
  ['comes while the server starts', neonError('the database system is starting up', '57P03')],
  ['loses the connection behind', neonError('connection failure', '08006')],
];

/** What would be the same the next time. */
const lasting: [name: string, fate: Fate, expected: (tries: number) => Outcome][] = [
  ['answers more than 10 MiB', { status: 507, body: '{"message":"response is too large"}' }, fault],
  ['is asked for a table that is not there', neonError('relation "secret" does not exist', '42P01'), fault],
  ['has too many connections', neonError('too many connections', '53300'), away],
  ['takes no writes', neonError('cannot execute UPDATE in a read-only transaction', '25006'), away],
  ['does not know us', neonError('password authentication failed', '28P01'), away],
  ['has no such database', neonError('database "secret" does not exist', '3D000'), away],
];

describe('a read', () => {
  it.each([...passing, ...doubtful])('that %s is tried again, and again', async (_, fate) => {
    fates = [fate, fate];
    expect(await outcomeOf(call('waiting-sessions'))).toEqual(well(3));
  });

  it('is tried three times at most', async () => {
    fates = ['is lost', 'loses its answer', { status: 502, body: '' }];
    expect(await outcomeOf(call('waiting-sessions'))).toEqual(away(3));
  });

  it.each(lasting)('whose database %s is not', async (_, fate, expected) => {
    fates = [fate];
    expect(await outcomeOf(call('waiting-sessions'))).toEqual(expected(1));
  });

  it('that hangs ends when its time is up', async () => {
    fates = ['hangs'];
    const started = performance.now();
    expect(await outcomeOf(call('waiting-sessions', undefined, 'impatient'))).toEqual(away(1));
    expect(performance.now() - started).toBeGreaterThan(1990);
  });

  it('has one time for all of its tries', async () => {
    fates = ['is lost', 'hangs'];
    const started = performance.now();
    expect(await outcomeOf(call('waiting-sessions', undefined, 'impatient'))).toEqual(away(2));
    expect(performance.now() - started).toBeLessThan(30_000);
  });
});

describe('a command', () => {
  const agent_id = crypto.randomUUID();

  async function waitingSession(): Promise<string> {
    const id = crypto.randomUUID();
    await withClient(database.url, (client) =>
      client.query('insert into chat_sessions (id, initiator_id) values ($1, gen_random_uuid())', [id]),
    );
    return id;
  }

  const stateOf = (id: string): Promise<unknown> =>
    withClient(database.url, async (client) => {
      const { rows } = await client.query<Record<string, unknown>>(
        `select status, (select count(*)::int from chat_audit_log where session_id = s.id) as audited
         from chat_sessions s where id = $1`,
        [id],
      );
      return rows[0];
    });

  it.each(passing)('that %s is tried again, and happens once', async (_, fate) => {
    const id = await waitingSession();
    fates = [fate, fate];
    expect(await outcomeOf(call(`sessions/${id}/assign`, { agent_id }))).toEqual(well(3));
    expect(await stateOf(id)).toEqual({ status: 'active', audited: 1 });
  });

  it.each(doubtful)('that %s is not: it may have happened', async (name, fate) => {
    const id = await waitingSession();
    fates = [fate];
    expect(await outcomeOf(call(`sessions/${id}/assign`, { agent_id }))).toEqual(away(1));
    const happened = name.includes('answer');
    expect(await stateOf(id)).toEqual(
      happened ? { status: 'active', audited: 1 } : { status: 'waiting', audited: 0 },
    );
    // Whoever calls again gets what was asked for, once.
    expect(await outcomeOf(call(`sessions/${id}/assign`, { agent_id }))).toEqual(well(2));
    expect(await stateOf(id)).toEqual({ status: 'active', audited: 1 });
  });

  it.each(lasting)('whose database %s is not', async (_, fate, expected) => {
    const id = await waitingSession();
    fates = [fate];
    expect(await outcomeOf(call(`sessions/${id}/assign`, { agent_id }))).toEqual(expected(1));
    expect(await stateOf(id)).toEqual({ status: 'waiting', audited: 0 });
  });

  it('that hangs ends when its time is up', async () => {
    const id = await waitingSession();
    fates = ['hangs'];
    expect(await outcomeOf(call(`sessions/${id}/assign`, { agent_id }, 'impatient'))).toEqual(away(1));
  });
});

it.each(['<html>Sorry</html>', 'null', '{}', '{"rows":[]}'])(
  'an answer that is none (%j) is a 5xx that says nothing',
  async (body) => {
    fates = [body, body, body].map((text) => ({ status: 200, body: text }));
    const outcome = await outcomeOf(call('waiting-sessions'));
    expect([500, 503]).toContain(outcome.status);
  },
);

it('asks the database once for each operation', async () => {
  const id = crypto.randomUUID();
  await withClient(database.url, (client) =>
    client.query(`insert into chat_sessions (id, initiator_id) values ($1, gen_random_uuid())`, [id]),
  );
  const [first, second] = [crypto.randomUUID(), crypto.randomUUID()];
  const calls: [path: string, body?: object][] = [
    ['overview'],
    ['agent-performance'],
    ['satisfaction'],
    ['message-analytics'],
    ['active-sessions'],
    ['waiting-sessions'],
    ['sessions?time_range_hours=24'],
    [`sessions/${id}/transcript`],
    [`sessions/${id}/assign`, { agent_id: first }],
    [`sessions/${id}/transfer`, { to_agent_id: second, from_agent_id: first, reason: 'x' }],
  ];
  for (const [path, body] of calls) {
    requests = 0;
    expect([path, await outcomeOf(call(path, body))]).toEqual([path, well(1)]);
  }
  requests = 0;
  expect(await outcomeOf(call('health'))).toEqual(well(0));
});
