import { beforeEach, describe, expect, it } from 'vitest';
import { answerOf, problem } from '../support/answers.ts';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { addParticipant, addSession, addUsers, newId } from '../support/rows.ts';
import { sessionState, type SessionState } from '../support/session-state.ts';
import { testApp } from '../support/test-app.ts';
import { tokenOf } from '../support/tokens.ts';

const database = useFreshDatabase();
const app = testApp({ bindings: { DATABASE_URL: database.url } });
beforeEach(() => database.clear());

const stateOf = (sessionId: string): Promise<SessionState> => sessionState(database, sessionId);

interface Ask {
  to_agent_id?: string;
  from_agent_id?: string;
  reason?: string;
}

const transfer = (sessionId: string, ask: Ask, token?: string) =>
  app.call(`sessions/${sessionId}/transfer`, {
    json: { to_agent_id: newId(), ...ask },
    ...(token === undefined ? {} : { token }),
  });

/** An active session of `owner`, who takes part in it. */
async function ownedBy(owner: string, row: Record<string, unknown> = {}): Promise<string> {
  const id = await addSession(database, {
    status: 'active',
    assigned_agent_id: owner,
    started_at: '2026-01-01T00:00:00.123999Z',
    last_activity_at: '2026-01-01T00:00:00Z',
    ...row,
  });
  await addParticipant(database, id, { user_id: owner, joined_at: '2026-01-01T00:00:01Z' });
  return id;
}

describe('an active session', () => {
  it('goes to the other agent: the earlier one leaves, the new one joins, one audit row has the reason', async () => {
    const [owner, next, admin] = [newId(), newId(), newId()];
    const id = await ownedBy(owner);
    const reason = 'Needs someone from billing – 請求書 🧾';
    const response = await transfer(id, { to_agent_id: next, reason }, await tokenOf('admin', admin));

    expect(response.status).toBe(200);
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    expect(await response.json()).toEqual({
      success: true,
      message: expect.any(String),
      data: {
        session_id: id,
        status: 'active',
        assigned_agent_id: next,
        assigned_agent_name: null,
        started_at: '2026-01-01T00:00:00.123Z',
      },
    });
    const state = await stateOf(id);
    expect(state).toMatchObject({
      status: 'active',
      assigned_agent_id: next,
      started_at: '2026-01-01T00:00:00.123999Z',
    });
    expect(state.secondsSinceActivity).toBeLessThan(60);
    const byUser = new Map(state.participants.map((row) => [row.user_id, row]));
    expect(byUser.get(owner)).toMatchObject({
      left_at: expect.any(String),
      joined_at: '2026-01-01T00:00:01.000000Z',
    });
    expect(byUser.get(next)).toMatchObject({ left_at: null, role: 'support_agent' });
    expect(byUser.size).toBe(2);
    expect(state.audit).toEqual([
      {
        actor_id: admin,
        actor_role: 'admin',
        action: 'transfer',
        from_agent_id: owner,
        to_agent_id: next,
        reason,
        request_id: response.headers.get('X-Request-Id'),
      },
    ]);
  });

  it('can go back: the first agent’s row comes back with its joined_at', async () => {
    const [first, second] = [newId(), newId()];
    const id = await ownedBy(first);
    expect((await transfer(id, { to_agent_id: second })).status).toBe(200);
    expect((await transfer(id, { to_agent_id: first })).status).toBe(200);
    const { participants, audit } = await stateOf(id);
    expect(participants.find((row) => row.user_id === first)).toMatchObject({
      left_at: null,
      joined_at: '2026-01-01T00:00:01.000000Z',
    });
    expect(participants.find((row) => row.user_id === second)?.left_at).not.toBeNull();
    expect(audit.map((row) => row['reason'])).toEqual([null, null]);
  });

  it('that nobody has can be transferred by an admin', async () => {
    const id = await addSession(database, { status: 'active' });
    const next = newId();
    expect((await transfer(id, { to_agent_id: next })).status).toBe(200);
    expect(await stateOf(id)).toMatchObject({
      assigned_agent_id: next,
      audit: [{ from_agent_id: null, to_agent_id: next }],
    });
  });

  it('keeps the instants at which somebody left before, the owner too', async () => {
    const [owner, gone] = [newId(), newId()];
    const left_at = '2026-01-01T00:00:02Z';
    const id = await addSession(database, { status: 'active', assigned_agent_id: owner });
    await addParticipant(database, id, { user_id: owner, left_at });
    await addParticipant(database, id, { user_id: gone, left_at });
    await transfer(id, {});
    const { participants } = await stateOf(id);
    const leftAt = new Map(participants.map((row) => [row.user_id, row.left_at]));
    expect([leftAt.get(owner), leftAt.get(gone)]).toEqual([
      '2026-01-01T00:00:02.000000Z',
      '2026-01-01T00:00:02.000000Z',
    ]);
  });
});

