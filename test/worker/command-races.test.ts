import { beforeEach, describe, expect, it } from 'vitest';
import { bodyOf } from '../support/answers.ts';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { isolatesOver, waitingOf } from '../support/isolates.ts';
import { hold } from '../support/lock-holder.ts';
import { addMessage, addParticipant, addSession, newId } from '../support/rows.ts';
import { sessionState, type SessionState } from '../support/session-state.ts';
import { tokenOf } from '../support/tokens.ts';

const database = useFreshDatabase();
const app = isolatesOver(database.url);
beforeEach(() => database.clear());

const command = (sessionId: string, name: 'assign' | 'transfer', json: Record<string, string>) =>
  app.call(`sessions/${sessionId}/${name}`, { json });
const stateOf = (sessionId: string): Promise<SessionState> => sessionState(database, sessionId);
const present = (state: SessionState): string[] =>
  state.participants.filter((row) => row.left_at === null).map((row) => row.user_id);
const lockIt = 'select 1 from chat_sessions where id = $1 for update';

/** Runs the commands so that many of them wait for the session at once, then lets them go. */
async function race(sessionId: string, commands: (() => Promise<Response>)[]): Promise<Response[]> {
  const held = await hold(database, { untilWaiting: waitingOf(commands) }, lockIt, sessionId);
  const responses = await Promise.all(commands.map((run) => run()));
  await held.committed;
  return responses;
}

/** The one response of a status, and the bodies of all others. */
async function split(responses: Response[]): Promise<{ winners: Response[]; losers: unknown[] }> {
  const winners = responses.filter((response) => response.status === 200);
  const losers = responses.filter((response) => response.status !== 200);
  return { winners, losers: await Promise.all(losers.map((response) => response.json())) };
}

describe('fifty callers who assign one session at once', () => {
  const statuses = ['waiting', 'active'];
  it.each(statuses)('to fifty agents, while it is %s: one wins, 49 are told the winner', async (status) => {
    const id = await addSession(database, { status });
    const agents = Array.from({ length: 50 }, newId);
    const responses = await race(
      id,
      agents.map((agent_id) => () => command(id, 'assign', { agent_id })),
    );

    const { winners, losers } = await split(responses);
    expect(winners).toHaveLength(1);
    const state = await stateOf(id);
    const winner = state.assigned_agent_id;
    expect(agents).toContain(winner);
    expect(await winners[0]?.json()).toMatchObject({ data: { assigned_agent_id: winner } });
    expect(losers).toHaveLength(49);
    for (const loser of losers) {
      expect(loser).toMatchObject({
        status: 409,
        code: 'session_already_assigned',
        current_agent_id: winner,
      });
    }
    expect(state.audit).toHaveLength(1);
    expect(state.audit[0]).toMatchObject({ to_agent_id: winner, from_agent_id: null });
    expect(present(state)).toEqual([winner]);
    expect(state.participants).toHaveLength(1);
  });

  it('to one agent: all of them hear 200, and it is written once', async () => {
    const id = await addSession(database);
    const agent_id = newId();
    const responses = await race(
      id,
      Array.from({ length: 50 }, () => () => command(id, 'assign', { agent_id })),
    );
    expect(new Set(responses.map((response) => response.status))).toEqual(new Set([200]));
    const bodies = await Promise.all(responses.map((response) => bodyOf(response)));
    expect(new Set(bodies.map((body) => JSON.stringify(body['data']))).size).toBe(1);
    const state = await stateOf(id);
    expect(state.audit).toHaveLength(1);
    expect(present(state)).toEqual([agent_id]);
  });
});

it('lets one of twenty transfers from the same owner happen; the others are told who has it now', async () => {
  const owner = newId();
  const id = await addSession(database, { status: 'active', assigned_agent_id: owner });
  await addParticipant(database, id, { user_id: owner });
  const responses = await race(
    id,
    Array.from(
      { length: 20 },
      () => () => command(id, 'transfer', { from_agent_id: owner, to_agent_id: newId() }),
    ),
  );
  const { winners, losers } = await split(responses);
  expect(winners).toHaveLength(1);
  const state = await stateOf(id);
  expect(losers).toHaveLength(19);
  for (const loser of losers) {
    expect(loser).toMatchObject({ code: 'owner_changed', current_agent_id: state.assigned_agent_id });
  }
  expect(state.audit).toHaveLength(1);
  expect(present(state)).toEqual([state.assigned_agent_id]);
});

it('chains transfers that name no owner: each goes on from the one before, and one agent is left', async () => {
  const owner = newId();
  const id = await addSession(database, { status: 'active', assigned_agent_id: owner });
  await addParticipant(database, id, { user_id: owner });
  const responses = await race(
    id,
    Array.from({ length: 10 }, () => () => command(id, 'transfer', { to_agent_id: newId() })),
  );
  expect(responses.map((response) => response.status)).toEqual(Array.from({ length: 10 }, () => 200));
  const state = await stateOf(id);
  expect(present(state)).toEqual([state.assigned_agent_id]);
  let last: unknown = owner;
  for (const { from_agent_id: from, to_agent_id: to } of state.audit) {
    expect(from).toBe(last);
    last = to;
  }
  expect(last).toBe(state.assigned_agent_id);
});

