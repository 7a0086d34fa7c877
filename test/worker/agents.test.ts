import { beforeEach, describe, expect, it } from 'vitest';
import { answerOf, bodyOf, problem } from '../support/answers.ts';
import { useFreshDatabase, type Row } from '../support/fresh-database.ts';
import { allPages, nextOf } from '../support/pages.ts';
import { latestEventOf } from '../support/routing.ts';
import { addParticipant, addSession, newId } from '../support/rows.ts';
import { testApp, type TestApp } from '../support/test-app.ts';
import { tokenOf } from '../support/tokens.ts';

const database = useFreshDatabase();
const app = testApp({ bindings: { DATABASE_URL: database.url } });
const strict = testApp({ bindings: { DATABASE_URL: database.url, REGISTERED_AGENTS_ONLY: 'true' } });
beforeEach(() => database.clear());

interface Agent {
  agent_id: string;
  display_name: string;
  team: string | null;
  skills: string[];
  availability: string;
  max_sessions: number;
  load: number;
  free: number;
  updated_at: string;
  version: number;
}

const idOf = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const namesOf = (rows: Agent[]): string[] => rows.map((row) => row.display_name);
const list = async (query = ''): Promise<Agent[]> => bodyOf<Agent[]>(await app.call(`agents${query}`));

/** Registers an agent as an admin does. @returns its id */
async function register(body: Record<string, unknown> = {}, agentId = newId()): Promise<string> {
  const response = await app.call(`agents/${agentId}`, {
    method: 'PUT',
    json: { display_name: 'Ada', availability: 'online', max_sessions: 3, ...body },
  });
  expect([200, 201]).toContain(response.status);
  return agentId;
}

const put = (
  agentId: string,
  json: unknown,
  options: { token?: string; headers?: Record<string, string> } = {},
) => app.call(`agents/${agentId}`, { method: 'PUT', json, ...options });

const setAvailability = (agentId: string, availability: unknown, token?: string) =>
  app.call(`agents/${agentId}/availability`, {
    json: { availability },
    ...(token !== undefined && { token }),
  });

const assign = (sessionId: string, agentId: string, api: TestApp = app, more: object = {}) =>
  api.call(`sessions/${sessionId}/assign`, { json: { agent_id: agentId, ...more } });

const active = (agentId: string | null) =>
  addSession(database, { status: 'active', assigned_agent_id: agentId, started_at: '2026-01-01T00:00:00Z' });

/** An offer as the table has it, on a waiting session of its own unless one is given. */
async function addOffer(agentId: string, row: Row = {}): Promise<void> {
  const session = String(row['session_id'] ?? (await addSession(database)));
  const [latest] = await database.query(`select ${latestEventOf('$1')}::text as id`, [session]);
  await database.insert('dashboard_offers', {
    session_id: session,
    session_event_id: latest?.['id'],
    agent_id: agentId,
    offered_at: '2026-01-01T00:00:00Z',
    expires_at: '9999-01-01T00:00:00Z',
    ...row,
  });
}

const logged = (): Promise<Row[]> =>
  database.query(
    `select action, outcome, refusal, session_id, to_agent_id, reason, forced, actor_id, actor_role, request_id,
       idempotency_key
     from dashboard_command_log order by created_at, id`,
  );

