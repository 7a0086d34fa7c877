import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { basePath, startBuiltWorker, tokenOf, type BuiltWorker } from '../../support/node/built-worker.ts';
import { createTestDatabase, withClient, type TestDatabase } from '../../support/node/database.ts';

let worker: BuiltWorker;
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase(inject('adminDatabaseUrl'), inject('templateDatabase'));
  worker = await startBuiltWorker({
    good: { DATABASE_URL: database.url, NEON_FETCH_ENDPOINT: inject('neonEndpoint') },
  });
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
