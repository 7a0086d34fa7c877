import { beforeEach, describe, expect, it } from 'vitest';
import { answerOf, bodyOf, problem } from '../support/answers.ts';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { addAgent, addOffer, addOwned, commandLog, routedSession } from '../support/routing.ts';
import { addSession, newId } from '../support/rows.ts';
import { testApp, type CallOptions } from '../support/test-app.ts';
import { tokenOf } from '../support/tokens.ts';

/** An agent's availability lapses without a sign of life: `AGENT_LAPSE_MINUTES`, a day by default. */

const database = useFreshDatabase();
const app = testApp({ bindings: { DATABASE_URL: database.url } });
const quick = testApp({ bindings: { DATABASE_URL: database.url, AGENT_LAPSE_MINUTES: '5' } });
const never = testApp({ bindings: { DATABASE_URL: database.url, AGENT_LAPSE_MINUTES: '0' } });
beforeEach(() => database.clear());

interface Agent {
  agent_id: string;
  availability: string;
  updated_at: string;
  version: number;
}

/** An agent who is online and gave its last sign of life that long ago. */
const silentFor = async (interval: string, row: object = {}): Promise<string> => {
  const agent = await addAgent(database, { ...row });
  await database.query('update support_agents set updated_at = now() - $2::interval where agent_id = $1', [
    agent,
    interval,
  ]);
  return agent;
};
const read = async (agent: string, api = app): Promise<Agent> => bodyOf(await api.call(`agents/${agent}`));
const on = (session: string, command: string, json: object = {}, options: CallOptions = {}, api = app) =>
  api.call(`sessions/${session}/${command}`, { json, ...options });
const offline = problem(409, 'agent_unavailable', { availability: 'offline' });

describe('an agent without a sign of life', () => {
  it('is offline wherever it is told of', async () => {
    const [silent, alive] = [await silentFor('3 days'), await silentFor('23 hours 59 minutes')];
    await Promise.all([addOwned(database, silent), addOwned(database, alive)]);
    expect([await read(silent), await read(alive)]).toMatchObject([
      { availability: 'offline', version: 1 },
      { availability: 'online' },
    ]);
    const of = async (availability: string) =>
      (await bodyOf<Agent[]>(await app.call(`agents?availability=${availability}`))).map(
        (row) => row.agent_id,
      );
    expect([await of('online'), await of('offline')]).toEqual([[alive], [silent]]);
    const rows = await bodyOf<Agent[]>(
      await app.call('agent-performance', { headers: { 'Cache-Control': 'no-cache' } }),
    );
    expect(new Map(rows.map((row) => [row.agent_id, row.availability]))).toEqual(
      new Map([
        [silent, 'offline'],
        [alive, 'online'],
      ]),
    );
  });

  it('gets nothing: no assignment, transfer, offer or claim, and accepts nothing', async () => {
    const agent = await silentFor('3 days');
    const id = await addSession(database);
    const offered = await addSession(database);
    const offerId = await addOffer(database, offered, agent);
    expect(await answerOf(await on(id, 'assign', { agent_id: agent }))).toEqual(offline);
    expect(await answerOf(await on(id, 'offers', { agent_id: agent }))).toEqual(offline);
    expect(await answerOf(await app.call('queue/claim', { json: { agent_id: agent } }))).toEqual(offline);
    expect(await answerOf(await on(offered, `offers/${offerId}/accept`))).toEqual(offline);
    const active = await addOwned(database, newId());
    expect(await answerOf(await on(active, 'transfer', { to_agent_id: agent }))).toEqual(offline);
    expect((await on(id, 'assign', { agent_id: agent, force: true })).status).toBe(200);
  });

  it('lapses after as many minutes as are configured, and never for 0', async () => {
    const agent = await silentFor('5 minutes');
    const almost = await silentFor('4 minutes 30 seconds');
    expect((await read(agent, quick)).availability).toBe('offline');
    expect((await read(almost, quick)).availability).toBe('online');
    const old = await silentFor('400 days');
    expect((await read(old, never)).availability).toBe('online');
    expect((await on(await addSession(database), 'assign', { agent_id: old }, {}, never)).status).toBe(200);
  });
});