describe('the list', () => {
  it('is empty where nobody is registered, whoever works', async () => {
    await active(newId());
    const response = await app.call('agents');
    expect(await response.json()).toEqual([]);
    expect(response.headers.get('Link')).toBeNull();
    expect(response.headers.get('Cache-Control')).toBe('no-store');
  });

  it('tells an agent with all that it has', async () => {
    const agent = await register({ team: 'billing', skills: ['refunds', 'french', 'refunds'] });
    expect(await list()).toEqual([
      {
        agent_id: agent,
        display_name: 'Ada',
        team: 'billing',
        skills: ['french', 'refunds'],
        availability: 'online',
        max_sessions: 3,
        load: 0,
        free: 3,
        updated_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        version: 1,
      },
    ]);
  });

  it('is in the order of names, code point by code point, then of ids', async () => {
    const named = ['b', 'Z', 'a', 'ä', 'é', '😀', '\uffee', 'A', ' ', 'aa'];
    for (const [n, display_name] of named.entries()) await register({ display_name }, idOf(50 - n));
    await register({ display_name: 'a' }, idOf(1));
    await register({ display_name: 'a' }, idOf(99));
    const rows = await list();
    expect(namesOf(rows)).toEqual([' ', 'A', 'Z', 'a', 'a', 'a', 'aa', 'b', 'ä', 'é', '\uffee', '😀']);
    expect(rows.filter((row) => row.display_name === 'a').map((row) => row.agent_id)).toEqual([
      idOf(1),
      idOf(48),
      idOf(99),
    ]);
  });

  it('filters by availability, team and skill, and by all of them', async () => {
    await register({ display_name: 'a', team: 'billing', skills: ['x', 'y'], availability: 'online' });
    await register({ display_name: 'b', team: 'billing', skills: ['x'], availability: 'away' });
    await register({ display_name: 'c', team: 'Billing', skills: ['y'], availability: 'offline' });
    await register({ display_name: 'd', skills: ['xy', 'y'], availability: 'online' });
    for (const [query, names] of [
      ['', 'abcd'],
      ['?availability=online', 'ad'],
      ['?availability=away', 'b'],
      ['?availability=offline', 'c'],
      ['?team=billing', 'ab'],
      ['?team=bill', ''],
      ['?skill=x', 'ab'],
      ['?skill=y', 'acd'],
      ['?skill=Y', ''],
      ['?availability=online&team=billing&skill=y', 'a'],
      ['?availability=away&team=billing&skill=y', ''],
    ]) {
      expect([query, namesOf(await list(query)).join('')]).toEqual([query, names]);
    }
  });

  it.each([
    '?availability=busy',
    '?availability=',
    '?team=',
    `?team=${'x'.repeat(201)}`,
    '?team=a&team=b',
    '?skill=',
    `?skill=${'x'.repeat(201)}`,
    '?skill=%00',
    '?limit=0',
    '?limit=101',
    '?cursor=x',
    '?unknown=1',
  ])('refuses the query %s', async (query) => {
    expect(await answerOf(await app.call(`agents${query}`))).toEqual(problem(422, 'validation_failed'));
  });

  it('does not take the cursor of another list', async () => {
    await Promise.all([active(null), active(null)]);
    const other = nextOf(await app.call('active-sessions?limit=1')) ?? '';
    const { searchParams } = new URL(other);
    expect(await answerOf(await app.call(`agents?${searchParams}`))).toEqual(
      problem(422, 'validation_failed'),
    );
  });
});

describe('pages', () => {
  it('hold 100 rows where no limit is given, and no link where there are no more', async () => {
    await database.query(
      `insert into support_agents (agent_id, display_name, max_sessions)
       select gen_random_uuid(), 'Agent ' || n, 1 from generate_series(1, 100) n`,
    );
    const full = await app.call('agents');
    expect(await full.json()).toHaveLength(100);
    expect(full.headers.get('Link')).toBeNull();
    await register();
    const cut = await app.call('agents?availability=offline');
    expect(cut.headers.get('Link')).toBeNull();
    expect(nextOf(await app.call('agents'))).toMatch(
      /^https:\/\/dashboard\.test\/api\/v1\/admin\/chat-dashboard\/agents\?cursor=[\w-]+$/,
    );
  });

  it.each([1, 2, 3, 7, 100])('of %i rows show each row once, in the order of the whole', async (limit) => {
    // Names that many share, and the longest that a cursor has to carry.
    const names = ['Ada', '\u0001'.repeat(100), '写'.repeat(100), '😀'.repeat(50), '"\\'.repeat(50)];
    for (let n = 0; n < 15; n += 1) await register({ display_name: names[n % 5], team: 't' });
    await register({ display_name: 'Of another team' });
    const whole = await list('?team=t');
    expect(whole).toHaveLength(15);
    const pages = await allPages<Agent>(app, `agents?team=t&limit=${limit}`);
    expect(pages.map((page) => page.length)).toEqual([
      ...Array.from({ length: Math.ceil(15 / limit) - 1 }, () => limit),
      15 % limit || Math.min(15, limit),
    ]);
    expect(pages.flat()).toEqual(whole);
  });

  it('go on where they were when the row they ended at is gone', async () => {
    for (const display_name of ['a', 'b', 'c', 'd']) await register({ display_name });
    const response = await app.call('agents?limit=2');
    const [, last] = await bodyOf<Agent[]>(response);
    await database.query('delete from support_agents where agent_id = $1', [last?.agent_id]);
    const rest = await allPages<Agent>(app, nextOf(response) ?? '');
    expect(namesOf(rest.flat())).toEqual(['c', 'd']);
  });
});

