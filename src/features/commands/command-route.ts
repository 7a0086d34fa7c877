import type { MiddlewareHandler } from 'hono';
import { every } from 'hono/combine';
import type { AppEnv } from '../../context.ts';
import type { CallerRole } from '../../values/enums.ts';
import { jsonBody, noBody, optionalJsonBody } from '../../http/json-body.ts';
import { problemCatalog, type ProblemCode } from '../../http/problem-catalog.ts';
import {
  header,
  problemResponses,
  readableBy,
  requestHeader,
  securedProblems,
  type ResponseHeaders,
} from '../../http/route.ts';

/** Building blocks of the route descriptions of commands. */

const idempotencyKey = requestHeader(
  'Idempotency-Key',
  'The caller’s name for this call, 1 to 255 visible ASCII characters, bare or in double quotes. Repeated within 24 hours with the same body, it gets the first answer again, and nothing happens twice.',
  '4f0c1f9e-6a55-4d43-9b59-2f5c8e3b7a10',
);
const ifMatch = requestHeader(
  'If-Match',
  'The version that the session or agent must have: its `version` in double quotes, as in the `ETag` of its last command; or `*`.',
  '"3"',
);

type Roles = [CallerRole, ...CallerRole[]];

/** A command checks what every secured route checks, then the body's size, type and syntax. */
function commandWith(body: MiddlewareHandler<AppEnv>, allowed: Roles) {
  const secured = readableBy(...allowed);
  return {
    ...secured,
    middleware: every(secured.middleware, body) as MiddlewareHandler<AppEnv>,
    parameters: [idempotencyKey, ifMatch],
  };
}

/** A command on a session or an agent that the caller names. It takes `If-Match`. */
export const commandOf = (...allowed: Roles) => commandWith(jsonBody, allowed);

/** The same for a command whose fields are all optional: it needs no body. */
export const briefCommandOf = (...allowed: Roles) => commandWith(optionalJsonBody, allowed);

/** The same for a command that takes no body. */
export const bodilessCommandOf = (...allowed: Roles) => commandWith(noBody, allowed);

/** A command without `If-Match`: the queue has no version. */
export const unversionedCommandOf = (...allowed: Roles) => ({
  ...commandOf(...allowed),
  parameters: [idempotencyKey],
});

/** The same for a command that takes no body. */
export const unversionedBodilessCommandOf = (...allowed: Roles) => ({
  ...bodilessCommandOf(...allowed),
  parameters: [idempotencyKey],
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
  'Idempotency-Replayed': header('`true` where this is the answer that the same idempotency key got before.'),
};

/** The header of an answer about one session or agent. */
export const versionHeader: ResponseHeaders = {
  ETag: header('The version of the session or agent now, for `If-Match`.'),
};

/** The headers of a command on a session or an agent. */
export const commandHeaders: ResponseHeaders = { ...versionHeader, ...replayedHeader };

const problemsOfAll = [
  ...securedProblems,
  'idempotency_key_invalid',
  'idempotency_key_in_use',
  'body_too_large',
  'idempotency_key_reused',
] as const satisfies ProblemCode[];
const problemsOfBodies = ['malformed_json', 'media_type_not_json'] as const satisfies ProblemCode[];
const problemsOfVersions = ['if_match_invalid', 'version_changed'] as const satisfies ProblemCode[];

/** The problems of a command without `If-Match`: those of all such commands, and its own. */
export const unversionedCommandProblems = <Code extends ProblemCode = never>(...own: Code[]) =>
  problemResponses([...problemsOfAll, ...problemsOfBodies, ...own], (codes) => refusalHeaders(codes, false));

/** The problems of a command on a session or an agent: those of all such commands, and its own. */
export const commandProblems = <Code extends ProblemCode = never>(...own: Code[]) =>
  problemResponses([...problemsOfAll, ...problemsOfBodies, ...problemsOfVersions, ...own], (codes) =>
    refusalHeaders(codes, true),
  );

/** The same without a body. */
export const bodilessCommandProblems = <Code extends ProblemCode = never>(...own: Code[]) =>
  problemResponses([...problemsOfAll, ...problemsOfVersions, ...own], (codes) => refusalHeaders(codes, true));

/** The same without `If-Match`. */
export const unversionedBodilessCommandProblems = () =>
  problemResponses(problemsOfAll, (codes) => refusalHeaders(codes, false));

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
    ...(isRecorded && hasVersion && status >= 409 && versionHeader),
    ...(codes.includes('idempotency_key_in_use') && {
      'Retry-After': header('With `idempotency_key_in_use`: whole seconds to wait.', 'integer'),
    }),
  };
}
