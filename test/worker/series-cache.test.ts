import { beforeEach, describe, expect, it } from 'vitest';
import { answerOf, problem } from '../support/answers.ts';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { watchedKv, type WatchedKv } from '../support/kv.ts';
import { newId } from '../support/rows.ts';
import { testApp, type TestApp } from '../support/test-app.ts';

/** How answers of time series and heat maps are kept, and how long they may be. */

const database = useFreshDatabase();
let kv: WatchedKv;
let app: TestApp;

beforeEach(() => {
  kv = watchedKv();
  app = testApp({ bindings: { DATABASE_URL: database.url, CACHE: kv.kv } });
});

async function outcomeOf(path: string, at: TestApp = app): Promise<string> {
  const response = await at.call(path);
  await at.settle();
  return /fwd=\w+|hit/.exec(response.headers.get('Cache-Status') ?? '')?.[0] ?? `${response.status}`;
}

const agent = newId();

it.each([
  [
    'metrics in any order',
    'heatmap?metrics=wait_time,total_sessions',
    'heatmap?metrics=total_sessions,wait_time',
  ],
  ['metrics named again', 'heatmap?metrics=wait_time', 'heatmap?metrics=wait_time,wait_time'],
  [
    'defaults spelled out',
    'timeseries',
    'timeseries?tz=UTC&metrics=total_sessions&granularity=day&time_range_hours=24',
  ],
  ['parameters in any order', 'timeseries?tz=GMT&granularity=hour', 'timeseries?granularity=hour&tz=GMT'],
  ['numbers with zeros', 'heatmap?time_range_hours=48', 'heatmap?time_range_hours=048'],
  ['ids in capitals', `timeseries?agent_id=${agent}`, `timeseries?agent_id=${agent.toUpperCase()}`],
])('takes %s as the same question', async (_, one, other) => {
  expect([await outcomeOf(one), await outcomeOf(other)]).toEqual(['fwd=miss', 'hit']);
});

it('lists metrics in one order, whatever the order asked for', async () => {
  const response = await app.call('timeseries?metrics=wait_time,total_sessions,wait_time');
  expect(await response.json()).toMatchObject({ metrics: ['total_sessions', 'wait_time'] });
});

describe.each(['timeseries', 'heatmap'])('%s', (path) => {
  it('is kept in memory, and never in KV', async () => {
    expect([await outcomeOf(path), await outcomeOf(path)]).toEqual(['fwd=miss', 'hit']);
    // Stale, then expired.
    for (const [seconds, outcome] of [
      [61, 'hit'],
      [301, 'fwd=stale'],
    ] as const) {
      app.advance(seconds);
      expect(await outcomeOf(path)).toBe(outcome);
    }
    expect([kv.gets, kv.puts]).toEqual([[], []]);
    const other = testApp({ bindings: { DATABASE_URL: database.url, CACHE: kv.kv } });
    expect(await outcomeOf(path, other)).toBe('fwd=miss');
  });
});

describe('a time series by the hour', () => {
  const year = 'from=2024-01-01T00:00:00Z&to=2025-01-01T00:00:00Z';
  const three = 'metrics=total_sessions,wait_time,response_time';

  it('is refused if it is too long, with how long it may be', async () => {
    const message = expect.stringContaining('3 metrics by the hour, the window may have at most 6666 hours');
    expect(await answerOf(await app.call(`timeseries?${year}&granularity=hour&${three}`))).toEqual(
      problem(422, 'validation_failed', { errors: [{ path: 'granularity', message: message as unknown }] }),
    );
  });

  it.each([
    `timeseries?${year}&granularity=hour&metrics=total_sessions,wait_time`,
    `timeseries?${year}&granularity=day&${three}`,
    `heatmap?${year}&${three}`,
  ])('may be a year in %s', async (path) => {
    expect(await outcomeOf(path)).toBe('fwd=bypass');
  });
});
