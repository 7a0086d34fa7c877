import { describe, expect, it } from 'vitest';
import { changeBetween } from '../../src/features/metrics/comparison.ts';
import { changesOf } from '../support/figures-comparison.ts';
import { randomNumbers } from '../support/random-numbers.ts';

type Figure = number | null;

describe('changeBetween', () => {
  it.each<[now: Figure, before: Figure, absolute: Figure, percent: Figure]>([
    [0, 0, 0, null],
    [7, 0, 7, null],
    [0, 7, -7, -100],
    [7, 7, 0, 0],
    [12, 8, 4, 50],
    [null, 3, null, null],
    [3, null, null, null],
    [null, null, null, null],
    // In binary 0.30000000000000004 - 0.1 and the like.
    [0.3, 0.1, 0.2, 200],
    [0.1, 0.3, -0.2, -66.7],
    [4.36, 4.4, -0.04, -0.9],
    [1.005, 1, 0.005, 0.5],
    [33.3, 6.3, 27, 428.6],
    // Half away from zero, on either side: 0.05 % and 12.25 %.
    [2001, 2000, 1, 0.1],
    [1999, 2000, -1, -0.1],
    [449, 400, 49, 12.3],
    [351, 400, -49, -12.3],
    [20_001, 20_000, 1, 0],
    [19_999, 20_000, -1, 0],
    // Decimals of different length, and numbers that are written with an exponent.
    [1404, 0.000001018, 1403.999998982, 137_917_485_165.2],
    [1e-7, 2e-7, -1e-7, -50],
    [1e-7, 0, 1e-7, null],
    [1.018e-6, 1.054e-6, -3.6e-8, -3.4],
    [252_400_000_000, 252_455_616_000.5, -55_616_000.5, 0],
    [9_007_199_254_740_991, 1, 9_007_199_254_740_990, 900_719_925_474_099_000],
  ])('of %d after %d is %d, %d %%', (now, before, absolute, percent) => {
    expect(changeBetween({ figure: now }, { figure: before })).toEqual({ figure: { absolute, percent } });
  });

  it('has no negative zero', () => {
    const { figure } = changeBetween({ figure: 19_999 }, { figure: 20_000 });
    expect(Object.is(figure.percent, 0)).toBe(true);
    expect(Object.is(changeBetween({ figure: 5 }, { figure: 5 }).figure.absolute, 0)).toBe(true);
  });

  it('puts a change in the place of every figure, however deep', () => {
    const now = { a: 1, nested: { b: 2.5, deeper: { '1': null as Figure, '2': 0 } } };
    const before = { a: 2, nested: { b: 2, deeper: { '1': 4 as Figure, '2': 0 } } };
    expect(changeBetween(now, before)).toEqual({
      a: { absolute: -1, percent: -50 },
      nested: {
        b: { absolute: 0.5, percent: 25 },
        deeper: { '1': { absolute: null, percent: null }, '2': { absolute: 0, percent: null } },
      },
    });
  });

  it('leaves what it compares as it was', () => {
    const frozen = (a: number) => Object.freeze({ nested: Object.freeze({ a }) });
    expect(changeBetween(frozen(1), frozen(2))).toEqual({ nested: { a: { absolute: -1, percent: -50 } } });
  });

  it('is what the plain computation says, over figures of every size', () => {
    const next = randomNumbers(3);
    const figures: ((size: number) => number)[] = [
      (size) => Number(size.toPrecision(4)),
      (size) => Math.round(size * 10) / 10,
      (size) => Math.round(size * 100) / 100,
      (size) => Math.round(size),
    ];
    for (let round = 0; round < 8000; round += 1) {
      // Both as one figure is shown: a percentile, a mean, a rating, a count.
      const shown = figures[round % figures.length] ?? Math.round;
      const figure = (): Figure => {
        if (next() < 0.1) return null;
        return next() < 0.1 ? 0 : shown(10 ** (next() * 12 - 6));
      };
      const [now, before] = [{ figure: figure() }, { figure: figure() }];
      expect(changeBetween(now, before), `${now.figure} after ${before.figure}`).toEqual(
        changesOf(now, before),
      );
    }
  });
});
