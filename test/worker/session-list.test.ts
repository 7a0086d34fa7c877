import { beforeEach, describe, expect, it } from 'vitest';
import { answerOf, problem } from '../support/answers.ts';
import { fold } from '../support/figures-check.ts';
import { agents, literal, randomDataset, uuidIn, writeDataset } from '../support/figures-data.ts';
import { seededRandom, type Random } from '../support/figures-random.ts';
import { databaseClock, microsecondsOf, readTables, type Tables } from '../support/figures-rows.ts';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { nextOf } from '../support/pages.ts';
import { addAgent } from '../support/routing.ts';
import { addParticipant, addSession, newId } from '../support/rows.ts';
import { sessionList, type ListFilters, type Stretch } from '../support/session-list.ts';
import { testApp } from '../support/test-app.ts';
import { tokenOf } from '../support/tokens.ts';

const database = useFreshDatabase({ isRecorded: true });
const app = testApp({ bindings: { DATABASE_URL: database.url } });
beforeEach(() => database.clear());

const hour = 3_600_000_000n;
const pathOf = (query: Record<string, string>): string => `sessions?${String(new URLSearchParams(query))}`;

interface Page {
  rows: Record<string, unknown>[];
  total: number;
  generatedAt: string;
  next: string | undefined;
}

async function pageOf(path: string, token?: string): Promise<Page> {
  const response = await app.call(path, token === undefined ? {} : { token });
  const text = await response.text();
  expect([path, response.status, text]).toEqual([path, 200, expect.any(String)]);
  expect(response.headers.get('Cache-Control')).toBe('no-store');
  return {
    rows: JSON.parse(text) as Page['rows'],
    total: Number(response.headers.get('X-Total-Count') ?? Number.NaN),
    generatedAt: response.headers.get('X-Generated-At') ?? '',
    next: nextOf(response),
  };
}

/** Follows a list to its end. */
async function pagesOf(path: string, token?: string): Promise<Page[]> {
  const pages: Page[] = [];
  for (let next: string | undefined = path; next !== undefined; next = pages.at(-1)?.next) {
    pages.push(await pageOf(next, token));
    if (pages.length > 500) throw new Error('The list has no end.');
  }
  return pages;
}

const idsOf = (pages: Page[]): unknown[] => pages.flatMap(({ rows }) => rows.map((row) => row['session_id']));

/** The list over all its pages, each with the total of the whole. */
async function expectListRight(
  tables: Tables,
  asked: ListFilters,
  window: { hours: number } | Stretch | undefined,
  limit: number,
): Promise<void> {
  const range: Record<string, string> =
    window === undefined
      ? {}
      : 'hours' in window
        ? { time_range_hours: String(window.hours) }
        : { from: literal(window.from), to: literal(window.to) };
  const path = pathOf({ ...asked, ...range, limit: String(limit) });
  const pages = await pagesOf(path);
  const end = microsecondsOf(pages[0]?.generatedAt ?? '');
  const stretch =
    window !== undefined && 'hours' in window ? { from: end - BigInt(window.hours) * hour, to: end } : window;
  const expected = sessionList(tables, asked, stretch, end);
  expect({
    path,
    rows: pages.flatMap(({ rows }) => rows),
    totals: pages.map(({ total }) => total),
  }).toEqual({
    path,
    rows: expected,
    // No page more than it takes, and each tells the total of the whole.
    totals: Array.from({ length: Math.ceil(expected.length / limit) || 1 }, () => expected.length),
  });
}

/** Random chats of which many were created at one instant. */
async function writeChats(random: Random, count: number): Promise<Tables> {
  const data = randomDataset(random, count, await databaseClock(database));
  for (const [i, session] of data.sessions.entries()) {
    const other = data.sessions[i - 1];
    if (other !== undefined && random.chance(0.4)) session['created_at'] = other['created_at'];
  }
  await writeDataset(database, data, random);
  return readTables(database);
}

