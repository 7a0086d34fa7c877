import { expect, it } from 'vitest';
import { Spacing } from '../../src/cache/spacing.ts';

it('lets one event a key through in its time, counted from the last that went through', () => {
  const spacing = new Spacing(1000);
  const passes = [0, 1, 999, 1000, 1001, 1999, 2000].map((now) => spacing.pass('a', now));
  expect(passes).toEqual([true, false, false, true, false, false, true]);
});

it('keeps keys apart', () => {
  const spacing = new Spacing(1000);
  expect([spacing.pass('a', 0), spacing.pass('b', 0), spacing.pass('a', 1)]).toEqual([true, true, false]);
});

it('lets an event through again once its key is cleared', () => {
  const spacing = new Spacing(1000);
  spacing.pass('a', 0);
  spacing.clear('a');
  expect(spacing.pass('a', 1)).toBe(true);
});

it('forgets the key that passed longest ago, where there are too many', () => {
  const spacing = new Spacing(1000, 2);
  spacing.pass('a', 0);
  spacing.pass('b', 1);
  spacing.pass('a', 1000);
  spacing.pass('c', 1001);
  expect(spacing.pass('a', 1002)).toBe(false);
  expect(spacing.pass('b', 1000.5)).toBe(true);
});
