import { describe, expect, it } from 'vitest';
import type { StoredAnswer } from '../../src/cache/stored-answer.ts';
import { newKvTimes, newMemoryTier, Tiers } from '../../src/cache/tiers.ts';

/** @param second when its window ends */
const answer = (second: number, body = '{}'): StoredAnswer => ({
  body,
  etag: '"x"',
  generatedAt: new Date(second * 1000).toISOString(),
  storedAt: second * 1000,
});

/** Tiers over an empty KV. */
function tiersWith(memory = newMemoryTier()): Tiers {
  const kv = { get: () => Promise.resolve(null), put: () => Promise.resolve() };
  const silent = () => {};
  return new Tiers({
    memory,
    kv: kv as unknown as KVNamespace,
    kvTimes: newKvTimes(),
    kvWriteSeconds: 0,
    runtime: { now: () => 0, sleep: () => new Promise(silent), newId: () => '' },
    log: { info: silent, warn: silent, error: silent },
    waitUntil: silent,
  });
}

it('forgets the least recently used answers when it holds too many', () => {
  const tiers = tiersWith(newMemoryTier({ entries: 2, characters: 1000 }));
  tiers.write('a', answer(1));
  tiers.write('b', answer(2));
  tiers.readMemory('a');
  tiers.write('c', answer(3));
  expect(['a', 'b', 'c'].map((key) => tiers.readMemory(key)?.storedAt)).toEqual([1000, undefined, 3000]);
});

it('does not hold an answer that is too large', () => {
  const tiers = tiersWith(newMemoryTier({ entries: 100, characters: 200 }));
  tiers.write('a', answer(1));
  tiers.write('b', answer(2, 'x'.repeat(200)));
  expect(['a', 'b'].map((key) => tiers.readMemory(key)?.storedAt)).toEqual([1000, undefined]);
});

describe('the answer whose window ends later wins', () => {
  const [older, newer] = [answer(10), answer(20)];

  it.each([
    ['first', newer, older],
    ['last', older, newer],
  ])('when it comes %s', (_, first, second) => {
    const tiers = tiersWith();
    tiers.write('a', first);
    tiers.write('a', second);
    expect(tiers.readMemory('a')).toEqual(newer);
  });

  it('by the database’s clock, whatever the clocks of two locations say', () => {
    const tiers = tiersWith();
    tiers.write('a', { ...older, storedAt: 99_000 });
    tiers.write('a', newer);
    expect(tiers.readMemory('a')).toEqual(newer);
  });
});
