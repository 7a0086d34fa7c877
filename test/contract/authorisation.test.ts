import { env } from 'cloudflare:workers';
import { CompactSign, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { answerOf, problem } from '../support/answers.ts';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { goodBodyOf, operations, pathOf, securedOperations } from '../support/operations.ts';
import type { DescribedOperation } from '../support/operations.ts';
import { addParticipant, addSession, newId } from '../support/rows.ts';
import { newSecret, signedHeaders } from '../support/signatures.ts';
import { testApp, type CallOptions, type TestApp } from '../support/test-app.ts';
import { goodClaims, signed, signedWith, tokenOf } from '../support/tokens.ts';

const database = useFreshDatabase();
const secret = newSecret();
const app = testApp({ bindings: { DATABASE_URL: database.url, ROUTER_SECRETS: `router-1:${secret}` } });

const roles = ['admin', 'agent', 'router'] as const;

/** Design, section 5, by hand: openapi.json is held against it, not the other way round. */
const mayCall: Record<string, readonly string[]> = {
  'GET overview': ['admin', 'agent'],
  'GET satisfaction': ['admin', 'agent'],
  'GET message-analytics': ['admin', 'agent'],
  'GET active-sessions': ['admin', 'agent'],
  'GET waiting-sessions': ['admin', 'agent', 'router'],
  'GET agent-performance': ['admin', 'agent'],
  'GET timeseries': ['admin', 'agent'],
  'GET heatmap': ['admin', 'agent'],
  'GET sessions': ['admin', 'agent'],
  'GET sessions/{session_id}': ['admin', 'agent'],
  'GET sessions/{session_id}/transcript': ['admin', 'agent'],
  'GET audit': ['admin'],
  'POST customers/{customer_id}/erase': ['admin'],
  'GET config': ['admin', 'agent', 'router'],
  'GET me': ['admin', 'agent', 'router'],
  'GET agents': ['admin', 'agent', 'router'],
  'GET agents/{agent_id}': ['admin', 'agent', 'router'],
  'PUT agents/{agent_id}': ['admin'],
  'PATCH agents/{agent_id}': ['admin'],
  'DELETE agents/{agent_id}': ['admin'],
  'POST agents/{agent_id}/availability': ['admin', 'agent'],
  'POST sessions/{session_id}/assign': ['admin', 'agent', 'router'],
  'POST sessions/{session_id}/transfer': ['admin', 'agent'],
  'POST sessions/{session_id}/requeue': ['admin', 'agent', 'router'],
  'POST sessions/{session_id}/close': ['admin', 'agent', 'router'],
  'POST sessions/{session_id}/offers': ['admin', 'router'],
  'POST sessions/{session_id}/offers/{offer_id}/accept': ['admin', 'agent'],
  'POST sessions/{session_id}/offers/{offer_id}/decline': ['admin', 'agent'],
  'POST sessions/{session_id}/offers/{offer_id}/withdraw': ['admin', 'router'],
  'POST queue/claim': ['admin', 'agent', 'router'],
};

/** Calls an operation as it should be called. */
function callWell(api: TestApp, operation: DescribedOperation, options: CallOptions, agentId = newId()) {
  const json = goodBodyOf(operation, agentId);
  return api.call(pathOf(operation, newId(), { agent_id: agentId }), {
    method: operation.method,
    ...(json === undefined ? {} : { json }),
    ...options,
  });
}

/** Makes a call one that a router has signed, with this secret. */
async function asSigned(options: CallOptions, by: string = secret): Promise<CallOptions> {
  const { json, body = json === undefined ? '' : JSON.stringify(json), headers, ...rest } = options;
  if (typeof body !== 'string') throw new Error('Only text is signed here.');
  const timestampSeconds = Math.floor(app.now() / 1000);
  const signature = await signedHeaders({ secret: by, id: newId(), timestampSeconds, body });
  const type: Record<string, string> = json === undefined ? {} : { 'Content-Type': 'application/json' };
  return {
    ...rest,
    token: null,
    headers: { ...type, ...headers, ...signature },
    ...(body === '' ? {} : { body }),
  };
}

const base64Url = (text: string): string =>
  btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');

/** Tokens that say nothing of who calls, and what becomes of them. */
const badTokens: [name: string, token: () => Promise<string> | string, code: string][] = [
  ['is a word', () => 'garbage', 'token_invalid'],
  ['has three parts of nothing', () => '..', 'token_invalid'],
  ['has four parts', async () => `${await tokenOf('admin')}.x`, 'token_invalid'],
  ['has alg none', () => new UnsecuredJWT(goodClaims('admin')).encode(), 'token_invalid'],
  [
    'has alg NoNe and a signature',
    async () => {
      const [, claims, signature] = (await tokenOf('admin')).split('.');
      return `${base64Url('{"alg":"NoNe"}')}.${claims}.${signature}`;
    },
    'token_invalid',
  ],
  [
    'has no alg',
    async () => (await tokenOf('admin')).replace(/^[^.]+/, base64Url('{"typ":"JWT"}')),
    'token_invalid',
  ],
  [
    'is signed with another secret',
    () => signedWith('another-secret-of-thirty-two-characters', goodClaims('admin')),
    'token_invalid',
  ],
  ['has lost its signature', async () => (await tokenOf('admin')).replace(/[^.]+$/, ''), 'token_invalid'],
  [
    'was given another role after it was signed',
    async () => {
      const [header, , signature] = (await tokenOf('agent')).split('.');
      return `${header}.${base64Url(JSON.stringify(goodClaims('admin')))}.${signature}`;
    },
    'token_invalid',
  ],
  ...['HS384', 'HS512'].map((alg): [string, () => Promise<string>, string] => [
    `is ${alg} by the right secret`,
    () =>
      new SignJWT(goodClaims('admin'))
        .setProtectedHeader({ alg })
        .sign(new TextEncoder().encode(env.JWT_SECRET.repeat(2).slice(0, env.JWT_SECRET.length))),
    'token_invalid',
  ]),
  [
    'is RS256, where no key set is configured',
    async () => {
      const { privateKey } = await generateKeyPair('RS256');
      return new SignJWT(goodClaims('admin')).setProtectedHeader({ alg: 'RS256' }).sign(privateKey);
    },
    'token_invalid',
  ],
  [
    'demands an extension that nobody here knows',
    () =>
      new CompactSign(new TextEncoder().encode(JSON.stringify(goodClaims('admin'))))
        .setProtectedHeader({ alg: 'HS256', crit: ['x'], x: true } as { alg: string })
        .sign(new TextEncoder().encode(env.JWT_SECRET), { crit: { x: true } }),
    'token_invalid',
  ],
  [
    'holds no object',
    () =>
      new CompactSign(new TextEncoder().encode('["admin"]'))
        .setProtectedHeader({ alg: 'HS256' })
        .sign(new TextEncoder().encode(env.JWT_SECRET)),
    'token_invalid',
  ],
  ['has expired', () => signed({ ...goodClaims('admin'), exp: 1 } as JWTPayload), 'token_expired'],
  [
    'expires at this very second',
    () => signed({ ...goodClaims('admin'), exp: Math.floor(app.now() / 1000) } as JWTPayload),
    'token_expired',
  ],
  ['has no exp', () => signed({ sub: newId(), role: 'admin' }), 'token_invalid'],
  [
    'has an exp that is text',
    () => signed({ ...goodClaims('admin'), exp: '9999999999' } as unknown as JWTPayload),
    'token_invalid',
  ],
  [
    'is not good yet (nbf)',
    () => signed({ ...goodClaims('admin'), nbf: Math.floor(app.now() / 1000) + 600 } as JWTPayload),
    'token_invalid',
  ],
  ['has no sub', () => signed({ role: 'admin', exp: goodClaims('admin').exp }), 'token_invalid'],
  ...(
    [
      ['empty', ''],
      ['a number', 7],
      ['a list with a UUID', [newId()]],
      ['null', null],
    ] as const
  ).map(([name, sub]): [string, () => Promise<string>, string] => [
    `has a sub that is ${name}`,
    () => signed({ ...goodClaims('admin'), sub } as unknown as JWTPayload),
    'token_invalid',
  ]),
];

/** Headers that carry no bearer token. */
const badHeaders: [header: string | undefined, code: string][] = [
  [undefined, 'token_missing'],
  ['', 'token_missing'],
  ['Bearer', 'token_invalid'],
  ['Basic dXNlcjpwYXNzd29yZA==', 'token_invalid'],
  ['Bearer two tokens', 'token_invalid'],
  ['Bearer, Bearer', 'token_invalid'],
];

const badRoles: [name: string, role: unknown][] = [
  ['missing', undefined],
  ['unknown', 'superuser'],
  ['in capitals', 'ADMIN'],
  ['a list without a role', ['superuser', ['admin']]],
  ['an empty list', []],
  ['an object of roles', { admin: true }],
  ['empty', ''],
  ['null', null],
  ['a property of every object', 'constructor'],
];

it('knows the roles of every operation as design section 5 has them', () => {
  const described = Object.fromEntries(
    securedOperations.map(({ name, operation }) => [name, operation['x-allowed-roles']]),
  );
  expect(described).toEqual(mayCall);
  const open = operations.filter((operation) => !securedOperations.includes(operation));
  expect(open.map(({ name }) => name)).toEqual(['GET health', 'GET health/ready']);
});

describe.each(securedOperations)('$name', (operation) => {
  it.each(badHeaders)('answers 401 to the header %j', async (header, code) => {
    const headers: Record<string, string> = header === undefined ? {} : { Authorization: header };
    expect(await answerOf(await callWell(app, operation, { token: null, headers }))).toEqual(
      problem(401, code),
    );
  });

  it.each(badTokens)('answers 401 to a token that %s', async (_, token, code) => {
    expect(await answerOf(await callWell(app, operation, { token: await token() }))).toEqual(
      problem(401, code),
    );
  });

  it.each(badRoles)('answers 403 to a role that is %s', async (_, role) => {
    const token = await signed({ ...goodClaims(role) } as JWTPayload);
    expect(await answerOf(await callWell(app, operation, { token }))).toEqual(
      problem(403, 'role_not_allowed'),
    );
  });

  it.each(roles)('lets the role %s through or not, as the table has it', async (role) => {
    const self = newId();
    const response = await callWell(app, operation, { token: await tokenOf(role, self) }, self);
    // What the path names is unknown, and nothing waits: that, and no refusal, is what a permitted caller hears.
    const permitted =
      {
        'PUT agents/{agent_id}': 201,
        'POST queue/claim': 404,
        // Erasing an unknown customer is done at once.
        'POST customers/{customer_id}/erase': 200,
      }[operation.name] ?? (operation.template.includes('{') ? 404 : 200);
    expect(response.status).toBe(mayCall[operation.name]?.includes(role) ? permitted : 403);
  });

  it('lets a router that signs through or not, as the table has it for routers', async () => {
    const json = goodBodyOf(operation, newId());
    const call = { method: operation.method, ...(json === undefined ? {} : { json }) };
    const [byToken, bySignature, byNobody, byBoth] = await Promise.all([
      app.call(pathOf(operation), { ...call, token: await tokenOf('router') }),
      app.call(pathOf(operation), await asSigned(call)),
      app.call(pathOf(operation), await asSigned(call, newSecret())),
      app.call(pathOf(operation), { ...(await asSigned(call)), token: await tokenOf('router') }),
    ]);
    expect(bySignature.status === 403).toBe(!mayCall[operation.name]?.includes('router'));
    expect(bySignature.status).toBe(byToken.status);
    expect(await answerOf(byNobody)).toEqual(problem(401, 'signature_invalid'));
    expect(await answerOf(byBoth)).toEqual(problem(401, 'credentials_ambiguous'));
  });

  it('says that routers may sign where they may call', () => {
    const schemes = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];
    const signature = Object.fromEntries(schemes.map((name) => [name, []]));
    const isRouters = mayCall[operation.name]?.includes('router');
    expect(operation.operation.security).toEqual([{ bearer: [] }, ...(isRouters ? [signature] : [])]);
  });

  it.each(['Bearer', 'bearer', 'BEARER', 'bEaReR', 'Bearer  '])('takes the scheme as %j', async (scheme) => {
    const self = newId();
    const headers = { Authorization: `${scheme} ${await tokenOf('admin', self)}` };
    const response = await callWell(app, operation, { headers }, self);
    expect([200, 201, 404]).toContain(response.status);
  });

  describe('asks who calls, then whether the role may, before it looks at the request', () => {
    const badRequests: [name: string, query: string, options: CallOptions][] =
      operation.method === 'GET'
        ? [
            ['an unknown parameter', '?unknown=1', {}],
            ['parameters out of range', '?time_range_hours=0&limit=0', {}],
            ['a bad cursor', '?cursor=x', {}],
          ]
        : [
            ['a body too large', '', { body: 'x'.repeat(70_000) }],
            ['a body of text', '', { body: 'hello', headers: { 'Content-Type': 'text/plain' } }],
            ['malformed JSON', '', { body: '{', headers: { 'Content-Type': 'application/json' } }],
            ['a body that does not fit', '', { json: { nobody: true } }],
            ['no body', '', {}],
            ['an unknown parameter', '?unknown=1', { json: {} }],
          ];
    const paths = operation.template.includes('{')
      ? [pathOf(operation), operation.template.replaceAll(/\{\w+\}/g, 'no-uuid')]
      : [operation.template];
    const cases = badRequests.flatMap(([name, query, options]) =>
      paths.map((path): [string, string, CallOptions] => [name, `${path}${query}`, options]),
    );

    it.each(cases)('with %s at %s', async (_, path, options) => {
      const bad = { method: operation.method, ...options };
      expect(await answerOf(await app.call(path, { ...bad, token: null }))).toEqual(
        problem(401, 'token_missing'),
      );
      expect(await answerOf(await app.call(path, { ...bad, token: 'garbage' }))).toEqual(
        problem(401, 'token_invalid'),
      );
      const nobody = await signed(goodClaims('superuser'));
      expect(await answerOf(await app.call(path, { ...bad, token: nobody }))).toEqual(
        problem(403, 'role_not_allowed'),
      );
      for (const role of roles.filter((one) => !mayCall[operation.name]?.includes(one))) {
        const token = await tokenOf(role);
        expect(await answerOf(await app.call(path, { ...bad, token }))).toEqual(
          problem(403, 'role_not_allowed'),
        );
      }
      // What is signed has to be read before anybody is known by it.
      const isTooLarge = String(bad.body ?? '').length > 65_536;
      expect(await answerOf(await app.call(path, await asSigned(bad, newSecret())))).toEqual(
        isTooLarge ? problem(413, 'body_too_large') : problem(401, 'signature_invalid'),
      );
      if (mayCall[operation.name]?.includes('router') || isTooLarge) return;
      expect(await answerOf(await app.call(path, await asSigned(bad)))).toEqual(
        problem(403, 'role_not_allowed'),
      );
    });
  });
});

