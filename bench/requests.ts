import { setTimeout as sleep } from 'node:timers/promises';
import { HttpConnection, type Answer } from './http-connection.ts';
import { medianMs } from './statistics.ts';

/** The bytes of a request, built once and sent many times. */
export function requestBytes(given: {
  path: string;
  token?: string;
  headers?: Record<string, string>;
  /** If set, the request is a POST. */
  body?: unknown;
}): Buffer {
  const body = given.body === undefined ? '' : JSON.stringify(given.body);
  const headers: Record<string, string> = {
    Host: '127.0.0.1',
    ...(given.token === undefined ? {} : { Authorization: `Bearer ${given.token}` }),
    ...(body === ''
      ? {}
      : { 'Content-Type': 'application/json', 'Content-Length': String(Buffer.byteLength(body)) }),
    ...given.headers,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(
    `${body === '' ? 'GET' : 'POST'} ${given.path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`,
  );
}

/** Where to send requests, and which ones. */
export interface Target {
  name: string;
  port: number;
  /** The next request. */
  next(): Buffer;
  /** What the head of every answer must match, in addition to status 200. */
  expect?: RegExp;
}

const anyRequest = requestBytes({ path: '/' });

/** A Worker that gives the same answer to every request. */
export const anyTarget = (name: string, port: number): Target => ({ name, port, next: () => anyRequest });

/** @throws Error that shows an unexpected answer, because its timing would be meaningless */
function check({ name, expect }: Target, answer: Answer): void {
  if (answer.status === 200 && (expect === undefined || expect.test(answer.head))) return;
  const text = `${answer.head}${answer.bodyBegin.toString()}`;
  throw new Error(`unexpected answer from ${name}: ${text.replaceAll(/\s+/g, ' ')}`);
}

/**
 * How long to wait between sequential requests, so that what one leaves behind is not counted to the next: the Worker
 * writes KV after its answer, which in production is another machine's work.
 */
const settleMs = 15;

/** A target with an open keep-alive connection. */
export interface OpenTarget {
  /** The median time of sequential requests, in milliseconds. */
  time(requests: number): Promise<number>;
  close(): void;
}

export async function openTarget(target: Target): Promise<OpenTarget> {
  const connection = await HttpConnection.open(target.port);
  return {
    time: (requests) =>
      medianMs(
        requests,
        async () => check(target, await connection.ask(target.next())),
        () => sleep(settleMs),
      ),
    close: () => connection.close(),
  };
}

/** Sends requests for their side effects, such as a filled cache. */
export async function askRepeatedly(target: Target, requests: number): Promise<void> {
  const open = await openTarget(target);
  try {
    await open.time(requests);
  } finally {
    open.close();
  }
}

/**
 * Measures requests per second with concurrent callers. Each has its own connection and sends its next
 * request as soon as it has an answer. A warm-up of a quarter of `durationMs` comes first and is not counted.
 */
export async function countRequests(
  target: Target,
  { callers, durationMs }: { callers: number; durationMs: number },
): Promise<number> {
  const connections = await Promise.all(
    Array.from({ length: callers }, () => HttpConnection.open(target.port)),
  );
  const countFrom = performance.now() + durationMs / 4;
  const end = countFrom + durationMs;
  let answered = 0;
  try {
    await Promise.all(
      connections.map(async (connection) => {
        for (;;) {
          check(target, await connection.ask(target.next()));
          const now = performance.now();
          if (now >= end) return;
          if (now >= countFrom) answered++;
        }
      }),
    );
  } finally {
    for (const connection of connections) connection.close();
  }
  return (answered * 1000) / durationMs;
}
