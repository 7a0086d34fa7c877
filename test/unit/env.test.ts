import { describe, expect, it } from 'vitest';
import { ConfigurationError, parseConfig, parseTokenSettings, type Bindings } from '../../src/env.ts';

const good = {
  DATABASE_URL: 'postgresql://user:password@host.example/database?sslmode=require',
  JWT_SECRET: 'a-secret-of-at-least-32-characters',
};
const parse = (bindings: Partial<Bindings>) => parseConfig({ ...good, ...bindings });

it('takes an empty variable, as wrangler.toml has them, for one that is not set', () => {
  const empty = {
    JWKS_URL: '',
    JWT_ISSUER: '',
    JWT_AUDIENCE: '',
    JWT_SUBJECT_CLAIM: '',
    JWT_ROLE_CLAIM: '',
    JWT_ROLE_MAP: '',
    JWT_HEADER: '',
    OIDC_ISSUER: '',
    OIDC_CLIENT_ID: '',
    OIDC_SCOPE: '',
    ROUTER_SECRETS: '',
    CORS_ORIGINS: '',
    NEON_FETCH_ENDPOINT: '',
    WAIT_MEDIUM_SECONDS: '',
    WAIT_HIGH_SECONDS: '',
    DATABASE_TIMEOUT_MS: '',
    KV_WRITE_SECONDS: '',
    UPKEEP_IDLE_MINUTES: '',
    RECONCILE_REPAIR: '',
    REGISTERED_AGENTS_ONLY: '',
    AUDIT_READS: '',
    AGENT_LAPSE_MINUTES: '',
  };
  expect(parse(empty)).toEqual(parse({}));
  expect(parse({})).toMatchObject({
    JWT_SUBJECT_CLAIM: 'sub',
    JWT_ROLE_CLAIM: 'role',
    JWT_ROLE_MAP: [],
    OIDC_SCOPE: 'openid offline_access',
    ROUTER_SECRETS: [],
    CORS_ORIGINS: [],
    WAIT_MEDIUM_SECONDS: 60,
    WAIT_HIGH_SECONDS: 180,
    DATABASE_TIMEOUT_MS: 8000,
    KV_WRITE_SECONDS: 60,
    UPKEEP_IDLE_MINUTES: 15,
    RECONCILE_REPAIR: false,
    REGISTERED_AGENTS_ONLY: false,
    AUDIT_READS: true,
    AGENT_LAPSE_MINUTES: 1440,
  });
});

it.each([
  ['https://a.example', ['https://a.example']],
  [' https://a.example , https://b.example:8443,', ['https://a.example', 'https://b.example:8443']],
  ['http://localhost:*, http://[::1]:*', ['http://localhost:*', 'http://[::1]:*']],
  ['*', ['*']],
])('reads the origins of %j', (text, origins) => {
  expect(parse({ CORS_ORIGINS: text }).CORS_ORIGINS).toEqual(origins);
});

it.each([
  ['https://a.example/', 'entry 1 ends with a slash'],
  ['https://a.example,https://b.example/', 'entry 2 ends with a slash'],
  ['https://a.example:*/', 'entry 1 ends with a slash'],
  ['https://a.example/app', 'entry 1 is not an origin'],
  ['https://a.example?x', 'entry 1 is not an origin'],
  ['https://me@a.example', 'entry 1 is not an origin'],
  ['https://A.example', 'entry 1 is not an origin'],
  ['https://a.example:443', 'entry 1 is not an origin'],
  ['https://*.example', 'entry 1 is not an origin'],
  ['https://a.example:port', 'entry 1 is not an origin'],
  ['a.example', 'entry 1 is not an origin'],
  ['localhost:3000', 'entry 1 is not an origin'],
  ['ftp://a.example', 'entry 1 is not an origin'],
  ['file:///', 'entry 1 is not an origin'],
  ['null', 'entry 1 is not an origin'],
  ['https://a.example https://b.example', 'entry 1 is not an origin'],
])('refuses the origins %j', (text, mistake) => {
  expect(() => parse({ CORS_ORIGINS: text })).toThrow(`CORS_ORIGINS: ${mistake}`);
});

