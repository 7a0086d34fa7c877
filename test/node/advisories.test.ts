import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

/** `npm run check:advisories` against a registry of the test's own. */

const root = path.resolve(import.meta.dirname, '../..');
let server: Server | undefined;
/** npm keeps what it has learnt of advisories. */
let cache: string;
beforeEach(async () => {
  cache = await mkdtemp(path.join(tmpdir(), 'chat-dashboard-npm-'));
});
afterEach(async () => {
  server?.close();
  await rm(cache, { recursive: true, force: true });
});

/** A registry that answers npm's question for advisories like this. */
async function registry(status: number, advisories: object): Promise<string> {
  server = createServer((request, response) => {
    request.resume();
    const isAsked = request.url === '/-/npm/v1/security/advisories/bulk';
    response.writeHead(isAsked ? status : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(isAsked ? advisories : {}));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server?.once('listening', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

/** Its exit code and output. */
const check = (url: string): Promise<{ code: number; said: string }> =>
  new Promise((resolve) => {
    const env = {
      ...process.env,
      npm_config_registry: url,
      npm_config_cache: cache,
    };
    execFile(
      process.execPath,
      ['scripts/check-advisories.ts'],
      { cwd: root, env, encoding: 'utf8' },
      (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), said: stdout + stderr }),
    );
  });

const advisory = (name: string, severity: string): object => ({
  [name]: [
    {
      id: 1,
      url: 'https://github.com/advisories/GHSA-test',
      title: 'Tokens pass unchecked',
      severity,
      vulnerable_versions: '>=0',
      cwe: [],
      cvss: { score: 0, vectorString: null },
    },
  ],
});

it('fails if a package has an advisory that is high', async () => {
  const { code, said } = await check(await registry(200, advisory('openapi-fetch', 'high')));
  expect(said).toContain('high: openapi-fetch');
  expect(said).toContain('Tokens pass unchecked https://github.com/advisories/GHSA-test');
  expect(code).toBe(1);
});

it('names an advisory that is moderate, and passes', async () => {
  const { code, said } = await check(await registry(200, advisory('openapi-fetch', 'moderate')));
  expect(said).toContain('moderate: openapi-fetch');
  expect(said).toContain('1 packages with advisories, 0 of them high or critical.');
  expect(code).toBe(0);
});

it('passes without advisories', async () => {
  expect(await check(await registry(200, {}))).toEqual({
    code: 0,
    said: '0 packages with advisories, 0 of them high or critical.\n',
  });
});

it.each([
  ['refuses the question', () => registry(405, {})],
  ['is not there', () => Promise.resolve('http://127.0.0.1:9/')],
])('says that nothing was checked, and passes, if the registry %s', async (_, start) => {
  const { code, said } = await check(await start());
  expect(said).toMatch(/^Not checked for advisories: \S/);
  expect(code).toBe(0);
});