describe('the load', () => {
  it('is the active sessions assigned and the live offers, of this agent alone', async () => {
    const [agent, other, idle] = [await register(), await register(), await register()];
    await Promise.all([active(agent), active(agent), active(other), active(null), active(newId())]);
    // Not active, or not its own.
    await addSession(database, { status: 'closed', assigned_agent_id: agent });
    await addSession(database, { status: 'waiting', assigned_agent_id: agent });
    const taken = await active(agent);
    await addParticipant(database, taken, { user_id: other });
    await addOffer(agent);
    await addOffer(other);
    await addOffer(agent, { expires_at: '2026-01-01T00:00:30Z' });
    for (const outcome of ['accepted', 'declined', 'withdrawn', 'expired'])
      await addOffer(agent, { outcome });
    // Offers of sessions that no longer wait, or are no more.
    await addOffer(agent, { session_id: await active(newId()) });
    await addOffer(agent, { session_id: await addSession(database, { status: 'closed' }) });
    await addOffer(agent, { session_id: newId() });
    const places = new Map((await list()).map(({ agent_id, load, free }) => [agent_id, { load, free }]));
    expect(places.get(agent)).toEqual({ load: 4, free: 0 });
    expect(places.get(other)).toEqual({ load: 2, free: 1 });
    expect(places.get(idle)).toEqual({ load: 0, free: 3 });
    for (const [id, place] of places) {
      expect(await bodyOf(await app.call(`agents/${id}`))).toMatchObject(place);
    }
  });

  it('follows what becomes of sessions and offers, whoever writes', async () => {
    const agent = await register({ max_sessions: 10 });
    const load = async () => (await list())[0]?.load;
    const session = await addSession(database);
    const offered = await app.call(`sessions/${session}/offers`, { json: { agent_id: agent } });
    expect(offered.status).toBe(201);
    const { data } = await bodyOf<{ data: { offer_id: string } }>(offered);
    expect(await load()).toBe(1);
    // It is now its session: one place, not two.
    const answer = (what: string) =>
      app.call(`sessions/${session}/offers/${data.offer_id}/${what}`, { json: {} });
    expect((await answer('accept')).status).toBe(200);
    expect(await load()).toBe(1);
    await database.query(`update chat_sessions set status = 'closed', closed_at = now() where id = $1`, [
      session,
    ]);
    expect(await load()).toBe(0);
    await database.query(`update chat_sessions set status = 'active' where id = $1`, [session]);
    expect(await load()).toBe(1);
    await database.query(`delete from chat_sessions where id = $1`, [session]);
    expect(await load()).toBe(0);
  });

  it('may be above the places, and then none is free', async () => {
    const agent = await register({ max_sessions: 5 });
    await Promise.all([active(agent), active(agent), active(agent)]);
    await register({ max_sessions: 1 }, agent);
    expect(await list()).toMatchObject([{ max_sessions: 1, load: 3, free: 0 }]);
  });
});

describe('one agent', () => {
  it('is told as the list tells it', async () => {
    const agent = await register({ team: 'billing', skills: ['b', 'a'] });
    await register();
    const response = await app.call(`agents/${agent.toUpperCase()}`);
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    expect([await response.json()]).toEqual(await list('?team=billing'));
  });

  it('is not found where nobody registered it, though it works', async () => {
    const agent = newId();
    await active(agent);
    expect(await answerOf(await app.call(`agents/${agent}`))).toEqual(problem(404, 'agent_not_found'));
    expect(await answerOf(await app.call('agents/nobody'))).toEqual(problem(422, 'validation_failed'));
  });

  it.each(['admin', 'agent', 'router'])('and the list are there for the role %s', async (role) => {
    const agent = await register();
    const token = await tokenOf(role);
    expect((await app.call('agents', { token })).status).toBe(200);
    expect((await app.call(`agents/${agent}`, { token })).status).toBe(200);
  });
});

