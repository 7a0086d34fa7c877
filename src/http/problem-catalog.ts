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
  idempotency_key_invalid: {
    status: 400,
    title: 'Idempotency key not valid',
    meaning:
      '`Idempotency-Key` is not one name of 1 to 255 visible ASCII characters, bare or in double quotes.',
    remedy: 'Send one key a call, a UUID for example, and the same one when you repeat it.',
  },
  if_match_invalid: {
    status: 400,
    title: 'If-Match not valid',
    meaning: '`If-Match` is neither `*` nor a list of versions in double quotes, such as `"3"`.',
    remedy: 'Send the `ETag` of the session’s last command, or its `version` in double quotes.',
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
  signature_invalid: {
    status: 401,
    title: 'Signature not accepted',
    meaning:
      'One of `webhook-id`, `webhook-timestamp` and `webhook-signature` is missing or malformed, or no known secret made the signature.',
    remedy:
      'Sign `id.timestamp.body` with a secret of yours, as Standard Webhooks has it; see docs/authorisation.md.',
  },
  signature_stale: {
    status: 401,
    title: 'Signature too old or too new',
    meaning: '`webhook-timestamp` is more than five minutes from now. The signature itself holds.',
    remedy: 'Set your clock, and sign each repetition anew with the same `webhook-id`.',
  },
  credentials_ambiguous: {
    status: 401,
    title: 'Two kinds of credentials',
    meaning: 'The request is signed and carries `Authorization` as well.',
    remedy: 'Send one of them.',
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
  force_not_allowed: {
    status: 403,
    title: 'Only an admin may overrule',
    meaning: '`force` was asked for by a caller that is no admin.',
    remedy: 'Leave `force` out.',
  },
  not_session_owner: {
    status: 403,
    title: 'Not your session',
    meaning:
      'A caller with role `agent` can only transfer, requeue or close a session that is assigned to it.',
    remedy: 'Ask its owner or an admin.',
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
  agent_not_found: {
    status: 404,
    title: 'Agent not found',
    meaning: 'No such agent is registered.',
    remedy: 'Register the agent first, or check its id.',
  },
  offer_not_found: {
    status: 404,
    title: 'Offer not found',
    meaning: 'The session has no such offer, or it is not the caller’s.',
    remedy: 'Check both ids.',
  },
  queue_empty: {
    status: 404,
    title: 'Nothing waits',
    meaning: 'No waiting session fits the agent: its team, its skills, and not offered to another.',
    remedy: 'Ask again later, with another idempotency key.',
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
  session_offered: {
    status: 409,
    title: 'Session offered to another agent',
    meaning: 'The session is held for another agent. `offered_to` says for whom, `expires_at` until when.',
    remedy: 'Wait until the offer is answered or expires.',
  },
  session_not_waiting: {
    status: 409,
    title: 'Session not waiting',
    meaning: 'Only a waiting session can be offered. `session_status` says what it is.',
    remedy: 'Leave it.',
  },
  offer_expired: {
    status: 409,
    title: 'Offer expired',
    meaning: 'The offer was over at `expires_at`; the session is back at its place in the queue.',
    remedy: 'Take another one.',
  },
  offer_not_open: {
    status: 409,
    title: 'Offer not open',
    meaning:
      'The offer has been answered or withdrawn, or its session no longer waits. `offer_outcome` says which.',
    remedy: 'Nothing to do.',
  },
  agent_unavailable: {
    status: 409,
    title: 'Agent unavailable',
    meaning: 'The agent is offline (to claim, it must be online). `availability` says what it is.',
    remedy: 'Choose another agent.',
  },
  agent_at_capacity: {
    status: 409,
    title: 'Agent at capacity',
    meaning: 'All places of the agent are taken: `load` of `max_sessions`.',
    remedy: 'Choose another agent, or wait.',
  },
  agent_not_in_team: {
    status: 409,
    title: 'Agent not in the team',
    meaning: 'The session waits for a team that the agent is not in. `team` names it.',
    remedy: 'Choose an agent of that team.',
  },
  agent_lacks_skills: {
    status: 409,
    title: 'Agent lacks skills',
    meaning: 'The session asks for skills that the agent does not have. `missing_skills` lists them.',
    remedy: 'Choose an agent who has them.',
  },
  agent_not_registered: {
    status: 409,
    title: 'Agent not registered',
    meaning: 'Only registered agents get sessions here (`REGISTERED_AGENTS_ONLY`).',
    remedy: 'Register the agent, or choose another.',
  },
  idempotency_key_in_use: {
    status: 409,
    title: 'Still running',
    meaning: 'A call with this idempotency key is still under way.',
    remedy: 'Repeat after `Retry-After` seconds: then its answer is there.',
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
    meaning: 'Only an active session can be transferred or requeued. `session_status` says what it is.',
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
  version_changed: {
    status: 412,
    title: 'Session changed',
    meaning: '`If-Match` names another version. `session` is the session as it is now.',
    remedy: 'Look at `session`, decide anew, and name its version.',
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
  idempotency_key_reused: {
    status: 422,
    title: 'Idempotency key used for something else',
    meaning: 'This key came with another path or body within the last 24 hours.',
    remedy: 'Take a new key for a new call.',
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
