/** What every problem of a code has in common. */
export interface ProblemEntry {
  status: number;
  title: string;
  meaning: string;
  remedy: string;
  /** Examples of the members that it has beside the standard ones. */
  members?: Record<string, unknown>;
}

/**
 * Every problem that this API can answer with (RFC 9457), listed once. `docs/problems.md` and the served page
 * `/docs/problems` are generated from this list, and a test compares them with it.
 */
export const problemCatalog = {
  malformed_json: {
    status: 400,
    title: 'Malformed JSON',
    meaning: 'The request body is not valid JSON in UTF-8.',
    remedy: 'Send one JSON document. `detail` says where parsing failed.',
  },
  host_invalid: {
    status: 400,
    title: 'Host not valid',
    meaning: '`Host` is not a single host name or address with an optional port.',
    remedy: 'Send one `Host`, as in the URL that you call.',
  },
  idempotency_key_invalid: {
    status: 400,
    title: 'Idempotency key not valid',
    meaning:
      '`Idempotency-Key` is not a single value of 1 to 255 visible ASCII characters, bare or in double quotes.',
    remedy: 'Send one key per call, for example a UUID, and send the same key when you repeat the call.',
  },
  if_match_invalid: {
    status: 400,
    title: 'If-Match not valid',
    meaning: '`If-Match` is neither `*` nor a list of versions in double quotes, such as `"3"`.',
    remedy: 'Send the `ETag` of the last command on the session or agent, or its `version` in double quotes.',
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
      'The token is malformed, has an invalid signature, uses an algorithm that is not accepted, is for another issuer or audience, has no `exp`, or names no user.',
    remedy: 'Get a new token from your issuer.',
  },
  token_expired: {
    status: 401,
    title: 'Token expired',
    meaning: 'The `exp` of the token has passed.',
    remedy: 'Get a new token and repeat the request.',
  },
  signature_invalid: {
    status: 401,
    title: 'Signature not accepted',
    meaning:
      'One of `webhook-id`, `webhook-timestamp` and `webhook-signature` is missing or malformed, or the signature matches no configured secret.',
    remedy:
      'Sign `id.timestamp.body` with one of your secrets, as in Standard Webhooks; see docs/authorisation.md.',
  },
  signature_stale: {
    status: 401,
    title: 'Signature too old or too new',
    meaning:
      '`webhook-timestamp` is more than five minutes before or after the current time. The signature itself is valid.',
    remedy: 'Set your clock. Sign each repetition again, with the same `webhook-id`.',
  },
  credentials_ambiguous: {
    status: 401,
    title: 'Two kinds of credentials',
    meaning: 'The request is signed and also carries `Authorization`.',
    remedy: 'Send only one of them.',
  },
  role_not_allowed: {
    status: 403,
    title: 'Role not allowed',
    meaning:
      'The token is valid, but its role is missing, unknown or not allowed to call this endpoint. `detail` names the claim that was read.',
    remedy:
      'Use a token with a role that the endpoint allows. `JWT_ROLE_CLAIM` and `JWT_ROLE_MAP` say where roles are; see docs/identity-providers.md.',
  },
  agent_not_self: {
    status: 403,
    title: 'Only your own agent id',
    meaning: 'A caller with role `agent` named another agent.',
    remedy: 'Name your own ID, or leave out `agent_id` if it is optional.',
  },
  force_not_allowed: {
    status: 403,
    title: 'Only an admin may overrule',
    meaning: 'A caller other than an admin sent `force`.',
    remedy: 'Leave `force` out.',
  },
  not_offer_maker: {
    status: 403,
    title: 'Not your offer',
    meaning: 'A caller other than an admin tried to withdraw an offer that another caller made.',
    remedy: 'Leave the offer, or ask an admin.',
  },
  not_session_owner: {
    status: 403,
    title: 'Not your session',
    meaning:
      'A caller with role `agent` can transfer, requeue or close only a session that is assigned to it.',
    remedy: 'Ask the agent who has the session, or an admin.',
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
    meaning: 'The session does not exist, or the caller may not see it.',
    remedy: 'Check the session ID.',
  },
  agent_not_found: {
    status: 404,
    title: 'Agent not found',
    meaning: 'No agent with this ID is registered.',
    remedy: 'Register the agent first, or check its ID.',
  },
  offer_not_found: {
    status: 404,
    title: 'Offer not found',
    meaning: 'The session has no offer with this ID, or the offer was made to another agent.',
    remedy: 'Check both IDs.',
  },
  queue_empty: {
    status: 404,
    title: 'No session to claim',
    meaning:
      'No session that is waiting, or active without an agent, fits the agent’s team and skills; or those that fit are offered or assigned to other agents.',
    remedy: 'Try again later, with a new idempotency key.',
  },
  method_not_allowed: {
    status: 405,
    title: 'Method not allowed',
    meaning: 'The path exists, but not with this method.',
    remedy: 'Use a method that the `Allow` header names.',
  },
  body_incomplete: {
    status: 408,
    title: 'Body incomplete',
    meaning:
      'The request body did not arrive within 10 seconds, or broke off before its end. Nothing has happened.',
    remedy: 'Repeat the call, with the same idempotency key if it has one.',
  },
  session_already_assigned: {
    status: 409,
    title: 'Session already assigned',
    meaning:
      'Another agent has the session, or the chat application has chosen another agent for it while it waits. `current_agent_id` and `current_agent_name` say who.',
    remedy: 'Leave the session, or transfer it.',
    members: {
      current_agent_id: '17dd40f9-685a-57e8-9773-66d77d651882',
      current_agent_name: 'Ada Okafor',
    },
  },
  session_offered: {
    status: 409,
    title: 'Session offered to another agent',
    meaning:
      'The session is held for another agent. `offered_to` and `offered_to_name` say for whom; the offer holds until `expires_at`.',
    remedy: 'Wait until the offer is answered or expires.',
    members: {
      offered_to: '17dd40f9-685a-57e8-9773-66d77d651882',
      offered_to_name: 'Ada Okafor',
      expires_at: '2026-03-14T09:27:23.589Z',
    },
  },
  session_not_waiting: {
    status: 409,
    title: 'Session not waiting',
    meaning: 'Only a waiting session can be offered. `session_status` is its present status.',
    remedy: 'Leave the session.',
    members: { session_status: 'active' },
  },
  offer_expired: {
    status: 409,
    title: 'Offer expired',
    meaning: 'The offer ended at `expires_at`. The session keeps its place in the queue.',
    remedy: 'Accept another offer.',
    members: { expires_at: '2026-03-14T09:27:23.589Z' },
  },
  offer_not_open: {
    status: 409,
    title: 'Offer not open',
    meaning: 'The offer has been answered or withdrawn. `offer_outcome` says how it ended.',
    remedy: 'Nothing to do.',
    members: { offer_outcome: 'declined' },
  },
  agent_unavailable: {
    status: 409,
    title: 'Agent unavailable',
    meaning:
      'The agent is offline, perhaps because it has given no sign of life for too long, or it tried to claim a session without being online. `availability` is its present availability.',
    remedy: 'Choose another agent.',
    members: { availability: 'offline' },
  },
  agent_at_capacity: {
    status: 409,
    title: 'Agent at capacity',
    meaning: 'The agent has no free place: its `load` has reached `max_sessions`.',
    remedy: 'Choose another agent, or wait.',
    members: { load: 4, max_sessions: 4 },
  },
  agent_not_in_team: {
    status: 409,
    title: 'Agent not in the team',
    meaning: 'The session waits for a team that the agent is not in. `team` names that team.',
    remedy: 'Choose an agent of that team.',
    members: { team: 'billing' },
  },
  agent_lacks_skills: {
    status: 409,
    title: 'Agent lacks skills',
    meaning: 'The session asks for skills that the agent does not have. `missing_skills` lists them.',
    remedy: 'Choose an agent who has these skills.',
    members: { missing_skills: ['french'] },
  },
  agent_not_registered: {
    status: 409,
    title: 'Agent not registered',
    meaning:
      'The agent was deleted, or it is not registered and only registered agents get sessions in this deployment (`REGISTERED_AGENTS_ONLY`).',
    remedy: 'Register the agent, or choose another.',
  },
  idempotency_key_in_use: {
    status: 409,
    title: 'Still running',
    meaning: 'A call with this idempotency key is still running.',
    remedy: 'Repeat the call after `Retry-After` seconds to get its answer.',
  },
  team_unknown: {
    status: 409,
    title: 'Nobody is in the team',
    meaning:
      'No registered agent is in the `team` that the session should wait for. `known_teams` lists the teams that have agents.',
    remedy: 'Choose a team from `known_teams`, or register an agent in the team. An admin may send `force`.',
    members: { team: 'biling', known_teams: ['billing', 'sales'] },
  },
  session_closed: {
    status: 409,
    title: 'Session closed',
    meaning: 'A closed session cannot be assigned.',
    remedy: 'Nothing to do, unless the customer returns.',
  },
  session_not_active: {
    status: 409,
    title: 'Session not active',
    meaning:
      'Only an active session can be transferred to an agent or requeued, and a closed one cannot be transferred at all. `session_status` is its present status.',
    remedy: 'If the session is waiting, assign it.',
    members: { session_status: 'waiting' },
  },
  agent_is_customer: {
    status: 409,
    title: 'Agent is the customer',
    meaning: 'The agent is the user who opened the session.',
    remedy: 'Choose another agent.',
  },
  owner_changed: {
    status: 409,
    title: 'Owner changed',
    meaning:
      '`from_agent_id` does not have the session now. `current_agent_id` and `current_agent_name` say which agent has it; both are null if nobody has it.',
    remedy: 'Read the session and decide again.',
    members: {
      current_agent_id: 'd432628a-d223-574a-9c8b-e04b874a2f98',
      current_agent_name: 'Ben Lindqvist',
    },
  },
  same_agent: {
    status: 409,
    title: 'Same agent',
    meaning: 'The agent already has the session.',
    remedy: 'Nothing to do.',
  },
  version_changed: {
    status: 412,
    title: 'Version changed',
    meaning:
      '`If-Match` names another version than the session or the agent has now. `session` or `agent` shows the present state.',
    remedy: 'Look at `session` or `agent`, decide again, and send its version.',
    members: {
      session: {
        session_id: '6deb554e-d6d8-5b4e-9eb6-8ae8331a96a2',
        status: 'active',
        assigned_agent_id: '17dd40f9-685a-57e8-9773-66d77d651882',
        assigned_agent_name: 'Ada Okafor',
        started_at: '2026-03-14T09:26:53.589Z',
        version: 3,
      },
    },
  },
  body_too_large: {
    status: 413,
    title: 'Body too large',
    meaning: 'The request body has more than 65,536 bytes.',
    remedy: 'Send a smaller body.',
  },
  url_too_long: {
    status: 414,
    title: 'URL too long',
    meaning: 'The URL has more than 8,000 characters.',
    remedy: 'Ask for less at once, for example for fewer `session_id`.',
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
      'A parameter or field is missing, unknown or out of range. `errors` lists each problem with its `path` and a message.',
    remedy: 'Correct the parameters and fields listed in `errors`.',
    members: { errors: [{ path: 'agent_id', message: 'must be a UUID' }] },
  },
  idempotency_key_reused: {
    status: 422,
    title: 'Idempotency key used for something else',
    meaning:
      'A call with this key and another method, path, `If-Match` or body arrived within the last 24 hours.',
    remedy: 'Send a new key with each new call.',
  },
  rate_limited: {
    status: 429,
    title: 'Too many requests',
    meaning:
      'The caller has sent more requests of a kind within 10 seconds than it may. `detail` names the kind: reads, commands, or requests for uncached aggregates. The request had no effect.',
    remedy: 'Repeat the request after `Retry-After` seconds. See docs/limits.md.',
  },
  internal_error: {
    status: 500,
    title: 'Internal error',
    meaning: 'Something failed on the server. The log has the details under `request_id`.',
    remedy: 'Report the `request_id`.',
  },
  database_unavailable: {
    status: 503,
    title: 'Database unavailable',
    meaning: 'The database does not answer in time, or takes no writes at present.',
    remedy: 'Repeat the request after `Retry-After` seconds.',
  },
  resource_busy: {
    status: 503,
    title: 'Locked by others',
    meaning:
      'The session, the agent or another row that the request needs stayed locked: by a transaction of the chat application, or by other commands on it. Nothing has happened.',
    remedy: 'Repeat the request after `Retry-After` seconds, a command with the same idempotency key.',
  },
  overloaded: {
    status: 503,
    title: 'Too many requests at once',
    meaning:
      'As many reads, uncached aggregates or commands are under way as the dashboard sends to the database at a time. Nothing has happened.',
    remedy: 'Repeat the request after `Retry-After` seconds, a command with the same idempotency key.',
  },
  not_ready: {
    status: 503,
    title: 'Not ready',
    meaning: 'A check of `GET health/ready` failed. `checks` says which, and what was found.',
    remedy: 'See the page on operations. The checks are repeated after `Retry-After` seconds.',
    members: {
      checked_at: '2026-03-14T09:26:53.589Z',
      checks: {
        database: { status: 'ok', detail: 'It answered in 7 ms.' },
        migrations: {
          status: 'failed',
          detail: 'It is at 0003_tables, and this Worker needs 0004_functions. Run `npm run migrate`.',
        },
        kv: { status: 'ok', detail: 'It answered.' },
        folding: { status: 'ok', detail: 'All changes are folded.' },
      },
    },
  },
  keys_unavailable: {
    status: 503,
    title: 'Signing keys unavailable',
    meaning: 'The key set for checking tokens cannot be fetched.',
    remedy: 'Repeat the request after `Retry-After` seconds.',
  },
} as const satisfies Record<string, ProblemEntry>;

/** The stable, machine-readable name of a problem: its member `code`. */
export type ProblemCode = keyof typeof problemCatalog;