describe('saving an agent', () => {
  it('registers it, with defaults for what is left out', async () => {
    const agent = newId();
    const created = await put(agent.toUpperCase(), { display_name: 'Ben', max_sessions: 0 });
    expect(created.status).toBe(201);
    expect(created.headers.get('Cache-Control')).toBe('no-store');
    expect(created.headers.get('ETag')).toBe('"1"');
    const body = await bodyOf<{ data: Agent }>(created);
    expect(body).toEqual({
      success: true,
      message: 'Agent registered.',
      data: {
        agent_id: agent,
        display_name: 'Ben',
        team: null,
        skills: [],
        availability: 'offline',
        max_sessions: 0,
        load: 0,
        free: 0,
        updated_at: expect.any(String),
        version: 1,
      },
    });
    expect(await bodyOf(await app.call(`agents/${agent}`))).toEqual(body.data);
  });

  it('replaces it whole', async () => {
    const agent = await register({ team: 'billing', skills: ['x'], max_sessions: 9 });
    await active(agent);
    const replaced = await put(agent, { display_name: 'Ben', max_sessions: 2 });
    expect(replaced.status).toBe(200);
    expect(await bodyOf(replaced)).toMatchObject({
      success: true,
      message: 'Agent saved.',
      data: {
        display_name: 'Ben',
        team: null,
        skills: [],
        availability: 'offline',
        max_sessions: 2,
        load: 1,
        free: 1,
      },
    });
    expect(await list()).toHaveLength(1);
  });

  it('is done once where many register the same agent at once', async () => {
    const agent = newId();
    const responses = await Promise.all(
      Array.from({ length: 8 }, (_, n) => put(agent, { display_name: `Name ${n}`, max_sessions: n })),
    );
    expect(responses.map(({ status }) => status).sort()).toEqual([...Array<number>(7).fill(200), 201]);
    expect(await list()).toHaveLength(1);
    expect(await logged()).toHaveLength(8);
  });

  const good = { display_name: 'Ada', max_sessions: 3 };

  it.each<[string, Record<string, unknown>]>([
    ['a name of 100 characters', { display_name: '写'.repeat(100) }],
    ['quotes, backslashes and controls', { display_name: `'"\\\u0001\u2028` }],
    ['no team', { team: null }],
    ['a team of 200 characters', { team: '😀'.repeat(200) }],
    [
      '50 skills of 200 characters',
      { skills: Array.from({ length: 50 }, (_, n) => `${n}`.padStart(200, 's')) },
    ],
    ['skills that look like an array of PostgreSQL', { skills: ['"', '\\', 'NULL', '{a,b}'] }],
    ['1000 places', { max_sessions: 1000 }],
  ])('takes %s', async (_, more) => {
    const agent = newId();
    expect((await put(agent, { ...good, ...more })).status).toBe(201);
    const { skills = [], ...rest } = more as { skills?: string[] };
    const kept = await bodyOf<Agent>(await app.call(`agents/${agent}`));
    expect(kept).toMatchObject(rest);
    expect(new Set(kept.skills)).toEqual(new Set(skills));
  });

  it.each<[string, unknown]>([
    ['display_name', { max_sessions: 3 }],
    ['display_name', { ...good, display_name: '' }],
    ['display_name', { ...good, display_name: 'x'.repeat(101) }],
    ['display_name', { ...good, display_name: 'a\u0000b' }],
    ['display_name', { ...good, display_name: '\ud800' }],
    ['display_name', { ...good, display_name: null }],
    ['team', { ...good, team: 'x'.repeat(201) }],
    ['team', { ...good, team: 7 }],
    ['skills', { ...good, skills: 'x' }],
    ['skills', { ...good, skills: null }],
    ['skills.0', { ...good, skills: ['x'.repeat(201)] }],
    ['skills.0', { ...good, skills: ['\u0000'] }],
    ['skills', { ...good, skills: Array.from({ length: 51 }, (_, n) => `${n}`) }],
    ['availability', { ...good, availability: 'busy' }],
    ['availability', { ...good, availability: null }],
    ['max_sessions', { display_name: 'Ada' }],
    ['max_sessions', { ...good, max_sessions: -1 }],
    ['max_sessions', { ...good, max_sessions: 1001 }],
    ['max_sessions', { ...good, max_sessions: 1.5 }],
    ['max_sessions', { ...good, max_sessions: '3' }],
    ['agent_id', { ...good, agent_id: newId() }],
    ['load', { ...good, load: 0 }],
    ['', []],
  ])('refuses a bad %s: %j', async (path, body) => {
    const errors = expect.arrayContaining([{ path, message: expect.any(String) }]) as unknown;
    expect(await answerOf(await put(newId(), body))).toEqual(problem(422, 'validation_failed', { errors }));
    expect(await list()).toEqual([]);
    expect(await logged()).toEqual([]);
  });

  it.each(['agent', 'router'])('is nothing for the role %s, itself neither', async (role) => {
    const self = newId();
    expect(await answerOf(await put(self, good, { token: await tokenOf(role, self) }))).toEqual(
      problem(403, 'role_not_allowed'),
    );
    expect(await list()).toEqual([]);
  });

  it('happens once for its idempotency key', async () => {
    const agent = newId();
    const [token, headers] = [await tokenOf('admin'), { 'Idempotency-Key': 'ada-1' }];
    const first = await put(agent, good, { token, headers });
    const text = await first.text();
    await register({ display_name: 'Renamed meanwhile' }, agent);
    const again = await put(agent, good, { token, headers });
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(await again.text()).toBe(text);
    expect(first.headers.get('Idempotency-Replayed')).toBeNull();
    expect(again.headers.get('Idempotency-Replayed')).toBe('true');
    expect(namesOf(await list())).toEqual(['Renamed meanwhile']);
    expect(await answerOf(await put(agent, { ...good, max_sessions: 4 }, { token, headers }))).toEqual(
      problem(422, 'idempotency_key_reused'),
    );
    expect(await answerOf(await put(newId(), good, { token, headers }))).toEqual(
      problem(422, 'idempotency_key_reused'),
    );
  });

  it('takes blank text for no team and for no skill', async () => {
    const agent = await register({ team: ' \t', skills: ['', 'x', '  ', '\u00a0'] });
    expect(await bodyOf(await app.call(`agents/${agent}`))).toMatchObject({ team: null, skills: ['x'] });
  });
});

