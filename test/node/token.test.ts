import { decodeProtectedHeader, jwtVerify, type JWTPayload } from 'jose';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readVar } from '../../dev/development-token.ts';
import { parseTokenArguments } from '../../dev/token.ts';
import { runDev } from '../support/node/dev-run.ts';

const someone = '0190f2a4-7b1c-7000-8000-0123456789ab';
let dataDir: string;

beforeAll(async () => {
  dataDir = path.join(await mkdtemp(path.join(tmpdir(), 'chat-dashboard-token-')), 'not', 'there', 'yet');
});

afterAll(() => rm(path.join(dataDir, '..', '..', '..'), { recursive: true, force: true }));

async function verify(token: string): Promise<JWTPayload> {
  const secret = (await readFile(path.join(dataDir, 'jwt-secret'), 'utf8')).trim();
  return (await jwtVerify(token, new TextEncoder().encode(secret), { algorithms: ['HS256'] })).payload;
}

describe('npm run token', () => {
  it('prints a token and nothing else, and makes the secret where there is none', async () => {
    const { code, stdout, stderr } = await runDev('token.ts', { DATA_DIR: dataDir }, ['--role', 'admin'])
      .ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    expect((await stat(path.join(dataDir, 'jwt-secret'))).mode & 0o777).toBe(0o600);
    expect(decodeProtectedHeader(stdout.trim())).toEqual({ alg: 'HS256', typ: 'JWT' });
    const { sub, iat, exp, ...claims } = await verify(stdout.trim());
    expect(claims).toEqual({ role: 'admin' });
    expect(sub).toMatch(/^[\da-f-]{36}$/);
    expect((exp ?? 0) - (iat ?? 0)).toBe(24 * 60 * 60);
  });

  it('keeps the secret, and takes a user and a time to live', async () => {
    const args = ['--role', 'agent', '--sub', someone.toUpperCase(), '--ttl', '90'];
    const { stdout } = await runDev('token.ts', { DATA_DIR: dataDir }, args).ended;
    const { sub, role, iat, exp } = await verify(stdout.trim());
    expect({ sub, role, ttl: (exp ?? 0) - (iat ?? 0) }).toEqual({ sub: someone, role: 'agent', ttl: 90 });
  });

  it('says in one line what is wrong with its arguments', async () => {
    const { code, stdout, stderr } = await runDev('token.ts', { DATA_DIR: dataDir }, ['--role', 'root'])
      .ended;
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^No token: --role must be one of admin, agent, router\. Usage: [^\n]+\n$/);
  });
});

describe('the arguments of npm run token', () => {
  it.each([
    [[], '--role must be one of'],
    [['--role'], 'argument missing'],
    [['--role', ''], '--role must be one of'],
    [['--role', 'admin', '--sub', 'me'], '--sub must be a UUID'],
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

describe('a variable of wrangler.toml', () => {
  const toml = `
name = "x"
JWT_ISSUER = "not this one"
[vars]
# JWT_ISSUER = "nor this"
JWT_ISSUER = "https://issuer.example" # the one
JWT_AUDIENCE = ''
[env.production.vars]
JWT_AUDIENCE = "production"
`;
  it('is read from the top-level [vars] alone, and empty is none', () => {
    expect(readVar(toml, 'JWT_ISSUER')).toBe('https://issuer.example');
    expect(readVar(toml, 'JWT_AUDIENCE')).toBeUndefined();
    expect(readVar('name = "x"', 'JWT_ISSUER')).toBeUndefined();
  });
});
