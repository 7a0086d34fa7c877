import { expect, it } from 'vitest';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { testApp } from '../support/test-app.ts';

const database = useFreshDatabase();
const app = testApp({ bindings: { DATABASE_URL: database.url } });

const ask = (query: string) =>
  app.call(`${query}&from=2025-01-01T00:00:00Z&to=2026-01-01T00:00:00Z&metrics=response_time`);

it('says what to ask for where a year of hours has more than the database sends at once', async () => {
  // A distribution that is as wide as it gets, in every hour: what busy years would have kept.
  await database.query(`
    insert into dashboard_session_rollups
    select 60, h, 300, 0, 0, 300, 300, 300, 300, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, repeat('00000001', 300)::numeric, 0, 0
    from generate_series(timestamptz '2025-01-01Z', '2025-12-31 23:00Z', '1 hour') h`);
  for (const query of ['timeseries?granularity=hour', 'heatmap?tz=UTC']) {
    const response = await ask(query);
    expect(response.status).toBe(422);
    const message: unknown = expect.stringMatching(/one at a time, or over a shorter window/);
    expect(await response.json()).toMatchObject({
      code: 'validation_failed',
      errors: [{ path: 'metrics', message }],
    });
  }
});