describe('the availability', () => {
  it.each(['online', 'away', 'offline'])(
    'is set to %s by an admin, whatever it was',
    async (availability) => {
      const agent = await register({ team: 'billing', skills: ['x'] });
      const before = await bodyOf<Agent>(await app.call(`agents/${agent}`));
      for (let round = 0; round < 2; round += 1) {
        const response = await setAvailability(agent, availability);
        expect(response.status).toBe(200);
        expect(await bodyOf(response)).toEqual({
          success: true,
          message: 'Availability set.',
          data: {
            ...before,
            availability,
            updated_at: expect.any(String),
            // The second time nothing changes.
            version: availability === 'online' ? 1 : 2,
          },
        });
      }
      expect(await list()).toMatchObject([{ availability, team: 'billing', skills: ['x'] }]);
    },
  );

  it('is its own: an agent sets no other’s', async () => {
    const [agent, other] = [await register(), await register()];
    expect((await setAvailability(agent, 'away', await tokenOf('agent', agent))).status).toBe(200);
    const asOther = await tokenOf('agent', other);
    expect(await answerOf(await setAvailability(agent, 'offline', asOther))).toEqual(
      problem(403, 'agent_not_self'),
    );
    // It is not told whether there is such an agent.
    expect(await answerOf(await setAvailability(newId(), 'offline', asOther))).toEqual(
      problem(403, 'agent_not_self'),
    );
    const router = await tokenOf('router', agent);
    expect(await answerOf(await setAvailability(agent, 'offline', router))).toEqual(
      problem(403, 'role_not_allowed'),
    );
    expect(await bodyOf(await app.call(`agents/${agent}`))).toMatchObject({ availability: 'away' });
    expect(await bodyOf(await app.call(`agents/${other}`))).toMatchObject({ availability: 'online' });
  });

  it('belongs to registered agents alone', async () => {
    const self = newId();
    for (const token of [await tokenOf('admin'), await tokenOf('agent', self)]) {
      expect(await answerOf(await setAvailability(self, 'online', token))).toEqual(
        problem(404, 'agent_not_found'),
      );
    }
    expect(await list()).toEqual([]);
  });

  it.each<[unknown]>([
    [{}],
    [{ availability: 'busy' }],
    [{ availability: null }],
    [{ availability: 'away', team: 'x' }],
    [[]],
  ])('refuses %j', async (json) => {
    const agent = await register();
    expect(await answerOf(await app.call(`agents/${agent}/availability`, { json }))).toEqual(
      problem(422, 'validation_failed'),
    );
  });

  it('decides whether the agent can be given a session', async () => {
    const agent = await register({ availability: 'offline' });
    const session = await addSession(database);
    expect(await answerOf(await assign(session, agent))).toEqual(
      problem(409, 'agent_unavailable', { availability: 'offline' }),
    );
    await setAvailability(agent, 'online');
    expect((await assign(session, agent)).status).toBe(200);
    // Away: may still be given one. Offline: keeps what it has.
    await setAvailability(agent, 'away');
    expect((await assign(await addSession(database), agent)).status).toBe(200);
    await setAvailability(agent, 'offline');
    expect(await answerOf(await assign(await addSession(database), agent))).toEqual(
      problem(409, 'agent_unavailable', { availability: 'offline' }),
    );
    expect(await bodyOf(await app.call(`agents/${agent}`))).toMatchObject({ load: 2, free: 1 });
  });
});