/** Values of a filter, some of which fit nothing. */
const choices: { [Name in keyof ListFilters]-?: NonNullable<ListFilters[Name]>[] } = {
  status: ['waiting', 'active', 'closed'],
  agent_id: [...agents.slice(0, 4), agents[4]?.toUpperCase() ?? '', uuidIn('c', 3), uuidIn('0', 0)],
  session_id: [
    uuidIn('5', 1),
    `${uuidIn('5', 2)},${uuidIn('5', 30).toUpperCase()},${uuidIn('5', 2)}`,
    Array.from({ length: 100 }, (_, i) => uuidIn('5', i)).join(','),
    uuidIn('0', 0),
  ],
  assigned_agent_id: [...agents.slice(0, 4), agents[4]?.toUpperCase() ?? '', uuidIn('0', 0), 'none'],
  rating: ['1', '2', '3', '4', '5', '1,2', '2,1,2', '1,3,5', '1,2,3,4,5'],
  rated: ['true', 'false'],
  unanswered: ['true', 'false'],
  rated_agent_id: [...agents.slice(0, 3), agents[4]?.toUpperCase() ?? '', uuidIn('0', 0)],
  first_responder_id: [...agents.slice(0, 3), agents[4]?.toUpperCase() ?? '', uuidIn('0', 0)],
  has_response_time: ['true', 'false'],
  has_wait_time: ['true', 'false'],
  has_abandon_time: ['true', 'false'],
  has_handle_time: ['true', 'false'],
  flow: ['created', 'reopened', 'closed', 'abandoned', 'transferred', 'rated'],
  initiator_id: [
    uuidIn('c', 3),
    uuidIn('c', 4).toUpperCase(),
    uuidIn('0', 0),
    uuidIn('c', 5).slice(1),
    ...'c C - -- a0 0003 -8000- 000000000005 f abcdef cccc-0 4000-8000-'.split(' '),
  ],
};
const names = Object.keys(choices) as (keyof ListFilters)[];

/** Windows that begin or end at a session's creation, or a microsecond beside it; or relative ones; or none. */
function randomWindow(random: Random, { sessions }: Tables): { hours: number } | Stretch | undefined {
  const kind = random.int(0, 5);
  if (kind === 0) return undefined;
  if (kind === 1) return { hours: random.pick([1, 24, 720, random.int(1, 720)]) };
  const beside = (): bigint => random.pick(sessions).created_at + BigInt(random.int(-1, 1));
  const [from, to] = [beside(), beside()].sort((a, b) => (a < b ? -1 : 1)) as [bigint, bigint];
  const longest = from + 366n * 24n * hour;
  return { from, to: to === from ? to + 1n : to < longest ? to : longest };
}

describe('what is listed', () => {
  it.each(names)('is right for each value of %s, over the last month and however old', async (name) => {
    const random = seededRandom(names.indexOf(name) + 100);
    const tables = await writeChats(random, 50);
    await fold(database, 20);
    for (const value of choices[name]) {
      const asked = { [name]: value } as ListFilters;
      await expectListRight(tables, asked, { hours: 720 }, 100);
      await expectListRight(tables, asked, undefined, 100);
    }
  });

  it.each([1, 2, 3])(
    'is right for filters and windows combined, in pages of any size (seed %i)',
    async (seed) => {
      const random = seededRandom(seed);
      const tables = await writeChats(random, 70);
      await fold(database, random.int(1, 60));
      await expectListRight(tables, {}, undefined, 1);
      for (let round = 0; round < 30; round += 1) {
        const share = random.pick([0, 0.1, 0.2]);
        const asked: Record<string, string> = {};
        for (const name of names) if (random.chance(share)) asked[name] = random.pick<string>(choices[name]);
        await expectListRight(
          tables,
          asked as ListFilters,
          randomWindow(random, tables),
          random.pick([3, 7, 100]),
        );
      }
    },
  );

  it('does not mind the time zone and the formats of the database', async () => {
    const id = await addSession(database, { created_at: '2026-03-29T01:30:00.123456Z' });
    const settings = '-c timezone=America/St_Johns -c datestyle=SQL,DMY -c intervalstyle=sql_standard';
    const there = testApp({
      bindings: { DATABASE_URL: `${database.url}?options=${encodeURIComponent(settings)}` },
    });
    for (const [from, to, total] of [
      ['2026-03-29T01:30:00.123456Z', '2026-03-29T01:30:00.123457Z', '1'],
      ['2026-03-29T03:30:00.123455+02:00', '2026-03-29T03:30:00.123456+02:00', '1'],
      ['2026-03-29T01:30:00.123457Z', '2026-03-29T01:30:01Z', '0'],
      ['2026-03-29T01:30:00Z', '2026-03-29T01:30:00.123455Z', '0'],
    ] as const) {
      const response = await there.call(pathOf({ from, to }));
      expect([from, response.headers.get('X-Total-Count')]).toEqual([from, total]);
      const rows = (await response.json()) as Record<string, unknown>[];
      expect(rows.map((row) => [row['session_id'], row['created_at']])).toEqual(
        total === '1' ? [[id, '2026-03-29T01:30:00.123Z']] : [],
      );
    }
  });
});

