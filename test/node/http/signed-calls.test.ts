import { execFile, spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { basePath, startBuiltWorker, type BuiltWorker } from '../../support/node/built-worker.ts';
import { createTestDatabase, type TestDatabase } from '../../support/node/database.ts';
import { newSecret, signedHeaders } from '../../support/signatures.ts';

/** Signed calls as they come over HTTP, bodies included that a Request of a test can't have. */

const secret = newSecret();
let database: TestDatabase;
let worker: BuiltWorker;
beforeAll(async () => {
  database = await createTestDatabase(inject('adminDatabaseUrl'), inject('templateDatabase'));
  worker = await startBuiltWorker({
    good: {
      DATABASE_URL: database.workerUrl,
      NEON_FETCH_ENDPOINT: inject('neonEndpoint'),
      ROUTER_SECRETS: `main:${secret}`,
    },
  });
});
afterAll(async () => {
  await worker.stop();
  await database.drop();
});

const api = (): string => `${worker.origin('good')}${basePath}`;
const somewhere = () => `sessions/${crypto.randomUUID()}/assign`;
const assignBody = () => JSON.stringify({ agent_id: crypto.randomUUID() });

interface Sending {
  /** What is signed; what is sent, where that is something else. */
  body: string;
  pieces?: string[];
  headers?: Record<string, string>;
}

/** Sends a signed call, its body in pieces, without a length unless a header has it. @returns status and code */
async function send(method: string, path: string, { body, pieces = [body], headers }: Sending) {
  const timestampSeconds = Math.floor(Date.now() / 1000);
  const signature = await signedHeaders({ secret, id: crypto.randomUUID(), timestampSeconds, body });
  const text = await new Promise<string>((resolve, reject) => {
    const call = request(
      `${api()}/${path}`,
      { method, headers: { 'Content-Type': 'application/json', ...signature, ...headers } },
      (response) => {
        const parts: string[] = [];
        response.setEncoding('utf8').on('data', (part: string) => parts.push(part));
        response.on('end', () => resolve(`${response.statusCode} ${parts.join('')}`));
      },
    );
    call.on('error', reject);
    for (const piece of pieces) call.write(piece);
    call.end();
  });
  return /^\d+/.exec(text)?.[0] + (/"code":("[a-z_]+")/.exec(text)?.[1] ?? '');
}

it('are good with a body in one piece, in several, and with none', async () => {
  const body = assignBody();
  const inPieces = { body, pieces: [body.slice(0, 3), body.slice(3)] };
  const headers = { 'Content-Length': String(body.length) };
  expect(await send('POST', somewhere(), { body, headers })).toBe('404"session_not_found"');
  expect(await send('POST', somewhere(), inPieces)).toBe('404"session_not_found"');
  expect(await send('GET', 'waiting-sessions', { body: '', pieces: [] })).toBe('200');
});

it('may have a body even with GET, which is signed like any other', async () => {
  const headers = { 'Transfer-Encoding': 'chunked' };
  expect(await send('GET', 'waiting-sessions', { body: 'hello', headers })).toBe('200');
  expect(await send('GET', 'waiting-sessions', { body: '', pieces: ['hello'], headers })).toBe(
    '401"signature_invalid"',
  );
});

it('are refused with a body that is too large, whatever it says of its length', async () => {
  const pieces = Array.from({ length: 100 }, () => 'x'.repeat(10_000));
  const headers = { 'Content-Length': '1000000' };
  expect(await send('POST', somewhere(), { body: '', pieces })).toBe('413"body_too_large"');
  expect(await send('POST', somewhere(), { body: '', pieces, headers })).toBe('413"body_too_large"');
});

const tools = ['openssl', 'curl', 'base64', 'od'];
const hasTools = tools.every((tool) => spawnSync('sh', ['-c', `command -v ${tool}`]).status === 0);

it.runIf(hasTools)('are good as docs/authorisation.md makes one', async () => {
  const page = await readFile(new URL('../../../docs/authorisation.md', import.meta.url), 'utf8');
  const [, script = ''] = /## Signed calls[^]*?```sh\n([^]*?)```/.exec(page) ?? [];
  const env = { ...process.env, SECRET: secret, API: api(), SESSION: crypto.randomUUID() };
  const { stdout } = await promisify(execFile)('sh', ['-c', script], { env });
  expect(JSON.parse(stdout)).toMatchObject({ code: 'session_not_found' });
});