describe('a sign of life', () => {
  it('is the same availability again: it changes no version and writes no audit entry', async () => {
    const agent = await silentFor('23 hours');
    const token = await tokenOf('agent', agent);
    const before = await read(agent);
    const response = await app.call(`agents/${agent}/availability`, {
      token,
      json: { availability: 'online' },
    });
    expect([response.status, response.headers.get('ETag')]).toEqual([200, '"1"']);
    expect((await read(agent)).updated_at > before.updated_at).toBe(true);
    expect(await commandLog(database)).toEqual([]);
  });

  it('brings back an agent that says it is there, as a change', async () => {
    const agent = await silentFor('3 days');
    const token = await tokenOf('agent', agent);
    const response = await app.call(`agents/${agent}/availability`, {
      token,
      json: { availability: 'online' },
    });
    expect([response.status, response.headers.get('ETag')]).toEqual([200, '"2"']);
    expect(await read(agent)).toMatchObject({ availability: 'online' });
    expect((await on(await addSession(database), 'assign', { agent_id: agent })).status).toBe(200);
  });

  it('is a command of the agent’s own, done or refused, but nobody else’s', async () => {
    const agent = await silentFor('23 hours');
    const before = await read(agent);
    expect((await on(await addSession(database), 'assign', { agent_id: agent })).status).toBe(200);
    expect((await read(agent)).updated_at).toBe(before.updated_at);
    const token = await tokenOf('agent', agent);
    expect((await on(newId(), 'close', {}, { token })).status).toBe(404);
    expect((await read(agent)).updated_at > before.updated_at).toBe(true);
  });

  it('does not bring back an agent that has lapsed, unless it says so', async () => {
    const agent = await silentFor('3 days');
    const token = await tokenOf('agent', agent);
    expect(await answerOf(await app.call('queue/claim', { token, json: { agent_id: agent } }))).toEqual(
      offline,
    );
    expect(await answerOf(await app.call('queue/claim', { token, json: { agent_id: agent } }))).toEqual(
      offline,
    );
    const patched = await app.call(`agents/${agent}`, { method: 'PATCH', json: { team: 'billing' } });
    expect(await bodyOf(patched)).toMatchObject({ data: { availability: 'offline', team: 'billing' } });
    expect(await read(agent)).toMatchObject({ availability: 'offline' });
    expect(await read(agent, never)).toMatchObject({ availability: 'offline' });
  });
});

it('ends an offer at the latest when its agent’s availability lapses', async () => {
  const agent = await silentFor('4 minutes', { max_sessions: 9 });
  const [short, long] = [await addSession(database), await addSession(database)];
  const expiry = async (id: string, seconds: number) => {
    const response = await on(id, 'offers', { agent_id: agent, expires_in_seconds: seconds }, {}, quick);
    const { data } = await bodyOf<{ data: { offered_at: string; expires_at: string } }>(response);
    return (Date.parse(data.expires_at) - Date.parse(data.offered_at)) / 1000;
  };
  expect(await expiry(short, 10)).toBe(10);
  const { updated_at } = await read(agent);
  expect(await expiry(long, 600)).toBeLessThanOrEqual(60);
  const [offer] = (
    await bodyOf<{ offer: { expires_at: string } }[]>(await app.call('waiting-sessions'))
  ).slice(-1);
  expect(Date.parse(offer?.offer.expires_at ?? '')).toBe(Date.parse(updated_at) + 300_000);
  // One that is forced upon an agent who is offline holds as long as it says.
  const lapsed = await silentFor('3 days');
  const forced = await addSession(database);
  expect((await on(forced, 'offers', { agent_id: lapsed, force: true }, {}, quick)).status).toBe(201);
  expect((await routedSession(database, forced)).offers).toMatchObject([{ live: true }]);
});

it('is noted without making agents wait for each other who hand each other sessions', async () => {
  const [one, other] = [
    await addAgent(database, { max_sessions: 99 }),
    await addAgent(database, { max_sessions: 99 }),
  ];
  const handing = async (from: string, to: string) => {
    const id = await addOwned(database, from);
    const token = await tokenOf('agent', from);
    return () => on(id, 'transfer', { to_agent_id: to }, { token });
  };
  const calls = await Promise.all(
    Array.from({ length: 6 }, (_, n) => (n % 2 === 0 ? handing(one, other) : handing(other, one))),
  );
  app.log.splice(0);
  const answers = await Promise.all(calls.map((call) => call()));
  expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200));
  // Nothing gave way to avoid a deadlock. Few calls, so that none waits as long for those before it.
  expect(app.log.filter(({ event }) => event === 'database_failure')).toEqual([]);
});