describe('leafing through', () => {
  it('keeps a relative window where it was, and whatever else was asked', async () => {
    for (let i = 0; i < 3; i += 1) await addSession(database);
    const asked = { status: 'waiting', limit: '1', initiator_id: '-' };
    const first = await pageOf(pathOf({ ...asked, time_range_hours: '2' }));
    // Later than the window, and before it by nothing: neither is on a page that follows.
    await addSession(database);
    await addSession(database, { created_at: '2026-01-01T00:00:00Z' });
    const { cursor, ...query } = Object.fromEntries(new URL(first.next ?? '').searchParams);
    const from = new Date(Date.parse(first.generatedAt) - 7_200_000).toISOString();
    expect(query).toEqual({ ...asked, from, to: first.generatedAt });
    expect(cursor).toMatch(/^[\w-]+$/);
    const rest = await pagesOf(first.next ?? '');
    expect([first, ...rest].map(({ rows, total }) => [rows.length, total])).toEqual([
      [1, 3],
      [1, 3],
      [1, 3],
    ]);
    expect(new Set(idsOf([first, ...rest])).size).toBe(3);
    expect((rest[0]?.generatedAt ?? '') >= first.generatedAt).toBe(true);
  });

  it('leaves a window between instants, and none, as they were asked', async () => {
    for (let i = 0; i < 2; i += 1) await addSession(database, { created_at: '2026-01-01T00:00:00.000001Z' });
    const window = { from: '2026-01-01T01:00:00.000001+01:00', to: '2026-02-01T00:00:00.5Z' };
    const within = await pageOf(pathOf({ ...window, limit: '1' }));
    expect(Object.fromEntries(new URL(within.next ?? '').searchParams)).toMatchObject(window);
    const all = await pageOf('sessions?limit=1');
    expect([...new URL(all.next ?? '').searchParams.keys()].sort()).toEqual(['cursor', 'limit']);
  });

  it('tells the total on an empty page too: of an empty list, and beyond the end', async () => {
    expect(await pageOf('sessions')).toMatchObject({ rows: [], total: 0, next: undefined });
    expect(await pageOf('sessions?time_range_hours=1')).toMatchObject({ rows: [], total: 0 });
    const ids = [await addSession(database), await addSession(database), await addSession(database)];
    const { rows, next } = await pageOf('sessions?limit=1&time_range_hours=1');
    const shown = rows.map((row) => row['session_id']);
    await database.query('delete from chat_sessions where id <> $1', shown);
    expect(ids).toContain(shown[0]);
    expect(await pageOf(next ?? '')).toMatchObject({ rows: [], total: 1, next: undefined });
  });

  it('lists a session that is created in the future without a window alone', async () => {
    await addSession(database, { created_at: '2199-01-01T00:00:00Z' });
    expect(await pageOf('sessions?time_range_hours=720')).toMatchObject({ rows: [], total: 0 });
    expect(await pageOf('sessions')).toMatchObject({ rows: [{}], total: 1 });
  });
});

