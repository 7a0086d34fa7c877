import { expect, it } from 'vitest';
import { columnsOf } from '../../src/features/metrics/series-columns.ts';
import { figureWriter, writtenParts } from '../../src/features/metrics/series-figures.ts';
import { neededColumns, type MetricName } from '../../src/features/metrics/series-metrics.ts';
import { noTables } from '../support/series-tables.ts';

const edges = [0, 1, 2, 3];
const memo = writtenParts();

/** What is written of three parts, for rows of one distribution. */
function written(metrics: readonly MetricName[], session_spans: string): unknown[] {
  const columns = columnsOf({ ...noTables, session_spans }, new Set(neededColumns(metrics, 'all')), edges);
  const figures = figureWriter(metrics, 'all', columns, memo);
  return [0, 1, 2].map((place) => JSON.parse(`{${figures([place]).slice(1)}}`) as unknown);
}

const none = { count: 0, mean: null, p50: null, p90: null, p95: null };
const rows = '1,2,3000000,-1 400 400;3,1,5000000,410 410 410';

it('writes the distributions of a part, and the same again of the same part', () => {
  const expected = [
    { wait_time: { count: 2, mean: 1.5, p50: 0, p90: 1.417, p95: 1.417 } },
    { wait_time: none },
    { wait_time: { count: 1, mean: 5, p50: 2.019, p90: 2.019, p95: 2.019 } },
  ];
  expect(written(['wait_time'], rows)).toEqual(expected);
  expect(written(['wait_time'], rows)).toEqual(expected);
});

it('does not take one metric for another that has the same values', () => {
  const [first] = written(['response_time'], rows);
  expect(first).toEqual({ response_time: { count: 2, mean: 1.5, p50: 0, p90: 1.417, p95: 1.417 } });
});

it('does not take a part for one that differs in any value', () => {
  written(['handle_time'], rows);
  for (const [other, figure] of [
    ['1,3,3000000,-1 400 400', { count: 3, mean: 1 }],
    ['1,2,3000001,-1 400 400', { count: 2, mean: 1.5 }],
    ['1,2,3400000,-1 400 400', { mean: 1.7 }],
    ['1,2,3000000,-1 400 410', { p90: 1.417, p95: 2.019 }],
  ] as const) {
    expect(written(['handle_time'], other)[0]).toMatchObject({ handle_time: figure });
  }
});
