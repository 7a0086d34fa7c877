import { neonConfig } from '@neondatabase/serverless';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerOf, bodyOf, problem, type Answer } from '../support/answers.ts';
import { useFreshDatabase } from '../support/fresh-database.ts';
import {
  addAgent,
  addOffer,
  addOwned,
  commandLog,
  placesTaken,
  routedSession,
  type RoutedSession,
} from '../support/routing.ts';
import { addMessage, addParticipant, addSession, newId } from '../support/rows.ts';
import { testApp, type TestApp } from '../support/test-app.ts';
import { tokenOf } from '../support/tokens.ts';

const database = useFreshDatabase();
const app = testApp({ bindings: { DATABASE_URL: database.url } });
const strict = testApp({ bindings: { DATABASE_URL: database.url, REGISTERED_AGENTS_ONLY: 'true' } });
beforeEach(() => database.clear());

interface Call {
  token?: string;
  ifMatch?: string;
  key?: string;
  on?: TestApp;
}

const post = (path: string, json: object, { token, ifMatch, key, on = app }: Call = {}) =>
  on.call(path, {
    json,
    ...(token === undefined ? {} : { token }),
    headers: {
      ...(ifMatch === undefined ? {} : { 'If-Match': ifMatch }),
      ...(key === undefined ? {} : { 'Idempotency-Key': key }),
    },
  });
const to = (session: string, command: string, json: object = {}, call?: Call) =>
  post(`sessions/${session}/${command}`, json, call);
const claim = (agent_id: string, call?: Call) => post('queue/claim', { agent_id }, call);
const offer = (session: string, agent_id: string, more: object = {}, call?: Call) =>
  to(session, 'offers', { agent_id, expires_in_seconds: 600, ...more }, call);

const stateOf = (id: string): Promise<RoutedSession> => routedSession(database, id);
const queued = '2026-01-01T00:00:00.000000Z';
const waiting = (row: Record<string, unknown> = {}): Promise<string> =>
  addSession(database, { queued_at: queued, ...row });

/** Sends a command that must be refused, and sees that nothing but the log says so. */
async function expectRefused(
  session: string | null,
  sending: () => Promise<Response>,
  expected: Answer,
): Promise<void> {
  const before = session === null ? null : await stateOf(session);
  const logged = (await commandLog(database)).length;
  const response = await sending();
  const text = await response.clone().text();
  const etag = response.headers.get('ETag') ?? `"${before?.version}"`;
  expect(await answerOf(response)).toEqual(expected);
  expect(session === null ? null : await stateOf(session)).toEqual(before);
  expect(etag).toBe(`"${before?.version}"`);
  const log = await commandLog(database);
  expect(log).toHaveLength(logged + 1);
  const { code } = JSON.parse(text) as { code: string };
  expect(log.at(-1)).toMatchObject({ outcome: 'refused', refusal: code });
}

describe('assign', () => {
  it('gives a waiting session to a registered agent', async () => {
    const agent = await addAgent(database);
    const id = await waiting();
    const response = await to(id, 'assign', { agent_id: agent });
    expect(response.status).toBe(200);
    expect(response.headers.get('ETag')).toBe('"2"');
    expect(await stateOf(id)).toMatchObject({
      status: 'active',
      agent,
      version: 2,
      queued_at: queued,
      started_at: expect.any(String),
      present: [agent],
      left: [],
      audit: [{ action: 'assign', from: null, to: agent }],
    });
    expect(await commandLog(database, id)).toEqual([
      expect.objectContaining({
        action: 'assign',
        outcome: 'done',
        refusal: null,
        session: id,
        to: agent,
        forced: false,
        role: 'admin',
        key: null,
        request_id: response.headers.get('X-Request-Id'),
      }),
    ]);
  });

  it('to its owner again changes nothing, and writes no row at all', async () => {
    const agent = await addAgent(database, { max_sessions: 1 });
    const id = await addOwned(database, agent);
    const before = await stateOf(id);
    expect((await to(id, 'assign', { agent_id: agent })).status).toBe(200);
    expect(await stateOf(id)).toEqual(before);
    expect(await commandLog(database)).toEqual([]);
  });

  it('takes an agent who is away: it is not offline', async () => {
    const agent = await addAgent(database, { availability: 'away' });
    expect((await to(await waiting(), 'assign', { agent_id: agent })).status).toBe(200);
  });

  it('takes an agent who is not registered, unless only registered ones get sessions', async () => {
    const agent = newId();
    const id = await waiting();
    await expectRefused(
      id,
      () => to(id, 'assign', { agent_id: agent }, { on: strict }),
      problem(409, 'agent_not_registered'),
    );
    expect((await to(id, 'assign', { agent_id: agent })).status).toBe(200);
  });

  it('is refused for each of its reasons, and only the log says so', async () => {
    const agent = await addAgent(database, { skills: ['billing'], team: 'tier-1', max_sessions: 1 });
    const ask = { agent_id: agent };
    const unknown = newId();
    await expectRefused(null, () => to(unknown, 'assign', ask), problem(404, 'session_not_found'));
    expect((await commandLog(database, unknown)).at(-1)).toMatchObject({ session: unknown, to: agent });

    const closed = await addSession(database, { status: 'closed' });
    await expectRefused(closed, () => to(closed, 'assign', ask), problem(409, 'session_closed'));
    const other = newId();
    const owned = await addOwned(database, other);
    await expectRefused(
      owned,
      () => to(owned, 'assign', ask),
      problem(409, 'session_already_assigned', { current_agent_id: other }),
    );
    const own = await waiting({ initiator_id: agent });
    await expectRefused(own, () => to(own, 'assign', ask), problem(409, 'agent_is_customer'));
    const forTeam = await waiting({ team: 'tier-2' });
    await expectRefused(
      forTeam,
      () => to(forTeam, 'assign', ask),
      problem(409, 'agent_not_in_team', { team: 'tier-2' }),
    );
    const skilled = await waiting({ skills: '{tax,billing,law}' });
    await expectRefused(
      skilled,
      () => to(skilled, 'assign', ask),
      problem(409, 'agent_lacks_skills', { missing_skills: ['law', 'tax'] }),
    );
    const offered = await waiting();
    await addOffer(database, offered, other);
    await expectRefused(
      offered,
      () => to(offered, 'assign', ask),
      problem(409, 'session_offered', { offered_to: other, expires_at: expect.any(String) }),
    );

    const fits = await waiting({ team: 'tier-1', skills: '{billing}' });
    expect((await to(fits, 'assign', ask)).status).toBe(200);
    const more = await waiting();
    await expectRefused(
      more,
      () => to(more, 'assign', ask),
      problem(409, 'agent_at_capacity', { load: 1, max_sessions: 1 }),
    );
    await database.query(`update support_agents set availability = 'offline'`);
    await expectRefused(
      more,
      () => to(more, 'assign', ask),
      problem(409, 'agent_unavailable', { availability: 'offline' }),
    );
  });

  it('counts live offers of waiting sessions as places, and no others', async () => {
    const agent = await addAgent(database, { max_sessions: 2 });
    await addOffer(database, await waiting(), agent, -0.001);
    const answered = await addOffer(database, await waiting(), agent);
    await database.query(`update dashboard_offers set outcome = 'declined' where id = $1`, [answered]);
    await addOwned(database, agent, { status: 'closed' });
    await addOffer(database, await addSession(database, { status: 'closed' }), agent);
    await addOffer(database, await waiting(), agent);
    expect((await to(await waiting(), 'assign', { agent_id: agent })).status).toBe(200);
    const more = await waiting();
    await expectRefused(
      more,
      () => to(more, 'assign', { agent_id: agent }),
      problem(409, 'agent_at_capacity', { load: 2, max_sessions: 2 }),
    );
  });

  it('uses the place that the agent’s own offer holds, and the offer counts as accepted', async () => {
    const agent = await addAgent(database, { max_sessions: 1 });
    const id = await waiting();
    const held = await addOffer(database, id, agent);
    expect((await to(id, 'assign', { agent_id: agent })).status).toBe(200);
    expect((await stateOf(id)).offers).toEqual([{ id: held, agent, outcome: 'accepted', live: false }]);
  });

  it('passes over an offer to another that is over, to the microsecond', async () => {
    const id = await waiting();
    await addOffer(database, id, newId(), 0);
    expect((await to(id, 'assign', { agent_id: await addAgent(database) })).status).toBe(200);
  });

  it('looks at who may before the database, and at the version before the state', async () => {
    const agent = newId();
    const closed = await addSession(database, { status: 'closed' });
    const stale = { ifMatch: '"7"' };
    await expectRefused(
      closed,
      () => to(closed, 'assign', { agent_id: agent }, stale),
      problem(412, 'version_changed'),
    );
    await expectRefused(
      null,
      () => to(newId(), 'assign', { agent_id: agent }, stale),
      problem(404, 'session_not_found'),
    );
    const offline = await addAgent(database, { availability: 'offline', max_sessions: 0, team: 'x' });
    await expectRefused(
      closed,
      () => to(closed, 'assign', { agent_id: offline }),
      problem(409, 'session_closed'),
    );
    const response = await to(
      closed,
      'assign',
      { agent_id: agent },
      { ...stale, token: await tokenOf('agent') },
    );
    expect(await answerOf(response)).toEqual(problem(403, 'agent_not_self'));
  });
});

