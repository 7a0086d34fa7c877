import { decodeProtectedHeader, jwtVerify, type JWTPayload } from 'jose';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseTokenArguments } from '../../dev/token.ts';
import { writeRunningVariables } from '../../dev/worker-variables.ts';
import { parseTokenSettings } from '../../src/env.ts';
import { tokenVerifier } from '../../src/http/token-verifier.ts';
import { runDev } from '../support/node/dev-run.ts';
import { quietRequest } from '../support/quiet-request.ts';

const someone = '0190f2a4-7b1c-7000-8000-0123456789ab';
const JWT_SECRET = 'a secret for the tests of npm run token';
let idle: string;
let running: string;

beforeAll(async () => {
  [idle, running] = (await Promise.all(
    ['idle', 'running'].map((name) => mkdtemp(path.join(tmpdir(), `chat-dashboard-token-${name}-`))),
  )) as [string, string];
  await writeFile(path.join(running, 'dev.json'), JSON.stringify({ url: 'http://x', databaseUrl: 'x' }));
  await writeRunningVariables(running, { JWT_SECRET, JWT_ISSUER: 'local' });
});

afterAll(() => Promise.all([idle, running].map((folder) => rm(folder, { recursive: true }))));

const run = (env: Record<string, string>, ...args: string[]) => runDev('token.ts', env, args).ended;

const verify = async (token: string, secret = JWT_SECRET): Promise<JWTPayload> =>
  (await jwtVerify(token, new TextEncoder().encode(secret), { algorithms: ['HS256'] })).payload;

describe('npm run token', () => {
  it('prints a token for the running stack and nothing else', async () => {
    const { code, stdout, stderr } = await run({ DATA_DIR: running }, '--role', 'admin');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    expect(decodeProtectedHeader(stdout.trim())).toEqual({ alg: 'HS256', typ: 'JWT' });
    const { sub, iat, exp, ...claims } = await verify(stdout.trim());
    expect(claims).toEqual({ role: 'admin', iss: 'local' });
    expect(sub).toMatch(/^[\da-f-]{36}$/);
    expect((exp ?? 0) - (iat ?? 0)).toBe(24 * 60 * 60);
    // The same secret in the environment means the same Worker.
    expect((await run({ DATA_DIR: running, JWT_SECRET }, '--role', 'admin')).stdout).toMatch(/^[\w.-]+\n$/);
  });

  it('takes a user and a time to live', async () => {
    const { stdout } = await run({ DATA_DIR: running }, '--role', 'agent', '--sub', someone, '--ttl', '90');
    const { sub, role, iat, exp } = await verify(stdout.trim());
    expect({ sub, role, ttl: (exp ?? 0) - (iat ?? 0) }).toEqual({ sub: someone, role: 'agent', ttl: 90 });
  });

  it.each<[string, Record<string, string>]>([
    ['nothing else', {}],
    ['an issuer and an audience', { JWT_ISSUER: 'https://id.example/', JWT_AUDIENCE: 'chat' }],
    [
      'claims of their own',
      {
        JWT_SUBJECT_CLAIM: 'https://chat.example/user.id',
        JWT_ROLE_CLAIM: 'realm_access.roles',
        JWT_ROLE_MAP: 'lead=admin,desk=agent',
      },
    ],
  ])('prints a token that a deployment accepts, from its secret and %s', async (_, variables) => {
    const secret = 'the secret of a deployment, long enough';
    // Whatever runs here, and whoever it is.
    for (const DATA_DIR of [idle, running]) {
      const env = { DATA_DIR, JWT_SECRET: secret, ...variables };
      const { code, stdout, stderr } = await run(env, '--role', 'agent', '--sub', someone);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      const runtime = { now: () => Date.now(), sleep };
      const accept = tokenVerifier(parseTokenSettings({ JWT_SECRET: secret, ...variables }), runtime);
      expect(await accept(stdout.trim(), quietRequest)).toEqual({ id: someone, role: 'agent' });
    }
  });

  it.each<[string, Record<string, string>, RegExp]>([
    [
      'nothing runs and no secret is given',
      {},
      /^No token: nothing runs over \S+idle\S+\. Start it with npm run dev, or set JWT_SECRET to [^\n]+\n$/,
    ],
    ['the secret is too short', { JWT_SECRET: 'short' }, /^No token: JWT_SECRET: must have 32 characters/],
    [
      'no value stands for the role',
      { JWT_SECRET, JWT_ROLE_MAP: 'lead=admin' },
      /^No token: JWT_ROLE_MAP has no value that stands for agent\./,
    ],
    [
      'a variable is not valid',
      { JWT_SECRET, JWT_ROLE_MAP: 'lead' },
      /^No token: JWT_ROLE_MAP: entry 1 is not/,
    ],
  ])('says so and prints none where %s', async (_, env, line) => {
    const { code, stdout, stderr } = await run({ DATA_DIR: idle, ...env }, '--role', 'agent');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(line);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('says in one line what is wrong with its arguments', async () => {
    const { code, stdout, stderr } = await run({ DATA_DIR: running }, '--role', 'root');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^No token: --role must be one of admin, agent, router\. Usage: [^\n]+\n$/);
  });
});

describe('npm run user-id', () => {
  const userId = (...args: string[]) => runDev('user-id.ts', {}, args).ended;

  it('prints the id of a subject, which is itself where it is a UUID', async () => {
    const { code, stdout } = await userId('https://example.eu.auth0.com/', 'auth0|64f1c2a9d3b5e8f7a6c4b210');
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'fdcc1e2a-4dc4-5145-8849-22a92e992e05\n' });
    expect((await userId('https://id.example', someone.toUpperCase())).stdout).toBe(`${someone}\n`);
  });

  it.each([[[]], [['https://id.example']], [['https://id.example', '']], [['a', 'b', 'c']]])(
    'says what it needs: %j',
    async (args) => {
      const { code, stdout, stderr } = await userId(...args);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toMatch(/^No id\. Usage: [^\n]+\n$/);
    },
  );
});

describe('the arguments of npm run token', () => {
  it.each([
    [[], '--role must be one of'],
    [['--role'], 'argument missing'],
    [['--role', ''], '--role must be one of'],
    [['--role', 'admin', '--sub', ''], '--sub must not be empty'],
    [['--role', 'admin', '--ttl', '0'], '--ttl must be a whole number'],
    [['--role', 'admin', '--ttl=-5'], '--ttl must be a whole number'],
    [['--role', 'admin', '--ttl', '1.5'], '--ttl must be a whole number'],
    [['--role', 'admin', '--ttl', ''], '--ttl must be a whole number'],
    [['--role', 'admin', '--ttl', '315360001'], '--ttl must be a whole number'],
    [['--role', 'admin', '--name', 'x'], 'Unknown option'],
    [['--role', 'admin', 'x'], 'Unexpected argument'],
  ])('are refused: %j', (args, complaint) => {
    expect(() => parseTokenArguments(args)).toThrow(complaint);
  });
});
