import { expect, it } from 'vitest';
import { BoundedMap } from '../../src/values/bounded-map.ts';

const keys = (map: BoundedMap<string>, among: string): string =>
  [...among].filter((key) => map.get(key) !== undefined).join('');

it('forgets what was used longest ago, where there are too many', () => {
  const map = new BoundedMap<string>({ entries: 3, characters: 1000 }, () => 0);
  for (const key of 'abc') map.set(key, key);
  map.get('a');
  map.set('b', 'again');
  map.set('d', 'd');
  expect(keys(map, 'abcd')).toBe('abd');
});

it('counts keys and values, and forgets as many as it takes', () => {
  const map = new BoundedMap<string>({ entries: 100, characters: 10 }, (value) => value.length);
  for (const key of 'abc') map.set(key, '12');
  map.set('d', '1234567');
  expect(keys(map, 'abcd')).toBe('d');
  map.set('d', '');
  for (const key of 'efg') map.set(key, '12');
  expect(keys(map, 'defg')).toBe('defg');
});

it('takes nothing in that is too large by itself, and forgets its older value', () => {
  const map = new BoundedMap<string>({ entries: 100, characters: 10 }, (value) => value.length);
  map.set('a', '1');
  map.set('b', '2');
  map.set('a', '0123456789');
  expect(keys(map, 'ab')).toBe('b');
});

it('has room again for what was deleted', () => {
  const map = new BoundedMap<string>({ entries: 2, characters: 1000 }, () => 0);
  for (const key of 'ab') map.set(key, key);
  map.delete('b');
  map.delete('x');
  map.set('c', 'c');
  expect(keys(map, 'abc')).toBe('ac');
});

it('tells what it has, what was used longest ago first, which is no use of it', () => {
  const map = new BoundedMap<string>({ entries: 2, characters: 1000 }, () => 0);
  map.set('a', '1');
  map.set('b', '2');
  map.get('a');
  expect(map.entries()).toEqual([
    ['b', '2'],
    ['a', '1'],
  ]);
  map.set('c', '3');
  expect(map.entries().map(([key]) => key)).toEqual(['a', 'c']);
});