describe('force', () => {
  it.each<[string, () => Promise<{ session: string; agent: string; on?: TestApp }>]>([
    [
      'an agent who is offline, full, of another team and without the skills',
      async () => {
        const agent = await addAgent(database, { availability: 'offline', max_sessions: 0, team: 'a' });
        return { session: await waiting({ team: 'b', skills: '{tax}' }), agent };
      },
    ],
    [
      'an agent who is not registered',
      async () => ({ session: await waiting(), agent: newId(), on: strict }),
    ],
    [
      'another agent’s offer, which is withdrawn',
      async () => {
        const session = await waiting();
        await addOffer(database, session, newId());
        return { session, agent: await addAgent(database) };
      },
    ],
  ])('lets an admin assign in spite of %s', async (_, prepare) => {
    const { session, agent, on = app } = await prepare();
    const response = await to(session, 'assign', { agent_id: agent, force: true }, { on });
    expect(response.status).toBe(200);
    const state = await stateOf(session);
    expect(state).toMatchObject({ status: 'active', agent });
    for (const { outcome } of state.offers) expect(outcome).toBe('withdrawn');
    expect(await commandLog(database, session)).toMatchObject([{ outcome: 'done', forced: true }]);
  });

  it('works for transfers and offers too', async () => {
    const agent = await addAgent(database, { availability: 'offline', max_sessions: 0 });
    const owned = await addOwned(database, newId());
    expect((await to(owned, 'transfer', { to_agent_id: agent, force: true })).status).toBe(200);
    const id = await waiting({ skills: '{tax}' });
    const earlier = await addOffer(database, id, newId());
    expect((await offer(id, agent, { force: true })).status).toBe(201);
    expect((await stateOf(id)).offers).toMatchObject([
      { id: earlier, outcome: 'withdrawn' },
      { agent, outcome: null, live: true },
    ]);
    const log = await commandLog(database);
    expect(log.map(({ action, forced }) => [action, forced])).toEqual([
      ['transfer', true],
      ['offer', true],
    ]);
  });

  it('never gives a session to its own customer, and never takes one from its owner', async () => {
    const customer = newId();
    const own = await waiting({ initiator_id: customer });
    for (const command of ['assign', 'offers']) {
      await expectRefused(
        own,
        () => to(own, command, { agent_id: customer, force: true }),
        problem(409, 'agent_is_customer'),
      );
    }
    const owned = await addOwned(database, newId(), { initiator_id: customer });
    await expectRefused(
      owned,
      () => to(owned, 'transfer', { to_agent_id: customer, force: true }),
      problem(409, 'agent_is_customer'),
    );
    await expectRefused(
      owned,
      () => to(owned, 'assign', { agent_id: newId(), force: true }),
      problem(409, 'session_already_assigned'),
    );
    await expectRefused(
      owned,
      () => offer(owned, newId(), { force: true }),
      problem(409, 'session_not_waiting', { session_status: 'active' }),
    );
    expect((await commandLog(database)).every((row) => row.forced)).toBe(true);
  });

  it('is refused to everyone else, and false is as good as nothing', async () => {
    const self = newId();
    const id = await waiting();
    const owned = await addOwned(database, self);
    const asAgent = { token: await tokenOf('agent', self) };
    const asRouter = { token: await tokenOf('router') };
    const notAllowed = problem(403, 'force_not_allowed');
    const ask = { agent_id: self, force: true };
    expect(await answerOf(await to(id, 'assign', ask, asAgent))).toEqual(notAllowed);
    expect(await answerOf(await to(id, 'assign', ask, asRouter))).toEqual(notAllowed);
    expect(await answerOf(await to(id, 'offers', ask, asRouter))).toEqual(notAllowed);
    expect(
      await answerOf(await to(owned, 'transfer', { to_agent_id: newId(), force: true }, asAgent)),
    ).toEqual(notAllowed);
    expect((await stateOf(id)).status).toBe('waiting');
    expect((await to(id, 'assign', { agent_id: self, force: false }, asAgent)).status).toBe(200);
  });
});

