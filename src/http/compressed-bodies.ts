import { parseAccept } from 'hono/utils/accept';
import type { StoredAnswer } from '../cache/stored-answer.ts';

/** Shorter answers are sent as fast as they are. */
const leastCharacters = 10_000;

/** To compress an answer once takes about what it saves to send so many (1 ms for 100 KB, measured). */
const leastRequests = 10;

interface Body {
  requests: number;
  gzip?: ArrayBuffer;
}

/**
 * Long answers as gzip, for who accepts that: about a sixth as long, so that they cost less to send. Each is compressed
 * once, behind the answer to a request that shows that many ask for it, and goes when the answer goes.
 */
export class CompressedBodies {
  readonly #bodies = new WeakMap<StoredAnswer, Body>();
  /** Most clients say the same. */
  #accepted = { header: '', gzip: false };

  /**
   * @param waitUntil of the request
   * @returns the answer's body as gzip; undefined where it is to be sent as it is
   */
  gzipOf(
    answer: StoredAnswer,
    request: Request,
    waitUntil: (work: Promise<unknown>) => void,
  ): ArrayBuffer | undefined {
    if (answer.body.length < leastCharacters || !this.#acceptsGzip(acceptedBy(request))) return undefined;
    const body = this.#bodies.get(answer) ?? { requests: 0 };
    if (body.gzip !== undefined) return body.gzip;
    if (body.requests === 0) this.#bodies.set(answer, body);
    body.requests++;
    if (body.requests === leastRequests) waitUntil(compress(answer.body).then((gzip) => (body.gzip = gzip)));
    return undefined;
  }

  #acceptsGzip(header: string): boolean {
    if (header !== this.#accepted.header) {
      const gzip = parseAccept(header).some(({ type, q }) => type.toLowerCase() === 'gzip' && q > 0);
      this.#accepted = { header, gzip };
    }
    return this.#accepted.gzip;
  }
}

/**
 * What the client itself accepts. In the header Cloudflare's edge says what it takes for it, whatever the client does;
 * not every stand-in for the edge unpacks what comes for a client that accepts nothing.
 */
function acceptedBy(request: Request): string {
  const { cf } = request as { cf?: { clientAcceptEncoding?: unknown } };
  const accepted = cf?.clientAcceptEncoding;
  return typeof accepted === 'string' ? accepted : (request.headers.get('Accept-Encoding') ?? '');
}

const compress = (text: string): Promise<ArrayBuffer> =>
  new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer();
