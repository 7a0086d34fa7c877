import { describe, expect, it } from 'vitest';
import { createRandom } from '../../dev/data/random.ts';

const draw = (count: number, next: () => number): number[] => Array.from({ length: count }, next);
const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('createRandom', () => {
  it('gives the same stream for the same key, always', () => {
    expect(createRandom('a', 1).uuid()).toBe(createRandom('a', 1).uuid());
    expect(createRandom(1, 'session', 0).uuid()).toBe('b865cb96-f8de-45cf-aca3-03e7f84dba6e');
  });

  it('gives another stream for another key', () => {
    const keys: (string | number)[][] = [
      ['a'],
      ['b'],
      ['a', 1],
      ['a', 11],
      [1, 'a'],
      [11, 'a'],
      [0],
      [''],
      ['a', 'b'],
      ['ab'],
    ];
    expect(new Set(keys.map((key) => createRandom(...key).uuid())).size).toBe(keys.length);
  });

  it('writes UUIDs of version 4, and no two alike', () => {
    const random = createRandom('uuids');
    const uuids = Array.from({ length: 20_000 }, () => random.uuid());
    expect(new Set(uuids).size).toBe(uuids.length);
    for (const uuid of uuids) {
      expect(uuid).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    }
  });

  it('spreads evenly', () => {
    const random = createRandom('even');
    expect(mean(draw(20_000, random.unit))).toBeCloseTo(0.5, 1);
    const dice = draw(6000, () => random.whole(1, 6));
    for (let face = 1; face <= 6; face++) {
      expect(dice.filter((value) => value === face).length).toBeGreaterThan(850);
    }
    expect(draw(5000, () => Number(random.chance(0.2))).filter(Boolean).length).toBeGreaterThan(850);
    expect(new Set(Array.from({ length: 100 }, () => random.pick(['x', 'y', 'z'])))).toEqual(
      new Set(['x', 'y', 'z']),
    );
  });

  it('draws log-normal values around their median', () => {
    const random = createRandom('times');
    const values = draw(20_000, () => random.logNormal(60, 1)).sort((a, b) => a - b);
    expect(values[10_000]).toBeGreaterThan(56);
    expect(values[10_000]).toBeLessThan(64);
    expect(values[0]).toBeGreaterThan(0);
    // Mean over median is e^(sigma²/2).
    expect(mean(values) / 60).toBeCloseTo(Math.exp(0.5), 0);
  });
});
