import type { PoolConfig } from 'pg';
import { RefusedRequest } from './neon-request.ts';

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);

const malformed = (): RefusedRequest => new RefusedRequest(400, 'the connection string is malformed');

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw malformed();
  }
}

/**
 * Reads the connection string that the driver sends. It uses only the parameters `application_name` and
 * `options`, because others could override the host.
 *
 * @throws RefusedRequest (400) if the string is missing, malformed, or names another machine: the proxy only
 *   connects locally. The message contains no part of the string
 */
export function parseConnectionString(value: string | string[] | undefined): PoolConfig {
  if (typeof value !== 'string' || value === '') {
    throw new RefusedRequest(400, 'missing header Neon-Connection-String');
  }
  const url = URL.parse(value);
  if (url === null || !['postgres:', 'postgresql:'].includes(url.protocol)) throw malformed();
  const user = decode(url.username);
  if (user === '') throw malformed();
  if (!isLoopback(url.hostname)) {
    throw new RefusedRequest(
      400,
      'the connection string names another machine; only 127.0.0.1 is served here',
    );
  }
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? 5432 : Number(url.port),
    user,
    password: decode(url.password),
    database: decode(url.pathname.slice(1)) || user,
    ssl: false,
    application_name: url.searchParams.get('application_name') ?? 'neon-proxy',
    options: url.searchParams.get('options') ?? '',
  };
}
