import {
  Agent,
  createServer,
  request as httpRequest,
  type IncomingHttpHeaders,
  type RequestOptions,
  type Server,
} from 'node:http';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { basePath, startBuiltWorker, type BuiltWorker } from '../../support/node/built-worker.ts';
import { createTestDatabase, withClient, type TestDatabase } from '../../support/node/database.ts';
import { randomNumbers } from '../../support/random-numbers.ts';
import { newSecret, signedHeaders } from '../../support/signatures.ts';

/**
 * A router that delivers at least once, over a network that loses answers, to a server that dies on the way: each
 * assignment takes effect once, and every copy of it gets the same answer.
 */

const assignments = 400;
const agents = 20;
const parallel = 16;
/** The server dies while it waits for the answer to this question to the database. */
const deadlyQuestion = 440;

const random = randomNumbers(20_261_123);
const below = (n: number): number => Math.floor(random() * n);
const times = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));

const secret = newSecret();
let database: TestDatabase;
let network: Server;
/** The one that dies, and the one that comes after it. */
let servers: BuiltWorker[];
let serving = 0;
let death: Promise<void> | undefined;
let questions = 0;
/** How often something went wrong, by what it was. */
const mishaps: Record<string, number> = {};
const count = (what: string): number => (mishaps[what] = (mishaps[what] ?? 0) + 1);
/** What copies of a call that was still running were told. */
const retryAfters = new Set<string | undefined>();
/** What hangs up on whoever asked in this request. */
const hangUps = new Map<string, () => void>();

/** What happens to a question to the database. */
function fateOf(question: number): string {
  if (question === deadlyQuestion) return 'the server dies';
  const luck = below(100);
  if (luck < 4) return 'the question is lost';
  if (luck < 16) return 'the answer is lost';
  if (luck < 20) return 'half of the answer is lost';
  if (luck < 24) return 'the caller hangs up';
  return 'all is well';
}