describe('the map of roles', () => {
  it('gives values roles, several values one too', () => {
    const text = 'support-admin=admin, Support Agents = agent ,/a=b=router,lead=admin,lead=admin,';
    expect(parse({ JWT_ROLE_MAP: text }).JWT_ROLE_MAP).toEqual([
      { value: 'support-admin', role: 'admin' },
      { value: 'Support Agents', role: 'agent' },
      { value: '/a=b', role: 'router' },
      { value: 'lead', role: 'admin' },
      { value: 'lead', role: 'admin' },
    ]);
  });

  it.each([
    ['admin', 'entry 1 is not <value>=<role>, the role admin, agent or router'],
    ['lead=admin,boss=root', 'entry 2 is not <value>=<role>'],
    ['lead=Admin', 'entry 1 is not <value>=<role>'],
    ['=admin', 'entry 1 is not <value>=<role>'],
    ['lead=', 'entry 1 is not <value>=<role>'],
    ['admin=lead', 'entry 1 is not <value>=<role>'],
    ['lead=admin,lead=agent', 'entry 2 gives a value another role'],
  ])('is refused as %j', (text, mistake) => {
    expect(() => parse({ JWT_ROLE_MAP: text })).toThrow(`JWT_ROLE_MAP: ${mistake}`);
  });
});

it.each([
  'postgres://user:password@host/database',
  'postgresql://user@host/database',
  'postgresql://user:p%40ss@ep-x-pooler.eu-central-1.aws.neon.tech/neondb?sslmode=require&channel_binding=require',
])('takes the connection string %s', (DATABASE_URL) => {
  expect(parse({ DATABASE_URL }).DATABASE_URL).toBe(DATABASE_URL);
});

/** A router's secret of so many bytes, all of them the same one. */
const whsec = (bytes: number, byte = 1): string =>
  `whsec_${Buffer.from(new Uint8Array(bytes).fill(byte)).toString('base64')}`;

describe('the secrets of routers', () => {
  const secretsOf = (text: string) =>
    parse({ ROUTER_SECRETS: text }).ROUTER_SECRETS.map(({ name, secret }) => [name, [...secret]]);
  const bytes = (count: number, byte = 1): number[] => Array.from({ length: count }, () => byte);

  it('are read entry by entry, several of one name too', () => {
    const text = ` main:${whsec(24)} ,main:${whsec(32, 2)},,A-z_0.9:${whsec(64, 3)},`;
    expect(secretsOf(text)).toEqual([
      ['main', bytes(24)],
      ['main', bytes(32, 2)],
      ['A-z_0.9', bytes(64, 3)],
    ]);
  });

  it('may lack the padding of their base64, and a name may have one of them twice', () => {
    const padded = `a:${whsec(25)}`;
    expect(padded).toMatch(/=$/);
    expect(secretsOf(`${padded},${padded.replace(/=+$/, '')}`)).toEqual([
      ['a', bytes(25)],
      ['a', bytes(25)],
    ]);
  });

  it.each([
    ['no name', whsec(32)],
    ['an empty name', `:${whsec(32)}`],
    ['a name with a blank', `a b:${whsec(32)}`],
    ['a name with a colon', `a:b:${whsec(32)}`],
    ['a name of another alphabet', `rüter:${whsec(32)}`],
    ['a name of 65 characters', `${'a'.repeat(65)}:${whsec(32)}`],
    ['no prefix', `a:${whsec(32).slice(6)}`],
    ['the prefix of a private key', `a:whsk_${whsec(32).slice(6)}`],
    ['no secret', 'a:whsec_'],
    ['23 bytes', `a:${whsec(23)}`],
    ['65 bytes', `a:${whsec(65)}`],
    ['a letter too much', `a:${whsec(24)}A`],
    ['base64url', `a:${whsec(32, 255).replaceAll('/', '_')}`],
    ['padding within', `a:${whsec(25)}AAAA`],
    ['one secret for two', `a:${whsec(32)},b:${whsec(32)}`],
    ['one secret for two, written differently', `a:${whsec(32)},b:${whsec(32).replace(/=+$/, '')}`],
    ['a good one and a bad one', `a:${whsec(32)},b`],
  ])('are refused with %s, without a word of them', (_, text) => {
    expect(() => parse({ ROUTER_SECRETS: text })).toThrow(ConfigurationError);
    let message = '';
    try {
      parse({ ROUTER_SECRETS: text });
    } catch (error) {
      ({ message } = error as Error);
    }
    expect(message).toMatch(/^ROUTER_SECRETS: .*entry \d/);
    for (const part of text.split(/[:,]/).filter((one) => one.length > 1)) {
      expect(message).not.toContain(part.replace(/^whsec_/, '') || text);
    }
  });
});

