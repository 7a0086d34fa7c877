import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { KeySetUnavailable, remoteKeySet } from '../../src/http/key-set.ts';

const minute = 60;
const day = 24 * 3600;

/** The keys of the issuer, by id. */
const published = new Map<string, JWK>();
beforeAll(async () => {
  for (const kid of ['first', 'second']) {
    const { publicKey } = await generateKeyPair('ES256', { extractable: true });
    published.set(kid, { ...(await exportJWK(publicKey)), kid, alg: 'ES256' });
  }
});

/** What the issuer does when it is asked for its keys. */
let issuer: () => Promise<Response>;
let fetches: number;
const serves =
  (...kids: string[]) =>
  (): Promise<Response> =>
    Promise.resolve(Response.json({ keys: kids.map((kid) => published.get(kid)) }));
const isAway = (): Promise<Response> => Promise.reject(new TypeError('Network connection lost.'));

beforeEach(() => {
  issuer = serves('first');
  fetches = 0;
  vi.stubGlobal('fetch', () => {
    fetches += 1;
    return issuer();
  });
});
afterEach(() => vi.unstubAllGlobals());

/** A key set in an isolate whose clock moves only when told to. */
function keySet() {
  let now = 0;
  const logged: string[] = [];
  const log = { info() {}, warn: (event: string) => void logged.push(event), error() {} };
  const set = remoteKeySet('https://id.example/keys', { now: () => now, sleep: () => new Promise(() => {}) });
  const request = { log, waitUntil: () => {} };
  return {
    logged,
    advance: (seconds: number) => (now += seconds * 1000),
    /** Finds the key that a token names. */
    find: async (kid: string): Promise<unknown> =>
      set(request)({ alg: 'ES256', kid }, { payload: '', signature: '' }),
  };
}

const noSuchKey = { code: 'ERR_JWKS_NO_MATCHING_KEY' };

describe('a key set that goes away', () => {
  it('goes on with the keys it has for a day, and asks at most every half minute', async () => {
    const keys = keySet();
    await keys.find('first');
    issuer = isAway;
    for (let second = 0; second < 3600; second += 5) {
      keys.advance(5);
      expect(await keys.find('first')).toBeDefined();
    }
    expect(fetches - 1).toBeLessThanOrEqual((50 * minute) / 30 + 1);
    expect(new Set(keys.logged)).toEqual(new Set(['key_set_failed']));
    keys.advance(day - 3600 - 1);
    expect(await keys.find('first')).toBeDefined();
    keys.advance(1);
    await expect(keys.find('first')).rejects.toBeInstanceOf(KeySetUnavailable);
    issuer = serves('first');
    keys.advance(5);
    expect(await keys.find('first')).toBeDefined();
  });

  it('makes nobody wait but the request that asks for it', async () => {
    const keys = keySet();
    await keys.find('first');
    issuer = () => new Promise(() => {});
    keys.advance(10 * minute);
    void keys.find('first');
    for (let n = 0; n < 10; n += 1) expect(await keys.find('first')).toBeDefined();
    expect(fetches).toBe(2);
  });

  it('before it was ever there is asked again after five seconds, and not before', async () => {
    issuer = isAway;
    const keys = keySet();
    for (let n = 0; n < 10; n += 1) {
      await expect(keys.find('first')).rejects.toBeInstanceOf(KeySetUnavailable);
    }
    expect(fetches).toBe(1);
    issuer = serves('first');
    keys.advance(5);
    expect(await keys.find('first')).toBeDefined();
  });

  it('cannot say that it does not know a key', async () => {
    const keys = keySet();
    await keys.find('first');
    issuer = isAway;
    keys.advance(30);
    for (let n = 0; n < 10; n += 1) {
      await expect(keys.find(`unknown-${n}`)).rejects.toBeInstanceOf(KeySetUnavailable);
    }
    expect(fetches).toBe(2);
    expect(await keys.find('first')).toBeDefined();
  });
});

describe('key ids that are unknown', () => {
  it('make one fetch in half a minute, however many they are', async () => {
    const keys = keySet();
    await keys.find('first');
    for (let second = 0; second < 120; second += 1) {
      keys.advance(1);
      const attacks = Array.from({ length: 20 }, (_, n) => keys.find(`${second}-${n}`));
      for (const { reason } of (await Promise.allSettled(attacks)) as PromiseRejectedResult[]) {
        expect(reason).toMatchObject(noSuchKey);
      }
    }
    expect(fetches).toBe(1 + 120 / 30);
  });

  it('are looked for by one fetch, which all who come meanwhile wait for', async () => {
    const keys = keySet();
    await keys.find('first');
    issuer = serves('first', 'second');
    keys.advance(30);
    await Promise.all(Array.from({ length: 20 }, () => keys.find('second')));
    expect(fetches).toBe(2);
  });
});

it('is fetched once by all requests of a cold isolate', async () => {
  const keys = keySet();
  await Promise.all(Array.from({ length: 20 }, () => keys.find('first')));
  expect(fetches).toBe(1);
});

it('loses the keys that the issuer removes, ten minutes later', async () => {
  const keys = keySet();
  await keys.find('first');
  issuer = serves('second');
  keys.advance(10 * minute - 1);
  expect(await keys.find('first')).toBeDefined();
  keys.advance(1);
  await expect(keys.find('first')).rejects.toMatchObject(noSuchKey);
});
