import { Problem } from './problem.ts';

const bearer = 'Bearer realm="chat-dashboard"';
/** The scheme of signed calls is our own. */
const webhook = 'Webhook realm="chat-dashboard"';

/** What a 401 asks for (RFC 9110, 11.6.1; RFC 6750, 3). */
const challenges = {
  token_missing: bearer,
  token_invalid: `${bearer}, error="invalid_token", error_description="The token is not accepted"`,
  token_expired: `${bearer}, error="invalid_token", error_description="The token has expired"`,
  signature_invalid: `${webhook}, error="signature_invalid"`,
  signature_stale: `${webhook}, error="signature_stale"`,
  credentials_ambiguous: `${bearer}, ${webhook}`,
};

/** A 401 with its challenge. */
export const unauthenticated = (code: keyof typeof challenges, detail: string, cause?: unknown): Problem =>
  new Problem(code, detail, { headers: { 'WWW-Authenticate': challenges[code] }, cause });
