import { expect, it } from 'vitest';
import { freshnessOf } from '../../src/cache/freshness.ts';

const hours = Array.from({ length: 720 }, (_, i) => i + 1);

it.each([
  [1, 30],
  [12, 30],
  [24, 60],
  [48, 120],
  [120, 300],
  [720, 300],
])('an answer over %i hours is fresh for %i seconds', (rangeHours, freshSeconds) => {
  expect(freshnessOf(rangeHours).freshSeconds).toBe(freshSeconds);
});

it('never gets shorter for a longer range', () => {
  const fresh = hours.map((rangeHours) => freshnessOf(rangeHours).freshSeconds);
  expect(fresh).toEqual([...fresh].sort((a, b) => a - b));
});

it('is whole seconds; stale for four times as long after, and kept for a day in any case', () => {
  for (const rangeHours of hours) {
    const { freshSeconds, staleSeconds, lastAnswerSeconds } = freshnessOf(rangeHours);
    expect(Number.isInteger(freshSeconds)).toBe(true);
    expect(staleSeconds).toBe(4 * freshSeconds);
    expect(lastAnswerSeconds).toBe(86_400);
    expect(freshSeconds + staleSeconds).toBeLessThan(lastAnswerSeconds);
  }
});
