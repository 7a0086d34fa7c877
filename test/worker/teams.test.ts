import { beforeEach, describe, expect, it } from 'vitest';
import { answerOf, bodyOf, problem } from '../support/answers.ts';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { addAgent, addOffer, addOwned, commandLog, routedSession } from '../support/routing.ts';
import { addSession, newId } from '../support/rows.ts';
import { testApp, type CallOptions } from '../support/test-app.ts';
import { tokenOf } from '../support/tokens.ts';

/** Which team a session waits for, and who may take it. */

const database = useFreshDatabase();
const app = testApp({ bindings: { DATABASE_URL: database.url } });
beforeEach(() => database.clear());

const on = (session: string, command: string, json: object = {}, options: CallOptions = {}) =>
  app.call(`sessions/${session}/${command}`, { json, ...options });
const claim = (agent: string, options: CallOptions = {}) =>
  app.call('queue/claim', { json: { agent_id: agent }, ...options });
const queued_at = '2026-01-01T00:00:00.000000Z';

describe('a waiting session', () => {
  it('is moved to another team, and its wait goes on', async () => {
    const agent = await addAgent(database, { team: 'billing' });
    const id = await addSession(database, { team: 'biling', queued_at, created_at: queued_at });
    const response = await on(id, 'transfer', { to_team: 'billing', reason: 'a slip' });
    expect([response.status, response.headers.get('ETag')]).toEqual([200, '"2"']);
    expect(await bodyOf(response)).toMatchObject({ data: { status: 'waiting', assigned_agent_id: null } });
    expect(await routedSession(database, id)).toMatchObject({
      status: 'waiting',
      team: 'billing',
      queued_at,
      audit: [{ action: 'transfer', from: null, to: null, reason: 'a slip' }],
    });
    expect(await commandLog(database, id)).toMatchObject([{ outcome: 'done', team: 'billing' }]);
    const segments = await database.query(
      `select state, team, ending, wait_began = $2::timestamptz as one_wait
       from dashboard_segments(array[$1]::uuid[]) order by segment`,
      [id, queued_at],
    );
    expect(segments).toEqual([
      { state: 'queued', team: 'biling', ending: 'moved', one_wait: true },
      { state: 'queued', team: 'billing', ending: null, one_wait: true },
    ]);
    expect(await bodyOf(await claim(agent))).toMatchObject({ data: { session_id: id } });
  });

  it.each([null, '', ' '])('is moved to the queue of any agent by %j', async (to_team) => {
    const id = await addSession(database, { team: 'billing', queued_at });
    expect((await on(id, 'transfer', { to_team })).status).toBe(200);
    expect(await routedSession(database, id)).toMatchObject({ status: 'waiting', team: null, queued_at });
  });

  it('that waits there already stays as it is', async () => {
    await addAgent(database, { team: 'billing' });
    const id = await addSession(database, { team: 'billing', queued_at });
    const before = await routedSession(database, id);
    const response = await on(id, 'transfer', { to_team: 'billing' });
    expect(await bodyOf(response)).toMatchObject({ message: 'The session waits there already.' });
    expect([await routedSession(database, id), await commandLog(database)]).toEqual([before, []]);
  });

  it('loses its offer, and the agent that the chat application has chosen', async () => {
    const [agent, chosen] = [await addAgent(database, { team: 'billing' }), await addAgent(database)];
    const offered = await addSession(database, { team: 'sales' });
    await addOffer(database, offered, newId());
    const assigned = await addSession(database, { team: 'billing', assigned_agent_id: chosen });
    for (const id of [offered, assigned]) {
      expect((await on(id, 'transfer', { to_team: 'billing' })).status).toBe(200);
      expect((await on(id, 'assign', { agent_id: agent })).status).toBe(200);
    }
    expect(await routedSession(database, offered)).toMatchObject({ offers: [{ outcome: 'withdrawn' }] });
    expect(await routedSession(database, assigned)).toMatchObject({
      audit: [
        { action: 'transfer', from: chosen, to: null },
        { action: 'assign', from: null, to: agent },
      ],
    });
  });

  it('is not an agent’s to move, unless it is its own', async () => {
    const agent = await addAgent(database, { team: 'billing' });
    const token = await tokenOf('agent', agent);
    const id = await addSession(database, { team: 'sales' });
    expect(await answerOf(await on(id, 'transfer', { to_team: 'billing' }, { token }))).toEqual(
      problem(403, 'not_session_owner'),
    );
    await database.query('update chat_sessions set assigned_agent_id = $2 where id = $1', [id, agent]);
    expect((await on(id, 'transfer', { to_team: 'billing' }, { token })).status).toBe(200);
  });

  it('is not handed to an agent by transfer: it has to be assigned', async () => {
    const id = await addSession(database);
    expect(await answerOf(await on(id, 'transfer', { to_agent_id: newId() }))).toEqual(
      problem(409, 'session_not_active', { session_status: 'waiting' }),
    );
  });

  it('that the chat application has given to an agent is not given to another without force', async () => {
    const [chosen, other] = [await addAgent(database), await addAgent(database)];
    const id = await addSession(database, { assigned_agent_id: chosen });
    const taken = problem(409, 'session_already_assigned', { current_agent_id: chosen });
    for (const command of ['assign', 'offers']) {
      expect(await answerOf(await on(id, command, { agent_id: other }))).toEqual(taken);
    }
    expect((await on(id, 'offers', { agent_id: chosen })).status).toBe(201);
    expect((await on(id, 'assign', { agent_id: other, force: true })).status).toBe(200);
    const own = await addSession(database, { assigned_agent_id: chosen });
    expect((await on(own, 'assign', { agent_id: chosen })).status).toBe(200);
  });
});

