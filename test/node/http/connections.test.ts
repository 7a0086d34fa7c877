import { request as httpRequest } from 'node:http';
import { connect, type Socket } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { basePath, startBuiltWorker, tokenOf, type BuiltWorker } from '../../support/node/built-worker.ts';
import { createTestDatabase, withClient, type TestDatabase } from '../../support/node/database.ts';

let worker: BuiltWorker;
let database: TestDatabase;
/** What the Worker and workerd have logged. */
const logged: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase(inject('adminDatabaseUrl'), inject('templateDatabase'));
  const good = { DATABASE_URL: database.workerUrl, NEON_FETCH_ENDPOINT: inject('neonEndpoint') };
  worker = await startBuiltWorker({ good }, (line) => logged.push(line));
});
afterAll(async () => {
  await worker.stop();
  await database.drop();
});

interface Sent {
  headers?: Record<string, string>;
  /** Written one after the other, without saying how much there is. */
  chunks?: (string | Buffer)[];
  token?: string;
}

interface Answer {
  status: number | undefined;
  code: unknown;
}

/** A POST that is put together by hand. */
async function post(path: string, { headers = {}, chunks = [], token }: Sent): Promise<Answer> {
  const Authorization = `Bearer ${token ?? (await tokenOf('admin'))}`;
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      `${worker.origin('good')}${basePath}/${path}`,
      { method: 'POST', headers: { Authorization, 'Content-Type': 'application/json', ...headers } },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.once('end', () => {
          const { code } = JSON.parse(text) as { code: unknown };
          resolve({ status: response.statusCode, code });
          request.destroy();
        });
      },
    );
    request.once('error', reject);
    for (const chunk of chunks) request.write(chunk);
    if (headers['Content-Length'] === undefined) request.end();
    // Else the body that was promised never comes.
    else request.flushHeaders();
  });
}

const assign = `sessions/${crypto.randomUUID()}/assign`;
const good = JSON.stringify({ agent_id: crypto.randomUUID() });

describe('a body over a real connection', () => {
  it('may come in chunks, cut anywhere', async () => {
    expect(await post(assign, { chunks: [...good] })).toEqual({ status: 404, code: 'session_not_found' });
  });

  it('that comes in chunks is refused once it is too large', async () => {
    const chunks = Array.from({ length: 40 }, () => ' '.repeat(16_384));
    expect(await post(assign, { chunks: [good, ...chunks] })).toEqual({
      status: 413,
      code: 'body_too_large',
    });
  });

  it('that promises to be too large is refused before it comes', async () => {
    expect(await post(assign, { headers: { 'Content-Length': '70000' } })).toEqual({
      status: 413,
      code: 'body_too_large',
    });
  });

  it('is not waited for where the token is no good', async () => {
    const answer = await post(assign, { headers: { 'Content-Length': '1000' }, token: 'garbage' });
    expect(answer).toEqual({ status: 401, code: 'token_invalid' });
  });
});

/** Opens a connection and writes exactly this. */
function write(...lines: string[]): Socket {
  const { hostname, port } = new URL(worker.origin('good'));
  const socket = connect(Number(port), hostname);
  socket.write(lines.join('\r\n'));
  return socket;
}

describe('a Host that is not one', () => {
  it.each([
    ['two of them', 'Host: a.example\r\nHost: b.example'],
    ['a list', 'Host: a.example, b.example'],
    ['a blank within', 'Host: a b'],
    ['a port that is none', 'Host: a.example:99999'],
    ['half of an address', 'Host: [::1'],
    ['a bad escape', 'Host: %zz'],
  ])('is refused like any bad request: %s', async (_, host) => {
    logged.splice(0);
    for (const path of ['/', '/docs', `${basePath}/health`, `${basePath}/overview`]) {
      const answer = await textOf(
        write(`GET ${path} HTTP/1.1`, host, 'Accept: text/html', 'Connection: close', '', ''),
      );
      const [head = '', body = ''] = answer.split('\r\n\r\n');
      expect(head).toMatch(/^HTTP\/1\.1 400 /);
      expect(head).toContain('Content-Type: application/problem+json');
      expect(JSON.parse(body)).toMatchObject({ code: 'host_invalid', type: '/docs/problems#host_invalid' });
    }
    expect(logged.filter((line) => !line.includes('"event":"request"'))).toEqual([]);
  });
});

it('a caller who breaks off within a body is no error of ours', async () => {
  logged.splice(0);
  const head = [
    `POST ${basePath}/${assign} HTTP/1.1`,
    'Host: a.example',
    `Authorization: Bearer ${await tokenOf('admin')}`,
  ];
  const socket = write(...head, 'Content-Type: application/json', 'Content-Length: 100', '', '{"agent_id"');
  socket.end();
  await expect
    .poll(() => logged, { timeout: 20_000 })
    .toEqual([expect.stringContaining('"problem":"body_incomplete"')]);
  expect(logged[0]).toContain('"event":"request"');
});

describe('a long transcript over a real connection', () => {
  const id = crypto.randomUUID();
  beforeAll(() =>
    withClient(database.url, async (client) => {
      await client.query('insert into chat_sessions (id, initiator_id) values ($1, $1)', [id]);
      await client.query(
        `insert into chat_messages (session_id, sender_id, content, created_at)
         select $1, $1, repeat(md5(n::text), 65536), timestamptz '2026-01-01' + n * interval '1 second'
         from generate_series(1, 8) n`,
        [id],
      );
    }),
  );
  const ask = async (): Promise<Response> =>
    fetch(`${worker.origin('good')}${basePath}/sessions/${id}/transcript`, {
      headers: { Authorization: `Bearer ${await tokenOf('admin')}` },
    });

  it('arrives whole', async () => {
    const { messages } = (await (await ask()).json()) as { messages: { content: string }[] };
    expect(messages.map(({ content }) => content.length)).toEqual(
      Array.from({ length: 8 }, () => 32 * 65_536),
    );
  });

  it('breaks the connection where the database goes away, so that no client takes it for whole', async () => {
    const response = await ask();
    expect(response.status).toBe(200);
    await withClient(database.url, async (client) => {
      await client.query('alter table chat_messages rename to mislaid_messages');
      const length = response.text().then((text) => text.length);
      await expect(length).rejects.toBeInstanceOf(Error);
      await client.query('alter table mislaid_messages rename to chat_messages');
    });
  });
});
