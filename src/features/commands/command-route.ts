import type { MiddlewareHandler } from 'hono';
import { every } from 'hono/combine';
import type { AppEnv } from '../../context.ts';
import type { CallerRole } from '../../values/enums.ts';
import { requireRole } from '../../http/auth.ts';
import { jsonBody } from '../../http/json-body.ts';
import { problemCatalog, type ProblemCode } from '../../http/problem-catalog.ts';
import { problemResponses, readableBy, securedProblems, type ResponseHeaders } from '../../http/route.ts';

/** Building blocks of the route descriptions of commands. */

/**
 * Describes a request header. It is not a schema, since every typed client would then have to pass the header;
 * idempotency.ts validates it, with problem codes of its own.
 */
const headerParameter = (name: string, description: string, example: string) => ({
  in: 'header' as const,
  name,
  required: false,
  description,
  schema: { type: 'string' as const, description },
  example,
});
const idempotencyKeyParameter = headerParameter(
  'Idempotency-Key',
  'The caller’s name for this call, 1 to 255 visible ASCII characters, bare or in double quotes. Repeated within 24 hours with the same body, it gets the first answer again, and nothing happens twice.',
  '4f0c1f9e-6a55-4d43-9b59-2f5c8e3b7a10',
);
const ifMatchParameter = headerParameter(
  'If-Match',
  'The version that the session must have: the `ETag` of its last command, or `*`.',
  '"3"',
);

/**
 * A command with a JSON body. It checks the caller, then the role, then the body's size, type and syntax. It takes no
 * `If-Match`: an agent has no version, and the queue has none.
 */
export const unversionedCommandOf = (...allowed: [CallerRole, ...CallerRole[]]) => ({
  ...readableBy(...allowed),
  middleware: every(requireRole(...allowed), jsonBody) as MiddlewareHandler<AppEnv>,
  parameters: [idempotencyKeyParameter],
});

/** A command on a session that the caller names. It takes `If-Match`. */
export const commandOf = (...allowed: [CallerRole, ...CallerRole[]]) => ({
  ...unversionedCommandOf(...allowed),
  parameters: [idempotencyKeyParameter, ifMatchParameter],
});

/** The rules for agents that can refuse a command. */
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

const unversionedProblems = [
  ...securedProblems,
  'malformed_json',
  'idempotency_key_invalid',
  'idempotency_key_in_use',
  'body_too_large',
  'media_type_not_json',
  'idempotency_key_reused',
] as const satisfies ProblemCode[];

/** The problems of a command without `If-Match`: those of all such commands, and its own. */
export const unversionedCommandProblems = <Code extends ProblemCode = never>(...own: Code[]) =>
  problemResponses([...unversionedProblems, ...own], (codes) => refusalHeaders(codes, false));

/** The problems of a command on a session: those of all such commands, and its own. */
export const commandProblems = <Code extends ProblemCode = never>(...own: Code[]) =>
  problemResponses(
    [...unversionedProblems, ...(['if_match_invalid', 'version_changed'] as const), ...own],
    (codes) => refusalHeaders(codes, true),
  );

/** Refusals that come before the database applies its rules. They are not recorded: a repeated call runs again. */
const unrecorded: ReadonlySet<ProblemCode> = new Set([
  'role_not_allowed',
  'agent_not_self',
  'force_not_allowed',
  'idempotency_key_in_use',
]);

/** The headers of the refusals with one status. */
function refusalHeaders(codes: readonly ProblemCode[], hasVersion: boolean): ResponseHeaders {
  const status = codes[0] === undefined ? 0 : problemCatalog[codes[0]].status;
  if (![403, 404, 409, 412].includes(status)) return {};
  const isRecorded = codes.some((code) => !unrecorded.has(code));
  return {
    ...(isRecorded && replayedHeader),
    ...(isRecorded &&
      hasVersion &&
      status >= 409 && {
        ETag: { description: 'The version of the session now.', schema: { type: 'string' as const } },
      }),
    ...(codes.includes('idempotency_key_in_use') && {
      'Retry-After': {
        description: 'With `idempotency_key_in_use`: whole seconds to wait.',
        schema: { type: 'integer' as const },
      },
    }),
  };
}
