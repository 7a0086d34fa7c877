import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../context.ts';
import { concatenate } from '../values/bytes.ts';
import type { Runtime } from '../values/runtime.ts';
import { Problem } from './problem.ts';
import { validationFailed } from './validation.ts';

/** 64 KiB: the largest body that is read. */
export const maxBodyBytes = 65_536;

const jsonMediaType = /^application\/(?:[a-z0-9.-]+\+)?json\s*(?:;|$)/i;

/** How long a whole body may take to arrive. Without this limit, a byte now and then would keep a request open. */
const maxBodySeconds = 10;

/**
 * Reads a body to its end, up to the limits of size and time.
 *
 * @throws {Problem} body_too_large or body_incomplete
 */
async function readAll(
  body: ReadableStream<Uint8Array>,
  runtime: Pick<Runtime, 'sleep'>,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = body.getReader();
  const late = runtime.sleep(maxBodySeconds * 1000);
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const read = await Promise.race([reader.read(), late]).catch((cause: unknown) => {
        throw new Problem('body_incomplete', 'The body could not be read to its end.', { cause });
      });
      if (read === undefined) {
        throw new Problem('body_incomplete', `The body did not arrive within ${maxBodySeconds} seconds.`);
      }
      if (read.done) return concatenate(...pieces);
      size += read.value.length;
      if (size > maxBodyBytes) throw tooLarge();
      pieces.push(read.value);
    }
  } finally {
    // Nobody waits for the rest.
    reader.cancel().catch(() => {});
    reader.releaseLock();
  }
}

const tooLarge = () => new Problem('body_too_large', `The body has more than ${maxBodyBytes} bytes.`);

/**
 * Reads the body of a request and puts it back for those who read it later. Stops at the limit, whatever the request
 * says about its length.
 *
 * @throws {Problem} body_too_large or body_incomplete
 */
export async function wholeBody(c: Context<AppEnv>): Promise<Uint8Array<ArrayBuffer>> {
  const { raw, method } = c.req;
  if (Number(c.req.header('Content-Length') ?? 0) > maxBodyBytes) throw tooLarge();
  if (raw.body === null) return new Uint8Array();
  const body = await readAll(raw.body, c.get('deps').runtime);
  // `new Request()` rejects a body on GET and HEAD. Nothing reads it there.
  if (!['GET', 'HEAD'].includes(method)) c.req.raw = new Request(raw, { method, body });
  return body;
}

/**
 * Checks a JSON body before its schema does: the size, then the media type, then the syntax.
 *
 * @param isRequired false: a missing body counts as `{}`, with any media type
 */
const checkJson = (isRequired: boolean) =>
  createMiddleware<AppEnv>(async (c, next) => {
    const { length } = await wholeBody(c);
    if (length === 0 && !isRequired) {
      // Without a media type, the validator takes the body as `{}`.
      c.req.raw.headers.delete('Content-Type');
      return next();
    }
    if (!jsonMediaType.test(c.req.header('Content-Type') ?? '')) {
      throw new Problem('media_type_not_json', 'The body is not declared as application/json.');
    }
    try {
      // Hono keeps these bytes for the validator and for the fingerprint of an idempotent call.
      JSON.parse(
        new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(await c.req.arrayBuffer()),
      );
    } catch (cause) {
      const detail =
        cause instanceof SyntaxError
          ? `The body is not valid JSON: ${cause.message}.`
          : 'The body is not valid UTF-8.';
      throw new Problem('malformed_json', detail, { cause });
    }
    // Hono's validator accepts fewer media types than RFC 9110, 8.3.1.
    c.req.raw.headers.set('Content-Type', 'application/json');
    return next();
  });

/** For a call whose body has a field that must be there. */
export const jsonBody = checkJson(true);

/** For a call whose fields are all optional: it needs no body. */
export const optionalJsonBody = checkJson(false);

/** For a call that takes no body: a body is refused, so that nothing it asks for is ignored. */
export const noBody = createMiddleware<AppEnv>(async (c, next) => {
  const { length } = await wholeBody(c);
  if (length > 0) throw validationFailed([{ path: '', message: 'must be empty: this call takes none' }]);
  await next();
});