describe('every count can be opened', () => {
  interface Overview extends Record<string, unknown> {
    from: string;
    to: string;
    flow: { created: number };
    queue_now: { waiting: number; active: number; unassigned: number };
  }
  interface Satisfaction extends Record<string, unknown> {
    from: string;
    to: string;
    rating_distribution: Record<string, number>;
  }
  type Agent = Record<string, unknown> & { agent_id: string };

  const ask = async <Body>(path: string, token?: string): Promise<{ body: Body; generatedAt: string }> => {
    const headers = { 'Cache-Control': 'no-cache' };
    const response = await app.call(path, token === undefined ? { headers } : { headers, token });
    expect(response.status).toBe(200);
    const body = (await response.json()) as Body;
    return { body, generatedAt: response.headers.get('X-Generated-At') ?? '' };
  };

  /** The list has as many rows as the figure says, and says so on each page. */
  async function expectOpens(figure: unknown, query: Record<string, string>, token?: string): Promise<void> {
    const pages = await pagesOf(pathOf({ ...query, limit: '100' }), token);
    const where = JSON.stringify(query);
    expect([where, new Set(idsOf(pages)).size]).toEqual([where, figure]);
    expect([where, ...pages.map(({ total }) => total)]).toEqual([where, ...pages.map(() => figure)]);
  }

  it.each([
    [11, 1],
    [12, 24],
    [13, 720],
  ])('and its total is that count (seed %i, %i hours)', async (seed, hours) => {
    const random = seededRandom(seed);
    await writeChats(random, 200);
    await fold(database, random.int(1, 100));

    const { body: overview } = await ask<Overview>(`overview?time_range_hours=${hours}`);
    const window = { from: overview.from, to: overview.to };
    await expectOpens(overview['total_sessions'], window);
    await expectOpens(overview['active_sessions'], { ...window, status: 'active' });
    await expectOpens(overview['closed_sessions'], { ...window, status: 'closed' });
    await expectOpens(overview['waiting_sessions'], { ...window, status: 'waiting' });
    await expectOpens(overview['unanswered_sessions'], { ...window, unanswered: 'true' });
    const answered = Number(overview['total_sessions']) - Number(overview['unanswered_sessions']);
    await expectOpens(answered, { ...window, unanswered: 'false' });
    await expectOpens(overview.flow.created, { ...window, flow: 'created' });
    await expectOpens(overview.queue_now.waiting, { status: 'waiting' });
    await expectOpens(overview.queue_now.active, { status: 'active' });
    await expectOpens(overview.queue_now.unassigned, { status: 'active', assigned_agent_id: 'none' });

    const { body: satisfaction } = await ask<Satisfaction>(`satisfaction?time_range_hours=${hours}`);
    const { from, to } = satisfaction;
    await expectOpens(satisfaction['total_rated'], { from, to, rated: 'true' });
    for (const [rating, count] of Object.entries(satisfaction.rating_distribution)) {
      await expectOpens(count, { from, to, rating });
    }
    const { 1: worst = 0, 2: bad = 0 } = satisfaction.rating_distribution;
    await expectOpens(worst + bad, { from, to, rating: '1,2' });

    // An array has no room for its window: it ends at the header's instant.
    const { body: listed, generatedAt } = await ask<Agent[]>(`agent-performance?time_range_hours=${hours}`);
    const since = new Date(Date.parse(generatedAt) - hours * 3_600_000).toISOString();
    for (const agent of listed) {
      const own = { from: since, to: generatedAt, agent_id: agent.agent_id };
      await expectOpens(agent['sessions_handled'], own);
      await expectOpens(agent['unanswered_sessions'], { ...own, unanswered: 'true' });
    }
    const [busiest] = listed;
    if (busiest === undefined) return;
    const token = await tokenOf('agent', busiest.agent_id);
    await expectOpens(busiest['sessions_handled'], { from: since, to: generatedAt }, token);
  });
});

