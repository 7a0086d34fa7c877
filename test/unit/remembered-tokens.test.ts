import { describe, expect, it } from 'vitest';
import { RememberedTokens, rememberTokenMs } from '../../src/http/remembered-tokens.ts';
import type { VerifiedToken } from '../../src/http/token-verifier.ts';

const start = 1_000_000_000;
const far = start + 100_000;

/** A verifier over a table of tokens, that notes what it is asked. */
function remembering(known: Record<string, Partial<VerifiedToken>>, entries = 100) {
  const asked: string[] = [];
  const clock = { ms: start * 1000 };
  const verify = (token: string): Promise<VerifiedToken> => {
    asked.push(token);
    const claims = known[token];
    if (claims === undefined) return Promise.reject(new Error('no good'));
    return Promise.resolve({ id: token, role: 'admin', exp: far, nbf: undefined, ...claims });
  };
  const tokens = new RememberedTokens(verify, { now: () => clock.ms }, { entries, characters: 1000 });
  return { tokens, asked, clock };
}

it('checks a token once, and knows whose it is', async () => {
  const { tokens, asked } = remembering({ a: {}, b: { role: 'agent' } });
  expect(tokens.recall('a')).toBeUndefined();
  for (let i = 0; i < 3; i += 1) {
    expect(await tokens.verify('a')).toMatchObject({ id: 'a', role: 'admin' });
    expect(await tokens.verify('b')).toMatchObject({ id: 'b', role: 'agent' });
  }
  expect(tokens.recall('a')).toMatchObject({ id: 'a' });
  expect(asked).toEqual(['a', 'b']);
});

it('remembers no failure', async () => {
  const { tokens, asked } = remembering({});
  for (let i = 0; i < 2; i += 1) await expect(tokens.verify('a')).rejects.toThrow('no good');
  expect(tokens.recall('a')).toBeUndefined();
  expect(asked).toEqual(['a', 'a']);
});

it('tells tokens apart by every character', async () => {
  const long = 'x'.repeat(300);
  const { tokens } = remembering({ [`${long}a`]: {} });
  await tokens.verify(`${long}a`);
  for (const other of [`${long}b`, long, `${long}A`, `${long}a `]) {
    expect(tokens.recall(other)).toBeUndefined();
  }
});

describe('a token is checked again', () => {
  it.each<[string, Partial<VerifiedToken>, stillAtMs: number, notAtMs: number]>([
    ['from its exp on', { exp: start + 10 }, 9999, 10_000],
    ['after a minute', {}, rememberTokenMs - 1, rememberTokenMs],
    ['where the clock went back before its nbf', { nbf: start }, 0, -1],
    ['where the clock went back before it was checked', {}, 0, -1],
  ])('%s', async (_, claims, stillAtMs, notAtMs) => {
    const { tokens, asked, clock } = remembering({ a: claims });
    await tokens.verify('a');
    clock.ms = start * 1000 + stillAtMs;
    expect(tokens.recall('a')).toBeDefined();
    clock.ms = start * 1000 + notAtMs;
    expect(tokens.recall('a')).toBeUndefined();
    await tokens.verify('a');
    expect(asked).toEqual(['a', 'a']);
  });

  it('where too many others came', async () => {
    const { tokens, asked } = remembering({ a: {}, b: {}, c: {} }, 2);
    for (const token of ['a', 'b', 'c', 'b', 'a']) await tokens.verify(token);
    expect(asked).toEqual(['a', 'b', 'c', 'a']);
  });

  it('every time, where it is too long to be kept', async () => {
    const long = 'x'.repeat(2000);
    const { tokens, asked } = remembering({ [long]: {} });
    for (let i = 0; i < 2; i += 1) await tokens.verify(long);
    expect(asked).toHaveLength(2);
  });
});
