import { parse } from 'smol-toml';
import { SignJWT, type JWTPayload } from 'jose';
import { describe, expect, it } from 'vitest';
import page from '../../docs/identity-providers.md?raw';
import { workerRuntime } from '../../src/deps.ts';
import { parseTokenSettings, type Bindings } from '../../src/env.ts';
import { tokenVerifier } from '../../src/http/token-verifier.ts';
import { userIdOf } from '../../src/values/uuid.ts';
import { answerOf, problem } from '../support/answers.ts';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { quietRequest } from '../support/quiet-request.ts';
import { testApp } from '../support/test-app.ts';

/** The recipes of docs/identity-providers.md, with the samples as they stand there. */

const database = useFreshDatabase();
const JWT_SECRET = 'signs the samples instead of a key set';
const key = new TextEncoder().encode(JWT_SECRET);
const sign = (claims: JWTPayload): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(key);

interface Sample {
  provider: string;
  variables: Partial<Bindings>;
  claims: JWTPayload & { iat: number };
  role: string;
  id: string;
}

const samples = page.split(/^## /m).flatMap((section): Sample[] => {
  const [, toml] = /```toml\n([^]*?)```/.exec(section) ?? [];
  if (toml === undefined) return [];
  const { env } = parse(toml) as unknown as { env: { production: { vars: Partial<Bindings> } } };
  const found = section.matchAll(/```json\n([^]*?)```\n\nThis is the (\w+) `([^`]+)`\./g);
  return [...found].map(([, json = '', role = '', id = '']) => ({
    provider: section.slice(0, section.indexOf('\n')),
    variables: env.production.vars,
    claims: JSON.parse(json) as Sample['claims'],
    role,
    id,
  }));
});

/** The Worker at the time of a token, with the secret in place of the key set. */
const appOf = ({ variables, claims }: Pick<Sample, 'variables' | 'claims'>) =>
  testApp({
    bindings: { DATABASE_URL: database.url, ...variables, JWKS_URL: '', JWT_SECRET },
    runtime: { now: () => claims.iat * 1000 },
  });

it('every block of claims is tried', () => {
  expect(samples).toHaveLength(page.split('```json').length - 1);
  expect(new Set(samples.map(({ provider }) => provider)).size).toBe(7);
});

describe.each(samples)('a token of $provider with the role $role', (sample) => {
  const { variables, claims, role, id } = sample;

  it('is who the page says', async () => {
    const settings = parseTokenSettings({ ...variables, JWT_SECRET });
    const verify = tokenVerifier(settings, { ...workerRuntime, now: () => claims.iat * 1000 });
    expect(await verify(await sign(claims), quietRequest)).toEqual({ id, role });
  });

  it('may call what its role may', async () => {
    const app = appOf(sample);
    const name = variables.JWT_HEADER ?? 'Authorization';
    const token = await sign(claims);
    const headers = { [name]: name === 'Authorization' ? `Bearer ${token}` : token };
    expect((await app.call('waiting-sessions', { token: null, headers })).status).toBe(200);
    const audit = await app.call('audit', { token: null, headers });
    expect(audit.status).toBe(role === 'admin' ? 200 : 403);
    // An agent may name itself, and nobody else.
    const statusFor = async (agent: string) =>
      (await app.call(`agent-performance?agent_id=${agent}`, { token: null, headers })).status;
    const [own, other] = { admin: [200, 200], agent: [200, 403] }[role] ?? [403, 403];
    expect([await statusFor(id), await statusFor(crypto.randomUUID())]).toEqual([own, other]);
  });

  it('is refused by name without its role, and without its user', async () => {
    const app = appOf(sample);
    const { JWT_ROLE_CLAIM: roleClaim = 'role', JWT_SUBJECT_CLAIM: userClaim = 'sub' } = variables;
    const without = (path: string): JWTPayload => {
      const name = Object.keys(claims).find((claim) => path === claim || path.startsWith(`${claim}.`));
      return Object.fromEntries(Object.entries(claims).filter(([claim]) => claim !== name));
    };
    const ask = async (path: string) => {
      const response = await app.call('waiting-sessions', { token: await sign(without(path)) });
      return (await response.json()) as { code: string; detail: string };
    };
    expect(await ask(roleClaim)).toMatchObject({
      code: 'role_not_allowed',
      detail: expect.stringContaining(`\`${roleClaim}\``) as string,
    });
    expect(await ask(userClaim)).toMatchObject({
      code: 'token_invalid',
      detail: expect.stringContaining(`\`${userClaim}\``) as string,
    });
  });
});

it('shows the id of the subject that it looks up', async () => {
  const [, issuer = '', subject = '', id] =
    /npm run -s user-id -- (\S+) '([^']+)'\n```\n\n```text\n(\S+)\n```/.exec(page) ?? [];
  expect(await userIdOf(issuer, subject)).toBe(id);
});

describe('a token that a proxy hands over', () => {
  const claims = { sub: crypto.randomUUID(), role: 'admin', iat: 1_796_050_800, exp: 1_796_137_200 };
  const headerName = 'Cf-Access-Jwt-Assertion';
  const app = appOf({ variables: { JWT_HEADER: headerName }, claims });
  const call = async (headers: Record<string, string>, to = app) =>
    answerOf(await to.call('waiting-sessions', { token: null, headers }));
  const letIn = { status: 200 };

  it('counts without and with an Origin of our own', async () => {
    const headers = { [headerName]: await sign(claims) };
    expect(await call(headers)).toMatchObject(letIn);
    expect(await call({ ...headers, Origin: 'https://dashboard.test' })).toMatchObject(letIn);
  });

  it.each(['https://evil.example', 'http://dashboard.test', 'null'])(
    'does not count for a page at %s, which may bring its own',
    async (Origin) => {
      const token = await sign(claims);
      expect(await call({ [headerName]: token, Origin })).toEqual(problem(401, 'token_missing'));
      const own = { [headerName]: 'x', Authorization: `Bearer ${token}`, Origin };
      expect(await call(own)).toMatchObject(letIn);
    },
  );

  it('does not count where no header is configured, and is checked like any other', async () => {
    const token = await sign(claims);
    const other = appOf({ variables: {}, claims });
    expect(await call({ [headerName]: token }, other)).toEqual(problem(401, 'token_missing'));
    expect(await call({ [headerName]: `${token}x` })).toEqual(problem(401, 'token_invalid'));
    expect(await call({ [headerName]: '' })).toEqual(problem(401, 'token_invalid'));
  });
});