describe('an agent', () => {
  it('sees the sessions that it is or was a support agent of, and no other', async () => {
    const [self, other] = [newId(), newId()];
    const withAgent = async (agent: string, row: Record<string, unknown>): Promise<string> => {
      const id = await addSession(database, row);
      await addParticipant(database, id, { user_id: agent, left_at: '2026-01-01T00:00:00Z' });
      return id;
    };
    const given = await withAgent(self, { assigned_agent_id: other, status: 'active' });
    const kept = await withAgent(self, { assigned_agent_id: self, status: 'active' });
    await withAgent(other, { assigned_agent_id: other, status: 'active' });
    const asCustomer = await addSession(database, { initiator_id: self });
    await addParticipant(database, asCustomer, { user_id: self, role: 'customer' });

    const token = await tokenOf('agent', self);
    const seen = async (query: string): Promise<unknown[]> =>
      idsOf(await pagesOf(`sessions?limit=1${query}`, token)).sort();
    expect(await seen('')).toEqual([given, kept].sort());
    expect(await seen(`&agent_id=${self.toUpperCase()}`)).toEqual([given, kept].sort());
    expect(await seen(`&assigned_agent_id=${other}`)).toEqual([given]);
    expect(await seen(`&assigned_agent_id=${self}`)).toEqual([kept]);
    expect(await seen(`&agent_id=${self}&assigned_agent_id=${other}`)).toEqual([given]);
    expect(await seen(`&initiator_id=${self}`)).toEqual([]);

    const refused = await app.call(`sessions?agent_id=${other}`, { token });
    expect(await answerOf(refused)).toEqual(problem(403, 'agent_not_self'));
    // Whoever leafs on sees its own: a cursor says where, not whose.
    const { next, total } = await pageOf('sessions?limit=1');
    expect(total).toBe(4);
    const pages = await pagesOf(next ?? '', token);
    expect(pages.map((page) => page.total)).toEqual(pages.map(() => 2));
    expect(idsOf(pages).filter((id) => id !== given && id !== kept)).toEqual([]);
  });
});

describe('sessions by their ids', () => {
  it('are listed for repeated and for comma-separated ids, those that exist', async () => {
    const [one, two] = [await addSession(database), await addSession(database)];
    await addSession(database);
    for (const query of [
      `session_id=${one}&session_id=${two}`,
      `session_id=${one.toUpperCase()},${two},${newId()}`,
      `session_id=${one},${one}&session_id=${two}`,
    ]) {
      expect(idsOf(await pagesOf(`sessions?limit=1&${query}`)).sort()).toEqual([one, two].sort());
    }
  });

  it('are shown to an agent who takes or took part in them, in the list and one by one', async () => {
    const self = newId();
    const [assigned, left, others] = [
      await addSession(database, { status: 'active', assigned_agent_id: self }),
      await addSession(database, { status: 'closed' }),
      await addSession(database, { status: 'active', assigned_agent_id: newId() }),
    ];
    await addParticipant(database, left, { user_id: self, left_at: '2026-01-01T00:00:00Z' });
    const token = await tokenOf('agent', self);
    const all = `sessions?session_id=${[assigned, left, others].join()}`;
    expect(idsOf(await pagesOf(all, token)).sort()).toEqual([assigned, left].sort());
    for (const id of [assigned, left]) expect((await app.call(`sessions/${id}`, { token })).status).toBe(200);
    for (const id of [others, newId()]) {
      expect(await answerOf(await app.call(`sessions/${id}`, { token }))).toEqual(
        problem(404, 'session_not_found'),
      );
    }
    expect((await app.call(`sessions/${others}`)).status).toBe(200);
  });
});

