import { expect } from 'vitest';

/** The parts of an answer that a caller sees, as one comparable value. */
export interface Answer {
  status: number;
  type: string | null;
  /** `WWW-Authenticate`. */
  challenge: string | null;
  body: unknown;
}

export async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  return {
    status: response.status,
    type: response.headers.get('Content-Type'),
    challenge: response.headers.get('WWW-Authenticate'),
    body: text === '' ? undefined : (JSON.parse(text) as unknown),
  };
}

/** The challenge for each problem. RFC 6750, 3.1: no error code if the request had no credentials. */
const challenges: Record<string, RegExp> = {
  token_missing: /^Bearer realm="[^"]+"$/,
  signature_invalid: /^Webhook realm="[^"]+", error="signature_invalid"$/,
  signature_stale: /^Webhook realm="[^"]+", error="signature_stale"$/,
  credentials_ambiguous: /^Bearer realm="[^"]+", Webhook realm="[^"]+"$/,
};
const challengeOf = (code: string): RegExp =>
  challenges[code] ?? /^Bearer realm="[^"]+", error="invalid_token", error_description="[^"]+"$/;

/**
 * The answer for this problem.
 *
 * @param members in addition to the standard ones
 */
export const problem = (status: number, code: string, members: Record<string, unknown> = {}): Answer => ({
  status,
  type: 'application/problem+json',
  challenge: status === 401 ? (expect.stringMatching(challengeOf(code)) as string) : null,
  body: expect.objectContaining({ status, code, success: false, ...members }) as unknown,
});

/** The body, parsed as JSON. */
export const bodyOf = <T = Record<string, unknown>>(response: Response): Promise<T> =>
  response.json() as Promise<T>;