describe('from_agent_id', () => {
  it('lets the transfer happen while that agent is the owner, in either case of letters', async () => {
    const owner = newId();
    const id = await ownedBy(owner);
    expect((await transfer(id, { from_agent_id: owner.toUpperCase() })).status).toBe(200);
  });

  it('refuses it otherwise, naming the owner, who may be nobody', async () => {
    const owner = newId();
    await addUsers(database, { [owner]: 'Ada Okafor' });
    const owned = await ownedBy(owner);
    expect(await answerOf(await transfer(owned, { from_agent_id: newId() }))).toEqual(
      problem(409, 'owner_changed', { current_agent_id: owner, current_agent_name: 'Ada Okafor' }),
    );
    const orphan = await addSession(database, { status: 'active' });
    expect(await answerOf(await transfer(orphan, { from_agent_id: newId() }))).toEqual(
      problem(409, 'owner_changed', { current_agent_id: null, current_agent_name: null }),
    );
    expect((await stateOf(owned)).audit).toEqual([]);
  });
});

it('is refused to the agent who has the session already', async () => {
  const owner = newId();
  const id = await ownedBy(owner);
  expect(await answerOf(await transfer(id, { to_agent_id: owner }))).toEqual(problem(409, 'same_agent'));
  expect(await stateOf(id)).toMatchObject({ audit: [], participants: [{ user_id: owner, left_at: null }] });
});

it('is refused to the customer who opened the session', async () => {
  const [owner, customer] = [newId(), newId()];
  const id = await ownedBy(owner, { initiator_id: customer });
  expect(await answerOf(await transfer(id, { to_agent_id: customer }))).toEqual(
    problem(409, 'agent_is_customer'),
  );
  expect((await stateOf(id)).assigned_agent_id).toBe(owner);
});

describe('what stands in the way is looked at in this order: unknown, not yours, not active, owner, same agent', () => {
  const self = newId();
  const asAgent = () => tokenOf('agent', self);

  it('an unknown session is 404, to an agent too', async () => {
    const to_agent_id = newId();
    for (const token of [await tokenOf('admin'), await asAgent()]) {
      expect(
        await answerOf(await transfer(newId(), { to_agent_id, from_agent_id: to_agent_id }, token)),
      ).toEqual(problem(404, 'session_not_found'));
    }
  });

  it('another’s session is 403 to an agent, whatever else does not hold', async () => {
    for (const status of ['waiting', 'active', 'closed']) {
      const owner = newId();
      const id = await ownedBy(owner, { status });
      const ask = { to_agent_id: owner, from_agent_id: newId() };
      expect(await answerOf(await transfer(id, ask, await asAgent()))).toEqual(
        problem(403, 'not_session_owner'),
      );
      expect((await stateOf(id)).audit).toEqual([]);
    }
  });

  it('a session that nobody has is 403 to an agent', async () => {
    const id = await addSession(database, { status: 'active' });
    expect(await answerOf(await transfer(id, {}, await asAgent()))).toEqual(
      problem(403, 'not_session_owner'),
    );
  });

  it.each(['waiting', 'closed'])(
    'a %s session is not active, though owner and agent do not hold either',
    async (status) => {
      const id = await ownedBy(self, { status });
      for (const token of [await tokenOf('admin'), await asAgent()]) {
        const response = await transfer(id, { to_agent_id: self, from_agent_id: newId() }, token);
        expect(await answerOf(response)).toEqual(
          problem(409, 'session_not_active', { session_status: status }),
        );
      }
    },
  );

  it('a changed owner comes before the same agent', async () => {
    const id = await ownedBy(self);
    const response = await transfer(id, { to_agent_id: self, from_agent_id: newId() }, await asAgent());
    expect(await answerOf(response)).toEqual(problem(409, 'owner_changed', { current_agent_id: self }));
  });

  it('the same agent comes before the customer: both can hold where a foreign writer put it so', async () => {
    const id = await ownedBy(self, { initiator_id: self });
    expect(await answerOf(await transfer(id, { to_agent_id: self }))).toEqual(problem(409, 'same_agent'));
  });
});

