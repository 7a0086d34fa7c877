import { describe, expect, it } from 'vitest';
import { ConfigurationError, parseConfig, type Bindings } from '../../src/env.ts';

const good = {
  DATABASE_URL: 'postgresql://user:password@host.example/database?sslmode=require',
  JWT_SECRET: 'a-secret-of-at-least-32-characters',
};
const parse = (bindings: Partial<Bindings>) => parseConfig({ ...good, ...bindings } as Bindings);

it('takes an empty variable, as wrangler.toml has them, for one that is not set', () => {
  const empty = {
    JWKS_URL: '',
    JWT_ISSUER: '',
    JWT_AUDIENCE: '',
    CORS_ORIGINS: '',
    NEON_FETCH_ENDPOINT: '',
    WAIT_MEDIUM_SECONDS: '',
    WAIT_HIGH_SECONDS: '',
    DATABASE_TIMEOUT_MS: '',
    RECONCILE_REPAIR: '',
  };
  expect(parse(empty)).toEqual(parse({}));
  expect(parse({})).toMatchObject({
    CORS_ORIGINS: [],
    WAIT_MEDIUM_SECONDS: 60,
    WAIT_HIGH_SECONDS: 180,
    DATABASE_TIMEOUT_MS: 8000,
    RECONCILE_REPAIR: false,
  });
});

it.each([
  ['https://a.example', ['https://a.example']],
  [' https://a.example , https://b.example:8443,', ['https://a.example', 'https://b.example:8443']],
  ['*', ['*']],
])('reads the origins of %j', (text, origins) => {
  expect(parse({ CORS_ORIGINS: text }).CORS_ORIGINS).toEqual(origins);
});

it.each([
  'postgres://user:password@host/database',
  'postgresql://user@host/database',
  'postgresql://user:p%40ss@ep-x-pooler.eu-central-1.aws.neon.tech/neondb?sslmode=require&channel_binding=require',
])('takes the connection string %s', (DATABASE_URL) => {
  expect(parse({ DATABASE_URL }).DATABASE_URL).toBe(DATABASE_URL);
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
