import { AuthorizationResponseError, ResponseBodyError } from 'oauth4webapi';

/** The issuer would have had to ask something of the person, and was told not to. */
const needsPerson = new Set([
  'login_required',
  'interaction_required',
  'consent_required',
  'account_selection_required',
]);

/** Whether the issuer has refused for good, so that the same request fails again. */
export const isRefused = (error: unknown): boolean =>
  error instanceof ResponseBodyError && error.status < 500;

/**
 * What a failed sign-in is called.
 *
 * @param host the issuer's
 * @returns undefined if there is nothing to say: the person has yet to sign in
 */
export function wordsFor(error: unknown, host: string): string | undefined {
  if (error instanceof AuthorizationResponseError || error instanceof ResponseBodyError) {
    const { error: code, error_description: description } = error;
    if (needsPerson.has(code)) return undefined;
    if (code === 'access_denied') {
      return `The sign-in at ${host} was cancelled, or your account there may not use this dashboard.`;
    }
    if (code === 'invalid_grant') return 'The sign-in took too long. Try again.';
    return `${host} refuses the sign-in: ${description ?? code}.`;
  }
  // fetch() says no more than this when there is no connection.
  if (error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError')) {
    return `${host} does not answer. Check your connection and try again.`;
  }
  return `The answer of ${host} can’t be used: ${error instanceof Error ? error.message : String(error)}`;
}