describe('an agent', () => {
  it('hands on its own session, to anyone', async () => {
    const [self, next] = [newId(), newId()];
    const id = await ownedBy(self);
    expect((await transfer(id, { to_agent_id: next }, await tokenOf('agent', self))).status).toBe(200);
    expect((await stateOf(id)).audit).toMatchObject([{ actor_id: self, actor_role: 'agent' }]);
  });

  it('cannot take a session from another by transfer, not even to itself', async () => {
    const [self, owner] = [newId(), newId()];
    const id = await ownedBy(owner);
    const response = await transfer(id, { to_agent_id: self }, await tokenOf('agent', self));
    expect(await answerOf(response)).toEqual(problem(403, 'not_session_owner'));
    expect((await stateOf(id)).assigned_agent_id).toBe(owner);
  });
});

describe('a reason', () => {
  it('is kept to the letter, up to 1000 characters', async () => {
    const reasons = [
      'x',
      'ä'.repeat(1000),
      `'; drop table chat_sessions; --`,
      ' ends with spaces  ',
      '\u0001\t\n',
    ];
    for (const reason of reasons) {
      const id = await ownedBy(newId());
      expect((await transfer(id, { reason })).status).toBe(200);
      expect((await stateOf(id)).audit).toMatchObject([{ reason }]);
    }
  });

  it('may hold 1000 characters outside the basic plane: a character is a code point', async () => {
    const id = await ownedBy(newId());
    const reason = '😀'.repeat(1000);
    expect((await transfer(id, { reason })).status).toBe(200);
    expect((await stateOf(id)).audit).toMatchObject([{ reason }]);
  });

  it.each([
    ['a NUL', 'a\\u0000b'],
    ['the first half of a surrogate pair', 'a\\ud83d'],
    ['the second half', '\\ude00a'],
    ['nothing', ''],
    ['more than 1000 characters', 'x'.repeat(1001)],
  ])('with %s is refused, and nothing happens', async (_, escaped) => {
    const owner = newId();
    const id = await ownedBy(owner);
    const response = await app.call(`sessions/${id}/transfer`, {
      body: `{"to_agent_id":"${newId()}","reason":"${escaped}"}`,
      headers: { 'Content-Type': 'application/json' },
    });
    expect(await answerOf(response)).toEqual(
      problem(422, 'validation_failed', { errors: [expect.objectContaining({ path: 'reason' })] }),
    );
    expect(await stateOf(id)).toMatchObject({ assigned_agent_id: owner, audit: [] });
  });

  it('may be left out but not be null', async () => {
    const id = await ownedBy(newId());
    const response = await app.call(`sessions/${id}/transfer`, {
      json: { to_agent_id: newId(), reason: null },
    });
    expect(await answerOf(response)).toEqual(problem(422, 'validation_failed'));
  });
});
