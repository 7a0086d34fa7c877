import { expect, it } from 'vitest';
import { counts, distributions } from '../../src/db/schema/figures.ts';
import { sessionMetricNames } from '../../src/features/metrics/series-metrics.ts';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { testApp } from '../support/test-app.ts';

const database = useFreshDatabase();
const app = testApp({ bindings: { DATABASE_URL: database.url } });

it('answers the longest window by the hour with every metric at once, however large each is', async () => {
  const largest = 10 ** 14;
  // What fits into one bin of a histogram.
  const mostSpans = 99_999_999;
  const columns = [
    ...counts,
    ...distributions.flatMap((name) => [`${name}_count`, `${name}_microseconds`, `${name}_histogram`]),
  ];
  const values = columns.map((name) => (/_(count|histogram)$/.test(name) ? mostSpans : largest));
  await database.query(`
    insert into dashboard_parts (subject, agent_id, at, session_id, ${columns.join(', ')})
    select 'everybody', dashboard_nobody(), hour, dashboard_nobody(), ${values.join(', ')}
    from generate_series(timestamptz '2024-01-01Z', '2024-12-31 23:00Z', '1 hour') hour`);
  await database.query(`select dashboard_rebuild_readings('everybody', dashboard_nobody())`);
  const query = `from=2024-01-01T00:00:00Z&to=2024-12-31T23:59:59Z&metrics=${sessionMetricNames.join(',')}`;
  const series = await app.call(`timeseries?granularity=hour&${query}`);
  expect(series.status).toBe(200);
  const { buckets } = (await series.json()) as { buckets: { total_sessions: number }[] };
  expect(buckets).toHaveLength(366 * 24);
  expect(new Set(buckets.map((bucket) => bucket.total_sessions))).toEqual(new Set([largest]));
});