describe('transfer to an agent', () => {
  it('keeps the queue and the start, and moves the place from the one to the other', async () => {
    const [from, next] = [
      await addAgent(database, { max_sessions: 1 }),
      await addAgent(database, { max_sessions: 1 }),
    ];
    const id = await addOwned(database, from);
    const response = await to(id, 'transfer', { to_agent_id: next, reason: 'tax' });
    expect(response.status).toBe(200);
    expect(response.headers.get('ETag')).toBe('"2"');
    expect(await stateOf(id)).toMatchObject({
      status: 'active',
      agent: next,
      version: 2,
      queued_at: queued,
      started_at: '2026-01-01T00:00:01.000000Z',
      present: [next],
      left: [from],
      audit: [{ action: 'transfer', from, to: next, reason: 'tax' }],
    });
    expect(await commandLog(database, id)).toMatchObject([
      { action: 'transfer', outcome: 'done', from, to: next, team: null, reason: 'tax' },
    ]);
    expect([await placesTaken(database, from), await placesTaken(database, next)]).toEqual([0, 1]);
  });

  it('obeys the rules for agents', async () => {
    const id = await addOwned(database, newId(), { team: 'tier-1', skills: '{tax}' });
    const good = { team: 'tier-1', skills: ['tax'] };
    const cases: [Record<string, unknown> & { skills?: string[] }, Answer][] = [
      [{ ...good, availability: 'offline' }, problem(409, 'agent_unavailable', { availability: 'offline' })],
      [{ ...good, max_sessions: 0 }, problem(409, 'agent_at_capacity', { load: 0, max_sessions: 0 })],
      [{ ...good, team: 'tier-2' }, problem(409, 'agent_not_in_team', { team: 'tier-1' })],
      [{ ...good, team: null }, problem(409, 'agent_not_in_team', { team: 'tier-1' })],
      [{ ...good, skills: ['law'] }, problem(409, 'agent_lacks_skills', { missing_skills: ['tax'] })],
    ];
    for (const [row, expected] of cases) {
      const agent = await addAgent(database, row);
      await expectRefused(id, () => to(id, 'transfer', { to_agent_id: agent }), expected);
    }
    await expectRefused(
      id,
      () => to(id, 'transfer', { to_agent_id: newId() }, { on: strict }),
      problem(409, 'agent_not_registered'),
    );
    const agent = await addAgent(database, good);
    expect((await to(id, 'transfer', { to_agent_id: agent })).status).toBe(200);
  });

  it('looks at 404, 403, 412, the state and the rules in this order', async () => {
    const [self, offline] = [newId(), await addAgent(database, { availability: 'offline' })];
    const asSelf = { token: await tokenOf('agent', self), ifMatch: '"9"' };
    const ask = { to_agent_id: offline, from_agent_id: newId() };
    await expectRefused(null, () => to(newId(), 'transfer', ask, asSelf), problem(404, 'session_not_found'));
    const others = await waiting();
    await expectRefused(others, () => to(others, 'transfer', ask, asSelf), problem(403, 'not_session_owner'));
    const closed = await addOwned(database, self, { status: 'closed' });
    await expectRefused(closed, () => to(closed, 'transfer', ask, asSelf), problem(412, 'version_changed'));
    const { ifMatch: _, ...current } = asSelf;
    await expectRefused(
      closed,
      () => to(closed, 'transfer', ask, current),
      problem(409, 'session_not_active', { session_status: 'closed' }),
    );
    const own = await addOwned(database, self);
    await expectRefused(
      own,
      () => to(own, 'transfer', { ...ask, to_agent_id: self }, current),
      problem(409, 'owner_changed', { current_agent_id: self }),
    );
    await expectRefused(
      own,
      () => to(own, 'transfer', { to_agent_id: self }, current),
      problem(409, 'same_agent'),
    );
    await expectRefused(
      own,
      () => to(own, 'transfer', { to_agent_id: offline }, current),
      problem(409, 'agent_unavailable'),
    );
  });
});

describe('transfer to a team', () => {
  it('queues the session for the team, at the end: its agent leaves, its start stays', async () => {
    const owner = await addAgent(database, { max_sessions: 1 });
    const earlier = await waiting({ team: 'billing', queued_at: '2026-02-02T00:00:00Z' });
    const id = await addOwned(database, owner, { team: 'tier-1', skills: '{tax}' });
    const ofTeam = await addAgent(database, { team: 'billing', skills: ['tax'] });
    const response = await to(id, 'transfer', { to_team: 'billing', reason: 'theirs' });
    expect(response.status).toBe(200);
    expect(await bodyOf(response)).toMatchObject({
      data: { session_id: id, status: 'waiting', assigned_agent_id: null },
    });
    const state = await stateOf(id);
    expect(state).toMatchObject({
      status: 'waiting',
      agent: null,
      team: 'billing',
      version: 2,
      started_at: '2026-01-01T00:00:01.000000Z',
      present: [],
      left: [owner],
      audit: [{ action: 'transfer', from: owner, to: null, reason: 'theirs' }],
    });
    expect(state.queued_at > (await stateOf(earlier)).queued_at).toBe(true);
    expect(await commandLog(database, id)).toMatchObject([
      { action: 'transfer', outcome: 'done', from: owner, to: null, team: 'billing' },
    ]);
    expect(await placesTaken(database, owner)).toBe(0);

    for (const expected of [earlier, id]) {
      expect(await bodyOf(await claim(ofTeam))).toMatchObject({ data: { session_id: expected } });
    }
    await expectRefused(null, () => claim(owner), problem(404, 'queue_empty'));
  });

  it('is refused as a transfer to an agent is', async () => {
    const self = newId();
    const token = await tokenOf('agent', self);
    const ask = { to_team: 'billing' };
    await addAgent(database, { team: 'billing' });
    await expectRefused(null, () => to(newId(), 'transfer', ask), problem(404, 'session_not_found'));
    const closed = await waiting({ status: 'closed' });
    await expectRefused(
      closed,
      () => to(closed, 'transfer', ask),
      problem(409, 'session_not_active', { session_status: 'closed' }),
    );
    const others = await addOwned(database, newId());
    await expectRefused(
      others,
      () => to(others, 'transfer', ask, { token }),
      problem(403, 'not_session_owner'),
    );
    await expectRefused(
      others,
      () => to(others, 'transfer', { ...ask, from_agent_id: self }),
      problem(409, 'owner_changed'),
    );
    const own = await addOwned(database, self);
    expect((await to(own, 'transfer', ask, { token })).status).toBe(200);
  });

  it('takes an agent or a team: neither is 422, and so are both', async () => {
    const id = await addOwned(database, newId());
    for (const ask of [{}, { to_team: 'a', to_agent_id: newId() }, { to_team: null, to_agent_id: newId() }]) {
      expect(await answerOf(await to(id, 'transfer', ask))).toEqual(problem(422, 'validation_failed'));
    }
    expect(await commandLog(database)).toEqual([]);
  });
});

