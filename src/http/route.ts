import type { z } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { every } from 'hono/combine';
import type { AppEnv } from '../context.ts';
import { requireRole } from './auth.ts';
import type { CallerRole } from '../values/enums.ts';
import { problemCatalog, type ProblemCode } from './problem-catalog.ts';
import type { ProblemDocument } from './problem.ts';
import { limitRate } from './rate-limit.ts';
import { limitUrl } from './url-length.ts';
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
  'url_too_long',
  'validation_failed',
  'rate_limited',
  'internal_error',
  'database_unavailable',
  'resource_busy',
  'overloaded',
  'keys_unavailable',
] as const satisfies ProblemCode[];

/**
 * A route that these roles may call. The OpenAPI document lists them (`x-allowed-roles`), and the tests derive their
 * matrix from it, so that no route escapes it.
 */
export const readableBy = (...allowed: [CallerRole, ...CallerRole[]]) => ({
  security: [{ [bearerScheme]: [] }, ...(allowed.includes('router') ? [signature] : [])],
  'x-allowed-roles': allowed,
  middleware: every(requireRole(...allowed), limitRate, limitUrl) as MiddlewareHandler<AppEnv>,
});

export type ResponseHeaders = Record<string, { description: string; schema: { type: 'string' | 'integer' } }>;

/** A header of an answer, as the OpenAPI document describes it. */
export const header = (description: string, type: 'string' | 'integer' = 'string') => ({
  description,
  schema: { type },
});

/**
 * A header of a request. Not a schema, since every typed client would then have to pass the header. The code that reads it
 * checks it.
 */
export const requestHeader = (name: string, description: string, sample: string) => ({
  in: 'header' as const,
  name,
  required: false,
  description,
  schema: { type: 'string' as const, examples: [sample] },
});

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

const requestIdHeader = { 'X-Request-Id': header('Names this request in the log.') };

/** The headers of a cached aggregate. */
export const aggregateHeaders: ResponseHeaders = {
  'Cache-Status': header(
    'Where the answer comes from, after RFC 9211: `hit` with the seconds it stays fresh (negative once it is stale), or `fwd` with why the database was asked.',
  ),
  Age: header(
    'Whole seconds since the answer was made. Not sent for a window from `from` to `to`.',
    'integer',
  ),
  ETag: header('A strong entity tag, for `If-None-Match`. Not sent for a window from `from` to `to`.'),
  'Cache-Control': header('`private`; `no-store` for a window from `from` to `to`, which is never cached.'),
  'X-Generated-At': header('The instant the window ends at: RFC 3339, UTC, milliseconds.'),
};

/** A cached aggregate that these roles may read: it takes conditional requests. */
export const aggregateReadableBy = (...allowed: [CallerRole, ...CallerRole[]]) => ({
  ...readableBy(...allowed),
  parameters: [
    requestHeader(
      'If-None-Match',
      'The `ETag` of an earlier answer: if it is still the answer, 304 without a body.',
      '"5d41402abc4b2a76"',
    ),
    requestHeader('Cache-Control', '`no-cache` asks for a new answer instead of a cached one.', 'no-cache'),
  ],
});

/** The answer of an aggregate to a client that has it already. */
export const notModified = {
  304: {
    description: 'The client has this answer already: its `If-None-Match` names the entity tag.',
    headers: { ...requestIdHeader, ...aggregateHeaders },
  },
};

/** The header of a list that has more pages. */
export const pageHeaders: ResponseHeaders = {
  Link: header('Where there are more rows: `<URL>; rel="next"`, after RFC 8288.'),
};

/** The headers of a list that counts its rows over all pages. */
export const countedPageHeaders: ResponseHeaders = {
  ...pageHeaders,
  'X-Total-Count': header('How many rows there are, over all pages.', 'integer'),
  'X-Generated-At': header(
    'When this page and its total were true, by the database’s clock: RFC 3339, UTC, milliseconds.',
  ),
};

/** By status. The document narrows their codes; here that would double the time it takes to check a client's types. */
type ProblemResponses<Code extends ProblemCode> = {
  [Status in (typeof problemCatalog)[Code]['status']]: {
    description: string;
    headers: ResponseHeaders;
    content: { 'application/problem+json': { schema: z.ZodType<ProblemDocument> } };
  };
};

/** The problems of a secured route: those of all secured routes, and its own. */
export const problems = <Code extends ProblemCode = never>(...own: Code[]) =>
  problemResponses([...securedProblems, ...own]);

/** Where the OpenAPI document finds the codes of a response, from which it describes it. */
export const problemCodesKey = 'x-problem-codes';

/**
 * One response per status.
 *
 * @param headersOf further headers of the codes of one status
 */
export function problemResponses<Code extends ProblemCode>(
  codes: readonly Code[],
  headersOf: (codes: readonly ProblemCode[]) => ResponseHeaders = () => ({}),
): ProblemResponses<Code> {
  const statuses = [...new Set(codes.map((code) => problemCatalog[code].status))].sort();
  const responses = statuses.map((status) => {
    const here = codes.filter((code) => problemCatalog[code].status === status);
    const headers = { ...requestIdHeader, ...statusHeaders[status], ...headersOf(here) };
    return [status, { [problemCodesKey]: here, headers }];
  });
  return Object.fromEntries(responses) as ProblemResponses<Code>;
}

const statusHeaders: Record<number, ResponseHeaders> = {
  401: {
    'WWW-Authenticate': header(
      'The challenge: `Bearer`, as RFC 6750, 3 has it; `Webhook` where the call is signed.',
    ),
  },
  429: { 'Retry-After': header('Whole seconds to wait.', 'integer') },
  503: { 'Retry-After': header('Whole seconds to wait.', 'integer') },
};
