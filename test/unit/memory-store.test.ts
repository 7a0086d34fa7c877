import { describe, expect, it } from 'vitest';
import { MemoryStore } from '../../src/cache/memory-store.ts';
import type { StoredAnswer } from '../../src/cache/stored-answer.ts';

/** @param second when its figures end, and when it was stored */
const answer = (second: number, body = '{}'): StoredAnswer => ({
  body,
  etag: '"x"',
  generatedAt: new Date(second * 1000).toISOString(),
  storedAt: second * 1000,
});

it('keeps an answer for a day, to the last second', () => {
  const store = new MemoryStore();
  store.keep('a', answer(0));
  expect(store.read('a', 86_400_999)).toEqual(answer(0));
  expect(store.read('a', 86_401_000)).toBeUndefined();
  expect(store.read('a', 0)).toBeUndefined();
});

it('holds so many answers, and forgets what was asked for longest ago', () => {
  const store = new MemoryStore({ entries: 2, characters: 1000 });
  store.keep('a', answer(1));
  store.keep('b', answer(2));
  store.read('a', 3000);
  store.keep('c', answer(3));
  expect(['a', 'b', 'c'].map((key) => store.read(key, 3000)?.storedAt)).toEqual([1000, undefined, 3000]);
});

it('holds so many characters, and does without an answer that has more', () => {
  const store = new MemoryStore({ entries: 100, characters: 200 });
  store.keep('a', answer(1, 'x'.repeat(100)));
  store.keep('b', answer(2, 'x'.repeat(100)));
  expect(['a', 'b'].map((key) => store.read(key, 3000)?.storedAt)).toEqual([undefined, 2000]);
  const large = answer(3, 'x'.repeat(200));
  expect(store.keep('b', large)).toBe(large);
  expect(store.read('b', 3000)).toBeUndefined();
});

describe('the newer answer wins', () => {
  const [older, newer] = [answer(10), answer(20)];

  it('whichever comes first', () => {
    for (const [first, second] of [
      [older, newer],
      [newer, older],
    ] as const) {
      const store = new MemoryStore();
      store.keep('a', first);
      expect(store.keep('a', second)).toEqual(newer);
      expect(store.read('a', 20_000)).toEqual(newer);
    }
  });

  it('by the database’s clock, where the clocks of two locations differ', () => {
    const store = new MemoryStore();
    store.keep('a', { ...older, storedAt: 99_000 });
    expect(store.keep('a', newer)).toEqual(newer);
  });

  it('by the Worker’s, where the figures end at the same instant', () => {
    const store = new MemoryStore();
    store.keep('a', { ...newer, storedAt: 21_000 });
    expect(store.keep('a', newer).storedAt).toBe(21_000);
  });
});