describe('requeue', () => {
  it('puts an active session at the end of its queue', async () => {
    const owner = await addAgent(database, { team: 'tier-1' });
    const id = await addOwned(database, owner, { team: 'tier-1' });
    const response = await to(id, 'requeue', { reason: 'no answer' });
    expect(response.status).toBe(200);
    expect(response.headers.get('ETag')).toBe('"2"');
    const state = await stateOf(id);
    expect(state).toMatchObject({
      status: 'waiting',
      agent: null,
      team: 'tier-1',
      version: 2,
      started_at: '2026-01-01T00:00:01.000000Z',
      present: [],
      left: [owner],
      audit: [{ action: 'requeue', from: owner, to: null, reason: 'no answer' }],
    });
    expect(state.queued_at > queued).toBe(true);
    expect(await commandLog(database, id)).toMatchObject([
      { action: 'requeue', outcome: 'done', from: owner, to: null, reason: 'no answer' },
    ]);
    expect(await bodyOf(await claim(owner))).toMatchObject({
      data: { session_id: id, started_at: '2026-01-01T00:00:01.000Z' },
    });
    expect(await stateOf(id)).toMatchObject({ present: [owner], left: [], version: 3 });
  });

  it('is refused for what is unknown, another’s, changed or not active, in this order', async () => {
    const self = newId();
    const asSelf = { token: await tokenOf('agent', self), ifMatch: '"9"' };
    await expectRefused(null, () => to(newId(), 'requeue', {}, asSelf), problem(404, 'session_not_found'));
    const others = await addOwned(database, newId(), { status: 'closed' });
    await expectRefused(others, () => to(others, 'requeue', {}, asSelf), problem(403, 'not_session_owner'));
    const closed = await addOwned(database, self, { status: 'closed' });
    await expectRefused(closed, () => to(closed, 'requeue', {}, asSelf), problem(412, 'version_changed'));
    await expectRefused(
      closed,
      () => to(closed, 'requeue', {}, { token: asSelf.token }),
      problem(409, 'session_not_active', { session_status: 'closed' }),
    );
    const id = await waiting();
    await expectRefused(
      id,
      () => to(id, 'requeue'),
      problem(409, 'session_not_active', { session_status: 'waiting' }),
    );
    const own = await addOwned(database, self);
    expect((await to(own, 'requeue', {}, { token: asSelf.token })).status).toBe(200);
    expect(
      (await to(await addOwned(database, self), 'requeue', {}, { token: await tokenOf('router') })).status,
    ).toBe(200);
  });
});

describe('close', () => {
  it('closes an active session: every support agent leaves, the owner stays named', async () => {
    const [owner, supervisor, customer] = [newId(), newId(), newId()];
    const id = await addOwned(database, owner);
    await addParticipant(database, id, { user_id: supervisor });
    await addParticipant(database, id, { user_id: customer, role: 'customer' });
    const response = await to(id, 'close', { reason: 'solved' });
    expect(response.status).toBe(200);
    expect(response.headers.get('ETag')).toBe('"2"');
    expect(await stateOf(id)).toMatchObject({
      status: 'closed',
      agent: owner,
      version: 2,
      queued_at: queued,
      started_at: '2026-01-01T00:00:01.000000Z',
      closed_at: expect.any(String),
      present: [],
      left: [owner, supervisor].sort(),
      audit: [{ action: 'close', from: owner, reason: 'solved' }],
    });
    expect(await commandLog(database, id)).toMatchObject([
      { action: 'close', outcome: 'done', from: owner, reason: 'solved' },
    ]);
    const [row] = await database.query(
      `select count(*)::int as n from chat_participants where session_id = $1 and role = 'customer' and left_at is null`,
      [id],
    );
    expect(row).toEqual({ n: 1 });
  });

  it('closes a waiting one, withdraws its offer, and frees that place', async () => {
    const agent = await addAgent(database, { max_sessions: 1 });
    const id = await waiting();
    await addOffer(database, id, agent);
    expect(await placesTaken(database, agent)).toBe(1);
    expect((await to(id, 'close')).status).toBe(200);
    expect(await stateOf(id)).toMatchObject({
      status: 'closed',
      agent: null,
      started_at: null,
      offers: [{ agent, outcome: 'withdrawn', live: false }],
    });
    expect((await to(await waiting(), 'assign', { agent_id: agent })).status).toBe(200);
  });

  it('does nothing to a closed one', async () => {
    const id = await addOwned(database, newId(), { status: 'closed', closed_at: '2026-01-02T00:00:00Z' });
    const before = await stateOf(id);
    expect((await to(id, 'close')).status).toBe(200);
    expect(await stateOf(id)).toEqual(before);
    expect(await commandLog(database)).toEqual([]);
  });

  it('is refused for what is unknown, another’s or changed, in this order', async () => {
    const self = newId();
    const asSelf = { token: await tokenOf('agent', self), ifMatch: '"9"' };
    await expectRefused(null, () => to(newId(), 'close', {}, asSelf), problem(404, 'session_not_found'));
    const others = await addOwned(database, newId());
    await expectRefused(others, () => to(others, 'close', {}, asSelf), problem(403, 'not_session_owner'));
    const id = await waiting();
    await expectRefused(id, () => to(id, 'close', {}, asSelf), problem(403, 'not_session_owner'));
    const own = await addOwned(database, self);
    await expectRefused(own, () => to(own, 'close', {}, asSelf), problem(412, 'version_changed'));
    expect((await to(own, 'close', {}, { token: asSelf.token })).status).toBe(200);
    expect((await to(id, 'close', {}, { token: await tokenOf('router') })).status).toBe(200);
  });

  it('closes what the chat application says starts only later', async () => {
    const id = await addOwned(database, newId(), { started_at: '2199-01-01T00:00:00Z' });
    expect((await to(id, 'close')).status).toBe(200);
    const { started_at, closed_at } = await stateOf(id);
    expect(started_at).toBe('2199-01-01T00:00:00.000000Z');
    expect(Math.abs(Date.parse(closed_at ?? '') - Date.now())).toBeLessThan(60_000);
  });
});

