import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** What came back, as far as anybody asks. */
export interface Answer {
  status: number;
  /** Status line and headers, as they came. */
  head: string;
  body: Buffer;
}

const headEnd = Buffer.from('\r\n\r\n');
const lastChunk = Buffer.from('\r\n0\r\n\r\n');

/**
 * One kept-open connection that asks one request at a time. It knows as much of HTTP/1.1 as workerd answers
 * with, and no more: the caller shares its cores with what is measured.
 */
export class HttpConnection {
  readonly #socket: Socket;
  #received: Buffer[] = [];
  #settle: { resolve(answer: Answer): void; reject(error: Error): void } | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (bytes: Buffer) => this.#receive(bytes));
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', () => this.#fail(new Error('the Worker closed the connection')));
  }

  static async open(port: number): Promise<HttpConnection> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    await once(socket, 'connect');
    return new HttpConnection(socket);
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
    this.#received.push(bytes);
    const received = this.#received.length === 1 ? bytes : Buffer.concat(this.#received);
    const answer = parseAnswer(received);
    if (answer === undefined) {
      this.#received = [received];
      return;
    }
    this.#received = [];
    const settle = this.#settle;
    this.#settle = undefined;
    settle?.resolve(answer);
  }
}

/** @returns `undefined` while something is missing */
function parseAnswer(received: Buffer): Answer | undefined {
  const bodyStart = received.indexOf(headEnd) + headEnd.length;
  if (bodyStart < headEnd.length) return undefined;
  const head = received.toString('latin1', 0, bodyStart);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  const status = Number(head.slice(9, 12));
  if (length !== undefined) {
    if (received.length < bodyStart + Number(length)) return undefined;
    return { status, head, body: received.subarray(bodyStart) };
  }
  // Chunked. JSON holds no bare line break, so that these bytes can only be its end.
  if (!received.subarray(-lastChunk.length).equals(lastChunk)) return undefined;
  return { status, head, body: received.subarray(bodyStart) };
}
