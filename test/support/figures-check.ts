import { expect } from 'vitest';
import { agentPerformance, messageAnalytics, overview, satisfaction, type Asked } from './figures-answers.ts';
import { randomSeries, randomWindow } from './figures-asks.ts';
import { chatsOf } from './figures-chats.ts';
import { uuidIn } from './figures-data.ts';
import { drillDowns } from './figures-drill-down.ts';
import { activeSessions, transcripts, waitingSessions } from './figures-lists.ts';
import { inParallel } from './figures-races.ts';
import { seededRandom, type Random } from './figures-random.ts';
import { databaseClock, readTables, type Tables } from './figures-rows.ts';
import { heatmap, seriesPath, timeSeries, type SeriesQuestion } from './figures-series.ts';
import { between, lastHours, stretchOf, type Window } from './figures-window.ts';
import type { FreshDatabase, Row } from './fresh-database.ts';
import type { TestApp } from './test-app.ts';

/** Compares the API's answers and the ledger with the independent computation over the same rows. */

const noCache = { headers: { 'Cache-Control': 'no-cache' } };

export async function get(app: TestApp, path: string): Promise<{ body: unknown; response: Response }> {
  const response = await app.call(path, noCache);
  const text = await response.text();
  expect(response.status, `${path}: ${text.slice(0, 500)}`).toBe(200);
  // Without the database, the last cached answer comes instead, which says nothing about the figures now.
  const failures = app.log.filter(({ event }) => event === 'database_failure').map(({ fields }) => fields);
  const cacheStatus = response.headers.get('Cache-Status') ?? '';
  expect(cacheStatus, `${path}: ${JSON.stringify(failures)}`).not.toContain('hit');
  return { body: JSON.parse(text), response };
}

const generatedAtOf = (response: Response): string =>
  response.headers.get('X-Generated-At') ?? 'no X-Generated-At';

/**
 * Checks the four aggregates over one window, each at its own `generated_at`.
 *
 * @returns where relative windows ended
 */
export async function expectAggregatesRight(
  app: TestApp,
  tables: Tables,
  window: Window,
  { onlyAgents = [], isCompared = false }: { onlyAgents?: readonly string[]; isCompared?: boolean } = {},
): Promise<string[]> {
  const check = async (endpoint: string, expected: (asked: Asked) => unknown, more = ''): Promise<string> => {
    const path = `${endpoint}?${window.query}${isCompared ? '&compare=previous' : ''}${more}`;
    const { body, response } = await get(app, path);
    const generatedAt = generatedAtOf(response);
    expect(body, `${path}`).toEqual(expected({ window, isCompared, generatedAt, answered: body }));
    return generatedAt;
  };
  return Promise.all([
    check('overview', (asked) => overview(tables, asked)),
    check('satisfaction', (asked) => satisfaction(tables, asked)),
    check('message-analytics', (asked) => messageAnalytics(tables, asked)),
    check('agent-performance', (asked) => agentPerformance(tables, asked)),
    ...onlyAgents.map((agent) =>
      check('agent-performance', (asked) => agentPerformance(tables, asked, agent), `&agent_id=${agent}`),
    ),
  ]);
}

/** Checks a time series and the heat map for the same question. */
export async function expectSeriesRight(
  app: TestApp,
  tables: Tables,
  question: SeriesQuestion,
): Promise<void> {
  for (const [endpoint, expected] of [
    ['timeseries', timeSeries],
    ['heatmap', heatmap],
  ] as const) {
    const path = seriesPath(endpoint, question);
    const { body, response } = await get(app, path);
    const generatedAt = generatedAtOf(response);
    const asked = { window: question.window, isCompared: false, generatedAt, answered: body };
    expect(body, `${path}`).toEqual(expected(tables, question, asked));
  }
}

/** Checks random valid questions. */
export async function expectRandomAsksRight(
  app: TestApp,
  tables: Tables,
  random: Random,
  agents: readonly string[] = [],
): Promise<void> {
  const isCompared = random.chance(0.5);
  await expectAggregatesRight(app, tables, randomWindow(random, tables), { onlyAgents: agents, isCompared });
  await expectSeriesRight(app, tables, randomSeries(random, tables, agents));
}

/** Equal values give equal text, whatever the order of their keys. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part === 'bigint') return `${part}n`;
    return typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part;
  });

/**
 * Checks a list over all its pages. Durations grow while the list is read, and the JSON array has no
 * timestamp, so each whole page must be right at one millisecond between the database's clock before and
 * after the request.
 *
 * @param query the list and its filters, up to where `limit` follows
 */
async function expectListRight(
  app: TestApp,
  database: FreshDatabase,
  query: string,
  limit: number,
  expectedAt: (now: bigint) => Record<string, unknown>[],
): Promise<void> {
  let path: string | undefined = `${query}limit=${limit}`;
  for (let start = 0; path !== undefined; start += limit) {
    const before = (await databaseClock(database)) / 1000n;
    const { body, response } = await get(app, path);
    const after = (await databaseClock(database)) / 1000n;
    const pageAt = (millisecond: bigint) => expectedAt(millisecond * 1000n).slice(start, start + limit);
    const answered = canonical(body);
    let now = before;
    while (now < after && canonical(pageAt(now)) !== answered) now += 1n;
    // If no millisecond matches, report the difference at the last one.
    expect(body, `${path}`).toEqual(pageAt(now));
    const next = /<([^>]+)>; rel="next"/.exec(response.headers.get('Link') ?? '')?.[1];
    expect(next !== undefined, `${path} goes on`).toBe(expectedAt(now).length > start + limit);
    path = next === undefined ? undefined : new URL(next).pathname + new URL(next).search;
  }
}

