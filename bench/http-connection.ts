import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** The parts of an answer that the benchmark uses. */
export interface Answer {
  status: number;
  /** Status line and headers, as received. */
  head: string;
  /** The start of the body, for error messages. */
  bodyBegin: Buffer;
  /** The size of the whole body in bytes, as received. */
  bodyLength: number;
}

const headEnd = Buffer.from('\r\n\r\n');
const lastChunk = Buffer.from('\r\n0\r\n\r\n');
/** How much of an unexpected body to show. */
const shownBytes = 500;

/** The read buffer, reused because allocating it for each read would dominate the client's cost. */
const readBytes = 64 * 1024;

/**
 * One keep-alive connection that sends one request at a time. It supports only the subset of HTTP/1.1 that
 * workerd answers with, to stay cheap: the client shares its cores with the Worker that it measures.
 */
export class HttpConnection {
  readonly #socket: Socket;
  /** Bytes received before the head is complete. */
  #begun: Buffer | undefined;
  #answer: IncomingAnswer | undefined;
  #settle: { resolve(answer: Answer): void; reject(error: Error): void } | undefined;

  private constructor(port: number) {
    const onread = {
      buffer: Buffer.allocUnsafe(readBytes),
      callback: (length: number, bytes: Uint8Array): boolean => {
        this.#receive(Buffer.from(bytes.buffer, bytes.byteOffset, length));
        return true;
      },
    };
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true, onread });
    this.#socket.on('error', (error) => this.#fail(error));
    this.#socket.on('close', () => this.#fail(new Error('the Worker closed the connection')));
  }

  static async open(port: number): Promise<HttpConnection> {
    const connection = new HttpConnection(port);
    await once(connection.#socket, 'connect');
    return connection;
  }

  /** @throws Error if the connection breaks */
  ask(request: Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#settle = undefined;
    this.#socket.destroy();
  }

  #fail(error: Error): void {
    this.#settle?.reject(error);
    this.#settle = undefined;
  }

  #receive(bytes: Buffer): void {
    if (this.#answer === undefined) {
      const begun = this.#begun === undefined ? bytes : Buffer.concat([this.#begun, bytes]);
      this.#answer = readHead(begun);
      // Copy the bytes, because the next read reuses their buffer.
      this.#begun = this.#answer === undefined ? Buffer.from(begun) : undefined;
      if (this.#answer === undefined) return;
    } else {
      this.#answer.take(bytes);
    }
    if (!this.#answer.isWhole) return;
    const answer = this.#answer;
    this.#answer = undefined;
    const settle = this.#settle;
    this.#settle = undefined;
    settle?.resolve(answer);
  }
}

/**
 * An incomplete answer. It keeps only the start of the body, because copying all of it would cost more than
 * reading.
 */
class IncomingAnswer implements Answer {
  readonly status: number;
  readonly head: string;
  bodyBegin = Buffer.alloc(0);
  bodyLength = 0;
  /** Undefined if the body is chunked. */
  readonly #expectedLength: number | undefined;
  /**
   * Starts with the end of the head, because an empty body has no line break of its own before its last
   * chunk.
   */
  #end = headEnd;

  constructor(head: string) {
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
    this.status = Number(head.slice(9, 12));
    this.head = head;
    this.#expectedLength = length === undefined ? undefined : Number(length);
  }

  take(bytes: Buffer): void {
    const missing = shownBytes - this.bodyBegin.length;
    if (missing > 0) this.bodyBegin = Buffer.concat([this.bodyBegin, bytes.subarray(0, missing)]);
    this.bodyLength += bytes.length;
    if (this.#expectedLength === undefined) {
      this.#end = Buffer.concat([this.#end, bytes.subarray(-lastChunk.length)]).subarray(-lastChunk.length);
    }
  }

  get isWhole(): boolean {
    if (this.#expectedLength !== undefined) return this.bodyLength >= this.#expectedLength;
    // JSON contains no raw line breaks, so these bytes can only be the end.
    return this.#end.equals(lastChunk);
  }
}

/** @returns `undefined` while the head is incomplete */
function readHead(received: Buffer): IncomingAnswer | undefined {
  const bodyStart = received.indexOf(headEnd) + headEnd.length;
  if (bodyStart < headEnd.length) return undefined;
  const answer = new IncomingAnswer(received.toString('latin1', 0, bodyStart));
  answer.take(received.subarray(bodyStart));
  return answer;
}
