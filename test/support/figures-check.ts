import { expect } from 'vitest';
import { agentPerformance, messageAnalytics, overview, satisfaction, type Asked } from './figures-answers.ts';
import { randomSeries, randomWindow } from './figures-asks.ts';
import { chatsOf } from './figures-chats.ts';
import { activeSessions, transcripts, waitingSessions } from './figures-lists.ts';
import { seededRandom, type Random } from './figures-random.ts';
import { databaseClock, readTables, type Tables } from './figures-rows.ts';
import { heatmap, seriesPath, timeSeries, type SeriesQuestion } from './figures-series.ts';
import { lastHours, type Window } from './figures-window.ts';
import type { FreshDatabase } from './fresh-database.ts';
import type { TestApp } from './test-app.ts';

/** Holds what the API answers, and what triggers keep, to the plain computation over the same rows. */

const noCache = { headers: { 'Cache-Control': 'no-cache' } };

export async function get(app: TestApp, path: string): Promise<{ body: unknown; response: Response }> {
  const response = await app.call(path, noCache);
  const text = await response.text();
  expect(response.status, `${path}: ${text.slice(0, 500)}`).toBe(200);
  return { body: JSON.parse(text), response };
}

const generatedAtOf = (response: Response): string =>
  response.headers.get('X-Generated-At') ?? 'no X-Generated-At';

/**
 * The four aggregates over one window, each held to its own `generated_at`.
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

/** A time series and the heat map beside it. */
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

/** Whatever a caller may ask of the figures, at random. */
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

/** The same text for the same value, whatever the order of its keys. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part === 'bigint') return `${part}n`;
    return typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part;
  });

/**
 * A list over all its pages. Seconds run on while it is read and an array says no instant, so each page must be
 * right, as a whole, at one millisecond between the database's clock before and after it.
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
    // The last millisecond speaks for all of them where none fits.
    expect(body, `${path}`).toEqual(pageAt(now));
    const next = /<([^>]+)>; rel="next"/.exec(response.headers.get('Link') ?? '')?.[1];
    expect(next !== undefined, `${path} goes on`).toBe(expectedAt(now).length > start + limit);
    path = next === undefined ? undefined : new URL(next).pathname + new URL(next).search;
  }
}

export async function expectListsRight(
  app: TestApp,
  database: FreshDatabase,
  tables: Tables,
  limit = 7,
): Promise<void> {
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

/** Sessions of which triggers keep something else than a recomputation gives: what is kept, and what is right. */
export function wrongDerivedColumns(tables: Tables): { id: string; kept: unknown; right: unknown }[] {
  return chatsOf(tables).flatMap(({ session, messages, firstResponse }) => {
    const kept = {
      total_messages: session.total_messages,
      message_count: session.message_count,
      first_response: [session.first_response_at, session.first_response_id, session.first_responder_id],
    };
    const { created_at: at = null, id = null, sender_id: sender = null } = firstResponse ?? {};
    const right = {
      total_messages: messages.length,
      message_count: messages.length,
      first_response: [at, id, sender],
    };
    return canonical(kept) === canonical(right) ? [] : [{ id: session.id, kept, right }];
  });
}

/** Makes rollups of what has changed, up to so many stretches of each kind, and keeps the windows that tests ask for. */
export async function fold(database: FreshDatabase, buckets = 100_000): Promise<void> {
  await database.query('select dashboard_fold($1)', [buckets]);
  await database.query(`select dashboard_keep_windows('{1,2,6,24,168,720}')`);
}

/** Everything of design §3 and all derived columns, over the rows as they stand; nobody may write meanwhile. */
export async function expectEveryFigureRight(
  app: TestApp,
  database: FreshDatabase,
  ranges: readonly number[],
  onlyAgents: readonly string[] = [],
): Promise<void> {
  const tables = await readTables(database);
  expect(wrongDerivedColumns(tables)).toEqual([]);
  for (const hours of ranges) {
    await expectAggregatesRight(app, tables, lastHours(hours), { onlyAgents });
    await expectAggregatesRight(app, tables, lastHours(hours), { onlyAgents, isCompared: true });
  }
  const random = seededRandom(tables.sessions.length + 1000 * tables.messages.length);
  for (let k = 0; k < 6; k += 1) await expectRandomAsksRight(app, tables, random, onlyAgents);
  await expectListsRight(app, database, tables);
  await expectTranscriptsRight(app, tables);
}
