/**
 * Every problem this API can answer with, once (RFC 9457). `docs/problems.md` and the served page
 * `/docs/problems` are made from this list, and a test holds them to it.
 */
export const problemCatalog = {
  malformed_json: {
    status: 400,
    title: 'Malformed JSON',
    meaning: 'The request body is not valid JSON in UTF-8.',
    remedy: 'Send one JSON document. `detail` says where reading it failed.',
  },
  token_missing: {
    status: 401,
    title: 'Token missing',
    meaning: 'The request carries no bearer token.',
    remedy: 'Send `Authorization: Bearer <token>`.',
  },
  token_invalid: {
    status: 401,
    title: 'Token not accepted',
    meaning:
      'The token is malformed, wrongly signed, of another algorithm, for another issuer or audience, has no `exp`, or its `sub` is no UUID.',
    remedy: 'Get a new token from whoever issues yours.',
  },
  token_expired: {
    status: 401,
    title: 'Token expired',
    meaning: "The token's `exp` has passed.",
    remedy: 'Get a new token and repeat the request.',
  },
  role_not_allowed: {
    status: 403,
    title: 'Role not allowed',
    meaning: 'The token is good, but its `role` is missing, unknown, or may not call this endpoint.',
    remedy: 'Call with a role that the endpoint lists.',
  },
  agent_not_self: {
    status: 403,
    title: 'Only your own agent id',
    meaning: 'A caller with role `agent` named another agent.',
    remedy: 'Name your own id, or leave `agent_id` out where it is optional.',
  },
  not_session_owner: {
    status: 403,
    title: 'Not your session',
    meaning: 'A caller with role `agent` can only transfer a session that is assigned to it.',
    remedy: 'Ask its owner or an admin to transfer it.',
  },
  route_not_found: {
    status: 404,
    title: 'No such endpoint',
    meaning: 'Nothing is served at this path.',
    remedy: 'See `/docs` for the endpoints.',
  },
  session_not_found: {
    status: 404,
    title: 'Session not found',
    meaning: 'There is no such session, or the caller may not know of it.',
    remedy: 'Check the session id.',
  },
  method_not_allowed: {
    status: 405,
    title: 'Method not allowed',
    meaning: 'The path exists, but not with this method.',
    remedy: 'Use a method that the `Allow` header names.',
  },
  session_already_assigned: {
    status: 409,
    title: 'Session already assigned',
    meaning: 'Another agent has the session. `current_agent_id` names that agent.',
    remedy: 'Leave it, or transfer it.',
  },
  session_closed: {
    status: 409,
    title: 'Session closed',
    meaning: 'A closed session cannot be assigned.',
    remedy: 'Nothing to do, unless the customer comes back.',
  },
  session_not_active: {
    status: 409,
    title: 'Session not active',
    meaning: 'Only an active session can be transferred. `session_status` says what it is.',
    remedy: 'Assign it if it is waiting.',
  },
  agent_is_customer: {
    status: 409,
    title: 'Agent is the customer',
    meaning: 'The session was opened by the very user it should go to.',
    remedy: 'Choose another agent.',
  },
  owner_changed: {
    status: 409,
    title: 'Owner changed',
    meaning:
      '`from_agent_id` is not the owner at this instant. `current_agent_id` names the owner, null where there is none.',
    remedy: 'Read the session again and decide anew.',
  },
  same_agent: {
    status: 409,
    title: 'Same agent',
    meaning: 'The session already belongs to the agent it should go to.',
    remedy: 'Nothing to do.',
  },
  body_too_large: {
    status: 413,
    title: 'Body too large',
    meaning: 'The request body has more than 65,536 bytes.',
    remedy: 'Send less.',
  },
  media_type_not_json: {
    status: 415,
    title: 'Body is not JSON',
    meaning: 'The request body is not declared as JSON.',
    remedy: 'Send `Content-Type: application/json`.',
  },
  validation_failed: {
    status: 422,
    title: 'Validation failed',
    meaning:
      'A parameter or a field is missing, unknown or out of range. `errors` lists each with its `path` and what is wrong.',
    remedy: 'Correct what `errors` names.',
  },
  internal_error: {
    status: 500,
    title: 'Internal error',
    meaning: 'A fault of ours. The log has it under `request_id`.',
    remedy: 'Report the `request_id`.',
  },
  database_unavailable: {
    status: 503,
    title: 'Database unavailable',
    meaning: 'The database does not answer, or not in time.',
    remedy: 'Repeat after `Retry-After` seconds.',
  },
  keys_unavailable: {
    status: 503,
    title: 'Signing keys unavailable',
    meaning: 'The key set that tokens are checked against cannot be fetched.',
    remedy: 'Repeat after `Retry-After` seconds.',
  },
} as const satisfies Record<string, { status: number; title: string; meaning: string; remedy: string }>;

/** A stable, machine-readable name of a problem: the member `code`. */
export type ProblemCode = keyof typeof problemCatalog;
