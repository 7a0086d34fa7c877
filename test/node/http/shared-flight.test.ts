import { createServer, request as httpRequest, type Server } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, inject, it } from 'vitest';
import { basePath, startBuiltWorker, tokenOf, type BuiltWorker } from '../../support/node/built-worker.ts';
import { createTestDatabase, type TestDatabase } from '../../support/node/database.ts';

/** One question to the database for all who ask at once, each over a connection of its own, in real workerd. */

let worker: BuiltWorker;
let database: TestDatabase;
let network: Server;
let token: string;
/** How many ask at once. */
const many = 49;
/** When each of the database's answers comes, in milliseconds; at once by default. `never` is a lost one. */
let delays: (number | 'never' | 'until all have asked')[] = [];
let trips = 0;
let asked = 0;

beforeAll(async () => {
  database = await createTestDatabase(inject('adminDatabaseUrl'), inject('templateDatabase'));
  network = createServer((incoming, response) => {
    const delay = delays[trips] ?? 0;
    trips += 1;
    const { host: _, ...headers } = incoming.headers;
    const onward = httpRequest(inject('neonEndpoint'), { method: 'POST', headers }, async (answer) => {
      if (delay === 'never') return;
      if (delay === 'until all have asked') await allHaveAsked();
      else await sleep(delay);
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => network.listen(0, '127.0.0.1', resolve));
  const address = network.address();
  if (typeof address !== 'object' || address === null) throw new Error('The network does not listen.');
  worker = await startBuiltWorker({
    good: {
      DATABASE_URL: database.workerUrl,
      NEON_FETCH_ENDPOINT: `http://127.0.0.1:${address.port}/sql`,
      DATABASE_TIMEOUT_MS: '8000',
    },
  });
  token = await tokenOf('admin');
});
afterAll(async () => {
  await worker.stop();
  network.closeAllConnections();
  await new Promise((resolve) => network.close(resolve));
  await database.drop();
});
beforeEach(() => {
  delays = [];
  trips = 0;
  asked = 0;
});

interface Answer {
  status: number;
  cache: string;
  body: string;
}

/** Asks over a connection of its own. */
const ask = (query: string, headers: Record<string, string> = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const url = `${worker.origin('good')}${basePath}/overview${query}`;
    const request = httpRequest(
      url,
      { agent: false, headers: { Authorization: `Bearer ${token}`, ...headers } },
      (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
        response.once('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            cache: String(response.headers['cache-status']),
            body,
          }),
        );
      },
    );
    request.once('finish', () => (asked += 1));
    request.once('error', reject).end();
  });
const crowd = (query: string, headers?: Record<string, string>) =>
  Promise.all(Array.from({ length: many }, () => ask(query, headers)));

const askedSoFar = (): number => asked;
/** Until the requests of all have left, and a moment longer, in which they reach the Worker. */
async function allHaveAsked(): Promise<void> {
  while (askedSoFar() < many) await sleep(5);
  await sleep(300);
}

const tripsSoFar = (): number => trips;
async function firstTrip(): Promise<void> {
  while (tripsSoFar() === 0) await sleep(5);
}

/** Asks, and goes away without waiting for the answer. */
async function askAndLeave(query: string): Promise<void> {
  const { hostname, port } = new URL(worker.origin('good'));
  const socket = connect(Number(port), hostname);
  const head = `GET ${basePath}/overview${query} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n\r\n`;
  socket.write(head);
  await firstTrip();
  await sleep(100);
  socket.destroy();
}

const statusesOf = (answers: Answer[]) => [...new Set(answers.map(({ status }) => status))];

it('fifty who come to an empty cache share one answer', async () => {
  delays = ['until all have asked'];
  const answers = await crowd('?time_range_hours=1');
  expect([statusesOf(answers), trips]).toEqual([[200], 1]);
  expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
  expect(answers.filter(({ cache }) => cache.endsWith('; collapsed'))).toHaveLength(many - 1);
  expect((await ask('?time_range_hours=1')).cache).toContain('hit');
});

it('those who want new figures share the one after', async () => {
  delays = ['until all have asked', 'until all have asked'];
  const answers = await crowd('?time_range_hours=2', { 'Cache-Control': 'no-cache' });
  expect([statusesOf(answers), trips]).toEqual([[200], 2]);
});

it('the question goes on for the others when the client who brought it goes away', async () => {
  delays = ['until all have asked'];
  const leaving = askAndLeave('?time_range_hours=3');
  await firstTrip();
  const answers = await crowd('?time_range_hours=3');
  await leaving;
  expect([statusesOf(answers), trips]).toEqual([[200], 1]);
});

it('and for whoever comes later, where nobody waits', async () => {
  delays = [500];
  await askAndLeave('?time_range_hours=4');
  await sleep(1000);
  await expect.poll(async () => (await ask('?time_range_hours=4')).cache).toContain('hit');
  expect(trips).toBe(1);
});

it('where its answer is lost, one of the others asks again when half of the time is up', async () => {
  delays = ['never'];
  const hanging = ask('?time_range_hours=5');
  await firstTrip();
  const begun = performance.now();
  const answers = await crowd('?time_range_hours=5');
  expect([statusesOf(answers), trips]).toEqual([[200], 2]);
  expect(performance.now() - begun).toBeLessThan(7900);
  // Its own time is up by now, and there is an answer.
  expect(await hanging).toMatchObject({ status: 200 });
});