describe('one session', () => {
  it('is as in the list, with its version as the ETag that a command takes', async () => {
    const id = await addSession(database, { team: 'billing', skills: '{english}' });
    await addSession(database);
    await database.query(`update chat_sessions set team = 'sales' where id = $1`, [id]);
    const response = await app.call(`sessions/${id.toUpperCase()}`);
    expect(response.headers.get('ETag')).toBe('"2"');
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    const body = await response.json();
    expect(body).toMatchObject({ session_id: id, team: 'sales', skills: ['english'], version: 2 });
    expect([body]).toEqual((await pageOf(`sessions?session_id=${id}`)).rows);
    const headers = { 'If-Match': response.headers.get('ETag') ?? '' };
    expect((await app.call(`sessions/${id}/close`, { json: {}, headers })).status).toBe(200);
    expect((await app.call(`sessions/${id}/close`, { json: {}, headers })).status).toBe(412);
  });

  it('has the offer that holds it, as the queue has', async () => {
    const id = await addSession(database);
    const agent = await addAgent(database, { display_name: 'Ada Okafor' });
    const offerOf = async (path: string) =>
      ([await (await app.call(path)).json()].flat() as { offer: unknown }[]).map(({ offer }) => offer);
    expect(await offerOf(`sessions/${id}`)).toEqual([null]);
    await app.call(`sessions/${id}/offers`, { json: { agent_id: agent } });
    const offer = {
      offer_id: expect.any(String),
      agent_id: agent,
      agent_name: 'Ada Okafor',
      expires_at: expect.any(String),
    };
    const told = await offerOf(`sessions/${id}`);
    expect(told).toEqual([offer]);
    expect(told).toEqual(await offerOf('waiting-sessions'));
    expect(told).toEqual(await offerOf(`sessions?session_id=${id}`));
    await app.call(`sessions/${id}/assign`, { json: { agent_id: agent } });
    expect(await offerOf(`sessions/${id}`)).toEqual([null]);
  });

  it('is a 404 where there is none, and a 422 where the path names none', async () => {
    expect(await answerOf(await app.call(`sessions/${newId()}`))).toEqual(problem(404, 'session_not_found'));
    expect(await answerOf(await app.call('sessions/no-uuid'))).toEqual(problem(422, 'validation_failed'));
  });
});

describe('a query that does not fit', () => {
  const hours = 'time_range_hours=24';
  const march = 'from=2026-03-01T00:00:00Z&to=2026-03-31T00:00:00Z';
  const id = newId();
  it.each<[query: string, ...paths: string[]]>([
    ...names
      .filter((name) => name !== 'initiator_id')
      .flatMap((name): [string, string][] => [
        [`${name}=`, name],
        [`${name}=x`, name],
        [`${name}=%20`, name],
      ]),
    ['status=Active', 'status'],
    ['status=active,closed', 'status'],
    ['status=active&status=closed', 'status'],
    [`agent_id=${id}&agent_id=${id}`, 'agent_id'],
    ['assigned_agent_id=null', 'assigned_agent_id'],
    [`assigned_agent_id=none,${id}`, 'assigned_agent_id'],
    [`session_id=${id},`, 'session_id'],
    [`session_id=${id}&session_id=x`, 'session_id'],
    [`session_id=${Array.from({ length: 101 }, () => id).join(',')}`, 'session_id'],
    ['rating=0', 'rating'],
    ['rating=6', 'rating'],
    ['rating=4.5', 'rating'],
    ['rating=4&rating=5', 'rating'],
    ['rating=4,', 'rating'],
    ['rating=1,6', 'rating'],
    ['rated=1', 'rated'],
    ['rated=TRUE', 'rated'],
    ['rated=true&rated=true', 'rated'],
    ['unanswered=yes', 'unanswered'],
    ['has_wait_time=1', 'has_wait_time'],
    ['flow=Closed', 'flow'],
    ['flow=closed,rated', 'flow'],
    ['flow=closed&flow=rated', 'flow'],
    ['initiator_id=', 'initiator_id'],
    ['initiator_id=%25', 'initiator_id'],
    ['initiator_id=_', 'initiator_id'],
    ['initiator_id=g', 'initiator_id'],
    ['initiator_id=a%20', 'initiator_id'],
    ['initiator_id=a%0A', 'initiator_id'],
    [`initiator_id=${id}0`, 'initiator_id'],
    ['initiator_id=a&initiator_id=b', 'initiator_id'],
    ['from=2026-03-01T00:00:00Z', 'to'],
    ['to=2026-03-01T00:00:00Z', 'from'],
    [`${hours}&${march}`, 'time_range_hours'],
    ['from=2026-03-31T00:00:00Z&to=2026-03-01T00:00:00Z', 'to'],
    ['from=&to=', 'from', 'to'],
    ['limit=0', 'limit'],
    ['cursor=', 'cursor'],
    ['sort=rating', 'sort'],
    ['status=x&rating=9&sort=1', 'status', 'rating', 'sort'],
  ])('is refused: %s', async (query, ...paths) => {
    const errors = paths.map((path) => ({ path, message: expect.any(String) as unknown }));
    expect(await answerOf(await app.call(`sessions?${query}`))).toEqual(
      problem(422, 'validation_failed', { errors }),
    );
  });
});