describe('offers', () => {
  it('hold a waiting session where it stands, and a place', async () => {
    const [agent, other] = [await addAgent(database, { max_sessions: 1 }), await addAgent(database)];
    const id = await waiting();
    const before = await stateOf(id);
    const response = await offer(id, agent, { expires_in_seconds: 45 });
    expect(response.status).toBe(201);
    const { data } = await bodyOf<{ data: Record<string, string> }>(response);
    expect(data).toEqual({
      offer_id: expect.any(String),
      session_id: id,
      agent_id: agent,
      agent_name: 'Ada',
      offered_at: expect.stringMatching(/\.\d{3}Z$/),
      expires_at: expect.stringMatching(/\.\d{3}Z$/),
      outcome: null,
    });
    expect(Date.parse(data['expires_at'] ?? '') - Date.parse(data['offered_at'] ?? '')).toBe(45_000);
    const offers = [{ id: data['offer_id'] ?? '', agent, outcome: null, live: true }];
    expect(await stateOf(id)).toEqual({ ...before, offers });
    expect(await placesTaken(database, agent)).toBe(1);
    expect(await commandLog(database, id)).toMatchObject([
      { action: 'offer', outcome: 'done', offer: data['offer_id'], to: agent },
    ]);

    // Nobody else gets it, and the place is taken.
    await expectRefused(null, () => claim(other), problem(404, 'queue_empty'));
    const held = { offered_to: agent, offered_to_name: 'Ada', expires_at: data['expires_at'] };
    await expectRefused(
      id,
      () => to(id, 'assign', { agent_id: other }),
      problem(409, 'session_offered', held),
    );
    await expectRefused(id, () => offer(id, other), problem(409, 'session_offered', held));
    await expectRefused(id, () => offer(id, agent), problem(409, 'session_offered', held));
    const more = await waiting();
    await expectRefused(
      more,
      () => offer(more, agent),
      problem(409, 'agent_at_capacity', { load: 1, max_sessions: 1 }),
    );
  });

  it('are refused by the state and the rules', async () => {
    const ask = newId();
    await expectRefused(null, () => offer(newId(), ask), problem(404, 'session_not_found'));
    const closed = await addSession(database, { status: 'closed' });
    await expectRefused(closed, () => offer(closed, ask), problem(409, 'session_closed'));
    const active = await addSession(database, { status: 'active' });
    await expectRefused(
      active,
      () => offer(active, ask),
      problem(409, 'session_not_waiting', { session_status: 'active' }),
    );
    const id = await waiting({ team: 'a', skills: '{x}', initiator_id: ask });
    await expectRefused(id, () => offer(id, ask, {}, { ifMatch: '"2"' }), problem(412, 'version_changed'));
    await expectRefused(id, () => offer(id, ask), problem(409, 'agent_is_customer'));
    const good = { team: 'a', skills: ['x'] };
    const cases: [Record<string, unknown> & { skills?: string[] }, string][] = [
      [{ ...good, availability: 'offline' }, 'agent_unavailable'],
      [{ ...good, max_sessions: 0 }, 'agent_at_capacity'],
      [{ skills: ['x'] }, 'agent_not_in_team'],
      [{ team: 'a' }, 'agent_lacks_skills'],
    ];
    for (const [row, code] of cases) {
      const agent = await addAgent(database, row);
      await expectRefused(id, () => offer(id, agent), problem(409, code));
    }
    await expectRefused(
      id,
      () => offer(id, newId(), {}, { on: strict }),
      problem(409, 'agent_not_registered'),
    );
  });

  it('are made by admins and routers, for 1 to 3600 seconds, 30 where nothing is said', async () => {
    const agent = newId();
    const id = await waiting();
    const asAgent = { token: await tokenOf('agent', agent) };
    expect(await answerOf(await offer(id, agent, {}, asAgent))).toEqual(problem(403, 'role_not_allowed'));
    for (const seconds of [0, 3601, 1.5, '30', null]) {
      expect(await answerOf(await offer(id, agent, { expires_in_seconds: seconds }))).toEqual(
        problem(422, 'validation_failed'),
      );
    }
    const response = await to(id, 'offers', { agent_id: agent }, { token: await tokenOf('router') });
    const { data } = await bodyOf<{ data: Record<string, string> }>(response);
    expect(Date.parse(data['expires_at'] ?? '') - Date.parse(data['offered_at'] ?? '')).toBe(30_000);
  });

  it('that are over are over at once, without anybody tidying up', async () => {
    const [agent, other] = [await addAgent(database, { max_sessions: 1 }), await addAgent(database)];
    const first = await waiting();
    await waiting({ queued_at: '2026-01-02T00:00:00Z' });
    const over = await addOffer(database, first, agent, 0);
    expect(await placesTaken(database, agent)).toBe(0);
    expect((await stateOf(first)).offers).toEqual([{ id: over, agent, outcome: null, live: false }]);
    const answered = (await offer(first, other)).status;
    expect(answered).toBe(201);
    await clearOffers();
    await addOffer(database, first, agent, -1);
    // Back at its old place: it is still the oldest.
    expect(await bodyOf(await claim(other))).toMatchObject({ data: { session_id: first } });
  });
});

const clearOffers = () => database.query('delete from dashboard_offers');

describe('accept', () => {
  it('gives the session to whom it was offered', async () => {
    const agent = await addAgent(database, { max_sessions: 1 });
    const id = await waiting();
    const offerId = await addOffer(database, id, agent);
    const token = await tokenOf('agent', agent);
    const response = await to(id, `offers/${offerId}/accept`, {}, { token });
    expect(response.status).toBe(200);
    expect(response.headers.get('ETag')).toBe('"2"');
    expect(await bodyOf(response)).toMatchObject({ data: { status: 'active', assigned_agent_id: agent } });
    const state = await stateOf(id);
    expect(state).toMatchObject({
      status: 'active',
      agent,
      version: 2,
      queued_at: queued,
      present: [agent],
      audit: [{ action: 'accept', from: null, to: agent, actor: agent }],
      offers: [{ id: offerId, outcome: 'accepted', live: false }],
    });
    expect(await commandLog(database, id)).toMatchObject([
      { action: 'accept', outcome: 'done', offer: offerId, to: agent, role: 'agent' },
    ]);
    expect(await placesTaken(database, agent)).toBe(1);

    // Once more changes nothing, and writes nothing.
    expect((await to(id, `offers/${offerId}/accept`, {}, { token })).status).toBe(200);
    expect(await stateOf(id)).toEqual(state);
    expect(await commandLog(database, id)).toHaveLength(1);
    await expectRefused(
      id,
      () => to(id, `offers/${offerId}/decline`, {}, { token }),
      problem(409, 'offer_not_open', { offer_outcome: 'accepted' }),
    );
  });

  it('and decline are refused for what is unknown, another’s, changed, over or not open', async () => {
    const agent = await addAgent(database);
    const token = await tokenOf('agent', agent);
    const id = await waiting();
    const offerId = await addOffer(database, id, agent);
    const stranger = { token: await tokenOf('agent'), ifMatch: '"9"' };
    for (const what of ['accept', 'decline']) {
      const notFound = problem(404, 'offer_not_found');
      await expectRefused(id, () => to(id, `offers/${newId()}/${what}`), notFound);
      await expectRefused(id, () => to(newId(), `offers/${offerId}/${what}`), notFound);
      await expectRefused(id, () => to(id, `offers/${offerId}/${what}`, {}, stranger), notFound);
      await expectRefused(
        id,
        () => to(id, `offers/${offerId}/${what}`, {}, { token, ifMatch: '"9"' }),
        problem(412, 'version_changed'),
      );
      const asRouter = await to(id, `offers/${offerId}/${what}`, {}, { token: await tokenOf('router') });
      expect(await answerOf(asRouter)).toEqual(problem(403, 'role_not_allowed'));

      const over = await waiting();
      const overId = await addOffer(database, over, agent, 0);
      const expired = problem(409, 'offer_expired', { expires_at: expect.any(String) });
      await expectRefused(over, () => to(over, `offers/${overId}/${what}`, {}, { token }), expired);
      // Tidied up, it is still expired.
      await database.query('select dashboard_tidy()');
      await expectRefused(over, () => to(over, `offers/${overId}/${what}`, {}, { token }), expired);

      const gone = await waiting();
      const goneId = await addOffer(database, gone, agent);
      await to(gone, 'close');
      await expectRefused(
        gone,
        () => to(gone, `offers/${goneId}/${what}`, {}, { token }),
        problem(409, 'offer_not_open', { offer_outcome: 'withdrawn' }),
      );
    }
  });

  it('obeys the rules as they are now', async () => {
    const agent = await addAgent(database, { max_sessions: 0 });
    const id = await waiting();
    const offerId = await addOffer(database, id, agent);
    await database.query(`update support_agents set availability = 'offline'`);
    await expectRefused(
      id,
      () => to(id, `offers/${offerId}/accept`),
      problem(409, 'agent_unavailable', { availability: 'offline' }),
    );
    await database.query(`update support_agents set availability = 'online'`);
    // The place is the one that the offer has held since.
    expect((await to(id, `offers/${offerId}/accept`)).status).toBe(200);
  });

  it('of what has gone to somebody else by force is not open any more', async () => {
    const [agent, other] = [newId(), newId()];
    const id = await waiting();
    const offerId = await addOffer(database, id, agent);
    expect((await to(id, 'assign', { agent_id: other, force: true })).status).toBe(200);
    await expectRefused(
      id,
      () => to(id, `offers/${offerId}/accept`),
      problem(409, 'offer_not_open', { offer_outcome: 'withdrawn' }),
    );
    expect((await stateOf(id)).agent).toBe(other);
  });

  it('of what has left the queue since is not open any more, though it waits again', async () => {
    const agent = await addAgent(database, { max_sessions: 1 });
    const set = (id: string, change: string) =>
      database.query(`update chat_sessions set ${change} where id = $1`, [id]);
    for (const status of ['active', 'closed']) {
      const id = await waiting();
      const offered = await offer(id, agent);
      const { data } = await bodyOf<{ data: { offer_id: string } }>(offered);
      // Neither a correction nor another team takes it out of the queue.
      await set(id, `team = 'billing', queued_at = queued_at - interval '1 hour', rating = 3`);
      expect((await stateOf(id)).offers).toMatchObject([{ outcome: null, live: true }]);
      expect(await placesTaken(database, agent)).toBe(1);
      await set(id, `status = '${status}'`);
      await set(id, `status = 'waiting', team = null`);
      // The chat application writes into its own rows only: the offer ends without a word in its row.
      expect((await stateOf(id)).offers).toMatchObject([{ outcome: null, live: false }]);
      const notOpen = problem(409, 'offer_not_open', { offer_outcome: 'withdrawn' });
      for (const what of ['accept', 'decline']) {
        await expectRefused(id, () => to(id, `offers/${data.offer_id}/${what}`), notOpen);
      }
      const [listed] = await bodyOf<{ offer: unknown }[]>(await app.call('waiting-sessions'));
      expect(listed?.offer).toBeNull();
      // The place is free, and so is the session.
      expect((await to(id, 'assign', { agent_id: agent })).status).toBe(200);
      expect((await stateOf(id)).offers).toMatchObject([{ outcome: 'withdrawn', live: false }]);
      await to(id, 'close');
    }
  });

  it('that was left open by a session that left the queue is withdrawn once it is tidied up', async () => {
    const [gone, expired] = [await waiting(), await waiting()];
    await addOffer(database, gone, newId());
    await addOffer(database, expired, newId());
    await database.query(`update chat_sessions set status = 'closed' where id = $1`, [gone]);
    await database.query('update dashboard_offers set expires_at = clock_timestamp()');
    await database.query('select dashboard_tidy()');
    expect((await stateOf(gone)).offers).toMatchObject([{ outcome: 'withdrawn' }]);
    expect((await stateOf(expired)).offers).toMatchObject([{ outcome: 'expired' }]);
  });
});

