import { expect, it } from 'vitest';
import { counts, distributions } from '../../src/db/schema/figures.ts';
import { sessionMetricNames } from '../../src/features/metrics/series-metrics.ts';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { testApp } from '../support/test-app.ts';

const database = useFreshDatabase();
const app = testApp({ bindings: { DATABASE_URL: database.url } });

it('answers the longest series by the hour, however large each figure is', async () => {
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
  const bucketsOf = async (to: string, metrics: readonly string[]) => {
    const query = `from=2024-01-01T00:00:00Z&to=${to}&granularity=hour&metrics=${metrics.join(',')}`;
    const series = await app.call(`timeseries?${query}`);
    expect(series.status).toBe(200);
    return ((await series.json()) as { buckets: Record<string, unknown>[] }).buckets;
  };

  const year = await bucketsOf('2025-01-01T00:00:00Z', ['response_time', 'total_sessions']);
  expect(year).toHaveLength(366 * 24);
  expect(new Set(year.map((bucket) => bucket['total_sessions']))).toEqual(new Set([largest]));
  const month = await bucketsOf('2024-02-08T23:59:59Z', sessionMetricNames);
  expect(month).toHaveLength(39 * 24);
  expect(new Set(month.map((bucket) => Object.keys(bucket).length))).toEqual(
    new Set([sessionMetricNames.length + 3]),
  );
});