describe('a token and time', () => {
  it('is good until its exp by the Worker’s clock, and from its nbf on', async () => {
    const clocked = testApp({ bindings: { DATABASE_URL: database.url } });
    const now = Math.floor(clocked.now() / 1000);
    const token = await signed({ ...goodClaims('admin'), nbf: now + 100, exp: now + 200 } as JWTPayload);
    expect(await answerOf(await clocked.call('satisfaction', { token }))).toEqual(
      problem(401, 'token_invalid'),
    );
    clocked.advance(102);
    expect((await clocked.call('satisfaction', { token })).status).toBe(200);
    clocked.advance(100);
    expect(await answerOf(await clocked.call('satisfaction', { token }))).toEqual(
      problem(401, 'token_expired'),
    );
  });
});

describe('issuer and audience, where they are configured', () => {
  const strict = testApp({
    bindings: { DATABASE_URL: database.url, JWT_ISSUER: 'https://issuer.example', JWT_AUDIENCE: 'chat' },
  });
  const good = { ...goodClaims('admin'), iss: 'https://issuer.example', aud: 'chat' };

  it('lets both through, the audience among others too', async () => {
    for (const aud of ['chat', ['other', 'chat']]) {
      const token = await signed({ ...good, aud } as JWTPayload);
      expect((await strict.call('satisfaction', { token })).status).toBe(200);
    }
  });

  it.each<[string, Record<string, unknown>]>([
    ['another issuer', { iss: 'https://issuer.example/' }],
    ['no issuer', { iss: undefined }],
    ['another audience', { aud: 'chatter' }],
    ['other audiences', { aud: ['chatter', 'Chat'] }],
    ['no audience', { aud: undefined }],
  ])('refuses %s', async (_, claims) => {
    const token = await signed({ ...good, ...claims } as JWTPayload);
    expect(await answerOf(await strict.call('satisfaction', { token }))).toEqual(
      problem(401, 'token_invalid'),
    );
  });
});