it('an active session goes back to the queue of any agent', async () => {
  const owner = await addAgent(database, { team: 'billing' });
  const id = await addOwned(database, owner, { team: 'billing' });
  expect((await on(id, 'transfer', { to_team: null }, { token: await tokenOf('agent', owner) })).status).toBe(
    200,
  );
  expect(await routedSession(database, id)).toMatchObject({
    status: 'waiting',
    team: null,
    agent: null,
    left: [owner],
    audit: [{ action: 'transfer', from: owner, to: null }],
  });
});

describe('a team that nobody is in', () => {
  it.each(['waiting', 'active'])('gets no %s session, and the refusal names the teams', async (status) => {
    const owner = await addAgent(database, { team: 'sales' });
    await addAgent(database, { team: 'sales', availability: 'offline' });
    await addAgent(database, { team: 'billing', availability: 'offline' });
    await addAgent(database, { team: 'gone', removed_at: '2026-01-01T00:00:00Z' });
    const id =
      status === 'active'
        ? await addOwned(database, owner, { team: 'sales' })
        : await addSession(database, { team: 'sales' });
    for (const team of ['biling', 'gone', 'Billing']) {
      expect(await answerOf(await on(id, 'transfer', { to_team: team }))).toEqual(
        problem(409, 'team_unknown', { team, known_teams: ['billing', 'sales'] }),
      );
    }
    expect(await routedSession(database, id)).toMatchObject({ status, team: 'sales', version: 1 });
    expect((await commandLog(database, id)).at(-1)).toMatchObject({
      refusal: 'team_unknown',
      team: 'Billing',
    });
    const forced = { to_team: 'biling', force: true };
    const token = await tokenOf('agent', owner);
    expect(await answerOf(await on(id, 'transfer', forced, { token }))).toEqual(
      problem(403, 'force_not_allowed'),
    );
    expect((await on(id, 'transfer', forced)).status).toBe(200);
    expect(await routedSession(database, id)).toMatchObject({ status: 'waiting', team: 'biling' });
  });

  it('is each of them where nobody is registered', async () => {
    const id = await addOwned(database, newId());
    expect(await answerOf(await on(id, 'transfer', { to_team: 'a' }))).toEqual(
      problem(409, 'team_unknown', { team: 'a', known_teams: [] }),
    );
  });
});

describe('an agent who acts by itself', () => {
  const notInTeam = problem(409, 'agent_not_in_team', { team: 'billing' });

  it.each<[string, () => Promise<string>]>([
    ['in another team', () => addAgent(database, { team: 'sales' })],
    ['in no team', () => addAgent(database)],
    ['not registered', () => Promise.resolve(newId())],
  ])('and is %s gets no session of a team to read', async (_, made) => {
    const agent = await made();
    const token = await tokenOf('agent', agent);
    const waits = await addSession(database, { team: 'billing', queued_at });
    const nobodys = await addSession(database, { team: 'billing', status: 'active' });
    for (const id of [waits, nobodys]) {
      expect(await answerOf(await on(id, 'assign', { agent_id: agent }, { token }))).toEqual(notInTeam);
    }
    expect(await answerOf(await claim(agent, { token }))).toEqual(problem(404, 'queue_empty'));
    expect((await app.call(`sessions/${waits}/transcript`, { token })).status).toBe(404);
    const anyones = await addSession(database);
    expect(await bodyOf(await claim(agent, { token }))).toMatchObject({ data: { session_id: anyones } });
  });

  it('and is in the team gets it', async () => {
    const agent = await addAgent(database, { team: 'billing' });
    const token = await tokenOf('agent', agent);
    const id = await addSession(database, { team: 'billing' });
    expect((await on(id, 'assign', { agent_id: agent }, { token })).status).toBe(200);
    const next = await addSession(database, { team: 'billing' });
    expect(await bodyOf(await claim(agent, { token }))).toMatchObject({ data: { session_id: next } });
  });

  it('and is not registered can still be given one by others, and accept or claim what it is offered', async () => {
    const agent = newId();
    const token = await tokenOf('agent', agent);
    const router = { token: await tokenOf('router') };
    const [given, accepted, claimed] = await Promise.all(
      Array.from({ length: 3 }, () => addSession(database, { team: 'billing' })),
    );
    expect((await on(given ?? '', 'assign', { agent_id: agent }, router)).status).toBe(200);
    const offerId = await addOffer(database, accepted ?? '', agent);
    expect((await on(accepted ?? '', `offers/${offerId}/accept`, {}, { token })).status).toBe(200);
    await addOffer(database, claimed ?? '', agent);
    expect(await bodyOf(await claim(agent, { token }))).toMatchObject({ data: { session_id: claimed } });
  });

  it('may read a chat that it had before another team got it, but not take it back', async () => {
    const agent = await addAgent(database, { team: 'sales' });
    await addAgent(database, { team: 'billing' });
    const token = await tokenOf('agent', agent);
    const id = await addOwned(database, agent, { team: 'sales' });
    expect((await on(id, 'transfer', { to_team: 'billing' }, { token })).status).toBe(200);
    expect((await app.call(`sessions/${id}/transcript`, { token })).status).toBe(200);
    expect(await answerOf(await on(id, 'assign', { agent_id: agent }, { token }))).toEqual(notInTeam);
    expect(await answerOf(await claim(agent, { token }))).toEqual(problem(404, 'queue_empty'));
  });
});
