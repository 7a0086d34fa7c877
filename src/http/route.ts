import type { z } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { every } from 'hono/combine';
import { requireRole } from './auth.ts';
import type { AppEnv, Role } from '../context.ts';
import { jsonBody } from './json-body.ts';
import { problemCatalog, type ProblemCode } from './problem-catalog.ts';
import { ProblemDocument } from './problem.ts';
import { signatureHeaders } from './webhook-signature.ts';

/** The parts that route descriptions are put together from. */

/** The name of the security scheme in the OpenAPI document. */
export const bearerScheme = 'bearer';

/** What a signed call is secured by: all of these schemes together, each one a header, named after it. */
const signature = Object.fromEntries(Object.values(signatureHeaders).map((name) => [name, []]));

/** What every secured route can answer besides its own problems. */
const securedProblems = [
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
 * A route that these roles may call. They also stand in the OpenAPI document (`x-allowed-roles`), from which
 * the tests take their matrix, so that no route escapes it.
 */
export const readableBy = (...allowed: [Role, ...Role[]]) => ({
  security: [{ [bearerScheme]: [] }, ...(allowed.includes('router') ? [signature] : [])],
  'x-allowed-roles': allowed,
  middleware: requireRole(...allowed),
});

/**
 * The headers of commands, described as they stand: a schema would make every typed client pass them. What they must
 * be is looked at in features/commands/idempotency.ts, with codes of its own.
 */
const idempotencyKeyMeaning =
  'The caller’s name for this call, 1 to 255 visible ASCII characters, bare or in double quotes. Repeated within 24 hours with the same body, it gets the first answer again, and nothing happens twice.';
const idempotencyKeyParameter = {
  in: 'header',
  name: 'Idempotency-Key',
  required: false,
  description: idempotencyKeyMeaning,
  schema: { type: 'string', description: idempotencyKeyMeaning },
  example: '4f0c1f9e-6a55-4d43-9b59-2f5c8e3b7a10',
} as const;
const ifMatchMeaning = 'The version that the session must have: the `ETag` of its last command, or `*`.';
const ifMatchParameter = {
  in: 'header',
  name: 'If-Match',
  required: false,
  description: ifMatchMeaning,
  schema: { type: 'string', description: ifMatchMeaning },
  example: '"3"',
} as const;

/**
 * A command with a JSON body: who, then may, then the body's size, type and syntax. It is on nothing that the caller
 * could name a version of: on an agent, which has none, or on whatever waits.
 */
export const unversionedCommandOf = (...allowed: [Role, ...Role[]]) => ({
  ...readableBy(...allowed),
  middleware: every(requireRole(...allowed), ...jsonBody) as MiddlewareHandler<AppEnv>,
  parameters: [idempotencyKeyParameter],
});

/** The same on a session that the caller names, which has a version. */
export const commandOf = (...allowed: [Role, ...Role[]]) => ({
  ...unversionedCommandOf(...allowed),
  parameters: [idempotencyKeyParameter, ifMatchParameter],
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

/** The rules for agents that a command may fail by. */
export const agentRules = [
  'agent_is_customer',
  'agent_unavailable',
  'agent_at_capacity',
  'agent_not_in_team',
  'agent_lacks_skills',
  'agent_not_registered',
] as const satisfies ProblemCode[];

/** The header of every command. */
export const replayedHeader: ResponseHeaders = {
  'Idempotency-Replayed': {
    description: '`true` where this is the answer that the same idempotency key got before.',
    schema: { type: 'string' },
  },
};

/** The headers of a command on a session. */
export const commandHeaders: ResponseHeaders = {
  ETag: {
    description: 'The version of the session after the command, for `If-Match`.',
    schema: { type: 'string' },
  },
  ...replayedHeader,
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

/** What a command can answer besides: of its body and its idempotency key. */
const bodyProblems = [
  'malformed_json',
  'idempotency_key_invalid',
  'idempotency_key_in_use',
  'body_too_large',
  'media_type_not_json',
  'idempotency_key_reused',
] as const satisfies ProblemCode[];

/** The problems of a command on a session: those that all have, and its own. */
export const commandProblems = <Code extends ProblemCode = never>(...own: Code[]) =>
  problemResponses([
    ...securedProblems,
    ...bodyProblems,
    ...(['if_match_invalid', 'version_changed'] as const),
    ...own,
  ]);

/** The problems of a command on nothing that the caller could name a version of, and its own. */
export const unversionedCommandProblems = <Code extends ProblemCode = never>(...own: Code[]) =>
  problemResponses([...securedProblems, ...bodyProblems, ...own]);

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
      headers: { ...requestIdHeader, ...statusHeaders[status], ...refusalHeaders(codes, status) },
      content: { 'application/problem+json': { schema: ProblemDocument } },
    };
  }
  return responses as ProblemResponses<Code>;
}

/** What a command may be refused with before the database looks at its rules: it is run again when it is repeated. */
const unrecorded: ReadonlySet<ProblemCode> = new Set([
  'role_not_allowed',
  'agent_not_self',
  'force_not_allowed',
  'idempotency_key_in_use',
]);

/** What a command's refusal may carry: that it is an earlier one, the session's version, and when to come again. */
function refusalHeaders(codes: readonly ProblemCode[], status: number): ResponseHeaders {
  if (!codes.includes('idempotency_key_in_use') || ![403, 404, 409, 412].includes(status)) return {};
  const here = codes.filter((code) => problemCatalog[code].status === status);
  const isRecorded = here.some((code) => !unrecorded.has(code));
  const isVersioned = codes.includes('version_changed') && status >= 409;
  return {
    ...(isRecorded && replayedHeader),
    ...(isRecorded &&
      isVersioned && {
        ETag: { description: 'The version of the session now.', schema: { type: 'string' } },
      }),
    ...(here.includes('idempotency_key_in_use') && {
      'Retry-After': {
        description: 'With `idempotency_key_in_use`: whole seconds to wait.',
        schema: { type: 'integer' },
      },
    }),
  };
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
