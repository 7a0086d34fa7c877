import type { z } from '@hono/zod-openapi';
import { NeonDbError } from '@neondatabase/serverless';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ActiveSessionResponse } from '../../src/features/sessions/active-sessions.ts';
import { AgentResponse } from '../../src/features/agents/agent-response.ts';
import { AuditEntryResponse } from '../../src/features/audit/audit.ts';
import { SessionListItemResponse } from '../../src/features/sessions/session-list.ts';
import { SessionTranscriptResponse } from '../../src/features/sessions/transcript.ts';
import { WaitingSessionResponse } from '../../src/features/sessions/waiting-sessions.ts';
import { seededRandom, type Random } from '../support/figures-random.ts';
import { differences, fold } from '../support/figures-check.ts';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { everyOddValue, oddAssignments, oddValues, type OddValue } from '../support/odd-values.ts';
import { goodBodyOf, operations, pathOf } from '../support/operations.ts';
import { allPages } from '../support/pages.ts';
import { addMessage, addParticipant, addSession, newId } from '../support/rows.ts';
import { addAgent } from '../support/routing.ts';
import { testApp } from '../support/test-app.ts';

// Whatever the tables accept, every read and every command answers: no row takes a list, a page or a figure down.

const database = useFreshDatabase();
const app = testApp({ bindings: { DATABASE_URL: database.url } });

const check = '23514';

/** What else refuses a value, whatever reads the row: not null, a unique key, or the column's own type. */
const ordinaryRefusals = new Set(['23502', '23505', '22003', '22007', '22008']);

const statuses = ['waiting', 'active', 'closed'] as const;

/** Runs a statement. @returns what refuses it, if anything does */
async function attempt(statement: string, ...values: unknown[]): Promise<string | undefined> {
  try {
    await database.query(statement, values);
    return undefined;
  } catch (error) {
    if (!(error instanceof NeonDbError)) throw error;
    if (error.code === check) return error.constraint;
    if (!ordinaryRefusals.has(error.code ?? '')) throw new Error(statement, { cause: error });
    return error.code;
  }
}

/** A session with two participants and two messages. @returns its id and its agent's */
async function addChat(status: (typeof statuses)[number]): Promise<{ id: string; agent: string }> {
  const [id, agent, customer] = [newId(), newId(), newId()];
  await addSession(database, {
    id,
    status,
    initiator_id: customer,
    ...(status === 'waiting' ? {} : { assigned_agent_id: agent, started_at: '2026-01-01T00:00:00Z' }),
  });
  await addParticipant(database, id, { user_id: customer, role: 'customer' });
  if (status !== 'waiting') await addParticipant(database, id, { user_id: agent });
  for (const sender of [customer, agent]) await addMessage(database, id, { sender_id: sender });
  return { id, agent };
}

const keys: Record<string, string> = {
  chat_sessions: 'id = $1',
  chat_messages: `id = (select id from chat_messages where session_id = $1 limit 1)`,
  chat_participants: `session_id = $1 and user_id = (select user_id from chat_participants where session_id = $1 limit 1)`,
};

/** Writes one odd value into a chat of its own, or into an agent of its own. */
async function writeOdd({ table, assignment }: OddValue, status: (typeof statuses)[number]) {
  if (table === 'support_agents') {
    const agent = await addAgent(database);
    const refused = await attempt(`update support_agents set ${assignment} where agent_id = $1`, agent);
    return { session: undefined, refused };
  }
  const { id } = await addChat(status);
  const refused = await attempt(`update ${table} set ${assignment} where ${keys[table]}`, id);
  return { session: id, refused };
}

const shapes: Record<string, z.ZodType> = {
  'active-sessions': ActiveSessionResponse,
  'waiting-sessions': WaitingSessionResponse,
  sessions: SessionListItemResponse,
  agents: AgentResponse,
  audit: AuditEntryResponse,
};

/** Reads a list to its end. @returns its entries; throws if one has another shape than its contract says */
async function entriesOf(list: string, query = 'limit=100'): Promise<Record<string, unknown>[]> {
  const shape = shapes[list];
  const entries = (await allPages<Record<string, unknown>>(app, `${list}?${query}`)).flat();
  for (const one of entries) {
    const parsed = shape?.safeParse(one);
    expect(parsed?.success, `${list}: ${JSON.stringify(one)} ${String(parsed?.error)}`).toBe(true);
  }
  return entries;
}

const reads = operations.filter(({ method }) => method === 'GET');
const commands = operations.filter(({ method }) => method !== 'GET');

