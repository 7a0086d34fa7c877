import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../context.ts';
import { Problem } from './problem.ts';

/** The longest URL: what RFC 9110, 4.1 asks servers to accept at least. Cloudflare itself accepts 16 KB. */
export const maxUrlCharacters = 8000;

/** Refuses a URL that is too long. */
export const limitUrl = createMiddleware<AppEnv>(async (c, next) => {
  if (c.req.url.length > maxUrlCharacters) {
    throw new Problem('url_too_long', `The URL has more than ${maxUrlCharacters} characters.`);
  }
  await next();
});
