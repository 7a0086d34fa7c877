import { problemOf } from './problem.ts';

/** An answer of the API and what its headers say about it. */
export interface Answer<Data> {
  data: Data;
  /** When the figures were true, by the database's clock. */
  generatedAt: Date | undefined;
  /** How old the answer was when it arrived. */
  ageSeconds: number;
  /** Whether the database was away, so that an older answer came instead. */
  isLastKnown: boolean;
  /** Rows of the whole list, on all pages. */
  total: number | undefined;
  /** The cursor of the next page. */
  nextCursor: string | undefined;
  etag: string | undefined;
  requestId: string | undefined;
}

/** The cursor in a `Link: <…>; rel="next"` header (RFC 8288), and the whole query that it belongs to. */
export function nextPageOf(link: string | null): URLSearchParams | undefined {
  const target = /<([^>]+)>\s*;[^,]*rel="next"/.exec(link ?? '')?.[1];
  return target === undefined ? undefined : new URL(target, 'http://api.invalid').searchParams;
}

function readHeaders({ headers }: Response): Omit<Answer<unknown>, 'data'> {
  const generatedAt = headers.get('X-Generated-At');
  const total = headers.get('X-Total-Count');
  return {
    generatedAt: generatedAt === null ? undefined : new Date(generatedAt),
    ageSeconds: Number(headers.get('Age') ?? 0),
    isLastKnown: headers.get('Cache-Status')?.includes('database-unavailable') ?? false,
    total: total === null ? undefined : Number(total),
    nextCursor: nextPageOf(headers.get('Link'))?.get('cursor') ?? undefined,
    etag: headers.get('ETag') ?? undefined,
    requestId: headers.get('X-Request-Id') ?? undefined,
  };
}

/**
 * Waits for a call of the client.
 *
 * @throws {ApiProblem} if the API refuses it
 */
export async function answerTo<Data>(
  call: Promise<{ data?: Data; error?: unknown; response: Response }>,
): Promise<Answer<Data>> {
  const { data, error, response } = await call;
  if (!response.ok || data === undefined) throw problemOf(response, error);
  return { data, ...readHeaders(response) };
}
