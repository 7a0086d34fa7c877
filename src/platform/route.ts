import type { z } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { every } from 'hono/combine';
import { requireRole } from './auth.ts';
import type { AppEnv, Role } from './context.ts';
import { jsonBody } from './json-body.ts';
import { problemCatalog, type ProblemCode } from './problem-catalog.ts';
import { ProblemDocument } from './problem.ts';

/** The parts that route descriptions are put together from. */

/** The name of the security scheme in the OpenAPI document. */
export const bearerScheme = 'bearer';

/** What every secured route can answer besides its own problems. */
const securedProblems = [
  'token_missing',
  'token_invalid',
  'token_expired',
  'role_not_allowed',
  'validation_failed',
  'internal_error',
  'database_unavailable',
  'keys_unavailable',
] as const satisfies ProblemCode[];

/**
 * A route that these roles may call. They also stand in the OpenAPI document (`x-allowed-roles`), from which
 * the tests take their matrix, so that no route escapes it.
 */
export const readableBy = (...allowed: [Role, ...Role[]]) => ({
  security: [{ [bearerScheme]: [] }],
  'x-allowed-roles': allowed,
  middleware: requireRole(...allowed),
});

/** The same for a route with a JSON body: who, then may, then the body's size, type and syntax. */
export const commandOf = (...allowed: [Role, ...Role[]]) => ({
  ...readableBy(...allowed),
  middleware: every(requireRole(...allowed), ...jsonBody) as MiddlewareHandler<AppEnv>,
});

type ResponseHeaders = Record<string, { description: string; schema: { type: 'string' | 'integer' } }>;

/** A 200 with a JSON body. */
export const ok = <Schema extends z.ZodType>(
  schema: Schema,
  description: string,
  headers: ResponseHeaders = {},
) => ({
  description,
  headers: { ...requestIdHeader, ...headers },
  content: { 'application/json': { schema } },
});

const requestIdHeader: ResponseHeaders = {
  'X-Request-Id': { description: 'Names this request in the log.', schema: { type: 'string' } },
};

/** The headers of a cached aggregate. */
export const aggregateHeaders: ResponseHeaders = {
  'Cache-Status': {
    description:
      'Where the answer comes from, after RFC 9211: `hit` with the seconds it stays fresh (negative once it is stale), or `fwd` with why the database was asked.',
    schema: { type: 'string' },
  },
  Age: { description: 'Whole seconds since the answer was made.', schema: { type: 'integer' } },
  ETag: { description: 'A strong entity tag, for `If-None-Match`.', schema: { type: 'string' } },
  'Cache-Control': { description: 'Always `private`.', schema: { type: 'string' } },
  'X-Generated-At': {
    description: 'The instant the window ends at: RFC 3339, UTC, milliseconds.',
    schema: { type: 'string' },
  },
};

/** What an aggregate answers to a client that has it already. */
export const notModified = {
  304: {
    description: 'The client has this answer already: its `If-None-Match` names the entity tag.',
    headers: { ...requestIdHeader, ...aggregateHeaders },
  },
};

/** The header of a list that goes on. */
export const pageHeaders: ResponseHeaders = {
  Link: {
    description: 'Where there are more rows: `<URL>; rel="next"`, after RFC 8288.',
    schema: { type: 'string' },
  },
};

/** The headers of a list that says how many rows it has over all pages. */
export const totalHeaders: ResponseHeaders = {
  'X-Total-Count': { description: 'How many rows there are, over all pages.', schema: { type: 'integer' } },
  'X-Generated-At': {
    description:
      'When this page and its total were true, by the database’s clock: RFC 3339, UTC, milliseconds.',
    schema: { type: 'string' },
  },
};

type ProblemResponses<Code extends ProblemCode> = {
  [Status in (typeof problemCatalog)[Code]['status']]: {
    description: string;
    headers: ResponseHeaders;
    content: { 'application/problem+json': { schema: typeof ProblemDocument } };
  };
};

/** The problems of a secured route: those that all have, and its own. */
export const problems = <Code extends ProblemCode = never>(...own: Code[]) =>
  problemResponses([...securedProblems, ...own]);

/** The problems of a secured route with a JSON body. */
export const commandProblems = <Code extends ProblemCode = never>(...own: Code[]) =>
  problemResponses([
    ...securedProblems,
    ...(['malformed_json', 'body_too_large', 'media_type_not_json'] as const),
    ...own,
  ]);

/** A response a status, saying which codes it can have. */
export function problemResponses<Code extends ProblemCode>(codes: Code[]): ProblemResponses<Code> {
  const responses: Record<number, unknown> = {};
  const statuses = new Set(codes.map((code) => problemCatalog[code].status));
  for (const status of [...statuses].sort()) {
    const lines = codes
      .filter((code) => problemCatalog[code].status === status)
      .map((code) => `- \`${code}\`: ${problemCatalog[code].meaning}`);
    responses[status] = {
      description: lines.join('\n'),
      headers: { ...requestIdHeader, ...statusHeaders[status] },
      content: { 'application/problem+json': { schema: ProblemDocument } },
    };
  }
  return responses as ProblemResponses<Code>;
}

const statusHeaders: Record<number, ResponseHeaders> = {
  401: { 'WWW-Authenticate': { description: 'The challenge of RFC 6750, 3.', schema: { type: 'string' } } },
  503: { 'Retry-After': { description: 'Whole seconds to wait.', schema: { type: 'integer' } } },
};