describe('places', () => {
  it('are as many as the agent has, by what it was last saved as', async () => {
    const agent = await register({ max_sessions: 1 });
    const sessions = await Promise.all([addSession(database), addSession(database), addSession(database)]);
    const [first = '', second = '', third = ''] = sessions;
    expect((await assign(first, agent)).status).toBe(200);
    const full = problem(409, 'agent_at_capacity', { load: 1, max_sessions: 1 });
    expect(await answerOf(await assign(second, agent))).toEqual(full);
    await register({ max_sessions: 2 }, agent);
    expect((await assign(second, agent)).status).toBe(200);
    await register({ max_sessions: 0 }, agent);
    expect(await answerOf(await assign(third, agent))).toEqual(
      problem(409, 'agent_at_capacity', { load: 2, max_sessions: 0 }),
    );
  });

  it('are never overdrawn, however many sessions are assigned at once', async () => {
    const agent = await register({ max_sessions: 3 });
    const sessions = await Promise.all(Array.from({ length: 10 }, () => addSession(database)));
    const responses = await Promise.all(sessions.map((session) => assign(session, agent)));
    expect(responses.filter(({ status }) => status === 200)).toHaveLength(3);
    expect(responses.filter(({ status }) => status === 409)).toHaveLength(7);
    expect(await list()).toMatchObject([{ load: 3, free: 0 }]);
  });
});

describe('an agent that nobody registered', () => {
  it('works without limits', async () => {
    const agent = newId();
    const sessions = await Promise.all(
      Array.from({ length: 5 }, () => addSession(database, { team: 'billing', skills: ['french'] })),
    );
    for (const session of sessions) expect((await assign(session, agent)).status).toBe(200);
    expect(await list()).toEqual([]);
  });

  it('gets nothing where only registered ones may, until it is one', async () => {
    const agent = newId();
    const session = await addSession(database);
    const refused = problem(409, 'agent_not_registered');
    expect(await answerOf(await assign(session, agent, strict))).toEqual(refused);
    const offer = { json: { agent_id: agent } };
    expect(await answerOf(await strict.call(`sessions/${session}/offers`, offer))).toEqual(refused);
    expect(await answerOf(await strict.call('queue/claim', offer))).toEqual(refused);
    const held = await active(newId());
    const transfer = { json: { to_agent_id: agent } };
    expect(await answerOf(await strict.call(`sessions/${held}/transfer`, transfer))).toEqual(refused);
    await register({}, agent);
    expect((await assign(session, agent, strict)).status).toBe(200);
  });

  it('may be given a session even so by an admin who insists', async () => {
    const session = await addSession(database);
    expect((await assign(session, newId(), strict, { force: true })).status).toBe(200);
  });
});