describe('decline', () => {
  it('frees the session at its old place, and the agent’s', async () => {
    const [agent, other] = [await addAgent(database, { max_sessions: 1 }), await addAgent(database)];
    const id = await waiting();
    await waiting({ queued_at: '2026-01-02T00:00:00Z' });
    const offerId = await addOffer(database, id, agent);
    const before = await stateOf(id);
    const token = await tokenOf('agent', agent);
    const response = await to(id, `offers/${offerId}/decline`, { reason: 'busy' }, { token });
    expect(response.status).toBe(200);
    expect(await bodyOf(response)).toMatchObject({ data: { offer_id: offerId, outcome: 'declined' } });
    const offers = [{ id: offerId, agent, outcome: 'declined', live: false }];
    expect(await stateOf(id)).toEqual({ ...before, offers });
    expect(await commandLog(database, id)).toMatchObject([
      { action: 'decline', outcome: 'done', offer: offerId, to: agent, reason: 'busy' },
    ]);
    expect(await placesTaken(database, agent)).toBe(0);
    expect((await to(id, `offers/${offerId}/decline`, {}, { token })).status).toBe(200);
    expect(await commandLog(database, id)).toHaveLength(1);
    await expectRefused(
      id,
      () => to(id, `offers/${offerId}/accept`, {}, { token }),
      problem(409, 'offer_not_open', { offer_outcome: 'declined' }),
    );
    expect(await bodyOf(await claim(other))).toMatchObject({ data: { session_id: id } });
  });
});

describe('claim', () => {
  it('takes the oldest that fits: its team or none, skills that it has, not offered to another', async () => {
    const agent = await addAgent(database, { team: 'a', skills: ['x', 'y'], max_sessions: 10 });
    const day = (n: number) => ({ queued_at: `2026-01-0${n}T00:00:00Z` });
    await waiting({ ...day(1), team: 'b' });
    await waiting({ ...day(1), skills: '{x,z}' });
    await waiting({ ...day(1), initiator_id: agent });
    await addOffer(database, await waiting(day(1)), newId());
    await addSession(database, { ...day(1), status: 'closed' });
    await addOwned(database, newId(), day(1));
    await waiting({ ...day(1), assigned_agent_id: newId() });
    const fifth = await waiting(day(6));
    const second = await waiting({ ...day(3), skills: '{x,y}' });
    const third = await waiting(day(4));
    const first = await waiting({ ...day(2), team: 'a' });
    const fourth = await waiting({ ...day(5), team: 'a', skills: '{y}' });
    await addOffer(database, third, agent);
    await addOffer(database, fourth, newId(), 0);
    for (const id of [first, second, third, fourth, fifth]) {
      const response = await claim(agent);
      expect(await bodyOf(response)).toMatchObject({
        data: { session_id: id, status: 'active', assigned_agent_id: agent },
      });
      expect(response.headers.get('ETag')).toBe('"2"');
      expect(await stateOf(id)).toMatchObject({
        agent,
        version: 2,
        present: [agent],
        audit: [{ action: 'claim', from: null, to: agent }],
      });
      expect(await commandLog(database, id)).toMatchObject([
        { action: 'claim', outcome: 'done', session: id, to: agent },
      ]);
    }
    await expectRefused(null, () => claim(agent), problem(404, 'queue_empty'));
    expect((await commandLog(database)).at(-1)).toMatchObject({ action: 'claim', session: null, to: agent });
  });

  it('takes an active session that nobody has, after those that wait', async () => {
    const agent = await addAgent(database, { team: 'a' });
    const nobodys = (row: Record<string, unknown>) => addSession(database, { status: 'active', ...row });
    await nobodys({ queued_at: queued, team: 'b' });
    const later = await nobodys({ queued_at: '2026-01-03T00:00:00Z', team: 'a' });
    const first = await nobodys({ queued_at: '2026-01-02T00:00:00Z', started_at: queued });
    const waits = await waiting({ queued_at: '2026-01-04T00:00:00Z' });
    for (const id of [waits, first, later]) {
      expect(await bodyOf(await claim(agent))).toMatchObject({
        data: { session_id: id, status: 'active', assigned_agent_id: agent },
      });
    }
    expect(await stateOf(first)).toMatchObject({
      started_at: queued,
      present: [agent],
      audit: [{ action: 'claim', from: null, to: agent }],
    });
    await expectRefused(null, () => claim(agent), problem(404, 'queue_empty'));
  });

  it('leaves a waiting session that the chat application has assigned to its agent', async () => {
    const [self, other] = [newId(), newId()];
    const id = await waiting({ assigned_agent_id: self });
    const refused = problem(409, 'session_already_assigned', { current_agent_id: self });
    const token = await tokenOf('agent', other);
    await expectRefused(null, () => claim(other), problem(404, 'queue_empty'));
    await expectRefused(id, () => to(id, 'assign', { agent_id: other }, { token }), refused);
    await expectRefused(id, () => offer(id, other), refused);
    expect((await offer(id, self)).status).toBe(201);
    expect(await bodyOf(await claim(self))).toMatchObject({ data: { session_id: id } });

    // An admin may decide otherwise.
    const reassigned = await waiting({ assigned_agent_id: self });
    await expectRefused(reassigned, () => to(reassigned, 'assign', { agent_id: other }), refused);
    expect((await to(reassigned, 'assign', { agent_id: other, force: true })).status).toBe(200);
    expect(await stateOf(reassigned)).toMatchObject({ agent: other, audit: [{ from: self, to: other }] });
    const forced = await waiting({ assigned_agent_id: self });
    expect((await offer(forced, other, { force: true })).status).toBe(201);
  });

  it('goes by queued_at, then by id', async () => {
    const ids = await Promise.all(Array.from({ length: 4 }, () => waiting()));
    const agent = await addAgent(database);
    for (const id of ids.sort()) {
      expect(await bodyOf(await claim(agent))).toMatchObject({ data: { session_id: id } });
    }
  });

  it('needs an agent who is online, with a place, registered where that is asked for', async () => {
    const id = await waiting();
    for (const availability of ['offline', 'away']) {
      const agent = await addAgent(database, { availability });
      await expectRefused(id, () => claim(agent), problem(409, 'agent_unavailable', { availability }));
    }
    const full = await addAgent(database, { max_sessions: 1 });
    await addOwned(database, full);
    await expectRefused(
      id,
      () => claim(full),
      problem(409, 'agent_at_capacity', { load: 1, max_sessions: 1 }),
    );
    const unknown = newId();
    await expectRefused(id, () => claim(unknown, { on: strict }), problem(409, 'agent_not_registered'));
    const asOther = await claim(unknown, { token: await tokenOf('agent') });
    expect(await answerOf(asOther)).toEqual(problem(403, 'agent_not_self'));
    expect((await claim(unknown, { token: await tokenOf('agent', unknown) })).status).toBe(200);
    await waiting();
    expect((await claim(newId(), { token: await tokenOf('router') })).status).toBe(200);
  });
});

