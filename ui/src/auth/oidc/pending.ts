import type { Attempt } from './issuer.ts';

/** A sign-in for which this tab has left its page. */
export interface Pending extends Attempt {
  /** The path and the search of the page to come back to: the whole view. */
  returnTo: string;
}

const key = 'sign-in';

/** Remembers it while the tab is at the issuer. */
export const keepPending = (pending: Pending): void => sessionStorage.setItem(key, JSON.stringify(pending));

/** Takes it, if it is the one that the answer belongs to. */
export function takePending(state: string | null): Pending | undefined {
  const text = sessionStorage.getItem(key);
  sessionStorage.removeItem(key);
  const pending = text === null ? undefined : (JSON.parse(text) as Pending);
  return pending?.state === state ? pending : undefined;
}
