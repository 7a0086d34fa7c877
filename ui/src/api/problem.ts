/** A problem document (RFC 9457) as the API sends it, with the members of its code. */
export interface ProblemDocument {
  status: number;
  code: string;
  title: string;
  detail: string;
  request_id?: string;
  errors?: { path: string; message: string }[];
  [member: string]: unknown;
}

/** A call that failed: the API's own problem, or none that could be read. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly problem: ProblemDocument;
  /** When the API asked to be called again. */
  readonly retryAfterSeconds: number | undefined;

  constructor(problem: ProblemDocument, retryAfterSeconds?: number, options?: ErrorOptions) {
    super(problem.detail, options);
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  get status(): number {
    return this.problem.status;
  }

  get code(): string {
    return this.problem.code;
  }

  /** Whether the same call may succeed later without a change. */
  get isTransient(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** How a failed call is shown, for any thrown value. */
export function toProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  return new ApiProblem({
    status: 0,
    code: 'unexpected',
    title: 'Something went wrong on this page',
    detail: error instanceof Error ? error.message : String(error),
  });
}

/** No answer came: offline, or the server is away. */
export const unreachable = (requestId: string, options?: ErrorOptions): ApiProblem =>
  new ApiProblem(
    {
      status: 0,
      code: 'unreachable',
      title: 'The server does not answer',
      detail: 'Check your connection. The page retries automatically.',
      request_id: requestId,
    },
    undefined,
    options,
  );

const isDocument = (body: unknown): body is ProblemDocument =>
  typeof body === 'object' && body !== null && 'code' in body && 'title' in body && 'status' in body;

/** The problem that a refused call answers with. */
export function problemOf(response: Response, body: unknown): ApiProblem {
  const retryAfter = Number(response.headers.get('Retry-After') ?? Number.NaN);
  const document: ProblemDocument = isDocument(body)
    ? body
    : {
        status: response.status,
        code: 'unreadable',
        title: `The server answered ${response.status}`,
        detail: 'The answer is not a problem document, so something between here and the API made it.',
      };
  const requestId = document.request_id ?? response.headers.get('X-Request-Id') ?? undefined;
  return new ApiProblem(
    { ...document, ...(requestId !== undefined && { request_id: requestId }) },
    Number.isFinite(retryAfter) ? retryAfter : undefined,
  );
}
