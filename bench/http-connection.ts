import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** What came back, as far as anybody asks. */
export interface Answer {
  status: number;
  /** Status line and headers, as they came. */
  head: string;
  /** The beginning of the body, to show. */
  bodyBegin: Buffer;
  /** All of it, in bytes, as it came. */
  bodyLength: number;
}

const headEnd = Buffer.from('\r\n\r\n');
const lastChunk = Buffer.from('\r\n0\r\n\r\n');
/** Of a body, where it is not what was expected. */
const shownBytes = 500;

/** What the system hands over at once. Memory for it anew each time would cost more than all else that is done here. */
const readBytes = 64 * 1024;

/**
 * One kept-open connection that asks one request at a time. It knows as much of HTTP/1.1 as workerd answers
 * with, and no more: the caller shares its cores with what is measured.
 */
export class HttpConnection {
  readonly #socket: Socket;
  /** What has come before the head was whole. */
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

  /** @throws Error when the connection breaks */
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
      // The next bytes will stand where these do.
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

/** An answer that is coming in. Of its body no more is kept than somebody looks at: that would take longer than to read it. */
class IncomingAnswer implements Answer {
  readonly status: number;
  readonly head: string;
  bodyBegin = Buffer.alloc(0);
  bodyLength = 0;
  /** Undefined where the body is chunked. */
  readonly #expectedLength: number | undefined;
  /** At first that of the head: an empty body has no line break of its own before its last chunk. */
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
    // JSON holds no bare line break, so that these bytes can only be the end.
    return this.#end.equals(lastChunk);
  }
}

/** @returns `undefined` while something of the head is missing */
function readHead(received: Buffer): IncomingAnswer | undefined {
  const bodyStart = received.indexOf(headEnd) + headEnd.length;
  if (bodyStart < headEnd.length) return undefined;
  const answer = new IncomingAnswer(received.toString('latin1', 0, bodyStart));
  answer.take(received.subarray(bodyStart));
  return answer;
}
