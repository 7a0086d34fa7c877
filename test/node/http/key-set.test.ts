import { createServer, type Server } from 'node:http';
import {
  exportJWK,
  exportSPKI,
  generateKeyPair,
  SignJWT,
  type CryptoKey,
  type JWK,
  type JWTHeaderParameters,
  type JWTPayload,
} from 'jose';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  basePath,
  goodClaims,
  secret,
  startBuiltWorker,
  tokenOf,
  type BuiltWorker,
} from '../../support/node/built-worker.ts';

const algorithms = ['RS256', 'ES256', 'EdDSA'] as const;
type Algorithm = (typeof algorithms)[number];

interface Pair {
  kid: string;
  publicKey: CryptoKey;
  privateKey: CryptoKey;
}

const pairs = new Map<Algorithm, Pair>();
const pairOf = (alg: Algorithm): Pair => {
  const pair = pairs.get(alg);
  if (pair === undefined) throw new Error(`There is no key for ${alg}.`);
  return pair;
};

let worker: BuiltWorker;
let issuer: Server;
/** How often each path of the issuer was asked for. */
const asked = new Map<string, number>();
const octets = 'bm90LWEtcHVibGljLWtleS1hdC1hbGwtMTIzNDU2Nzg';

async function publicKeys(): Promise<JWK[]> {
  return Promise.all(
    algorithms.map(async (alg) => {
      const { kid, publicKey } = pairOf(alg);
      return { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' };
    }),
  );
}

/** Two keys of one kind, as an issuer has them while it changes from one to the other. */
const rotating: CryptoKey[] = [];

const rotatingKeys = (): Promise<JWK[]> =>
  Promise.all(
    ['old', 'new'].map(async (kid) => {
      const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
      rotating.push(privateKey);
      return Object.assign(await exportJWK(publicKey), { kid, alg: 'ES256', use: 'sig' });
    }),
  );

/** What the issuer serves: status and body, by path. */
let documents: Record<string, [status: number, body: string]>;

beforeAll(async () => {
  for (const alg of algorithms) {
    pairs.set(alg, { kid: `key-${alg}`, ...(await generateKeyPair(alg, { extractable: true })) });
  }
  const keys = await publicKeys();
  const encryption = await generateKeyPair('ES256', { extractable: true });
  documents = {
    '/keys': [200, JSON.stringify({ keys })],
    '/cold': [200, JSON.stringify({ keys })],
    '/shared': [
      200,
      JSON.stringify({ keys: [...keys, { kty: 'oct', k: octets, kid: 'octets', alg: 'HS256' }] }),
    ],
    '/rotating': [200, JSON.stringify({ keys: await rotatingKeys() })],
    '/none': [200, '{"keys":[]}'],
    '/no-set': [200, '{"key":"x"}'],
    '/no-json': [200, '<html>Sorry</html>'],
    '/fault': [500, '{}'],
    '/attacker': [
      200,
      JSON.stringify({ keys: [{ ...(await exportJWK(encryption.publicKey)), kid: 'evil' }] }),
    ],
  };
  issuer = createServer((request, response) => {
    const path = request.url ?? '';
    asked.set(path, (asked.get(path) ?? 0) + 1);
    const [status, body] = documents[path] ?? [404, ''];
    // A moment late, so that several requests of a cold Worker wait for the keys at once.
    setTimeout(() => response.writeHead(status, { 'content-type': 'application/json' }).end(body), 50);
  });
  await new Promise<void>((resolve) => issuer.listen(0, '127.0.0.1', resolve));
  const NEON_FETCH_ENDPOINT = inject('neonEndpoint');
  const DATABASE_URL = inject('workerDatabaseUrl');
  const parts = { NEON_FETCH_ENDPOINT, DATABASE_URL, JWT_ISSUER: '*', JWT_AUDIENCE: '*' };
  const keysAt = (path: string) => ({ ...parts, JWKS_URL: `${issuerOrigin()}${path}` });
  worker = await startBuiltWorker({
    keys: { ...keysAt('/keys'), JWT_SECRET: '' },
    cold: keysAt('/cold'),
    both: keysAt('/shared'),
    rotating: keysAt('/rotating'),
    none: keysAt('/none'),
    'no-set': keysAt('/no-set'),
    'no-json': keysAt('/no-json'),
    fault: keysAt('/fault'),
    missing: keysAt('/missing'),
    closed: { ...parts, JWKS_URL: 'http://127.0.0.1:1/keys' },
  });
});
afterAll(async () => {
  await worker.stop();
  issuer.closeAllConnections();
  await new Promise((resolve) => issuer.close(resolve));
});

function issuerOrigin(): string {
  const address = issuer.address();
  if (typeof address !== 'object' || address === null) throw new Error('The issuer does not listen.');
  return `http://127.0.0.1:${address.port}`;
}

const sign = (
  header: JWTHeaderParameters,
  key: CryptoKey | Uint8Array,
  claims: JWTPayload = goodClaims('admin'),
): Promise<string> => new SignJWT(claims).setProtectedHeader(header).sign(key);

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

interface Answer {
  status: number;
  code: unknown;
  challenge: string | null;
  retryAfter: string | null;
}

async function ask(variant: string, token: string): Promise<Answer> {
  const response = await fetch(`${worker.origin(variant)}${basePath}/waiting-sessions`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  const body = (await response.json()) as { code?: unknown };
  return {
    status: response.status,
    code: body.code,
    challenge: response.headers.get('WWW-Authenticate'),
    retryAfter: response.headers.get('Retry-After'),
  };
}

const accepted: Answer = { status: 200, code: undefined, challenge: null, retryAfter: null };
const refused = (code: string): Answer => ({
  status: 401,
  code,
  challenge: expect.stringContaining('error="invalid_token"') as string,
  retryAfter: null,
});

describe.each(algorithms)('a token signed with %s', (alg) => {
  it('is accepted by its key of the key set, named or not', async () => {
    const { kid, privateKey } = pairOf(alg);
    expect(await ask('keys', await sign({ alg, kid }, privateKey))).toEqual(accepted);
    expect(await ask('keys', await sign({ alg }, privateKey))).toEqual(accepted);
    expect(await ask('both', await sign({ alg, kid }, privateKey))).toEqual(accepted);
  });

  it('has its role looked at like any other', async () => {
    const { kid, privateKey } = pairOf(alg);
    const answer = await ask('keys', await sign({ alg, kid }, privateKey, goodClaims('nobody')));
    expect(answer).toMatchObject({ status: 403, code: 'role_not_allowed' });
  });

  it('needs its claims like any other', async () => {
    const { kid, privateKey } = pairOf(alg);
    const good = goodClaims('admin');
    const { exp: _, ...forever } = good;
    for (const [claims, code] of [
      [{ ...good, exp: 1 }, 'token_expired'],
      [forever, 'token_invalid'],
      [{ ...good, sub: '' }, 'token_invalid'],
    ] as const) {
      expect(await ask('keys', await sign({ alg, kid }, privateKey, claims))).toEqual(refused(code));
    }
  });

  it('is refused by the key of somebody else, whatever it calls itself', async () => {
    const { privateKey } = await generateKeyPair(alg);
    for (const kid of [pairOf(alg).kid, 'unknown', undefined]) {
      const header = kid === undefined ? { alg } : { alg, kid };
      expect(await ask('keys', await sign(header, privateKey))).toEqual(refused('token_invalid'));
    }
  });

  it('is refused where it was changed', async () => {
    const { kid, privateKey } = pairOf(alg);
    const [header, , signature] = (await sign({ alg, kid }, privateKey, goodClaims('agent'))).split('.');
    const claims = Buffer.from(JSON.stringify(goodClaims('admin'))).toString('base64url');
    expect(await ask('keys', `${header}.${claims}.${signature}`)).toEqual(refused('token_invalid'));
  });

  it('is refused where it brings its own key along', async () => {
    const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
    const jwk = await exportJWK(publicKey);
    const { kid } = pairOf(alg);
    expect(await ask('keys', await sign({ alg, kid, jwk }, privateKey))).toEqual(refused('token_invalid'));
  });

  it('is refused by a public key that was taken for a secret (HS256)', async () => {
    const { kid, publicKey } = pairOf(alg);
    const jwk = await exportJWK(publicKey);
    const pem = await exportSPKI(publicKey);
    const guesses = [
      pem,
      pem.trim(),
      pem.replaceAll(/-----[^-]+-----|\s/g, ''),
      JSON.stringify(jwk),
      JSON.stringify({ ...jwk, kid, alg, use: 'sig' }),
      jwk.n ?? jwk.x ?? '',
    ];
    for (const guess of guesses) {
      for (const variant of ['keys', 'both']) {
        const token = await sign({ alg: 'HS256', kid }, bytes(guess.padEnd(32, ' ')));
        expect(await ask(variant, token)).toEqual(refused('token_invalid'));
      }
    }
  });
});

it.each(['RS384', 'RS512', 'PS256', 'ES384', 'ES512'])(
  'an algorithm that is not offered is refused: %s',
  async (alg) => {
    const { privateKey } = await generateKeyPair(alg);
    expect(await ask('keys', await sign({ alg, kid: 'key-RS256' }, privateKey))).toEqual(
      refused('token_invalid'),
    );
  },
);

it('a token that says where its key is to be fetched is refused, and nobody goes there', async () => {
  const { privateKey } = await generateKeyPair('ES256');
  const header = {
    alg: 'ES256',
    kid: 'evil',
    jku: `${issuerOrigin()}/attacker`,
    x5u: `${issuerOrigin()}/attacker`,
  };
  expect(await ask('keys', await sign(header, privateKey))).toEqual(refused('token_invalid'));
  expect(asked.get('/attacker')).toBeUndefined();
});

describe('HS256', () => {
  it('goes on by the secret, where there is one beside the key set', async () => {
    expect(await ask('both', await tokenOf('admin'))).toEqual(accepted);
  });

  it('is refused where there is none', async () => {
    expect(await ask('keys', await tokenOf('admin'))).toEqual(refused('token_invalid'));
    expect(await ask('keys', await sign({ alg: 'HS256' }, bytes(' ')))).toEqual(refused('token_invalid'));
  });

  it('is never checked with a key of the set, a secret one neither', async () => {
    const key = new Uint8Array(Buffer.from(octets, 'base64url'));
    const token = await sign({ alg: 'HS256', kid: 'octets' }, key);
    expect(await ask('both', token)).toEqual(refused('token_invalid'));
  });
});

it('a token that names no key is good by any key of its kind, also while the issuer changes keys', async () => {
  expect(rotating).toHaveLength(2);
  for (const key of rotating)
    expect(await ask('rotating', await sign({ alg: 'ES256' }, key))).toEqual(accepted);
  const { privateKey } = await generateKeyPair('ES256');
  expect(await ask('rotating', await sign({ alg: 'ES256' }, privateKey))).toEqual(refused('token_invalid'));
});

it('fetches the key set once, not for every request', async () => {
  const { kid, privateKey } = pairOf('ES256');
  for (let i = 0; i < 20; i += 1) await ask('keys', await sign({ alg: 'ES256', kid }, privateKey));
  // Looking again for a key id that was unknown is allowed, in moderation.
  expect(asked.get('/keys')).toBeLessThanOrEqual(2);
});

it('serves many at once while the keys are still on their way', async () => {
  const { kid, privateKey } = pairOf('RS256');
  const token = await sign({ alg: 'RS256', kid }, privateKey);
  const answers = await Promise.all(Array.from({ length: 20 }, () => ask('cold', token)));
  expect(answers).toEqual(Array.from({ length: 20 }, () => accepted));
  expect(asked.get('/cold')).toBe(1);
});

describe('a key set that cannot be had', () => {
  const unavailable: Answer = {
    status: 503,
    code: 'keys_unavailable',
    challenge: null,
    retryAfter: expect.stringMatching(/^[1-9]\d*$/) as string,
  };

  it.each(['closed', 'fault', 'missing', 'no-json', 'no-set'])(
    'makes a 503 with Retry-After (%s), to whoever needs it',
    async (variant) => {
      const { kid, privateKey } = pairOf('ES256');
      const token = await sign({ alg: 'ES256', kid }, privateKey);
      expect(await ask(variant, token)).toEqual(unavailable);
      expect(await ask(variant, token)).toEqual(unavailable);
      expect(await ask(variant, await tokenOf('admin', undefined, secret))).toEqual(accepted);
      expect(await ask(variant, 'garbage')).toEqual(refused('token_invalid'));
      const { privateKey: other } = await generateKeyPair('RS512');
      expect(await ask(variant, await sign({ alg: 'RS512' }, other))).toEqual(refused('token_invalid'));
    },
  );

  it('says nothing of where it is', async () => {
    const { privateKey } = pairOf('ES256');
    const response = await fetch(`${worker.origin('closed')}${basePath}/overview`, {
      headers: { Authorization: `Bearer ${await sign({ alg: 'ES256' }, privateKey)}` },
    });
    expect(await response.text()).not.toMatch(/127\.0\.0\.1:1\b|\/keys|fetch failed|refused/i);
  });

  it('that is empty holds no key for the token: 401', async () => {
    const { kid, privateKey } = pairOf('ES256');
    expect(await ask('none', await sign({ alg: 'ES256', kid }, privateKey))).toEqual(
      refused('token_invalid'),
    );
  });
});
