import { BoundedMap } from '../values/bounded-map.ts';
import type { BurstWriter } from './burst-writer.ts';
import { cacheKey, type AggregateQuestion } from '../cache/aggregate-cache.ts';
import { aggregateHeaders, gzipTag, namedTag, wantsNew } from './aggregate-headers.ts';
import { CompressedBodies } from './compressed-bodies.ts';
import { addCrossOrigin } from './cross-origin.ts';
import type { Log } from '../values/log.ts';
import { logRequest } from './request-log.ts';
import type { MemoryStore } from '../cache/memory-store.ts';
import type { RememberedTokens } from './remembered-tokens.ts';
import { requestIdOf } from './request-id.ts';
import type { Runtime } from '../values/runtime.ts';
import { securityHeaders } from './security-headers.ts';
import { standingOf, type StoredAnswer } from '../cache/stored-answer.ts';
import { bearerToken } from './token-verifier.ts';
import { isSigned } from './webhook-signature.ts';

/** What the app found out about a request when it answered it. */
export interface AnsweredRequest {
  question: AggregateQuestion;
  /** For the log. */
  route: string;
  role: string;
}

interface HotRequest extends AnsweredRequest {
  key: string;
  token: string;
}

/** An answer's headers, which change about once a second: to put them together costs more than the rest. */
interface ReadyHeaders {
  ageSeconds: number;
  ttlSeconds: number;
  cacheStatus: string;
  headers: Headers;
  /** Of the answer as gzip. */
  gzipHeaders: Headers;
}

interface Answering {
  request: Request;
  answer: StoredAnswer;
  ready: ReadyHeaders;
  /** Of the request. */
  id: string;
  waitUntil: (work: Promise<unknown>) => void;
}

interface Parts {
  memory: MemoryStore;
  tokens: RememberedTokens;
  runtime: Runtime;
  makeLog: (context: Record<string, unknown>) => Log;
  /** Shared by the isolate. */
  logWriter: BurstWriter;
  /** From which browsers may call. */
  origins: readonly string[];
}

/**
 * The short way past the app. A dashboard asks the same again and again: the same URL with the same token. The app
 * answers that once, with everything it looks at (token, role, query, which agent is meant); what it found out is
 * remembered here for exactly this URL and this `Authorization`, which together decide all of it but who may read it in a
 * browser. Asked again, the
 * answer comes out of memory, the same to the byte as the app's own would be, as long as the token still holds and
 * the answer is still fresh. Whatever is not as plain as that goes to the app.
 *
 * One of these belongs to one configuration.
 */
export class HotAnswers {
  readonly #parts: Parts;
  readonly #requests = new BoundedMap<HotRequest>({ entries: 2000, characters: 2_000_000 });
  /** By their answer, so that they go with it: what a request left behind must not keep an older one in memory. */
  readonly #ready = new WeakMap<StoredAnswer, ReadyHeaders>();
  readonly #compressed = new CompressedBodies();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Called by the app when it has answered a request of a caller who may see the answer. */
  remember(request: Request, answered: AnsweredRequest): void {
    const authorization = request.headers.get('Authorization');
    if (authorization === null) return;
    this.#requests.set(nameOf(request, authorization), {
      ...answered,
      key: cacheKey(answered.question),
      token: bearerToken(authorization),
    });
  }

  /**
   * The answer out of memory; undefined where the app has to answer.
   *
   * @param waitUntil of this request
   */
  answer(request: Request, waitUntil: (work: Promise<unknown>) => void): Response | undefined {
    const { tokens, memory, runtime, makeLog, logWriter } = this.#parts;
    const { method, headers } = request;
    const authorization = headers.get('Authorization');
    if (method !== 'GET' || authorization === null || wantsNew(headers.get('Cache-Control')))
      return undefined;
    const hot = this.#requests.get(nameOf(request, authorization));
    if (hot === undefined || tokens.recall(hot.token) === undefined) return undefined;
    // Signed and with a token: the app refuses that.
    if (isSigned(headers)) return undefined;
    const started = runtime.now();
    const answer = memory.read(hot.key, started);
    const ready = answer && this.#readyAt(answer, hot.question.rangeHours, started);
    if (answer === undefined || ready === undefined) return undefined;

    const id = requestIdOf(headers.get('X-Request-Id'), runtime);
    const response = this.#respond({ request, answer, ready, id, waitUntil });
    const line = {
      method,
      route: hot.route,
      status: response.status,
      problem: undefined,
      cache: ready.cacheStatus,
      role: hot.role,
      duration_ms: runtime.now() - started,
    };
    logWriter.write(() => logRequest(makeLog({ request_id: id }), line), waitUntil);
    return response;
  }

  #respond({ request, answer, ready, id, waitUntil }: Answering): Response {
    const { origins } = this.#parts;
    const ifNoneMatch = request.headers.get('If-None-Match');
    const unchanged = ifNoneMatch === null ? undefined : namedTag(ifNoneMatch, answer.etag);
    const gzip = unchanged === undefined ? this.#compressed.gzipOf(answer, request, waitUntil) : undefined;
    const prepared = gzip === undefined ? ready.headers : ready.gzipHeaders;
    // Response copies them: nobody else sees this id.
    prepared.set('X-Request-Id', id);
    const origin = origins.length === 0 ? null : request.headers.get('Origin');
    const headers = origin === null && unchanged === undefined ? prepared : new Headers(prepared);
    if (origin !== null) addCrossOrigin(headers, origins, origin);
    if (unchanged !== undefined) {
      headers.delete('Content-Type');
      headers.set('ETag', unchanged);
      return new Response(null, { status: 304, headers });
    }
    if (gzip === undefined) return new Response(answer.body, { headers });
    // It is compressed already; a type of its own, since the DOM's does not know that.
    const init: ResponseInit & { encodeBody: 'manual' } = { headers, encodeBody: 'manual' };
    return new Response(gzip, init);
  }

  /** Undefined where the answer is not fresh. */
  #readyAt(answer: StoredAnswer, rangeHours: number, now: number): ReadyHeaders | undefined {
    const { stage, ageSeconds, ttlSeconds } = standingOf(answer, rangeHours, now);
    if (stage !== 'fresh') return undefined;
    const ready = this.#ready.get(answer);
    if (ready?.ageSeconds === ageSeconds && ready.ttlSeconds === ttlSeconds) return ready;
    const said = aggregateHeaders({ answer, outcome: { kind: 'hit' }, ageSeconds, ttlSeconds });
    const headers = new Headers({ ...securityHeaders, ...said, 'Content-Type': 'application/json' });
    const gzipHeaders = new Headers(headers);
    gzipHeaders.set('Content-Encoding', 'gzip');
    gzipHeaders.set('ETag', gzipTag(answer.etag));
    const made = { ageSeconds, ttlSeconds, cacheStatus: said['Cache-Status'], headers, gzipHeaders };
    this.#ready.set(answer, made);
    return made;
  }
}

/** All that a request's answer depends on; a header holds no line break. */
const nameOf = (request: Request, authorization: string): string => `${request.url}\n${authorization}`;
