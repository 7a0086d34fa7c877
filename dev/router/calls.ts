import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { oneLine } from '../explain.ts';
import { signedHeaders } from './signed-headers.ts';

/** Returns headers that authenticate the caller and identify the call. */
export type Credentials = (id: string, body: string) => Promise<Record<string, string>>;

export const signedWith =
  (secret: string): Credentials =>
  async (id, body) =>
    signedHeaders(secret, id, body);

export const withToken =
  (token: string): Credentials =>
  async (id) => ({ Authorization: `Bearer ${token}`, 'Idempotency-Key': id });

/** The answer to a call; `code` and `detail` are set if it is a problem (RFC 9457). */
export interface Answer {
  status: number;
  code: string | undefined;
  detail: string | undefined;
  body: unknown;
  headers: Headers;
}

export interface Call {
  method: 'GET' | 'POST' | 'PUT';
  /** Relative to the API's base URL, including the query. */
  path: string;
  body?: object | undefined;
  /** The expected version of the session. */
  ifMatch?: number | undefined;
}

/** Makes one call, with retries. */
export type Caller = (call: Call) => Promise<Answer>;

const maxTries = 6;
const tryTimeoutMs = 10_000;

/**
 * Creates a caller for the API. If a call was not processed or its outcome is unknown (no answer, a 5xx, a 429, a call
 * still in progress, a signature that is too old), it retries with the same id and a new signature, so that the call
 * takes effect once. Any other result is returned as the answer.
 *
 * @param base the API's URL
 * @param onRepeat is called with the reason for each retry
 * @throws Error with one line after the last retry
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

/** The call was not processed, or its outcome is unknown. */
const isLost = ({ status, code }: Answer): boolean =>
  status >= 500 ||
  status === 429 ||
  ['body_incomplete', 'idempotency_key_in_use', 'signature_stale'].includes(code ?? '');

/** An answer that this program does not handle. */
export const unexpected = ({ method, path }: Call, { status, code, detail }: Answer): Error =>
  new Error(`${method} ${path} answered ${status} ${code ?? ''}: ${detail ?? ''}`);

/** Makes a call and returns its result. @throws Error with one line for any problem */
export async function expectSuccess<T>(caller: Caller, call: Call): Promise<T> {
  const answer = await caller(call);
  if (answer.status >= 300) throw unexpected(call, answer);
  return answer.body as T;
}

/** Reads all rows of a list, following its `Link` headers. */
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