/** Parameters that make a read look at all there is. */
const queries: Record<string, string[]> = {
  overview: ['', '?from=1900-01-01T00:00:00Z&to=9998-01-01T00:00:00Z'],
  'agent-performance': ['?time_range_hours=720', '?from=1900-01-01T00:00:00Z&to=9998-01-01T00:00:00Z'],
  timeseries: ['?metrics=total_sessions&time_range_hours=24&granularity=hour'],
  heatmap: ['?metric=total_sessions&time_range_hours=168'],
  sessions: [
    '',
    '?flow=closed&time_range_hours=720',
    '?unanswered=true',
    '?has_wait_time=true&time_range_hours=720',
  ],
};

/** Asks every read of the API. @returns those that fail, none if all is well */
async function failingReads(sessions: string[], agents: string[]): Promise<string[]> {
  const failing: string[] = [];
  const ask = async (path: string): Promise<void> => {
    const response = await app.call(path, { headers: { 'Cache-Control': 'no-cache' } });
    const text = await response.text();
    if (response.status >= 500) failing.push(`GET ${path}: ${response.status} ${text}`);
    if (path.includes('/transcript') && response.status === 200) {
      const parsed = SessionTranscriptResponse.safeParse(JSON.parse(text));
      if (!parsed.success) failing.push(`GET ${path}: ${String(parsed.error)}`);
    }
  };
  for (const read of reads) {
    const isOfSession = read.template.includes('{session_id}');
    const isOfAgent = read.template.includes('{agent_id}');
    const paths = isOfSession
      ? sessions.map((id) => pathOf(read, id))
      : isOfAgent
        ? agents.map((agent_id) => pathOf(read, newId(), { agent_id }))
        : (queries[read.template] ?? ['']).map((query) => `${read.template}${query}`);
    for (const path of paths) await ask(path);
  }
  return failing;
}

/** Runs every command on a session, in an order of chance. @returns those that fail */
async function failingCommands(sessionId: string, agentId: string, random: Random): Promise<string[]> {
  const failing: string[] = [];
  for (const command of random.shuffled(commands)) {
    const response = await app.call(pathOf(command, sessionId, { agent_id: agentId }), {
      method: command.method,
      json: goodBodyOf(command, agentId) ?? {},
    });
    if (response.status >= 500) {
      failing.push(`${command.name} on ${sessionId}: ${response.status} ${await response.text()}`);
    }
  }
  return failing;
}

const idsIn = (entries: Record<string, unknown>[]): Set<unknown> =>
  new Set(entries.map(({ session_id }) => session_id));

describe('one odd value per row', () => {
  const written: { value: OddValue; session: string | undefined; refused: string | undefined }[] = [];
  beforeAll(async () => {
    await database.clear();
    for (const [n, value] of everyOddValue.entries()) {
      const status = statuses[n % 3] ?? 'waiting';
      written.push({ value, ...(await writeOdd(value, status)) });
    }
  });

  it('is refused by name only where it is no use to anybody', () => {
    const refused = written.flatMap(({ value: { table, assignment }, refused: by }) =>
      by === undefined || ordinaryRefusals.has(by)
        ? []
        : [`${table} ${assignment.replace(/ =.*$/s, '')}: ${by}`],
    );
    expect([...new Set(refused)].sort()).toEqual([
      'chat_messages created_at: chat_messages_times_sayable',
      'chat_messages file_size: chat_messages_file_size_range',
      'chat_messages message_type: chat_messages_type_known',
      'chat_messages status: chat_messages_status_known',
      'chat_participants joined_at: chat_participants_times_sayable',
      'chat_participants left_at: chat_participants_times_sayable',
      'chat_participants role: chat_participants_role_known',
      'chat_sessions closed_at: chat_sessions_times_sayable',
      'chat_sessions created_at: chat_sessions_times_sayable',
      'chat_sessions last_activity_at: chat_sessions_times_sayable',
      'chat_sessions queued_at: chat_sessions_times_sayable',
      'chat_sessions rating: chat_sessions_rating_range',
      'chat_sessions skills: chat_sessions_skills_length',
      'chat_sessions started_at: chat_sessions_times_sayable',
      'chat_sessions status: chat_sessions_status_known',
      'chat_sessions team: chat_sessions_team_length',
      'support_agents availability: support_agents_availability_known',
      'support_agents created_at: support_agents_times_sayable',
      'support_agents display_name: support_agents_display_name_length',
      'support_agents max_sessions: support_agents_max_sessions_range',
      'support_agents skills: support_agents_skills_length',
      'support_agents team: support_agents_team_length',
      'support_agents updated_at: support_agents_times_sayable',
    ]);
  });

  it('is listed with all the others, in the shape of its list', async () => {
    const stored = await database.query('select id::text, status from chat_sessions');
    const idsOf = (...which: string[]) =>
      new Set(stored.filter(({ status }) => which.includes(String(status))).map(({ id }) => id));
    expect(idsIn(await entriesOf('sessions'))).toEqual(idsOf(...statuses));
    expect(idsIn(await entriesOf('waiting-sessions'))).toEqual(idsOf('waiting'));
    expect(idsIn(await entriesOf('active-sessions'))).toEqual(idsOf('active'));
    const [{ agents } = {}] = await database.query('select count(*)::int as agents from support_agents');
    expect(await entriesOf('agents')).toHaveLength(Number(agents));
  });

  it('takes no read down, folded or not', async () => {
    const sessions = written.flatMap(({ session }) => session ?? []);
    const agents = await database.query('select agent_id::text as id from support_agents');
    const agentIds = agents.map(({ id }) => String(id));
    expect(await failingReads(sessions, agentIds)).toEqual([]);
    await fold(database);
    expect(await failingReads([], [])).toEqual([]);
    expect(await differences(database)).toEqual([]);
  });

  it('takes no command down', async () => {
    const random = seededRandom(5);
    const failing: string[] = [];
    for (const { session } of written) {
      if (session === undefined || !random.chance(0.3)) continue;
      failing.push(...(await failingCommands(session, await addAgent(database), random)));
    }
    expect(failing).toEqual([]);
    expect((await entriesOf('audit')).length).toBeGreaterThan(100);
  }, 300_000);
});

