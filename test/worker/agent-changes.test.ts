import { beforeEach, describe, expect, it } from 'vitest';
import { answerOf, bodyOf, problem } from '../support/answers.ts';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { addAgent, addOffer, addOwned, commandLog, routedSession } from '../support/routing.ts';
import { addMessage, addParticipant, addSession, newId } from '../support/rows.ts';
import { testApp, type CallOptions } from '../support/test-app.ts';
import { tokenOf } from '../support/tokens.ts';

/** PATCH and DELETE of registered agents, their versions, and what becomes of their sessions and offers. */

const database = useFreshDatabase();
const app = testApp({ bindings: { DATABASE_URL: database.url } });
beforeEach(() => database.clear());

interface Agent {
  agent_id: string;
  team: string | null;
  availability: string;
  version: number;
  load: number;
}

const patch = (agent: string, json: unknown, options: CallOptions = {}) =>
  app.call(`agents/${agent}`, { method: 'PATCH', json, ...options });
const put = (agent: string, options: CallOptions = {}) =>
  app.call(`agents/${agent}`, { method: 'PUT', json: { display_name: 'Ben', max_sessions: 1 }, ...options });
const remove = (agent: string, query = '', options: CallOptions = {}) =>
  app.call(`agents/${agent}${query}`, { method: 'DELETE', ...options });
const setAvailability = (agent: string, availability: string, options: CallOptions = {}) =>
  app.call(`agents/${agent}/availability`, { json: { availability }, ...options });
const read = async (agent: string): Promise<Agent> => bodyOf(await app.call(`agents/${agent}`));
const on = (session: string, command: string, json: object = {}, options: CallOptions = {}) =>
  app.call(`sessions/${session}/${command}`, { json, ...options });

describe('PATCH', () => {
  it('sets what it names and keeps the rest', async () => {
    const agent = await addAgent(database, { team: 'billing', skills: ['french'], max_sessions: 2 });
    const before = await read(agent);
    const response = await patch(agent, { max_sessions: 7, skills: ['tax', 'french', 'tax'] });
    expect(response.status).toBe(200);
    expect(response.headers.get('ETag')).toBe('"2"');
    const changed = {
      ...before,
      max_sessions: 7,
      free: 7,
      skills: ['french', 'tax'],
      version: 2,
      updated_at: expect.any(String) as unknown,
    };
    expect(await bodyOf(response)).toEqual({ success: true, message: 'Agent saved.', data: changed });
    expect(await read(agent)).toEqual(changed);
  });

  it.each<[object, object]>([
    [{ team: null }, { team: null, skills: ['french'] }],
    [{ team: ' ' }, { team: null, skills: ['french'] }],
    [{ skills: null }, { team: 'billing', skills: [] }],
    [{ skills: [' '] }, { team: 'billing', skills: [] }],
    [{ display_name: 'Bea' }, { display_name: 'Bea', team: 'billing', availability: 'online' }],
    [{ availability: 'away' }, { availability: 'away', team: 'billing' }],
  ])('of %j makes it %j', async (change, expected) => {
    const agent = await addAgent(database, { team: 'billing', skills: ['french'] });
    expect((await patch(agent, change)).status).toBe(200);
    expect(await read(agent)).toMatchObject({ ...expected, version: 2 });
  });

  it('is taken as a merge patch, too', async () => {
    const agent = await addAgent(database);
    const headers = { 'Content-Type': 'application/merge-patch+json' };
    expect((await patch(agent, { team: 'billing' }, { headers })).status).toBe(200);
    expect(await read(agent)).toMatchObject({ team: 'billing' });
  });

  it.each([{}, { team: 'billing', max_sessions: 5 }])(
    'that changes nothing, %j, leaves the version and the audit as they are',
    async (same) => {
      const agent = await addAgent(database, { team: 'billing' });
      const response = await patch(agent, same);
      expect([response.status, response.headers.get('ETag')]).toEqual([200, '"1"']);
      expect(await commandLog(database)).toEqual([]);
    },
  );

  it('registers nobody', async () => {
    expect(await answerOf(await patch(newId(), { team: 'billing' }))).toEqual(
      problem(404, 'agent_not_found'),
    );
    expect(await bodyOf(await app.call('agents'))).toEqual([]);
  });

  it.each([
    { display_name: null },
    { max_sessions: null },
    { availability: null },
    { version: 7 },
    { removed_at: null },
    { team: 'x'.repeat(201) },
  ])('of %j is refused', async (change) => {
    const agent = await addAgent(database);
    expect(await answerOf(await patch(agent, change))).toEqual(problem(422, 'validation_failed'));
  });
});