it('never lets an agent hand on a session that it loses meanwhile', async () => {
  const [owner, other] = [newId(), newId()];
  const id = await addSession(database, { status: 'active', assigned_agent_id: owner });
  const token = await tokenOf('agent', owner);
  const taken = await hold(
    database,
    { untilWaiting: 1 },
    'update chat_sessions set assigned_agent_id = $2 where id = $1',
    id,
    other,
  );
  const response = await app.call(`sessions/${id}/transfer`, { token, json: { to_agent_id: newId() } });
  await taken.committed;
  expect(response.status).toBe(403);
  expect(await stateOf(id)).toMatchObject({ assigned_agent_id: other, audit: [] });
});

describe('a chat application that writes the session while a command waits for it', () => {
  const agent = newId();
  const foreign = newId();
  const cases: [
    name: string,
    sql: string,
    params: string[],
    status: number,
    body: Record<string, unknown>,
  ][] = [
    [
      'closes it',
      `update chat_sessions set status = 'closed', closed_at = now() where id = $1`,
      [],
      409,
      { code: 'session_closed' },
    ],
    [
      'gives it to another agent',
      `update chat_sessions set status = 'active', assigned_agent_id = $2 where id = $1`,
      [foreign],
      409,
      { code: 'session_already_assigned', current_agent_id: foreign },
    ],
    [
      'gives it to the same agent',
      `update chat_sessions set status = 'active', assigned_agent_id = $2 where id = $1`,
      [agent],
      200,
      { data: { assigned_agent_id: agent, status: 'active' } },
    ],
    [
      'makes that agent its initiator',
      'update chat_sessions set initiator_id = $2 where id = $1',
      [agent],
      409,
      { code: 'agent_is_customer' },
    ],
    ['deletes it', 'delete from chat_sessions where id = $1', [], 404, { code: 'session_not_found' }],
    [
      'gives it another id',
      'update chat_sessions set id = $2 where id = $1',
      [foreign],
      404,
      { code: 'session_not_found' },
    ],
  ];
  it.each(cases)('%s: the answer is about what it left', async (_, sql, params, status, body) => {
    const id = await addSession(database);
    const written = await hold(database, { untilWaiting: 1 }, sql, id, ...params);
    const response = await command(id, 'assign', { agent_id: agent });
    await written.committed;
    expect(await response.json()).toMatchObject(body);
    expect(response.status).toBe(status);
    expect(await database.query('select count(*)::int as n from chat_audit_log')).toEqual([{ n: 0 }]);
  });

  it('is started when the assignment happens, not when the caller began to wait', async () => {
    const id = await addSession(database);
    const written = await hold(
      database,
      {
        untilWaiting: 1,
        lastly: ['update chat_sessions set queued_at = clock_timestamp() where id = $1', id],
      },
      lockIt,
      id,
    );
    const response = await command(id, 'assign', { agent_id: agent });
    await written.committed;
    expect(response.status).toBe(200);
    const [row] = await database.query(
      `select started_at > queued_at as after_the_wait, started_at = last_activity_at as at_once,
         started_at = (select joined_at from chat_participants where session_id = s.id) as joined_then,
         started_at = (select created_at from chat_audit_log where session_id = s.id) as audited_then
       from chat_sessions s where id = $1`,
      [id],
    );
    expect(row).toEqual({ after_the_wait: true, at_once: true, joined_then: true, audited_then: true });
  });

  it('in the opposite order of locks: the command steps back for it, and is done once', async () => {
    const id = await addSession(database);
    await addParticipant(database, id, { user_id: agent, left_at: '2026-01-01T00:00:00Z' });
    const written = await hold(
      database,
      { untilWaiting: 1, lastly: [`update chat_sessions set feedback = 'last' where id = $1`, id] },
      'update chat_participants set left_at = now() where session_id = $1',
      id,
    );
    const response = await command(id, 'assign', { agent_id: agent });
    // A deadlock that PostgreSQL had to end would fail the one or the other.
    await expect(written.committed).resolves.toBeUndefined();
    expect(response.status).toBe(200);
    const state = await stateOf(id);
    expect(state.audit).toHaveLength(1);
    expect(state.participants).toMatchObject([{ user_id: agent, left_at: null }]);
  });

  it('keeps writing messages and participants while the command holds the session', async () => {
    const id = await addSession(database);
    const work = Array.from({ length: 30 }, async (_, i) => {
      if (i % 3 === 0) return command(id, 'assign', { agent_id: agent });
      const sender = newId();
      await addMessage(database, id, { sender_id: sender });
      await addParticipant(database, id, { user_id: sender, role: 'support_agent' });
      return undefined;
    });
    const responses = (await Promise.all(work)).filter((response) => response !== undefined);
    expect(responses.map((response) => response.status)).toEqual(responses.map(() => 200));
    const listed = await bodyOf<Record<string, unknown>[]>(await app.call('sessions'));
    expect(listed).toMatchObject([{ total_messages: 20, first_responder_id: expect.any(String) as unknown }]);
    expect((await stateOf(id)).audit).toHaveLength(1);
  });
});