beforeAll(async () => {
  database = await createTestDatabase(inject('adminDatabaseUrl'), inject('templateDatabase'));
  network = createServer((incoming, response) => {
    questions += 1;
    const fate = fateOf(questions);
    count(fate);
    if (fate === 'the question is lost') {
      response.destroy();
      return;
    }
    const { host: _, ...headers } = incoming.headers;
    const onward = httpRequest(inject('neonEndpoint'), { method: 'POST', headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.once('end', () => {
        const body = Buffer.concat(chunks);
        if (fate === 'the server dies') death = servers[serving++]?.stop();
        if (fate === 'the server dies' || fate === 'the answer is lost') {
          response.destroy();
          return;
        }
        response.writeHead(answer.statusCode ?? 500, { ...answer.headers });
        if (fate === 'half of the answer is lost') {
          response.write(body.subarray(0, body.length / 2), () => response.destroy());
        } else response.end(body);
      });
    });
    onward.on('error', () => response.destroy());
    let sent = '';
    incoming.setEncoding('utf8').on('data', (chunk: string) => (sent += chunk));
    incoming.once('end', () => {
      onward.end(sent);
      const asked = /request_id[\\":]+([0-9a-f-]{36})/.exec(sent)?.[1] ?? '';
      if (fate === 'the caller hangs up') hangUps.get(asked)?.();
    });
  });
  await new Promise<void>((resolve) => network.listen(0, '127.0.0.1', resolve));
  const address = network.address();
  if (typeof address !== 'object' || address === null) throw new Error('The network does not listen.');
  const variables = {
    DATABASE_URL: database.workerUrl,
    NEON_FETCH_ENDPOINT: `http://127.0.0.1:${address.port}/sql`,
    ROUTER_SECRETS: `router-1:${secret}`,
  };
  servers = [await startBuiltWorker({ it: variables }), await startBuiltWorker({ it: variables })];
});
afterAll(async () => {
  await death;
  await Promise.all(servers.slice(serving).map((server) => server.stop()));
  connections.destroy();
  network.closeAllConnections();
  await new Promise((resolve) => network.close(resolve));
  await database.drop();
});

interface Assignment {
  id: string;
  session: string;
  agent: string;
}
interface Answer {
  status: number;
  body: string;
  replayed: boolean;
}

const connections = new Agent({ keepAlive: true });

/** `fetch` would not let us name the host. */
const post = (url: string, body: string, options: RequestOptions) =>
  new Promise<{ status: number; headers: IncomingHttpHeaders; text: string }>((resolve, reject) => {
    const request = httpRequest(url, { ...options, method: 'POST', agent: connections }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.once('error', reject);
      response.once('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
    });
    request.once('error', reject);
    request.end(body);
  });

/** Delivers a copy: again and again, until it is answered. Each try is signed anew. */
async function deliver({ id, session, agent }: Assignment): Promise<Answer> {
  const path = `${basePath}/sessions/${session}/assign`;
  const body = JSON.stringify({ agent_id: agent });
  for (let tries = 0; tries < 200; tries += 1) {
    const request = crypto.randomUUID();
    const caller = new AbortController();
    hangUps.set(request, () => caller.abort());
    try {
      const { status, headers, text } = await post(`${servers[serving]?.origin('it')}${path}`, body, {
        signal: caller.signal,
        headers: {
          'Content-Type': 'application/json',
          // One name for both servers, as behind a load balancer: a problem's `type` has it.
          Host: 'dashboard.test',
          'X-Request-Id': request,
          ...(await signedHeaders({ secret, id, timestampSeconds: Math.floor(Date.now() / 1000), body })),
        },
      });
      const stillRunning = status === 409 && text.includes('"idempotency_key_in_use"');
      if (stillRunning) retryAfters.add(headers['retry-after']);
      if (stillRunning || status === 503) count(`${status} and again`);
      else return { status, body: text, replayed: headers['idempotency-replayed'] === 'true' };
    } catch {
      count('no answer and again');
    } finally {
      hangUps.delete(request);
    }
  }
  throw new Error(`The assignment ${id} was never answered.`);
}

async function rows<T extends object>(text: string, params: unknown[] = []): Promise<T[]> {
  return withClient(database.url, async (client) => (await client.query<T>(text, params)).rows);
}

it('four hundred signed assignments, each delivered one to five times: one effect each, one answer', async () => {
  const ids = times(agents, () => crypto.randomUUID());
  const work: Assignment[] = times(assignments, () => ({
    id: `msg_${crypto.randomUUID()}`,
    session: crypto.randomUUID(),
    agent: ids[below(agents)] ?? '',
  }));
  // Ten to twenty-four places for about twenty assignments each: some are refused.
  await rows(
    `insert into support_agents (agent_id, display_name, availability, max_sessions)
     select id, 'Ada', 'online', 10 + (n % 15) from unnest($1::uuid[]) with ordinality as given (id, n)`,
    [ids],
  );
  await rows(
    `insert into chat_sessions (id, initiator_id) select id, gen_random_uuid() from unnest($1::uuid[]) as given (id)`,
    [work.map(({ session }) => session)],
  );
  const deliveries = work
    .flatMap((assignment) => times(1 + below(5), () => assignment))
    .map((assignment) => ({ assignment, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ assignment }) => assignment);

  const answers = new Map<string, Answer[]>(work.map(({ id }) => [id, []]));
  const queue = deliveries.values();
  await Promise.all(
    times(parallel, async () => {
      for (const assignment of queue) answers.get(assignment.id)?.push(await deliver(assignment));
    }),
  );

  // The same answer to every copy, the first of which nobody may have heard.
  const different = [...answers].filter(
    ([, copies]) => new Set(copies.map(({ status, body }) => `${status} ${body}`)).size !== 1,
  );
  expect(different).toEqual([]);
  expect([...answers].filter(([, copies]) => copies.filter(({ replayed }) => !replayed).length > 1)).toEqual(
    [],
  );

  // Exactly what was answered is what happened, once.
  const told = work.map(({ id, session, agent }) => {
    const [{ status, body } = { status: 0, body: '{}' }] = answers.get(id) ?? [];
    const { code } = JSON.parse(body) as { code?: string };
    return { id, session, agent, outcome: status === 200 ? 'done' : 'refused', refusal: code ?? null };
  });
  const logged = await rows(
    `select idempotency_key as id, session_id as session, to_agent_id as agent, outcome, refusal
     from dashboard_command_log`,
  );
  const byId = <T extends object>(list: T[]): T[] =>
    list.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  expect(byId(logged)).toEqual(byId([...told]));
  expect(new Set(told.map(({ refusal }) => refusal))).toEqual(new Set([null, 'agent_at_capacity']));
  const done = told.filter(({ outcome }) => outcome === 'done');
  const effects = await rows(
    `select a.session_id as session, a.to_agent_id as agent from chat_audit_log a
     join chat_sessions s on s.id = a.session_id and s.status = 'active' and s.assigned_agent_id = a.to_agent_id
     join chat_participants p on p.session_id = s.id and p.user_id = a.to_agent_id and p.left_at is null`,
  );
  expect(byId(effects)).toEqual(byId(done.map(({ session, agent }) => ({ session, agent }))));
  expect(await rows('select count(*)::int as n from chat_audit_log')).toEqual([{ n: done.length }]);
  expect(await rows('select count(*)::int as n from chat_participants')).toEqual([{ n: done.length }]);
  expect(await rows('select count(*)::int as n from dashboard_idempotency_keys')).toEqual([
    { n: assignments },
  ]);

  // Nobody has too many, and nobody was refused who had a place.
  const loads = await rows(
    `select agent_id as id, max_sessions as places,
       (select count(*) from chat_sessions where status = 'active' and assigned_agent_id = agent_id)::int as taken
     from support_agents`,
  );
  expect(byId(loads)).toEqual(
    byId(
      ids.map((id, i) => {
        const wanted = work.filter(({ agent }) => agent === id).length;
        const places = 10 + ((i + 1) % 15);
        return { id, places, taken: Math.min(places, wanted) };
      }),
    ),
  );

  for (const seconds of retryAfters) expect(seconds).toMatch(/^[1-9]\d*$/);

  // It was as bad as it was meant to be.
  expect(mishaps).toMatchObject({ 'the server dies': 1 });
  for (const what of [
    'the question is lost',
    'the answer is lost',
    'half of the answer is lost',
    'the caller hangs up',
    'no answer and again',
  ]) {
    expect([what, mishaps[what] ?? 0]).not.toEqual([what, 0]);
  }
  expect([...answers.values()].flat().filter(({ replayed }) => replayed).length).toBeGreaterThan(assignments);
});
