import type { z } from '@hono/zod-openapi';
import { requireRole } from './auth.ts';
import type { CallerRole } from '../values/enums.ts';
import { problemCatalog, type ProblemCode } from './problem-catalog.ts';
import { ProblemDocument } from './problem.ts';
import { signatureHeaders } from './webhook-signature.ts';

/** Building blocks of route descriptions. */

/** The name of the security scheme in the OpenAPI document. */
export const bearerScheme = 'bearer';

/** A signed call needs all of these schemes together. Each is a header and is named after it. */
const signature = Object.fromEntries(Object.values(signatureHeaders).map((name) => [name, []]));

/** The problems of every secured route. */
export const securedProblems = [
  'token_missing',
  'token_invalid',
  'token_expired',
  'signature_invalid',
  'signature_stale',
  'credentials_ambiguous',
  'role_not_allowed',
  'validation_failed',
  'internal_error',
  'database_unavailable',
  'keys_unavailable',
] as const satisfies ProblemCode[];

/**
 * A route that these roles may call. The OpenAPI document lists them (`x-allowed-roles`), and the tests derive their
 * matrix from it, so that no route escapes it.
 */
export const readableBy = (...allowed: [CallerRole, ...CallerRole[]]) => ({
  security: [{ [bearerScheme]: [] }, ...(allowed.includes('router') ? [signature] : [])],
  'x-allowed-roles': allowed,
  middleware: requireRole(...allowed),
});

export type ResponseHeaders = Record<string, { description: string; schema: { type: 'string' | 'integer' } }>;

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
  Age: {
    description: 'Whole seconds since the answer was made. Not sent for a window from `from` to `to`.',
    schema: { type: 'integer' },
  },
  ETag: {
    description: 'A strong entity tag, for `If-None-Match`. Not sent for a window from `from` to `to`.',
    schema: { type: 'string' },
  },
  'Cache-Control': {
    description: '`private`; `no-store` for a window from `from` to `to`, which is never cached.',
    schema: { type: 'string' },
  },
  'X-Generated-At': {
    description: 'The instant the window ends at: RFC 3339, UTC, milliseconds.',
    schema: { type: 'string' },
  },
};

/** The answer of an aggregate to a client that has it already. */
export const notModified = {
  304: {
    description: 'The client has this answer already: its `If-None-Match` names the entity tag.',
    headers: { ...requestIdHeader, ...aggregateHeaders },
  },
};

/** The header of a list that has more pages. */
export const pageHeaders: ResponseHeaders = {
  Link: {
    description: 'Where there are more rows: `<URL>; rel="next"`, after RFC 8288.',
    schema: { type: 'string' },
  },
};

/** The headers of a list that counts its rows over all pages. */
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

/** The problems of a secured route: those of all secured routes, and its own. */
export const problems = <Code extends ProblemCode = never>(...own: Code[]) =>
  problemResponses([...securedProblems, ...own]);

/**
 * One response per status, which lists its codes.
 *
 * @param headersOf further headers of the codes of one status
 */
export function problemResponses<Code extends ProblemCode>(
  codes: readonly Code[],
  headersOf: (codes: readonly ProblemCode[]) => ResponseHeaders = () => ({}),
): ProblemResponses<Code> {
  const responses: Record<number, unknown> = {};
  const statuses = new Set(codes.map((code) => problemCatalog[code].status));
  for (const status of [...statuses].sort()) {
    const here = codes.filter((code) => problemCatalog[code].status === status);
    responses[status] = {
      description: here.map((code) => `- \`${code}\`: ${problemCatalog[code].meaning}`).join('\n'),
      headers: { ...requestIdHeader, ...statusHeaders[status], ...headersOf(here) },
      content: { 'application/problem+json': { schema: ProblemDocument } },
    };
  }
  return responses as ProblemResponses<Code>;
}

const statusHeaders: Record<number, ResponseHeaders> = {
  401: {
    'WWW-Authenticate': {
      description: 'The challenge: `Bearer`, as RFC 6750, 3 has it; `Webhook` where the call is signed.',
      schema: { type: 'string' },
    },
  },
  503: { 'Retry-After': { description: 'Whole seconds to wait.', schema: { type: 'integer' } } },
};
