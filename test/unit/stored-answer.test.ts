import { describe, expect, it } from 'vitest';
import { freshnessOf } from '../../src/cache/freshness.ts';
import { jitteredFreshMs, standingOf, StoredAnswer } from '../../src/cache/stored-answer.ts';

const old = { body: '{}', etag: '"x"', generatedAt: '2026-01-01T00:00:00.000Z', storedAt: 0 };

describe('the fresh time of an answer', () => {
  it.each([1, 24, 720])('is shortened by up to a tenth and never longer (%i h)', (hours) => {
    const whole = freshnessOf(hours).freshSeconds * 1000;
    const times = [0, 0.25, 0.5, 0.999999].map((random) => jitteredFreshMs(hours, random));
    expect(times).toEqual([whole, whole * 0.975, whole * 0.95, Math.round(whole * 0.9000001)]);
  });

  it('is its own, and its range’s where it does not say or says more', () => {
    for (const [freshMs, last] of [
      [54_321, 54_321],
      [undefined, 60_000],
      [70_000, 60_000],
    ] as const) {
      const answer = freshMs === undefined ? old : { ...old, freshMs };
      expect(standingOf(answer, 24, last).stage).toBe('fresh');
      expect(standingOf(answer, 24, last + 1).stage).toBe('stale');
    }
  });

  it('does not have to be in what KV has kept from before', () => {
    expect(StoredAnswer.parse(old)).toEqual(old);
  });
});

describe('an answer goes through', () => {
  const day = 86_400_000;
  it.each([
    [1, 30_000, 150_000],
    [24, 60_000, 300_000],
    [48, 120_000, 600_000],
    [720, 300_000, 1_500_000],
  ])('its stages at the ages that docs/cache.md has (%i h)', (hours, fresh, stale) => {
    const stages = [0, fresh, fresh + 1, stale, stale + 1, day + 999, day + 1000].map(
      (age) => standingOf(old, hours, age).stage,
    );
    expect(stages).toEqual(['fresh', 'fresh', 'stale', 'stale', 'expired', 'expired', 'lost']);
  });

  it('with a ttl that is negative exactly when it is not fresh any more', () => {
    const jittered = { ...old, freshMs: 55_500 };
    for (let age = 0; age < 70_000; age += 250) {
      const { stage, ttlSeconds, ageSeconds } = standingOf(jittered, 24, age);
      expect(ttlSeconds >= 0).toBe(stage === 'fresh');
      expect(ageSeconds).toBe(Math.floor(age / 1000));
      expect(ttlSeconds + ageSeconds).toBeLessThanOrEqual(55);
    }
  });
});
