import { expect } from 'vitest';
import {
  activeSessions,
  agentPerformance,
  chatsOf,
  messageAnalytics,
  overview,
  satisfaction,
  transcripts,
  waitingSessions,
} from './figures.ts';
import { databaseClock, readTables, type Tables } from './figures-rows.ts';
import type { FreshDatabase } from './fresh-database.ts';
import type { TestApp } from './test-app.ts';

/** Holds what the API answers, and what triggers keep, to the plain computation over the same rows. */

const noCache = { headers: { 'Cache-Control': 'no-cache' } };

async function get(app: TestApp, path: string): Promise<{ body: unknown; response: Response }> {
  const response = await app.call(path, noCache);
  const text = await response.text();
  expect(response.status, `${path}: ${text.slice(0, 500)}`).toBe(200);
  return { body: JSON.parse(text), response };
}

/**
 * The four aggregates over one window, each held to its own `generated_at`.
 *
 * @returns where the windows ended
 */
export async function expectAggregatesRight(
  app: TestApp,
  tables: Tables,
  hours: number,
  onlyAgents: readonly string[] = [],
): Promise<string[]> {
  const check = async (
    path: string,
    expected: (tables: Tables, hours: number, generatedAt: string) => unknown,
  ): Promise<string> => {
    const { body, response } = await get(app, path);
    const generatedAt = response.headers.get('X-Generated-At') ?? 'no X-Generated-At';
    expect(body, `${path}`).toEqual(expected(tables, hours, generatedAt));
    return generatedAt;
  };
  const range = `time_range_hours=${hours}`;
  return Promise.all([
    check(`overview?${range}`, overview),
    check(`satisfaction?${range}`, satisfaction),
    check(`message-analytics?${range}`, messageAnalytics),
    check(`agent-performance?${range}`, agentPerformance),
    ...onlyAgents.map((agent) =>
      check(`agent-performance?${range}&agent_id=${agent}`, (rows, asked, generatedAt) =>
        agentPerformance(rows, asked, generatedAt, agent),
      ),
    ),
  ]);
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
 */
async function expectListRight(
  app: TestApp,
  database: FreshDatabase,
  list: 'active-sessions' | 'waiting-sessions',
  limit: number,
  expectedAt: (now: bigint) => Record<string, unknown>[],
): Promise<void> {
  let path: string | undefined = `${list}?limit=${limit}`;
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
  await expectListRight(app, database, 'active-sessions', limit, activeSessions(tables));
  await expectListRight(app, database, 'waiting-sessions', limit, waitingSessions(tables));
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

/** Makes rollups of what has changed, up to so many stretches of each kind. */
export async function fold(database: FreshDatabase, buckets = 100_000): Promise<void> {
  await database.query('select dashboard_fold($1)', [buckets]);
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
  for (const hours of ranges) await expectAggregatesRight(app, tables, hours, onlyAgents);
  await expectListsRight(app, database, tables);
  await expectTranscriptsRight(app, tables);
}