it.each([1, 2])('many odd values at once take nothing down, seed %i', async (seed) => {
  await database.clear();
  const random = seededRandom(seed);
  const sessions: string[] = [];
  const agents: string[] = [];
  let refused = 0;
  for (let n = 0; n < 40; n += 1) {
    const { id } = await addChat(random.pick(statuses));
    const agent = await addAgent(database);
    sessions.push(id);
    agents.push(agent);
    for (let writes = 0; writes < 12; writes += 1) {
      const table = random.pick(Object.keys(oddValues));
      const assignments = oddAssignments(random, table);
      if (assignments === '') continue;
      const key = keys[table] ?? 'agent_id = $1';
      const by = await attempt(
        `update ${table} set ${assignments} where ${key}`,
        table === 'support_agents' ? agent : id,
      );
      if (by !== undefined) refused += 1;
    }
  }
  expect(refused, 'not everything is refused').toBeLessThan(480);
  expect(await failingReads(sessions, agents)).toEqual([]);
  for (const list of Object.keys(shapes)) await entriesOf(list, 'limit=7');
  await fold(database);
  expect(await differences(database)).toEqual([]);
  const failing: string[] = [];
  for (const [n, session] of sessions.entries()) {
    failing.push(...(await failingCommands(session, agents[n] ?? newId(), random)));
  }
  expect(failing).toEqual([]);
  expect(await failingReads(sessions, agents)).toEqual([]);
});

describe('ids of any 128 bits', () => {
  beforeEach(() => database.clear());

  it.each([
    '00000000-0000-0000-0000-000000000000',
    'ffffffff-ffff-ffff-ffff-ffffffffffff',
    '01234567-89ab-0def-0123-456789abcdef',
  ])('are ids like all others: %s', async (id) => {
    await addSession(database, { id, initiator_id: newId() });
    await addMessage(database, id, { id, sender_id: id });
    await addParticipant(database, id, { user_id: id });
    const agent = await addAgent(database);
    expect(idsIn(await entriesOf('waiting-sessions'))).toEqual(new Set([id]));
    expect((await app.call(`sessions/${id}/assign`, { json: { agent_id: agent } })).status).toBe(200);
    expect(idsIn(await entriesOf('active-sessions'))).toEqual(new Set([id]));
    expect((await app.call(`sessions/${id}/transfer`, { json: { to_agent_id: id } })).status).toBe(200);
    expect(await failingReads([id], [id])).toEqual([]);
  });
});

