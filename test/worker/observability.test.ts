import { beforeEach, expect, it } from 'vitest';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { addSession, newId } from '../support/rows.ts';
import { newSecret, signedHeaders } from '../support/signatures.ts';
import { basePath, testApp, type TestApp } from '../support/test-app.ts';
import { tokenOf } from '../support/tokens.ts';

/** What a deployment says of its requests: Server-Timing, the log's line and the counters. */

const database = useFreshDatabase();
const secret = newSecret();
let app: TestApp;
let points: AnalyticsEngineDataPoint[];

beforeEach(async () => {
  await database.clear();
  points = [];
  const ANALYTICS = { writeDataPoint: (point: AnalyticsEngineDataPoint) => void points.push(point) };
  const bindings = { DATABASE_URL: database.url, ROUTER_SECRETS: `router-1:${secret}`, ANALYTICS };
  // A clock that moves with each look at it, so that everything takes time.
  let now = Date.now();
  app = testApp({ bindings, runtime: { now: () => (now += 1) } });
});

const line = (): Record<string, unknown> | undefined =>
  app.log.findLast(({ event }) => event === 'request')?.fields;
const timing = (response: Response) => {
  const [, db, total] = /^db;dur=(\d+), total;dur=(\d+)$/.exec(
    response.headers.get('Server-Timing') ?? '',
  ) ?? ['', 'none', 'none'];
  return { db: Number(db), total: Number(total) };
};

it('tells the time of the database and the whole, of an answer and of a problem', async () => {
  const asked = timing(await app.call('waiting-sessions'));
  expect(asked.db).toBeGreaterThan(0);
  expect(asked.total).toBeGreaterThan(asked.db);
  const refused = timing(await app.call('waiting-sessions', { token: null }));
  expect(refused.db).toBe(0);
  expect(refused.total).toBeGreaterThan(0);
  expect(line()).toMatchObject({ database_ms: refused.db, duration_ms: refused.total });
});

it('lets pages of other origins read it', async () => {
  const open = testApp({ bindings: { DATABASE_URL: database.url, CORS_ORIGINS: '*' } });
  const { headers } = await open.call('health', { headers: { Origin: 'https://admin.example' } });
  expect(headers.get('Access-Control-Expose-Headers')?.split(',')).toContain('Server-Timing');
});

it('names who read a transcript, and which', async () => {
  const [session, reader] = [await addSession(database), newId()];
  const path = `sessions/${session.toUpperCase()}/transcript`;
  expect((await app.call(path, { token: await tokenOf('admin', reader) })).status).toBe(200);
  expect(line()).toMatchObject({
    route: `${basePath}/sessions/:session_id/transcript`,
    session_id: session,
    status: 200,
    role: 'admin',
    caller_id: reader,
  });
});

it('names the router that signed a call', async () => {
  const about = { secret, id: newId(), timestampSeconds: Math.floor(app.now() / 1000), body: '' };
  await app.call('waiting-sessions', { token: null, headers: await signedHeaders(about) });
  expect(line()).toMatchObject({ status: 200, role: 'router', router: 'router-1' });
});

it('names those who were refused, and no text of a path that is no id', async () => {
  const agent = newId();
  await app.call('audit', { token: await tokenOf('agent', agent) });
  expect(line()).toMatchObject({ problem: 'role_not_allowed', role: 'agent', caller_id: agent });
  await app.call('sessions/my-credit-card/transcript', { token: await tokenOf('agent', agent) });
  expect(line()).toMatchObject({ problem: 'validation_failed', caller_id: agent });
  expect(JSON.stringify(line())).not.toContain('credit');
});

it('counts each request once, without a person or a session in it', async () => {
  const [session, reader] = [await addSession(database), newId()];
  const token = await tokenOf('admin', reader);
  await app.call(`sessions/${session}/transcript`, { token });
  await app.call('overview', { token });
  await app.settle();
  await app.call('overview', { token });
  await app.call('overview', { token: null });
  const overview = `GET ${basePath}/overview`;
  expect(points.map(({ blobs }) => blobs)).toEqual([
    ['request', `GET ${basePath}/sessions/:session_id/transcript`, '200', '', '', 'admin'],
    ['request', overview, '200', '', 'fwd=miss', 'admin'],
    ['request', overview, '200', '', 'hit', 'admin'],
    ['request', overview, '401', 'token_missing', '', ''],
  ]);
  expect(points.map(({ indexes }) => indexes)).toEqual(points.map(({ blobs }) => [blobs?.[1]]));
  for (const { doubles } of points) expect(doubles?.[0]).toBeGreaterThan(doubles?.[1] ?? Infinity);
  expect(JSON.stringify(points)).not.toContain(reader);
  expect(JSON.stringify(points)).not.toContain(session);
});
