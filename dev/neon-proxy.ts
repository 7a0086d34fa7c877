import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { parseArgs } from 'node:util';
import { toErrorAnswer } from './neon-error.ts';
import { NeonPools } from './neon-pools.ts';
import { maxBytes, parseSqlRequest, RefusedRequest } from './neon-request.ts';
import { runSqlRequest } from './neon-run.ts';

/** A running local server of Neon's HTTP protocol. */
export interface NeonProxy {
  port: number;
  /** The value for `neonConfig.fetchEndpoint`. */
  url: string;
  /** Stops the server and cancels running queries. */
  close(): Promise<void>;
}

const requestTooLarge = (): RefusedRequest =>
  new RefusedRequest(413, `request is too large (max is ${maxBytes} bytes)`);

function readBody(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = Number(request.headers['content-length'] ?? 0);
    if (size > maxBytes) return reject(requestTooLarge());
    size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      // Read and discard the rest: a client that is still sending would miss the answer.
      if (size > maxBytes) reject(requestTooLarge());
      else chunks.push(chunk);
    });
    request.once('end', () => resolve(Buffer.concat(chunks, size).toString('utf8')));
    request.once('error', reject);
  });
}

function send(
  response: ServerResponse,
  status: number,
  body: string,
  headers: Record<string, string> = {},
): void {
  const size = Buffer.byteLength(body);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': size, ...headers });
  response.end(body);
}

async function answer(pools: NeonPools, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url !== '/sql')
    return send(response, 404, '{"message":"only /sql is served here","code":null}');
  if (request.method !== 'POST') {
    return send(response, 405, '{"message":"only POST is served here","code":null}', { allow: 'POST' });
  }
  const caller = new AbortController();
  response.once('close', () => {
    if (!response.writableEnded) caller.abort();
  });
  try {
    const pool = pools.get(request.headers['neon-connection-string']);
    const sqlRequest = parseSqlRequest(request.headers, await readBody(request));
    const body = await runSqlRequest(pool, sqlRequest, caller.signal);
    if (body.length > maxBytes || Buffer.byteLength(body) > maxBytes) {
      throw new RefusedRequest(507, `response is too large (max is ${maxBytes} bytes)`);
    }
    send(response, 200, body);
  } catch (error) {
    const { status, body } = toErrorAnswer(error);
    if (!response.destroyed) send(response, status, body);
  }
}

/**
 * Starts a local server of Neon's HTTP protocol. The unmodified `@neondatabase/serverless` driver talks to it
 * as it does to Neon, and it forwards queries to a PostgreSQL on this machine (docs/local-development.md).
 *
 * @param options.port 0, the default, picks a free port
 * @throws Error if it cannot listen on that port
 */
export async function startNeonProxy(options: { port?: number; host?: string } = {}): Promise<NeonProxy> {
  const { port = 0, host = '127.0.0.1' } = options;
  const pools = new NeonPools();
  // Timeouts are off. A slow query is not a slow client, and closing an idle connection just as the next
  // request arrives would fail that request.
  const server = createServer({ requestTimeout: 0, keepAliveTimeout: 0 }, (request, response) => {
    void answer(pools, request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The Neon proxy has no port.');
  const close = async (): Promise<void> => {
    server.close();
    server.closeAllConnections();
    await pools.close();
  };
  return { port: address.port, url: `http://${host}:${address.port}/sql`, close };
}

/**
 * Runs as its own process: sends `{ url, port }` to its parent, or prints the URL, and ends with its parent.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '0' } } });
  const proxy = await startNeonProxy({ port: Number(values.port) });
  const stop = (): void => {
    void proxy.close().finally(() => process.exit(0));
    setTimeout(() => process.exit(0), 2000).unref();
  };
  process.once('SIGINT', stop).once('SIGTERM', stop).once('disconnect', stop);
  if (process.send) process.send({ url: proxy.url, port: proxy.port });
  else console.log(proxy.url);
}

if (import.meta.main) await main();