describe('a blank team or skill is none', () => {
  beforeEach(() => database.clear());

  it.each<[string, string, unknown, unknown]>([
    ['team', `''`, null, []],
    ['team', `E' \\t\\n' || chr(160)`, null, []],
    ['skills', `array['']`, null, []],
    ['skills', `array[null]::text[]`, null, []],
    [
      'skills',
      `(select array_agg(x) from (select 1) one left join (select 'x' as x where false) s on true)`,
      null,
      [],
    ],
    ['skills', `'{{b,a},{"",b}}'`, null, ['b', 'a']],
    ['skills', `'[3:5]={NULL,b,a}'`, null, ['b', 'a']],
  ])('%s = %s, at insert and at update', async (column, value, team, skills) => {
    const [inserted, updated] = [newId(), await addSession(database, { team: 'x', skills: '{y}' })];
    await database.query(
      `insert into chat_sessions (id, initiator_id, ${column}) values ($1, gen_random_uuid(), ${value})`,
      [inserted],
    );
    await database.query(`update chat_sessions set ${column} = ${value} where id = $1`, [updated]);
    const entries = await entriesOf('waiting-sessions');
    expect(entries.find(({ session_id }) => session_id === inserted)).toMatchObject({ team, skills });
    expect(entries.find(({ session_id }) => session_id === updated)).toMatchObject({
      team: column === 'team' ? null : 'x',
      skills: column === 'skills' ? skills : ['y'],
    });
  });

  it('strands no session: an agent of a team claims it', async () => {
    const agent = await addAgent(database, { team: 'billing', skills: ['english'] });
    for (const [column, value] of [
      ['team', ''],
      ['team', '  '],
      ['skills', '{""}'],
      ['skills', '{NULL,english}'],
    ] as const) {
      const id = await addSession(database, { [column]: value });
      const response = await app.call('queue/claim', { json: { agent_id: agent } });
      expect(await response.json()).toMatchObject({ data: { session_id: id } });
    }
  });

  it('is no change of the session: its version and its wait go on', async () => {
    const id = await addSession(database);
    await database.query(`update chat_sessions set team = ' ', skills = '{NULL}' where id = $1`, [id]);
    const [row] = await database.query(
      `select version, (select count(*)::int from dashboard_session_events) as events from chat_sessions`,
    );
    expect(row).toEqual({ version: 1, events: 1 });
  });

  it('leaves other names as they are, up to 200 characters, to be asked for, filtered by and claimed', async () => {
    const names = [' billing ', 'x'.repeat(200), '😀'.repeat(200), '\u0001', '\ufffd', 'NULL', '{}'];
    for (const name of names) {
      const agent = await addAgent(database, { team: name });
      await database.query('update support_agents set skills = array[team] where agent_id = $1', [agent]);
      const id = await addSession(database, { team: name });
      await database.query('update chat_sessions set skills = array[team] where id = $1', [id]);
      const asked = await entriesOf('waiting-sessions', `team=${encodeURIComponent(name)}`);
      expect(asked).toMatchObject([{ session_id: id, team: name, skills: [name] }]);
      const response = await app.call('queue/claim', { json: { agent_id: agent } });
      expect(await response.json()).toMatchObject({ data: { session_id: id } });
    }
  });

  it('holds for rows that came while the triggers were off, once they are adopted', async () => {
    await database.transaction(
      [`set local session_replication_role = replica`],
      [
        `insert into chat_sessions (initiator_id, queued_at, last_activity_at, team, skills)
         values (gen_random_uuid(), now(), now(), '', '{NULL,a}')`,
      ],
    );
    await database.query('select dashboard_adopt_rows()');
    expect(await entriesOf('waiting-sessions')).toMatchObject([{ team: null, skills: ['a'] }]);
  });
});

describe('an entry that cannot be shown', () => {
  const constraints: string[] = [];
  /** Takes a check away, as an operator might. */
  async function without(table: string, constraint: string): Promise<void> {
    const [row] = await database.query(
      `select pg_get_constraintdef(oid) as definition from pg_constraint where conname = $1`,
      [constraint],
    );
    await database.query(`alter table ${table} drop constraint ${constraint}`);
    constraints.push(`alter table ${table} add constraint ${constraint} ${String(row?.['definition'])}`);
  }
  beforeEach(() => database.clear());
  afterEach(async () => {
    await database.clear();
    for (const statement of constraints.splice(0)) await database.query(statement);
  });

  const logged = () =>
    app.log.filter(({ event }) => event === 'entry_unreadable').map(({ fields }) => fields);

  it('is marked, and the others of its page are shown', async () => {
    await without('chat_sessions', 'chat_sessions_times_sayable');
    const [good, odd] = [await addSession(database), await addSession(database)];
    await database.query(`update chat_sessions set created_at = 'infinity' where id = $1`, [odd]);
    await database.transaction(
      [`set local session_replication_role = replica`],
      [`update chat_sessions set skills = '{NULL}' where id = $1`, odd],
    );
    for (const list of ['waiting-sessions', 'sessions']) {
      const entries = await entriesOf(list);
      expect(idsIn(entries)).toEqual(new Set([good, odd]));
      const marked = entries.filter(({ unreadable }) => unreadable !== undefined);
      expect(marked).toMatchObject([
        {
          session_id: odd,
          unreadable: expect.arrayContaining(['created_at', 'skills']) as unknown,
          skills: [],
        },
      ]);
    }
    expect(logged()).toMatchObject([
      { list: 'waiting-sessions', id: odd },
      { list: 'sessions', id: odd },
    ]);
  });

  it('has a placeholder where a word is unknown', async () => {
    await addAgent(database);
    await without('support_agents', 'support_agents_availability_known');
    const id = await addAgent(database, { availability: 'busy' });
    const marked = (await entriesOf('agents')).filter(({ unreadable }) => unreadable !== undefined);
    expect(marked).toMatchObject([{ agent_id: id, unreadable: ['availability'] }]);
  });
});
