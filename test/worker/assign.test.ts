import { beforeEach, describe, expect, it } from 'vitest';
import { bodyOf } from '../support/answers.ts';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { addParticipant, addSession, addUsers, newId } from '../support/rows.ts';
import { sessionState, type SessionState } from '../support/session-state.ts';
import { testApp } from '../support/test-app.ts';
import { tokenOf } from '../support/tokens.ts';

const database = useFreshDatabase();
const app = testApp({ bindings: { DATABASE_URL: database.url } });
beforeEach(() => database.clear());

const assign = async (sessionId: string, agentId: string, token?: string) =>
  app.call(`sessions/${sessionId}/assign`, {
    json: { agent_id: agentId },
    ...(token === undefined ? {} : { token }),
  });
const stateOf = (sessionId: string): Promise<SessionState> => sessionState(database, sessionId);

describe('a waiting session', () => {
  it('becomes active with the agent as its one present support agent, and one audit row', async () => {
    const id = await addSession(database, { created_at: '2026-01-01T00:00:00Z' });
    const [agent, admin] = [newId(), newId()];
    await addUsers(database, { [agent]: 'Ada Okafor' });
    const response = await assign(id, agent, await tokenOf('admin', admin));

    expect(response.status).toBe(200);
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    const body = await bodyOf<{ data: { started_at: string } }>(response);
    expect(body).toEqual({
      success: true,
      message: expect.any(String),
      data: {
        session_id: id,
        status: 'active',
        assigned_agent_id: agent,
        assigned_agent_name: 'Ada Okafor',
        started_at: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/),
      },
    });
    const state = await stateOf(id);
    expect(state).toMatchObject({ status: 'active', assigned_agent_id: agent });
    expect(state.started_at?.slice(0, 23)).toBe(body.data.started_at.slice(0, 23));
    expect(state.secondsSinceActivity).toBeLessThan(60);
    expect(state.participants).toEqual([
      { user_id: agent, role: 'support_agent', joined_at: expect.any(String), left_at: null },
    ]);
    expect(state.audit).toEqual([
      {
        actor_id: admin,
        actor_role: 'admin',
        action: 'assign',
        from_agent_id: null,
        to_agent_id: agent,
        reason: null,
        request_id: response.headers.get('X-Request-Id'),
      },
    ]);
  });

  it('keeps the start it has when it comes back to the queue and is assigned again', async () => {
    const id = await addSession(database, {
      status: 'closed',
      created_at: '2026-01-01T00:00:00Z',
      started_at: '2026-01-01T00:00:30.123456Z',
      closed_at: '2026-01-01T01:00:00Z',
    });
    await database.query(`update chat_sessions set status = 'waiting' where id = $1`, [id]);
    const response = await assign(id, newId());
    expect(await bodyOf(response)).toMatchObject({ data: { started_at: '2026-01-01T00:00:30.123Z' } });
    expect((await stateOf(id)).started_at).toBe('2026-01-01T00:00:30.123456Z');
  });

  it('sends every other present support agent away, and leaves customers and earlier leavers as they are', async () => {
    const customer = newId();
    const id = await addSession(database, { initiator_id: customer });
    const [agent, other, gone] = [newId(), newId(), newId()];
    await addParticipant(database, id, { user_id: customer, role: 'customer' });
    await addParticipant(database, id, { user_id: other });
    await addParticipant(database, id, { user_id: gone, left_at: '2026-01-01T00:00:00Z' });
    expect((await assign(id, agent)).status).toBe(200);

    const { participants } = await stateOf(id);
    const leftAt = Object.fromEntries(participants.map((row) => [row.user_id, row.left_at]));
    expect(leftAt).toEqual({
      [customer]: null,
      [agent]: null,
      [other]: expect.any(String),
      [gone]: '2026-01-01T00:00:00.000000Z',
    });
  });

  it('takes back an agent who had left: the same row, its joined_at kept', async () => {
    const id = await addSession(database);
    const agent = newId();
    await addParticipant(database, id, {
      user_id: agent,
      joined_at: '2026-01-01T00:00:00.000001Z',
      left_at: '2026-01-02T00:00:00Z',
    });
    expect((await assign(id, agent)).status).toBe(200);
    expect((await stateOf(id)).participants).toEqual([
      { user_id: agent, role: 'support_agent', joined_at: '2026-01-01T00:00:00.000001Z', left_at: null },
    ]);
  });

  it('takes a UUID in upper case for the same agent', async () => {
    const id = await addSession(database);
    const agent = newId();
    expect((await assign(id.toUpperCase(), agent.toUpperCase())).status).toBe(200);
    const again = await assign(id, agent);
    expect(await bodyOf(again)).toMatchObject({ data: { session_id: id, assigned_agent_id: agent } });
    expect((await stateOf(id)).audit).toHaveLength(1);
  });
});