describe('If-Match', () => {
  const commands: [string, (id: string, call: Call) => Promise<Response>][] = [
    ['assign', (id, call) => to(id, 'assign', { agent_id: newId() }, call)],
    ['transfer', (id, call) => to(id, 'transfer', { to_agent_id: newId() }, call)],
    ['transfer to a team', (id, call) => to(id, 'transfer', { to_team: null }, call)],
    ['requeue', (id, call) => to(id, 'requeue', {}, call)],
    ['close', (id, call) => to(id, 'close', {}, call)],
    ['offer', (id, call) => offer(id, newId(), {}, call)],
  ];
  const ready = (name: string): Promise<string> =>
    name === 'assign' || name === 'offer' ? waiting() : addOwned(database, newId());

  it.each(commands)('lets a %s happen at its version alone', async (name, send) => {
    const id = await ready(name);
    await database.query(`update chat_sessions set team = 'b' where id = $1`, [id]);
    const before = await stateOf(id);
    expect(before.version).toBe(2);
    const response = await send(id, { ifMatch: '"1"' });
    expect(response.headers.get('ETag')).toBe('"2"');
    expect(await answerOf(response)).toEqual(
      problem(412, 'version_changed', {
        session: {
          session_id: id,
          status: before.status,
          assigned_agent_id: before.agent,
          assigned_agent_name: null,
          started_at: before.started_at === null ? null : `${before.started_at.slice(0, 23)}Z`,
          version: 2,
        },
      }),
    );
    expect(await stateOf(id)).toEqual(before);
    expect(await commandLog(database, id)).toMatchObject([
      { outcome: 'refused', refusal: 'version_changed' },
    ]);
    expect((await send(id, { ifMatch: '"2"' })).ok).toBe(true);
  });

  it.each(['*', '"1", "2"', '"2","1"', '"7" ,\t"2"'])('%j holds for version 2', async (ifMatch) => {
    const id = await waiting();
    await database.query(`update chat_sessions set team = 'b' where id = $1`, [id]);
    expect((await to(id, 'close', {}, { ifMatch })).status).toBe(200);
  });

  it.each(['2', '"2', '""', '"a"', '"-1"', 'W/"1"', '"1" "2"', '"1",', '"1", *', '"1.0"'])(
    '%j is a 400',
    async (ifMatch) => {
      const id = await waiting();
      expect(await answerOf(await to(id, 'close', {}, { ifMatch }))).toEqual(
        problem(400, 'if_match_invalid'),
      );
      expect([(await stateOf(id)).status, await commandLog(database)]).toEqual(['waiting', []]);
    },
  );

  it('asks of an unknown session for nothing: 404, with * too', async () => {
    for (const ifMatch of ['*', '"1"']) {
      expect((await to(newId(), 'close', {}, { ifMatch })).status).toBe(404);
    }
  });

  it('chains by ETag, and one of two who saw the same version wins', async () => {
    const id = await waiting();
    const agent = newId();
    const assigned = await to(id, 'assign', { agent_id: agent }, { ifMatch: '"1"' });
    const ifMatch = assigned.headers.get('ETag') ?? '';
    const answers = await Promise.all([
      to(id, 'transfer', { to_agent_id: newId() }, { ifMatch }),
      to(id, 'requeue', {}, { ifMatch }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect((await stateOf(id)).version).toBe(3);
  });
});

describe('the version', () => {
  const version = async (id: string): Promise<number> => (await stateOf(id)).version;

  it('counts changes of status, agent, team, skills and queue, once a statement', async () => {
    const id = await waiting();
    const changes = [
      `team = 'a'`,
      `skills = '{x}'`,
      `queued_at = queued_at + interval '1 second'`,
      `status = 'active', assigned_agent_id = gen_random_uuid(), started_at = now()`,
      `assigned_agent_id = gen_random_uuid()`,
      `status = 'waiting', assigned_agent_id = null`,
      `status = 'closed', closed_at = now()`,
      `team = null`,
    ];
    for (const [i, change] of changes.entries()) {
      await database.query(`update chat_sessions set ${change} where id = $1`, [id]);
      expect([change, await version(id)]).toEqual([change, i + 2]);
    }
  });

  it('leaves messages, receipts, participants, ratings and activity alone', async () => {
    const id = await addOwned(database, newId());
    const message = await addMessage(database, id);
    await addParticipant(database, id, {});
    await addMessage(database, id);
    await database.query(`update chat_messages set status = 'read' where id = $1`, [message]);
    await database.query('delete from chat_messages where id = $1', [message]);
    await database.query(
      `update chat_sessions set rating = 5, feedback = 'ok', last_activity_at = now(), total_messages = 9,
         status = status, team = team, queued_at = queued_at where id = $1`,
      [id],
    );
    expect(await version(id)).toBe(1);
  });

  it('is nobody’s to write', async () => {
    const id = await addSession(database, { version: 40 });
    expect(await version(id)).toBe(1);
    await database.query('update chat_sessions set version = 40 where id = $1', [id]);
    expect(await version(id)).toBe(1);
    await database.query(`update chat_sessions set version = 40, team = 'a' where id = $1`, [id]);
    expect(await version(id)).toBe(2);
    await database.query(`update chat_sessions set version = 1, team = 'b' where id = $1`, [id]);
    expect(await version(id)).toBe(3);
    await database.query('update chat_sessions set version = version - 1 where id = $1', [id]);
    expect(await version(id)).toBe(3);
  });

  it('goes up by one with every command that does something, and by none with one that does not', async () => {
    const [first, second] = [newId(), newId()];
    const id = await waiting();
    const steps: [send: () => Promise<Response>, status: number, version: number][] = [
      [() => offer(id, first), 201, 1],
      [() => offer(id, second), 409, 1],
      [() => to(id, 'assign', { agent_id: first }), 200, 2],
      [() => to(id, 'assign', { agent_id: first }), 200, 2],
      [() => to(id, 'assign', { agent_id: second }), 409, 2],
      [() => to(id, 'transfer', { to_agent_id: second }), 200, 3],
      [() => to(id, 'requeue'), 200, 4],
      [() => claim(first), 200, 5],
      [() => to(id, 'transfer', { to_team: 'a' }), 409, 5],
      [() => to(id, 'transfer', { to_team: 'a', force: true }), 200, 6],
      [() => to(id, 'transfer', { to_team: 'a', force: true }), 200, 6],
      [() => to(id, 'transfer', { to_team: null }), 200, 7],
      [() => to(id, 'close'), 200, 8],
      [() => to(id, 'close'), 200, 8],
    ];
    for (const [send, status, expected] of steps) {
      const response = await send();
      expect([response.status, response.headers.get('ETag')]).toEqual([status, `"${expected}"`]);
      expect(await version(id)).toBe(expected);
    }
  });
});

describe('the command log', () => {
  it('has a row for everything done and refused, by whom, with which key and from which request', async () => {
    const admin = newId();
    const id = await waiting();
    const call = { token: await tokenOf('admin', admin), key: 'one-key' };
    const response = await to(id, 'transfer', { to_agent_id: newId(), from_agent_id: admin }, call);
    expect(response.status).toBe(409);
    expect(await commandLog(database)).toEqual([
      {
        action: 'transfer',
        outcome: 'refused',
        refusal: 'session_not_active',
        session: id,
        offer: null,
        from: admin,
        to: expect.any(String),
        team: null,
        reason: null,
        forced: false,
        actor: admin,
        role: 'admin',
        key: 'one-key',
        request_id: response.headers.get('X-Request-Id'),
      },
    ]);
  });

  it.each(['update dashboard_command_log set reason = null', 'delete from dashboard_command_log'])(
    'is kept for good: the database refuses `%s`',
    async (statement) => {
      await to(await waiting(), 'close');
      await expect(database.query(statement)).rejects.toThrow('append-only');
      expect(await commandLog(database)).toHaveLength(1);
    },
  );

  it.each(['chat_audit_log', 'dashboard_command_log'])(
    'and its effect are one: where %s takes no row, nothing happens and no key is kept',
    async (table) => {
      const agent = newId();
      const id = await waiting();
      await database.query(`alter table ${table} add constraint full_up check (false) not valid`);
      try {
        const response = await to(id, 'assign', { agent_id: agent }, { key: 'k' });
        expect(response.status).toBe(500);
        expect(await stateOf(id)).toMatchObject({ status: 'waiting', version: 1, present: [], audit: [] });
        expect(await commandLog(database)).toEqual([]);
        expect(await database.query('select key from dashboard_idempotency_keys')).toEqual([]);
      } finally {
        await database.query(`alter table ${table} drop constraint full_up`);
      }
      expect((await to(id, 'assign', { agent_id: agent }, { key: 'k' })).status).toBe(200);
    },
  );
});

describe('a command is one question to the database', () => {
  const before: unknown = neonConfig.fetchFunction;
  let questions = 0;
  afterEach(() => {
    neonConfig.fetchFunction = before;
  });
  const asked = async (send: () => Promise<Response>): Promise<number> => {
    questions = 0;
    neonConfig.fetchFunction = (...args: Parameters<typeof fetch>) => {
      questions += 1;
      return fetch(...args);
    };
    await (await send()).text();
    neonConfig.fetchFunction = before;
    return questions;
  };

  it('done, unchanged, refused, with a key, again, and with the key in other hands', async () => {
    const token = await tokenOf('admin');
    const agent = await addAgent(database, { max_sessions: 100 });
    const accepted = async (what: string) => {
      const id = await waiting();
      return `sessions/${id}/offers/${await addOffer(database, id, agent)}/${what}`;
    };
    const on = async (command: string) => `sessions/${await addOwned(database, newId())}/${command}`;
    const fresh = async (command: string) => `sessions/${await waiting()}/${command}`;
    const calls: [path: string, json: object][] = [
      [await fresh('assign'), { agent_id: agent }],
      [await on('transfer'), { to_agent_id: agent }],
      [await on('transfer'), { to_team: null }],
      [await fresh('transfer'), { to_team: 'a', force: true }],
      [await on('requeue'), {}],
      [await on('close'), {}],
      [await fresh('offers'), { agent_id: agent }],
      [await accepted('accept'), {}],
      [await accepted('decline'), {}],
      [await accepted('withdraw'), {}],
      ['queue/claim', { agent_id: agent }],
    ];
    for (const [i, [path, json]] of calls.entries()) {
      const answers: number[] = [];
      const send = (call: Call) => async () => {
        const response = await post(path, json, { token, ...call });
        answers.push(response.status);
        return response;
      };
      const counts = [
        await asked(send({ key: `one-${i}`, ifMatch: '"77"' })),
        await asked(send({ key: `other-${i}` })),
        await asked(send({ key: `other-${i}` })),
        await asked(send({ key: `one-${i}` })),
        await asked(send({})),
      ];
      expect([path, counts]).toEqual([path, [1, 1, 1, 1, 1]]);
      const good = path.endsWith('offers') ? 201 : 200;
      // A claim has no version to name.
      const stale = path === 'queue/claim' ? 200 : 412;
      expect([path, answers.slice(0, 4)]).toEqual([path, [stale, good, good, 422]]);
    }
  });

  it('and none where it is refused at the door', async () => {
    const id = await waiting();
    const agent = { agent_id: newId() };
    const none: (() => Promise<Response>)[] = [
      async () => to(id, 'assign', agent, { token: await tokenOf('agent') }),
      async () => to(id, 'assign', { ...agent, force: true }, { token: await tokenOf('router') }),
      () => to(id, 'assign', agent, { token: 'nonsense' }),
      () => to(id, 'assign', {}),
      () => to(id, 'assign', agent, { key: '' }),
      () => to(id, 'assign', agent, { ifMatch: '1' }),
    ];
    for (const send of none) expect(await asked(send)).toBe(0);
  });
});
