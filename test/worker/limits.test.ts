import { describe, expect, it } from 'vitest';
import limitsPage from '../../docs/limits.md?raw';
import { maxPlaces } from '../../src/features/agents/agent-fields.ts';
import { maxReasonCharacters } from '../../src/features/commands/fields.ts';
import { maxKeyCharacters } from '../../src/features/commands/idempotency.ts';
import { maxExpirySeconds } from '../../src/features/commands/offer.ts';
import { sessionMetricNames } from '../../src/features/metrics/series-metrics.ts';
import { maxSeriesValues } from '../../src/features/metrics/series.ts';
import { maxSessionIds } from '../../src/features/sessions/session-list.ts';
import { maxBodyBytes } from '../../src/http/json-body.ts';
import { maxPageRows } from '../../src/http/page.ts';
import { maxUrlCharacters } from '../../src/http/url-length.ts';
import { maxRangeHours, maxWindowDays } from '../../src/http/window-query.ts';
import { maxDisplayNameCharacters, maxNameCharacters, maxSkills } from '../../src/values/limits.ts';
import { answerOf, problem } from '../support/answers.ts';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { goodBodyOf, operations, pathOf } from '../support/operations.ts';
import { newId } from '../support/rows.ts';
import { basePath, origin, testApp } from '../support/test-app.ts';

/** The limits of docs/limits.md: what is at the limit is accepted, one more gets the problem that the page names. */

const database = useFreshDatabase();
const app = testApp({ bindings: { DATABASE_URL: database.url } });

const isJson = { 'Content-Type': 'application/json' };
/** A call on a session that does not exist is a 404 if nothing else is wrong with it. */
const onUnknownSession = (command: string, json: object, headers: Record<string, string> = {}) =>
  app.call(`sessions/${newId()}/${command}`, { json, headers });
const saveAgent = (fields: object) =>
  app.call(`agents/${newId()}`, { method: 'PUT', json: { display_name: 'Ada', max_sessions: 1, ...fields } });
/** A window of so many hours, and its parameters. */
const windowOf = (hours: number): string => {
  const from = Date.parse('2026-01-01T00:00:00Z');
  return `from=2026-01-01T00:00:00Z&to=${new Date(from + hours * 3_600_000).toISOString()}`;
};

interface Limit {
  value: number;
  /** Sends a request of this size. */
  send(size: number): Promise<Response>;
  /** The status at the limit. */
  accepted: number;
}

const limits: Record<string, Limit> = {
  maxBodyBytes: {
    value: maxBodyBytes,
    send: (size) => {
      const body = JSON.stringify({ agent_id: newId() }).padEnd(size);
      return app.call(`sessions/${newId()}/assign`, { body, headers: isJson });
    },
    accepted: 404,
  },
  maxUrlCharacters: {
    value: maxUrlCharacters,
    send: (size) => app.call(`${`${origin}${basePath}/overview?`.padEnd(size, '&')}`),
    accepted: 200,
  },
  maxRangeHours: {
    value: maxRangeHours,
    send: (size) => app.call(`overview?time_range_hours=${size}`),
    accepted: 200,
  },
  maxWindowDays: {
    value: maxWindowDays,
    send: (size) => app.call(`overview?${windowOf(size * 24)}`),
    accepted: 200,
  },
  maxSeriesValues: {
    value: maxSeriesValues,
    send: (size) => {
      const metrics = sessionMetricNames.slice(0, 20);
      return app.call(
        `timeseries?granularity=hour&metrics=${metrics.join()}&${windowOf(size / metrics.length)}`,
      );
    },
    accepted: 200,
  },
  maxPageRows: {
    value: maxPageRows,
    send: (size) => app.call(`waiting-sessions?limit=${size}`),
    accepted: 200,
  },
  maxSessionIds: {
    value: maxSessionIds,
    send: (size) => app.call(`sessions?session_id=${Array.from({ length: size }, newId).join()}`),
    accepted: 200,
  },
  maxKeyCharacters: {
    value: maxKeyCharacters,
    send: (size) =>
      onUnknownSession('assign', { agent_id: newId() }, { 'Idempotency-Key': newId().padEnd(size, 'x') }),
    accepted: 404,
  },
  maxReasonCharacters: {
    value: maxReasonCharacters,
    send: (size) => onUnknownSession('close', { reason: 'x'.repeat(size) }),
    accepted: 404,
  },
  maxExpirySeconds: {
    value: maxExpirySeconds,
    send: (size) => onUnknownSession('offers', { agent_id: newId(), expires_in_seconds: size }),
    accepted: 404,
  },
  maxDisplayNameCharacters: {
    value: maxDisplayNameCharacters,
    send: (size) => saveAgent({ display_name: 'x'.repeat(size) }),
    accepted: 201,
  },
  maxNameCharacters: {
    value: maxNameCharacters,
    send: (size) => saveAgent({ team: 'x'.repeat(size) }),
    accepted: 201,
  },
  maxSkills: {
    value: maxSkills,
    send: (size) => saveAgent({ skills: Array.from({ length: size }, (_, at) => `skill ${at}`) }),
    accepted: 201,
  },
  maxPlaces: {
    value: maxPlaces,
    send: (size) => saveAgent({ max_sessions: size }),
    accepted: 201,
  },
};

/** The rows of the page's table of requests. */
const told = [...limitsPage.matchAll(/^\| .+ \| ([\d,]+) \w+ \| (\d{3}) `(\w+)` \| `(\w+)` \|$/gm)].map(
  ([, value = '', status, code = '', constant = '']) => ({
    constant,
    value: Number(value.replaceAll(',', '')),
    refusal: problem(Number(status), code),
  }),
);

it('are all on the page', () => {
  expect(told.map(({ constant }) => constant).sort()).toEqual(Object.keys(limits).sort());
});

describe.each(told)('$constant', ({ constant, value, refusal }) => {
  const limit = limits[constant];

  it('is what the page says, and holds', async () => {
    expect(limit?.value).toBe(value);
    expect((await limit?.send(value))?.status).toBe(limit?.accepted);
    const beyond = await limit?.send(value + 1);
    expect(beyond && (await answerOf(beyond))).toEqual(refusal);
  });
});

describe('a body is as deep as its schema', () => {
  const withBody = operations.filter((operation) => goodBodyOf(operation, newId()) !== undefined);
  const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;

  it.each(withBody)('$name', async (operation) => {
    const good = goodBodyOf(operation, newId()) as Record<string, unknown>;
    const send = (body: string) =>
      app.call(pathOf(operation), { method: operation.method, body, headers: isJson });
    const bodies = [
      deep,
      JSON.stringify({ ...good, unknown: 0 }).replace('"unknown":0', `"unknown":${deep}`),
    ];
    const [field] = Object.keys(good);
    if (field !== undefined) {
      bodies.push(JSON.stringify({ ...good, [field]: '?' }).replace('"?"', deep));
    }
    for (const body of bodies) {
      expect(await answerOf(await send(body))).toEqual(problem(422, 'validation_failed'));
    }
  });
});