it('writes every command down, done or refused, but what never got there', async () => {
  const [admin, agent, nobody] = [newId(), newId(), newId()];
  const token = await tokenOf('admin', admin);
  const own = await tokenOf('agent', agent);
  const requestIds: (string | null)[] = [];
  const note = (response: Response): void => void requestIds.push(response.headers.get('X-Request-Id'));
  note(
    await put(
      agent,
      { display_name: 'Ada', max_sessions: 1 },
      { token, headers: { 'Idempotency-Key': 'k' } },
    ),
  );
  note(await setAvailability(agent, 'online', own));
  note(await setAvailability(nobody, 'online', token));
  // None of these is a command: a repetition, what does not fit, what is not allowed.
  await put(agent, { display_name: 'Ada', max_sessions: 1 }, { token, headers: { 'Idempotency-Key': 'k' } });
  await put(agent, {}, { token });
  await setAvailability(nobody, 'online', own);
  const common = { session_id: null, reason: null, forced: false, idempotency_key: null };
  expect(await logged()).toEqual([
    {
      ...common,
      action: 'save_agent',
      outcome: 'done',
      refusal: null,
      to_agent_id: agent,
      actor_id: admin,
      actor_role: 'admin',
      request_id: requestIds[0],
      idempotency_key: 'k',
    },
    {
      ...common,
      action: 'set_availability',
      outcome: 'done',
      refusal: null,
      to_agent_id: agent,
      actor_id: agent,
      actor_role: 'agent',
      request_id: requestIds[1],
    },
    {
      ...common,
      action: 'set_availability',
      outcome: 'refused',
      refusal: 'agent_not_found',
      to_agent_id: nobody,
      actor_id: admin,
      actor_role: 'admin',
      request_id: requestIds[2],
    },
  ]);
});

describe('agent-performance', () => {
  const performance = async (query = ''): Promise<Record<string, unknown>[]> =>
    bodyOf(await app.call(`agent-performance${query}`, { headers: { 'Cache-Control': 'no-cache' } }));

  it('tells who an agent is, whether it is there and its load, beside its status', async () => {
    const [busy, offered, unknown] = [idOf(1), idOf(2), idOf(3)];
    await register({ display_name: 'Ada', availability: 'away' }, busy);
    await register({ display_name: 'Ben', availability: 'offline' }, offered);
    await database.insert('chat_users', { id: busy, display_name: 'Not this one' });
    await database.insert('chat_users', { id: unknown, display_name: 'Cy' });
    for (const agent of [busy, offered, unknown]) {
      await addParticipant(database, await addSession(database, { status: 'closed' }), { user_id: agent });
    }
    await Promise.all([active(busy), active(busy), active(unknown)]);
    await addOffer(busy);
    await addOffer(offered);
    await addOffer(unknown);
    await addOffer(unknown);
    await addOffer(offered, { outcome: 'declined' });
    await addOffer(offered, { expires_at: '2026-01-01T00:00:30Z' });
    const expected = [
      {
        agent_id: busy,
        agent_name: 'Ada',
        status: 'active',
        display_name: 'Ada',
        availability: 'away',
        load: 3,
      },
      // An offer is no session yet.
      {
        agent_id: offered,
        agent_name: 'Ben',
        status: 'idle',
        display_name: 'Ben',
        availability: 'offline',
        load: 1,
      },
      {
        agent_id: unknown,
        agent_name: 'Cy',
        status: 'active',
        display_name: null,
        availability: null,
        load: 3,
      },
    ];
    expect(await performance()).toMatchObject(expected);
    expect(await performance('?compare=previous')).toMatchObject(expected);
    expect(await performance(`?agent_id=${offered}`)).toMatchObject([expected[1]]);
  });

  it('lists nobody for being registered alone', async () => {
    const agent = await register();
    await active(agent);
    expect(await performance()).toEqual([]);
  });
});