describe('If-Match', () => {
  const commands: [string, (agent: string, options: CallOptions) => Promise<Response>][] = [
    ['PUT', (agent, options) => put(agent, options)],
    ['PATCH', (agent, options) => patch(agent, { team: 'sales' }, options)],
    ['DELETE', (agent, options) => remove(agent, '', options)],
    ['availability', (agent, options) => setAvailability(agent, 'away', options)],
  ];

  it.each(commands)('lets %s happen at its version alone', async (_, send) => {
    const agent = await addAgent(database);
    await patch(agent, { team: 'billing' });
    const before = await read(agent);
    const stale = await send(agent, { headers: { 'If-Match': '"1"' } });
    expect(stale.headers.get('ETag')).toBe('"2"');
    expect(await answerOf(stale)).toEqual(problem(412, 'version_changed', { agent: before }));
    expect(await read(agent)).toEqual(before);
    expect((await commandLog(database)).at(-1)).toMatchObject({ refusal: 'version_changed', to: agent });
    expect((await send(agent, { headers: { 'If-Match': '"1", "2"' } })).status).toBe(200);
  });

  it.each(commands)('lets %s happen for * where the agent is registered', async (_, send) => {
    const headers = { 'If-Match': '*' };
    expect((await send(await addAgent(database), { headers })).status).toBe(200);
    expect(await answerOf(await send(newId(), { headers }))).toEqual(problem(404, 'agent_not_found'));
    expect(await answerOf(await send(newId(), { headers: { 'If-Match': 'x' } }))).toEqual(
      problem(400, 'if_match_invalid'),
    );
  });

  it('lets one of many who saw the same version win', async () => {
    const agent = await addAgent(database);
    const headers = { 'If-Match': (await app.call(`agents/${agent}`)).headers.get('ETag') ?? '' };
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) => patch(agent, { team: `team ${n}` }, { headers })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(7).fill(412)]);
    expect(await read(agent)).toMatchObject({ version: 2 });
  });
});

