import { z } from '@hono/zod-openapi';
import { Availability, enumSchema, OfferOutcome, SessionStatus } from './enum-schemas.ts';
import { instant, name, uuid, version } from './fields.ts';
import { problemCatalog, type ProblemCode } from './problem-catalog.ts';

/** A field that is not valid: its path (`agent_id`, `participants.0.role`) and the reason. */
export interface FieldError {
  path: string;
  message: string;
}

interface ProblemOptions {
  /** Members beside the standard ones: `errors`, `current_agent_id`, … */
  members?: Record<string, unknown>;
  headers?: Record<string, string>;
  cause?: unknown;
}

/**
 * An error answer. Throw it anywhere below a route; the app's error handler renders it. The caller reads `detail`, so it
 * never holds SQL, a host, a stack or a credential.
 */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly members: Record<string, unknown>;
  readonly headers: Record<string, string>;

  constructor(code: ProblemCode, detail: string, options: ProblemOptions = {}) {
    super(detail, { cause: options.cause });
    this.code = code;
    this.members = options.members ?? {};
    this.headers = options.headers ?? {};
  }

  get status() {
    return problemCatalog[this.code].status;
  }
}

const codes = Object.keys(problemCatalog) as [ProblemCode, ...ProblemCode[]];
const text = (description: string) => z.string().openapi({ description });
const wholeNumber = (description: string) => z.int().optional().openapi({ description });

/** A problem as JSON. RFC 9457 allows further members. */
export const ProblemDocument = z
  .looseObject({
    type: z.url().openapi({ description: "The page of this API's docs that explains the problem." }),
    title: text('The same for every problem of this code.'),
    status: z.int().min(400).max(599).openapi({ description: 'The HTTP status.' }),
    detail: text('What happened this time, for a person to read.'),
    instance: text('The path that was called.'),
    code: enumSchema('ProblemCode', codes).openapi({
      description: 'The stable name of the problem, for a program to act on.',
    }),
    request_id: text('Names this request in the log; also in `X-Request-Id`.'),
    success: z.literal(false),
    errors: z
      .array(z.strictObject({ path: z.string(), message: z.string() }))
      .optional()
      .openapi({ description: 'With `validation_failed`: each field that did not pass.' }),
    current_agent_id: uuid('With `session_already_assigned` and `owner_changed`: who has the session now.')
      .nullable()
      .optional(),
    current_agent_name: name('The agent’s name.').optional(),
    session_status: SessionStatus.optional().openapi({
      description: 'With `session_not_active` and `session_not_waiting`: the session’s status now.',
    }),
    session: z
      .strictObject({
        session_id: uuid('The session.'),
        status: SessionStatus,
        assigned_agent_id: uuid('The agent who has it; null where nobody has.').nullable(),
        assigned_agent_name: name('The agent’s name.'),
        started_at: instant('When it was first started; null where it was not.').nullable(),
        version,
      })
      .optional()
      .openapi({ description: 'With `version_changed` of a session: the session now.' }),
    agent: z
      .looseObject({ agent_id: uuid('The agent.'), version })
      .optional()
      .openapi({
        description: 'With `version_changed` of an agent: the agent now, as in `GET agents/{agent_id}`.',
      }),
    offered_to: uuid('With `session_offered`: the agent that the session is held for.').optional(),
    offered_to_name: name('The agent’s name.').optional(),
    expires_at: instant('With `session_offered` and `offer_expired`: when the offer is over.').optional(),
    offer_outcome: OfferOutcome.nullable().optional().openapi({
      description: 'With `offer_not_open`: what became of the offer; null where its session no longer waits.',
    }),
    availability: Availability.optional().openapi({
      description: 'With `agent_unavailable`: what the agent is.',
    }),
    load: wholeNumber('With `agent_at_capacity`: how many of the agent’s places are taken.'),
    max_sessions: wholeNumber('With `agent_at_capacity`: how many places the agent has.'),
    team: text(
      'With `agent_not_in_team`: the team that the session waits for. With `team_unknown`: the team that the caller named.',
    ).optional(),
    known_teams: z
      .array(z.string())
      .optional()
      .openapi({ description: 'With `team_unknown`: the teams in which agents are registered.' }),
    missing_skills: z
      .array(z.string())
      .optional()
      .openapi({ description: 'With `agent_lacks_skills`: those that the agent does not have.' }),
    checked_at: instant('With `not_ready`: when it was checked.').optional(),
    checks: z.looseObject({}).optional().openapi({
      description: 'With `not_ready`: what was checked, each with `status` (`ok` or `failed`) and `detail`.',
    }),
  })
  .openapi('Problem', { description: 'Why a request was not answered, after RFC 9457.' });
export type ProblemDocument = z.output<typeof ProblemDocument>;

/**
 * A problem as JSON.
 *
 * @param url the URL that was called; the docs have the same origin
 * @param requestId identifies the request in the log
 */
export function problemDocument(problem: Problem, url: string, requestId: string): ProblemDocument {
  const { status, title } = problemCatalog[problem.code];
  // With `host_invalid` the URL has no origin to link to.
  const { origin, pathname } = URL.parse(url) ?? { origin: '', pathname: '' };
  return {
    type: `${origin}/docs/problems#${problem.code}`,
    title,
    status,
    detail: problem.message,
    instance: pathname,
    code: problem.code,
    request_id: requestId,
    success: false,
    ...problem.members,
  };
}