describe('what does not hold', () => {
  it.each<[Partial<Bindings>, string[]]>([
    [{ DATABASE_URL: 'postgresql://host/database' }, ['DATABASE_URL']],
    [{ DATABASE_URL: 'postgresql://user:secret@host' }, ['DATABASE_URL']],
    [{ JWT_SECRET: 'x'.repeat(31) }, ['JWT_SECRET']],
    [{ WAIT_MEDIUM_SECONDS: '1.5' }, ['WAIT_MEDIUM_SECONDS']],
    [{ WAIT_HIGH_SECONDS: '86401' }, ['WAIT_HIGH_SECONDS']],
    [{ RECONCILE_REPAIR: 'yes' }, ['RECONCILE_REPAIR']],
    [{ DATABASE_TIMEOUT_MS: '99' }, ['DATABASE_TIMEOUT_MS']],
    [{ JWKS_URL: 'keys' }, ['JWKS_URL']],
    [{ JWT_HEADER: 'X-Token:' }, ['JWT_HEADER']],
    [{ JWT_ROLE_MAP: 'hunter2=boss' }, ['JWT_ROLE_MAP']],
    [{ CORS_ORIGINS: 'https://admin.example/hunter2' }, ['CORS_ORIGINS']],
    [{ ROUTER_SECRETS: 'main:hunter2' }, ['ROUTER_SECRETS']],
    [{ DATABASE_URL: 'x', JWT_SECRET: 'x', JWKS_URL: 'x' }, ['DATABASE_URL', 'JWT_SECRET', 'JWKS_URL']],
  ])('%j is an error that names every variable, and no value', (bindings, names) => {
    let thrown: unknown;
    try {
      parse(bindings);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(ConfigurationError);
    const { message } = thrown as Error;
    for (const name of names) expect(message).toContain(name);
    const values = Object.values(bindings).filter((value) => typeof value === 'string' && value.length > 1);
    for (const value of values) expect(message).not.toContain(value);
  });
});

describe('a key set', () => {
  const JWKS_URL = 'https://id.example/keys';
  const checks = { JWT_ISSUER: 'https://id.example/', JWT_AUDIENCE: 'chat' };
  const alone = { JWT_SECRET: '', JWKS_URL };

  it.each([
    [
      { JWKS_URL },
      'JWT_ISSUER: must be set with JWKS_URL, so that tokens for other services are refused; * accepts any; JWT_AUDIENCE: must be set',
    ],
    [{ ...alone, JWT_ISSUER: checks.JWT_ISSUER }, /^JWT_AUDIENCE: must be set/],
    [{ ...alone, JWT_AUDIENCE: '*' }, /^JWT_ISSUER: must be set/],
    [{ ...checks, JWKS_URL: 'http://id.example/keys' }, 'JWKS_URL: must begin with https://'],
    [{ ...checks, JWKS_URL: 'ftp://127.0.0.1/keys' }, 'JWKS_URL: must begin with https://'],
    [{ ...checks, JWKS_URL: 'http://localhost.example/keys' }, 'JWKS_URL: must begin with https://'],
  ])('is refused as in %j', (bindings, message) => {
    expect(() => parse(bindings)).toThrow(message);
    expect(() => parseTokenSettings(bindings)).toThrow(message);
  });

  it('has an issuer and an audience, or says by * that any is accepted', () => {
    expect(parse({ JWKS_URL, ...checks })).toMatchObject({ JWKS_URL, ...checks });
    const { JWT_ISSUER, JWT_AUDIENCE } = parse({ JWKS_URL, JWT_ISSUER: '*', JWT_AUDIENCE: '*' });
    expect([JWT_ISSUER, JWT_AUDIENCE]).toEqual([undefined, undefined]);
  });

  it('on this machine needs no TLS', () => {
    const local = 'http://localhost:8080/realms/support/keys';
    expect(parse({ ...checks, JWKS_URL: local }).JWKS_URL).toBe(local);
  });

  it('needs neither where tokens have a secret of their own', () => {
    expect(parse({}).JWT_AUDIENCE).toBeUndefined();
  });
});

it.each([
  [{ OIDC_ISSUER: 'https://id.example' }, 'OIDC_CLIENT_ID: set both'],
  [{ OIDC_CLIENT_ID: 'ui' }, 'OIDC_CLIENT_ID: set both'],
  [{ OIDC_ISSUER: 'http://id.example', OIDC_CLIENT_ID: 'ui' }, 'OIDC_ISSUER: must begin with https://'],
  [{ OIDC_ISSUER: 'id.example', OIDC_CLIENT_ID: 'ui' }, 'OIDC_ISSUER: Invalid URL'],
  [
    { OIDC_ISSUER: 'https://id.example', OIDC_CLIENT_ID: 'ui', OIDC_SCOPE: 'email' },
    'OIDC_SCOPE: must contain openid',
  ],
])('refuses the sign-in settings %j', (bindings, message) => {
  expect(() => parse(bindings)).toThrow(message);
});

it('takes an issuer on this machine without TLS', () => {
  const issuer = 'http://127.0.0.1:4000';
  expect(parse({ OIDC_ISSUER: issuer, OIDC_CLIENT_ID: 'ui' }).OIDC_ISSUER).toBe(issuer);
});