describe('DELETE', () => {
  it('takes the agent out of the lists, and what is asked of it is a 404', async () => {
    const [agent, other] = [await addAgent(database), await addAgent(database)];
    const response = await remove(agent);
    expect(response.status).toBe(200);
    expect(await bodyOf(response)).toEqual({
      success: true,
      message: 'Agent deleted.',
      data: { agent_id: agent, sessions: [] },
    });
    expect(await bodyOf(await app.call('agents'))).toMatchObject([{ agent_id: other }]);
    for (const again of [
      await app.call(`agents/${agent}`),
      await patch(agent, { team: 'x' }),
      await setAvailability(agent, 'online'),
      await remove(agent),
    ]) {
      expect(await answerOf(again)).toEqual(problem(404, 'agent_not_found'));
    }
    expect(await commandLog(database)).toMatchObject([
      { action: 'delete_agent', outcome: 'done', to: agent },
      { action: 'update_agent', outcome: 'refused' },
      { action: 'set_availability', outcome: 'refused' },
      { action: 'delete_agent', outcome: 'refused' },
    ]);
  });

  it('names its open sessions, which stay its own', async () => {
    const agent = await addAgent(database);
    const active = await addOwned(database, agent);
    await addSession(database, { status: 'closed', assigned_agent_id: agent });
    await addOwned(database, await addAgent(database));
    expect(await bodyOf(await remove(agent))).toMatchObject({
      message: 'Agent deleted. Its sessions are still assigned to it.',
      data: {
        sessions: [
          {
            session_id: active,
            status: 'active',
            assigned_agent_id: agent,
            assigned_agent_name: 'Ada',
            version: 1,
          },
        ],
      },
    });
    expect(await routedSession(database, active)).toMatchObject({ agent, status: 'active', audit: [] });
  });

  it('with requeue=true puts them back, each with its audit rows', async () => {
    const agent = await addAgent(database, { team: 'billing' });
    const admin = newId();
    const active = await addOwned(database, agent, { team: 'billing' });
    const chosen = await addSession(database, {
      assigned_agent_id: agent,
      queued_at: '2026-01-01T00:00:00Z',
    });
    const response = await remove(agent, '?requeue=true', { token: await tokenOf('admin', admin) });
    const { data } = await bodyOf<{ data: { sessions: object[] } }>(response);
    expect(data.sessions).toHaveLength(2);
    for (const id of [active, chosen]) {
      expect(data.sessions).toContainEqual({
        session_id: id,
        status: 'waiting',
        assigned_agent_id: null,
        assigned_agent_name: null,
        version: 2,
      });
      expect(await routedSession(database, id)).toMatchObject({
        status: 'waiting',
        agent: null,
        present: [],
        audit: [{ action: 'requeue', from: agent, to: null, actor: admin }],
      });
      expect(await commandLog(database, id)).toMatchObject([
        { action: 'requeue', outcome: 'done', from: agent, actor: admin },
      ]);
    }
    expect(await routedSession(database, active)).toMatchObject({ team: 'billing' });
    expect(await routedSession(database, chosen)).toMatchObject({ queued_at: '2026-01-01T00:00:00.000000Z' });
  });

  it('leaves figures, names and responses in history as they were', async () => {
    const agent = await addAgent(database, { display_name: 'Ada' });
    const id = await addOwned(database, agent, { created_at: new Date().toISOString() });
    // It answered here without being a participant: only as a registered agent.
    const other = await addSession(database);
    await addMessage(database, other, { sender_id: agent });
    await addParticipant(database, id, { role: 'customer' });
    const headers = { 'Cache-Control': 'no-cache' };
    const figures = async () => {
      const { total_messages, avg_response_time_seconds } = await bodyOf<Record<string, unknown>>(
        await app.call('overview', { headers }),
      );
      return { total_messages, avg_response_time_seconds };
    };
    const before = await figures();
    expect(before.avg_response_time_seconds).not.toBeNull();
    await remove(agent);
    expect(await figures()).toEqual(before);
    expect(await bodyOf(await app.call('agent-performance', { headers }))).toMatchObject([
      { agent_id: agent, display_name: 'Ada', availability: null, sessions_handled: 1 },
    ]);
  });

  it('gives the agent no more sessions until it is registered again, with a new version', async () => {
    const agent = await addAgent(database);
    const id = await addSession(database);
    const held = await addOffer(database, id, agent);
    await remove(agent);
    const token = await tokenOf('agent', agent);
    const refused = problem(409, 'agent_not_registered');
    for (const options of [{}, { token }]) {
      expect(await answerOf(await on(id, 'assign', { agent_id: agent }, options))).toEqual(refused);
      const claimed = await app.call('queue/claim', { json: { agent_id: agent }, ...options });
      expect(await answerOf(claimed)).toEqual(refused);
    }
    expect(await answerOf(await on(id, 'offers', { agent_id: agent }))).toEqual(refused);
    expect(await answerOf(await on(id, `offers/${held}/accept`, {}, { token }))).toEqual(
      problem(409, 'offer_not_open', { offer_outcome: 'withdrawn' }),
    );
    const again = await put(agent, {
      json: { display_name: 'Ada', availability: 'online', max_sessions: 3 },
    });
    expect([again.status, again.headers.get('ETag')]).toEqual([201, '"3"']);
    expect((await on(id, 'assign', { agent_id: agent })).status).toBe(200);
  });

  it('misses no session that is assigned at the same time', async () => {
    const agent = await addAgent(database, { max_sessions: 100 });
    const sessions = await Promise.all(Array.from({ length: 12 }, () => addSession(database)));
    const [removed] = await Promise.all([
      remove(agent, '?requeue=true'),
      ...sessions.map((id) => on(id, 'assign', { agent_id: agent })),
    ]);
    expect(removed.status).toBe(200);
    for (const id of sessions) expect(await routedSession(database, id)).toMatchObject({ agent: null });
  });

  it('is another call with requeue than without, for an idempotency key', async () => {
    const agent = await addAgent(database);
    const options = { token: await tokenOf('admin', newId()), headers: { 'Idempotency-Key': 'once' } };
    const first = await remove(agent, '', options);
    const again = await remove(agent, '', options);
    expect([first.status, again.status, again.headers.get('Idempotency-Replayed')]).toEqual([
      200,
      200,
      'true',
    ]);
    expect(await answerOf(await remove(agent, '?requeue=true', options))).toEqual(
      problem(422, 'idempotency_key_reused'),
    );
  });

  it('takes no body and no other query', async () => {
    const agent = await addAgent(database);
    for (const response of [
      await remove(agent, '', { json: { requeue: true } }),
      await remove(agent, '?requeue=1'),
      await remove(agent, '?force=true'),
    ]) {
      expect(await answerOf(response)).toEqual(problem(422, 'validation_failed'));
    }
    expect(await read(agent)).toMatchObject({ version: 1 });
  });
});

