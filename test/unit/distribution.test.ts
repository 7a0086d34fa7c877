import { describe, expect, it } from 'vitest';
import { toDistribution } from '../../src/features/metrics/distribution.ts';
import { randomNumbers } from '../support/random-numbers.ts';

describe('toDistribution', () => {
  it('is null over nothing', () => {
    expect(toDistribution({ count: 0, microseconds: 0n, bins: null })).toEqual({
      count: 0,
      mean: null,
      p50: null,
      p90: null,
      p95: null,
    });
  });

  it('is 0 for spans of nothing, which are in no bin', () => {
    const zeros = { count: 3, microseconds: 0n, bins: [-1, -1, -1] };
    expect(toDistribution(zeros)).toEqual({ count: 3, mean: 0, p50: 0, p90: 0, p95: 0 });
  });

  it('shows percentiles within 2 % of any span, with 4 significant digits', () => {
    const next = randomNumbers(5);
    for (let round = 0; round < 2000; round += 1) {
      const microseconds = Math.max(1, Math.round(10 ** (next() * 17)));
      const bin = Math.floor(Math.log(microseconds) / Math.log(1.036));
      const { p50 } = toDistribution({ count: 1, microseconds: BigInt(microseconds), bins: [bin, bin, bin] });
      const seconds = p50 ?? Number.NaN;
      expect(Math.abs(seconds * 1e6 - microseconds), `${microseconds}`).toBeLessThanOrEqual(
        microseconds * 0.02,
      );
      expect(Number(seconds.toPrecision(4))).toBe(seconds);
    }
  });
});
