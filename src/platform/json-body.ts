import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import type { AppEnv } from './context.ts';
import { Problem } from './problem.ts';

/** 64 KiB: the largest body that is read. */
export const maxBodyBytes = 65_536;

const jsonMediaType = /^application\/(?:[a-z0-9.-]+\+)?json\s*(?:;|$)/i;

const withinSize = bodyLimit({
  maxSize: maxBodyBytes,
  onError: () => {
    throw new Problem('body_too_large', `The body has more than ${maxBodyBytes} bytes.`);
  },
});

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
