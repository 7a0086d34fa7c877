import { z } from '@hono/zod-openapi';
import { availabilities, offerOutcomes, sessionStatuses } from '../values/enums.ts';
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

/** A problem as JSON. RFC 9457 allows further members. */
export const ProblemDocument = z
  .looseObject({
    type: z.url().openapi({ description: "The page of this API's docs that explains the problem." }),
    title: z.string().openapi({ description: 'The same for every problem of this code.' }),
    status: z.int().min(400).max(599).openapi({ description: 'The HTTP status.' }),
    detail: z.string().openapi({ description: 'What happened this time, for a person to read.' }),
    instance: z.string().openapi({ description: 'The path that was called.' }),
    code: z
      .enum(Object.keys(problemCatalog) as [ProblemCode, ...ProblemCode[]])
      .openapi({ description: 'The stable name of the problem, for a program to act on.' }),
    request_id: z.string().openapi({ description: 'Names this request in the log; also in `X-Request-Id`.' }),
    success: z.literal(false),
    errors: z
      .array(z.strictObject({ path: z.string(), message: z.string() }))
      .optional()
      .openapi({ description: 'With `validation_failed`: each field that did not pass.' }),
    current_agent_id: z.guid().nullable().optional().openapi({
      description: 'With `session_already_assigned` and `owner_changed`: who has the session now.',
    }),
    session_status: z.enum(sessionStatuses).optional().openapi({
      description: 'With `session_not_active` and `session_not_waiting`: the session’s status now.',
    }),
    session: z
      .strictObject({
        session_id: z.guid(),
        status: z.enum(sessionStatuses),
        assigned_agent_id: z.guid().nullable(),
        started_at: z.iso.datetime({ precision: 3 }).nullable().openapi({ format: 'date-time' }),
        version: z.int(),
      })
      .optional()
      .openapi({ description: 'With `version_changed`: the session now.' }),
    offered_to: z
      .guid()
      .optional()
      .openapi({ description: 'With `session_offered`: the agent that the session is held for.' }),
    expires_at: z.iso.datetime({ precision: 3 }).optional().openapi({
      format: 'date-time',
      description: 'With `session_offered` and `offer_expired`: when the offer is over.',
    }),
    offer_outcome: z.enum(offerOutcomes).nullable().optional().openapi({
      description: 'With `offer_not_open`: what became of the offer; null where its session no longer waits.',
    }),
    availability: z
      .enum(availabilities)
      .optional()
      .openapi({ description: 'With `agent_unavailable`: what the agent is.' }),
    load: z
      .int()
      .optional()
      .openapi({ description: 'With `agent_at_capacity`: how many of the agent’s places are taken.' }),
    max_sessions: z
      .int()
      .optional()
      .openapi({ description: 'With `agent_at_capacity`: how many places the agent has.' }),
    team: z
      .string()
      .optional()
      .openapi({ description: 'With `agent_not_in_team`: the team that the session waits for.' }),
    missing_skills: z
      .array(z.string())
      .optional()
      .openapi({ description: 'With `agent_lacks_skills`: those that the agent does not have.' }),
  })
  .openapi('Problem', {
    description: 'Why a request was not answered, after RFC 9457.',
    example: {
      type: 'https://dashboard.example/docs/problems#session_already_assigned',
      title: 'Session already assigned',
      status: 409,
      detail: 'The session is already assigned to another agent.',
      instance: '/api/v1/admin/chat-dashboard/sessions/6deb554e-d6d8-5b4e-9eb6-8ae8331a96a2/assign',
      code: 'session_already_assigned',
      request_id: '0f3a5f0e-6f4d-4c55-9a43-2b8f5d0c9f7e',
      success: false,
      current_agent_id: '17dd40f9-685a-57e8-9773-66d77d651882',
    },
  });

/**
 * A problem as JSON.
 *
 * @param url the URL that was called; the docs have the same origin
 * @param requestId identifies the request in the log
 */
export function problemDocument(
  problem: Problem,
  url: string,
  requestId: string,
): z.output<typeof ProblemDocument> {
  const { status, title } = problemCatalog[problem.code];
  const { origin, pathname } = new URL(url);
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
