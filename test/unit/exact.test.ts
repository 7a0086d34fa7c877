import { describe, expect, it } from 'vitest';
import { meanSeconds, percentage, roundedRatio } from '../../src/values/exact.ts';
import { randomNumbers } from '../support/random-numbers.ts';

describe('roundedRatio', () => {
  it.each<[numerator: bigint, denominator: bigint, digits: number, expected: number]>([
    [0n, 1n, 1, 0],
    [1n, 3n, 1, 0.3],
    [2n, 3n, 1, 0.7],
    [1n, 20n, 1, 0.1],
    [3n, 20n, 1, 0.2],
    [1n, 8n, 2, 0.13],
    [5n, 2n, 0, 3],
    [3n, 2n, 0, 2],
    [-1n, 20n, 1, -0.1],
    [1n, -20n, 1, -0.1],
    [-1n, -20n, 1, 0.1],
    [-1n, 100n, 1, 0],
    // Where floating point says 1.00 and 0.14: 1.005 and 0.145 have no exact double.
    [201n, 200n, 2, 1.01],
    [29n, 200n, 2, 0.15],
    [1n, 1000n, 2, 0],
    [999n, 1000n, 1, 1],
    [10n ** 30n, 10n ** 29n, 1, 10],
    [9_007_199_254_740_993n, 1n, 0, 9_007_199_254_740_992],
  ])('rounds %d / %d to %d places half away from zero: %d', (numerator, denominator, digits, expected) => {
    expect(roundedRatio(numerator, denominator, digits)).toBe(expected);
  });

  it.each([0n, 1n, -1n, 10n ** 20n])('of %d over nothing is null', (numerator) => {
    expect(roundedRatio(numerator, 0n, 2)).toBeNull();
  });

  it('is never further from the quotient than half a unit, and further out at exactly half', () => {
    const next = randomNumbers(1);
    const whole = (below: number): bigint => BigInt(Math.floor(next() * below));
    for (let i = 0; i < 5000; i += 1) {
      const digits = i % 3;
      const scale = 10n ** BigInt(digits);
      const denominator = whole(1000) + 1n;
      const numerator = whole(100_000) - 50_000n;
      const rounded = roundedRatio(numerator, denominator, digits) ?? Number.NaN;
      const units = BigInt(Math.round(rounded * Number(scale)));
      // |units / scale - numerator / denominator| ≤ 1 / (2 scale), in whole numbers.
      const off = units * denominator - numerator * scale;
      const distance = off < 0n ? -off : off;
      expect(2n * distance <= denominator).toBe(true);
      const isHalf = 2n * distance === denominator;
      const size = (value: bigint): bigint => (value < 0n ? -value : value);
      expect(!isHalf || size(units) * denominator > size(numerator) * scale).toBe(true);
    }
  });

  it('is the same however large its numbers are, and whether they come as numbers or not', () => {
    const next = randomNumbers(2);
    for (let i = 0; i < 5000; i += 1) {
      const digits = i % 3;
      // Around 2^53, where numbers stop being exact, after what rounding multiplies them by.
      const numerator = BigInt(Math.floor(next() * 2 ** (20 + (i % 40)))) * (i % 2 === 0 ? 1n : -1n);
      const denominator = BigInt(Math.floor(next() * 2 ** (i % 54))) + 1n;
      const scaled = 2n * (numerator < 0n ? -numerator : numerator) * 10n ** BigInt(digits);
      const units = (scaled + denominator) / (2n * denominator);
      const decimals = `${units / 10n ** BigInt(digits)}.${String(units % 10n ** BigInt(digits)).padStart(digits, '0')}`;
      const expected = Number(decimals) * (numerator < 0n && units > 0n ? -1 : 1);
      expect(roundedRatio(numerator, denominator, digits)).toBe(expected);
      // As numbers where these are exact.
      const [top, bottom] = [numerator, denominator].map((whole) =>
        Number.isSafeInteger(Number(whole)) ? Number(whole) : whole,
      ) as [number | bigint, number | bigint];
      expect(roundedRatio(top, bottom, digits)).toBe(expected);
    }
  });

  it('has no negative zero', () => {
    expect(Object.is(roundedRatio(-1n, 1000n, 1), 0)).toBe(true);
  });
});

it.each<[sum: bigint, count: bigint, seconds: number | null]>([
  [0n, 0n, null],
  [0n, 5n, 0],
  [49_999n, 1n, 0],
  [50_000n, 1n, 0.1],
  [1_000_000n, 3n, 0.3],
  [149_999n, 1n, 0.1],
  [150_000n, 1n, 0.2],
])('meanSeconds of %d µs over %d is %d', (sum, count, seconds) => {
  expect(meanSeconds(sum, count)).toBe(seconds);
});

it.each<[part: bigint, whole: bigint, percent: number | null]>([
  [0n, 0n, null],
  [0n, 7n, 0],
  [7n, 7n, 100],
  [1n, 3n, 33.3],
  [2n, 3n, 66.7],
  [1n, 2000n, 0.1],
  [1n, 2001n, 0],
  [1999n, 2000n, 100],
])('percentage of %d in %d is %d', (part, whole, percent) => {
  expect(percentage(part, whole)).toBe(percent);
});
