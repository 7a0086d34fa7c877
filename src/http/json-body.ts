import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../context.ts';
import { Problem } from './problem.ts';

/** 64 KiB: the largest body that is read. */
export const maxBodyBytes = 65_536;

const jsonMediaType = /^application\/(?:[a-z0-9.-]+\+)?json\s*(?:;|$)/i;

const tooLarge = (): Problem =>
  new Problem('body_too_large', `The body has more than ${maxBodyBytes} bytes.`);

const withinSize = bodyLimit({
  maxSize: maxBodyBytes,
  onError: () => {
    throw tooLarge();
  },
});

/** Whose bodies may come over HTTP, but nobody reads them, and a Request with one can't be made. */
const bodiless = new Set(['GET', 'HEAD']);

/**
 * Reads the body of somebody who is not known yet, and leaves it where it was for those who read it later. Whatever
 * the request says of its length, no more is read than the piece that makes it too large.
 *
 * @throws {Problem} body_too_large
 */
export async function wholeBody(c: Context<AppEnv>): Promise<Uint8Array> {
  const { raw, method } = c.req;
  if (Number(c.req.header('Content-Length') ?? 0) > maxBodyBytes) throw tooLarge();
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of raw.body ?? []) {
    size += piece.length;
    // Leaving the loop cancels the rest.
    if (size > maxBodyBytes) throw tooLarge();
    pieces.push(piece);
  }
  const body = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    body.set(piece, at);
    at += piece.length;
  }
  if (raw.body !== null && !bodiless.has(method)) c.req.raw = new Request(raw, { method, body });
  return body;
}

const isJson = createMiddleware<AppEnv>(async (c, next) => {
  if (!jsonMediaType.test(c.req.header('Content-Type') ?? '')) {
    throw new Problem('media_type_not_json', 'The body is not declared as application/json.');
  }
  if (c.req.header('Content-Type') !== 'application/json') {
    // The validator's own idea of a media type is narrower than RFC 9110, 8.3.1: it gets the plain one.
    const headers = new Headers(c.req.raw.headers);
    headers.set('Content-Type', 'application/json');
    c.req.raw = new Request(c.req.raw, { headers });
  }
  try {
    // Kept by Hono: the schema's validator reads the same bytes again.
    JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(await c.req.arrayBuffer()));
  } catch (cause) {
    const detail =
      cause instanceof SyntaxError
        ? `The body is not valid JSON: ${cause.message}.`
        : 'The body is not valid UTF-8.';
    throw new Problem('malformed_json', detail, { cause });
  }
  await next();
});

/** What a JSON body must be before its schema looks at it, in this order: small enough, JSON, well-formed. */
export const jsonBody = [withinSize, isJson];
