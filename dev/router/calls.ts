import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { oneLine } from '../explain.ts';
import { signedHeaders } from './signed-headers.ts';

/** Adds the headers that say who calls, and which call it is. */
export type Credentials = (id: string, body: string) => Promise<Record<string, string>>;

export const signedWith =
  (secret: string): Credentials =>
  (id, body) =>
    signedHeaders(secret, id, body);

export const withToken =
  (token: string): Credentials =>
  async (id) => ({ Authorization: `Bearer ${token}`, 'Idempotency-Key': id });

/** What came back; `code` and `detail` where it is a problem (RFC 9457). */
export interface Answer {
  status: number;
  code: string | undefined;
  detail: string | undefined;
  body: unknown;
  headers: Headers;
}

export interface Call {
  method: 'GET' | 'POST' | 'PUT';
  /** Under the API's base, with its query. */
  path: string;
  body?: object | undefined;
  /** The version that the session must have. */
  ifMatch?: number | undefined;
}

/** Makes one call, as often as it takes. */
export type Caller = (call: Call) => Promise<Answer>;

const maxTries = 6;
const tryTimeoutMs = 10_000;

/**
 * Calls the API as somebody. What may have been lost (no answer, a 5xx, a call that is still running, a signature
 * that has become too old) is tried again under the same id and signed anew, so that it happens once. Anything
 * else is an answer.
 *
 * @param base the API's URL
 * @param onRepeat gets why a call is tried again
 * @throws Error with one line when it was tried often enough
 */
export function createCaller(
  base: string,
  credentials: Credentials,
  onRepeat: (reason: string) => void = () => {},
): Caller {
  return async ({ method, path, body, ifMatch }) => {
    const id = randomUUID();
    const text = body === undefined ? '' : JSON.stringify(body);
    let lost = '';
    for (let tried = 1; tried <= maxTries; tried += 1) {
      let waitMs = 100 * 2 ** tried;
      const headers = await credentials(id, text);
      if (body !== undefined) headers['Content-Type'] = 'application/json';
      if (ifMatch !== undefined) headers['If-Match'] = `"${ifMatch}"`;
      try {
        const signal = AbortSignal.timeout(tryTimeoutMs);
        const content = body === undefined ? {} : { body: text };
        const response = await fetch(`${base}/${path}`, { method, headers, signal, ...content });
        const answer = await readAnswer(response);
        if (!isLost(answer)) return answer;
        lost = `${answer.status} ${answer.code ?? ''}`.trim();
        const after = response.headers.get('Retry-After');
        if (after !== null && /^\d{1,3}$/.test(after)) waitMs = Number(after) * 1000;
      } catch (error) {
        lost = oneLine(error);
      }
      if (tried < maxTries) {
        onRepeat(`${method} ${path}: ${lost}`);
        await sleep(waitMs);
      }
    }
    throw new Error(`${method} ${path} failed ${maxTries} times: ${lost}`);
  };
}

async function readAnswer(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = /[/+]json\b/.test(response.headers.get('Content-Type') ?? '');
  const body: unknown = isJson ? JSON.parse(text) : text;
  const { code, detail } = (isJson && !response.ok ? body : {}) as { code?: string; detail?: string };
  return { status: response.status, code, detail, body, headers: response.headers };
}

/** Nothing was decided, or what was decided is not known. */
const isLost = ({ status, code }: Answer): boolean =>
  status >= 500 || code === 'idempotency_key_in_use' || code === 'signature_stale';

/** An answer that this program knows nothing to do about. */
export const unexpected = ({ method, path }: Call, { status, code, detail }: Answer): Error =>
  new Error(`${method} ${path} answered ${status} ${code ?? ''}: ${detail ?? ''}`);

/** What a call answers when it succeeds. @throws Error with one line for any problem */
export async function expectSuccess<T>(caller: Caller, call: Call): Promise<T> {
  const answer = await caller(call);
  if (answer.status >= 300) throw unexpected(call, answer);
  return answer.body as T;
}

/** All rows of a list, page by page as its `Link` headers lead. */
export async function readList<T>(caller: Caller, path: string): Promise<T[]> {
  const rows: T[] = [];
  let query = '';
  for (;;) {
    const call: Call = { method: 'GET', path: `${path}${query}` };
    const answer = await caller(call);
    if (answer.status !== 200) throw unexpected(call, answer);
    rows.push(...(answer.body as T[]));
    const next = /<([^>]+)>; rel="next"/.exec(answer.headers.get('Link') ?? '')?.[1];
    if (next === undefined) return rows;
    query = new URL(next).search;
  }
}