describe('authorisation comes before the cache', () => {
  const [one, other] = [newId(), newId()];
  beforeAll(async () => {
    for (const agent of [one, other]) {
      const id = await addSession(database, { status: 'active', assigned_agent_id: agent });
      await addParticipant(database, id, { user_id: agent });
    }
  });
  const agentsIn = async (response: Response): Promise<unknown[]> => {
    expect(response.status).toBe(200);
    return ((await response.json()) as { agent_id: string }[]).map((row) => row.agent_id);
  };

  it.each(['overview', 'satisfaction', 'message-analytics', 'agent-performance'])(
    'a kept answer of %s is not given to a router, nor to nobody',
    async (path) => {
      const fresh = testApp({ bindings: { DATABASE_URL: database.url } });
      await fresh.call(path);
      await fresh.settle();
      expect((await fresh.call(path)).headers.get('Cache-Status')).toContain('hit');
      expect(await answerOf(await fresh.call(path, { token: null }))).toEqual(problem(401, 'token_missing'));
      const token = await tokenOf('router');
      expect(await answerOf(await fresh.call(path, { token }))).toEqual(problem(403, 'role_not_allowed'));
    },
  );

  it('an agent sees its own performance alone, whoever asked before it', async () => {
    const fresh = testApp({ bindings: { DATABASE_URL: database.url } });
    const [first, second] = [await tokenOf('agent', one), await tokenOf('agent', other)];
    const ask = async (query: string, token?: string): Promise<Response> => {
      const response = await fresh.call(`agent-performance${query}`, token === undefined ? {} : { token });
      await fresh.settle();
      return response;
    };
    for (let round = 0; round < 2; round += 1) {
      expect((await agentsIn(await ask(''))).sort()).toEqual([one, other].sort());
      expect(await agentsIn(await ask('', first))).toEqual([one]);
      expect(await agentsIn(await ask('', second))).toEqual([other]);
      expect(await agentsIn(await ask(`?agent_id=${one.toUpperCase()}`, first))).toEqual([one]);
      expect(await answerOf(await ask(`?agent_id=${other}`, first))).toEqual(problem(403, 'agent_not_self'));
      expect(await answerOf(await ask(`?agent_id=${one}`, second))).toEqual(problem(403, 'agent_not_self'));
    }
  });

  it('an agent without a session of the window gets an empty list, not everybody', async () => {
    expect(await agentsIn(await app.call('agent-performance', { token: await tokenOf('agent') }))).toEqual(
      [],
    );
  });
});

it.each(['health', 'health/ready', '/openapi.json', '/docs', '/docs/problems'])(
  'needs no token for %s',
  async (path) => {
    expect((await app.call(path, { token: null })).status).toBe(200);
    expect((await app.call(path, { token: 'garbage' })).status).toBe(200);
  },
);

it('never takes a public key for the secret, should somebody configure it so by mistake', async () => {
  const { publicKey } = await generateKeyPair('RS256', { extractable: true });
  const pem = await exportSPKI(publicKey);
  const token = await signedWith(pem, goodClaims('admin'));
  expect(await answerOf(await app.call('overview', { token }))).toEqual(problem(401, 'token_invalid'));
});
