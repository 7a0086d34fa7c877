import { describe, expect, it } from 'vitest';
import { freshSecondsOf, standingOf } from '../../src/cache/stored-answer.ts';

const answer = { body: '{}', etag: '"x"', generatedAt: '2026-01-01T00:00:00.000Z', storedAt: 0 };
const day = 86_400_000;

it.each([
  [1, 30],
  [12, 30],
  [24, 60],
  [48, 120],
  [120, 300],
  [720, 300],
])('an answer over %i hours is fresh for %i seconds', (rangeHours, freshSeconds) => {
  expect(freshSecondsOf(rangeHours)).toBe(freshSeconds);
});

it('a longer range is never fresh for a shorter time', () => {
  const fresh = Array.from({ length: 720 }, (_, i) => freshSecondsOf(i + 1));
  expect(fresh).toEqual(fresh.toSorted((a, b) => a - b));
  expect(fresh.every(Number.isInteger)).toBe(true);
});

describe('an answer', () => {
  it.each([
    [1, 30_000, 150_000],
    [24, 60_000, 300_000],
    [48, 120_000, 600_000],
    [720, 300_000, 1_500_000],
  ])('over %i h goes through the stages of docs/cache.md', (hours, fresh, stale) => {
    const stages = [0, fresh, fresh + 1, stale, stale + 1, day + 999, day + 1000].map(
      (age) => standingOf(answer, hours, age).stage,
    );
    expect(stages).toEqual(['fresh', 'fresh', 'stale', 'stale', 'expired', 'expired', 'lost']);
  });

  it('has a negative ttl exactly when it is no longer fresh', () => {
    for (let age = 0; age < 70_000; age += 250) {
      const { stage, ttlSeconds, ageSeconds } = standingOf(answer, 24, age);
      expect(ttlSeconds >= 0).toBe(stage === 'fresh');
      expect(ageSeconds).toBe(Math.floor(age / 1000));
      expect(ttlSeconds + ageSeconds).toBeLessThanOrEqual(60);
    }
  });

  it('from a clock that is ahead has the age 0', () => {
    expect(standingOf(answer, 24, -5000)).toEqual({ stage: 'fresh', ageSeconds: 0, ttlSeconds: 60 });
  });
});