describe('going offline ends the open offers of the agent', () => {
  it.each<[string, (agent: string) => Promise<Response>]>([
    ['by its availability', (agent) => setAvailability(agent, 'offline')],
    ['by PATCH', (agent) => patch(agent, { availability: 'offline' })],
    ['by PUT', (agent) => put(agent)],
    ['by DELETE', (agent) => remove(agent)],
  ])('%s, and the session is free for the next', async (_, goOffline) => {
    const [agent, next] = [await addAgent(database), await addAgent(database)];
    const [id, others] = [await addSession(database), await addSession(database)];
    const offerId = await addOffer(database, id, agent);
    await addOffer(database, others, next);
    expect((await goOffline(agent)).status).toBe(200);
    expect(await routedSession(database, id)).toMatchObject({
      status: 'waiting',
      offers: [{ id: offerId, outcome: 'withdrawn', live: false }],
    });
    expect(await routedSession(database, others)).toMatchObject({ offers: [{ live: true }] });
    expect((await on(id, 'offers', { agent_id: next })).status).toBe(201);
  });

  it('but away ends none, and neither does saying offline again what an admin has forced since', async () => {
    const agent = await addAgent(database);
    const id = await addSession(database);
    await addOffer(database, id, agent);
    await setAvailability(agent, 'away');
    expect(await routedSession(database, id)).toMatchObject({ offers: [{ live: true }] });
    await setAvailability(agent, 'offline');
    expect((await on(id, 'offers', { agent_id: agent, force: true })).status).toBe(201);
    await setAvailability(agent, 'offline');
    expect((await routedSession(database, id)).offers).toMatchObject([{ live: false }, { live: true }]);
  });

  it('leaves none that was made at the same time', async () => {
    const agent = await addAgent(database, { max_sessions: 100 });
    const sessions = await Promise.all(Array.from({ length: 10 }, () => addSession(database)));
    await Promise.all([
      ...sessions.map((id) => on(id, 'offers', { agent_id: agent, expires_in_seconds: 600 })),
      setAvailability(agent, 'offline'),
    ]);
    expect(await read(agent)).toMatchObject({ availability: 'offline', load: 0 });
  });
});
