import { currentToken, renewToken, tokenRefused } from '../auth/session.ts';
import { unreachable } from './problem.ts';

interface Kept {
  etag: string;
  body: string;
}

/** The last tagged answers, by caller and URL. An answer that has not changed costs a 304. */
const kept = new Map<string, Kept>();
const keptAtMost = 60;

function keep(key: string, answer: Kept): void {
  kept.delete(key);
  kept.set(key, answer);
  const [oldest] = kept.keys();
  if (kept.size > keptAtMost && oldest !== undefined) kept.delete(oldest);
}

async function send(request: Request, token: string | undefined): Promise<Response> {
  const headers = new Headers(request.headers);
  const requestId = crypto.randomUUID();
  headers.set('X-Request-Id', requestId);
  // Tells a proxy that signs people in to answer 401, not to lead to a page of its own.
  if (token === '') headers.set('X-Requested-With', 'XMLHttpRequest');
  else if (token !== undefined) headers.set('Authorization', `Bearer ${token}`);
  const key = `${token} ${request.url}`;
  const earlier = request.method === 'GET' ? kept.get(key) : undefined;
  if (earlier !== undefined) headers.set('If-None-Match', earlier.etag);

  let response: Response;
  try {
    response = await fetch(new Request(request, { headers, cache: 'no-store' }));
  } catch (error) {
    request.signal.throwIfAborted();
    throw unreachable(requestId, { cause: error });
  }
  if (response.status === 304 && earlier !== undefined) {
    return new Response(earlier.body, { status: 200, headers: response.headers });
  }
  const etag = response.headers.get('ETag');
  if (request.method !== 'GET' || response.status !== 200 || etag === null) return response;
  const body = await response.text();
  keep(key, { etag, body });
  return new Response(body, { status: 200, headers: response.headers });
}

/**
 * Sends a request with the caller's token. If the token is refused, it is renewed once and the request repeated;
 * if it can't be renewed, the page asks to sign in again.
 */
export async function apiFetch(request: Request): Promise<Response> {
  const token = currentToken();
  const repeatable = request.clone();
  const response = await send(request, token);
  if (response.status !== 401 || token === undefined) return response;
  const renewed = await renewToken(token);
  if (renewed !== undefined) return send(repeatable, renewed);
  tokenRefused(token);
  return response;
}