export async function expectListsRight(app: TestApp, database: FreshDatabase, tables: Tables): Promise<void> {
  // Small enough for several pages of each list.
  const limit = Math.max(7, Math.ceil(tables.sessions.length / 10));
  await expectListRight(app, database, 'active-sessions?', limit, activeSessions(tables));
  await expectListRight(app, database, 'waiting-sessions?', limit, waitingSessions(tables));
  for (const team of ['nobody', ...new Set(tables.sessions.flatMap((session) => session.team ?? []))]) {
    const query = `waiting-sessions?team=${encodeURIComponent(team)}&`;
    await expectListRight(app, database, query, limit, waitingSessions(tables, team));
  }
}

export async function expectTranscriptsRight(
  app: TestApp,
  tables: Tables,
  isAsked: (sessionId: string) => boolean = () => true,
): Promise<void> {
  for (const [id, expected] of transcripts(tables)) {
    if (!isAsked(id)) continue;
    const { body } = await get(app, `sessions/${id}/transcript`);
    expect(body, `transcript of ${id}`).toEqual(expected);
  }
}

/** Checks the list of sessions and its total, with the filters behind each figure of a window. */
export async function expectDrillDownsRight(
  app: TestApp,
  tables: Tables,
  window: Window,
  agent: string,
): Promise<void> {
  const { response } = await get(app, `sessions?${window.query}&limit=1`);
  const { since, until } = stretchOf(window, generatedAtOf(response));
  const fixed = between(since, until);
  const expected = drillDowns(tables, stretchOf(fixed, ''), agent);
  await inParallel(4, expected, async ({ filters, sessions }) => {
    const path = `sessions?${String(new URLSearchParams(filters))}&${fixed.query}&limit=100`;
    const answer = await get(app, path);
    const listed = (answer.body as { session_id: string }[]).map(({ session_id }) => session_id);
    expect([path, answer.response.headers.get('X-Total-Count'), listed]).toEqual([
      path,
      String(sessions.length),
      sessions.slice(0, 100),
    ]);
  });
}

/** Checks the segments of all sessions, and that no stored figure differs from the raw rows. */
export async function expectLedgerRight(database: FreshDatabase, tables: Tables, after = ''): Promise<void> {
  const instant = (column: string): string => `(extract(epoch from ${column}) * 1000000)::bigint::float8`;
  const [answer] = await database.query(
    `select coalesce(json_object_agg(session_id, segments), '{}')::text as kept from (
       select session_id, json_agg(json_build_object('episode', episode, 'state', state, 'agent', agent_id, 'team', team,
         'began', ${instant('began')}, 'ended', ${instant('ended')}, 'ending', ending,
         'episode_began', ${instant('episode_began')}, 'episode_ended', ${instant('episode_ended')}) order by segment) as segments
       from dashboard_segments($1::uuid[]) group by session_id) ledger`,
    [[...tables.histories.keys()]],
  );
  const right = chatsOf(tables).map(({ session, ledger }) => [
    session.id,
    ledger.episodes.flatMap((episode, i) =>
      episode.segments.map(({ state, agent, team, began, ended, ending }) => ({
        episode: i + 1,
        state,
        agent,
        team,
        began,
        ended,
        ending,
        episode_began: episode.began,
        episode_ended: episode.ended,
      })),
    ),
  ]);
  expect(JSON.parse(String(answer?.['kept'])), `the ledger ${after}`).toEqual(Object.fromEntries(right));
  expect(await differences(database), `differences ${after}`).toEqual([]);
}

/** All stored figures that are wrong, over all time. */
export const differences = (database: FreshDatabase): Promise<Row[]> =>
  database.query(
    `select what, subject, agent_id, at::text, session_id, is_kept from dashboard_differences('-infinity', 'infinity')`,
  );

/** Folds up to that many changed sessions, and as many changed minutes of messages. */
export async function fold(database: FreshDatabase, changes = 100_000): Promise<void> {
  await database.query('select dashboard_fold($1)', [changes]);
}

/**
 * Checks everything in design §3 and the ledger against the current rows. There must be no concurrent writes.
 */
export async function expectEveryFigureRight(
  app: TestApp,
  database: FreshDatabase,
  ranges: readonly number[],
  onlyAgents: readonly string[] = [],
): Promise<void> {
  const tables = await readTables(database);
  await expectLedgerRight(database, tables);
  for (const [n, hours] of ranges.entries()) {
    await expectAggregatesRight(app, tables, lastHours(hours), { onlyAgents, isCompared: n % 2 === 0 });
  }
  const random = seededRandom(tables.sessions.length + 1000 * tables.messages.length);
  for (let k = 0; k < 4; k += 1) await expectRandomAsksRight(app, tables, random, onlyAgents);
  const asked = randomWindow(random, tables);
  await expectDrillDownsRight(app, tables, asked, onlyAgents[0] ?? uuidIn('a', 1));
  await expectListsRight(app, database, tables);
  const someIds = new Set(random.shuffled(tables.sessions.map(({ id }) => id)).slice(0, 10));
  await expectTranscriptsRight(app, tables, (id) => someIds.has(id));
}