describe('an active session', () => {
  it('answers 200 to its own agent and changes nothing, not even its last activity', async () => {
    const id = await addSession(database);
    const agent = newId();
    const first = await assign(id, agent);
    const before = await stateOf(id);
    const second = await assign(id, agent);

    expect(second.status).toBe(200);
    const [one, two] = [await bodyOf(first), await bodyOf(second)];
    expect(two['data']).toEqual(one['data']);
    expect({ ...(await stateOf(id)), secondsSinceActivity: 0 }).toEqual({
      ...before,
      secondsSinceActivity: 0,
    });
  });

  it('is refused to another agent, who is told the owner', async () => {
    const owner = newId();
    await addUsers(database, { [owner]: 'Ada Okafor' });
    const id = await addSession(database, { status: 'active', assigned_agent_id: owner });
    const response = await assign(id, newId());
    expect(response.status).toBe(409);
    expect(await bodyOf(response)).toMatchObject({
      code: 'session_already_assigned',
      current_agent_id: owner,
      current_agent_name: 'Ada Okafor',
    });
    expect((await stateOf(id)).audit).toEqual([]);
  });

  it('is assigned where nobody has it', async () => {
    const id = await addSession(database, { status: 'active', started_at: '2026-01-01T00:00:00Z' });
    const agent = newId();
    expect((await assign(id, agent)).status).toBe(200);
    expect(await stateOf(id)).toMatchObject({
      assigned_agent_id: agent,
      started_at: '2026-01-01T00:00:00.000000Z',
      audit: [{ action: 'assign', from_agent_id: null, to_agent_id: agent }],
    });
  });
});

describe('a session that cannot be assigned', () => {
  it('is unknown: 404', async () => {
    const response = await assign(newId(), newId());
    expect(response.status).toBe(404);
    expect(await bodyOf(response)).toMatchObject({ code: 'session_not_found' });
  });

  it('is closed: 409, even to the agent who had it', async () => {
    const agent = newId();
    const id = await addSession(database, { status: 'closed', assigned_agent_id: agent });
    for (const to of [agent, newId()]) {
      const response = await assign(id, to);
      expect(response.status).toBe(409);
      expect(await bodyOf(response)).toMatchObject({ code: 'session_closed' });
    }
    expect((await stateOf(id)).audit).toEqual([]);
  });

  it('was opened by that very user: 409, waiting or active with nobody', async () => {
    for (const status of ['waiting', 'active']) {
      const customer = newId();
      const id = await addSession(database, { status, initiator_id: customer });
      const response = await assign(id, customer);
      expect(response.status).toBe(409);
      expect(await bodyOf(response)).toMatchObject({ code: 'agent_is_customer' });
      expect(await stateOf(id)).toMatchObject({
        status,
        assigned_agent_id: null,
        participants: [],
        audit: [],
      });
    }
  });
});

describe('who may assign', () => {
  it('lets an agent take a session, and no agent give one away', async () => {
    const id = await addSession(database);
    const [self, other] = [newId(), newId()];
    const token = await tokenOf('agent', self);

    const refused = await assign(id, other, token);
    expect(refused.status).toBe(403);
    expect(await bodyOf(refused)).toMatchObject({ code: 'agent_not_self' });
    expect(await stateOf(id)).toMatchObject({ status: 'waiting', audit: [] });

    expect((await assign(id, self, token)).status).toBe(200);
    expect((await stateOf(id)).audit).toMatchObject([{ actor_id: self, actor_role: 'agent' }]);
  });

  it('tells an agent who names another agent 403 for an unknown session too', async () => {
    const response = await assign(newId(), newId(), await tokenOf('agent'));
    expect(response.status).toBe(403);
  });

  it('lets a router assign to any agent', async () => {
    const id = await addSession(database);
    const router = newId();
    expect((await assign(id, newId(), await tokenOf('router', router))).status).toBe(200);
    expect((await stateOf(id)).audit).toMatchObject([{ actor_id: router, actor_role: 'router' }]);
  });

  it('knows an agent by its id in either case', async () => {
    const id = await addSession(database);
    const self = newId();
    expect((await assign(id, self, await tokenOf('agent', self.toUpperCase()))).status).toBe(200);
    expect((await stateOf(id)).assigned_agent_id).toBe(self);
  });
});

it('puts the request id that the caller sent into the audit row', async () => {
  const id = await addSession(database);
  const response = await app.call(`sessions/${id}/assign`, {
    json: { agent_id: newId() },
    headers: { 'X-Request-Id': 'caller-made-0815' },
  });
  expect(response.headers.get('X-Request-Id')).toBe('caller-made-0815');
  expect((await stateOf(id)).audit).toMatchObject([{ request_id: 'caller-made-0815' }]);
});

it('leaves nothing behind when a part of the change fails', async () => {
  const id = await addSession(database);
  await database.query('alter table chat_audit_log add constraint full_up check (false) not valid');
  try {
    const response = await assign(id, newId());
    expect(response.status).toBe(500);
    expect(await response.text()).not.toMatch(/full_up|chat_audit_log|constraint/);
    expect(await stateOf(id)).toMatchObject({
      status: 'waiting',
      assigned_agent_id: null,
      participants: [],
      audit: [],
    });
  } finally {
    await database.query('alter table chat_audit_log drop constraint full_up');
  }
});

it.each(['update chat_audit_log set reason = null', 'delete from chat_audit_log'])(
  'keeps audit rows for good: the database refuses `%s`',
  async (statement) => {
    const id = await addSession(database);
    await assign(id, newId());
    await expect(database.query(statement)).rejects.toThrow('append-only');
    expect((await stateOf(id)).audit).toHaveLength(1);
  },
);

it('keeps audit rows when their session is deleted', async () => {
  const id = await addSession(database);
  await assign(id, newId());
  await database.query('delete from chat_sessions where id = $1', [id]);
  expect(await database.query('select session_id from chat_audit_log')).toEqual([{ session_id: id }]);
});
