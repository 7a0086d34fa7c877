import type { ComponentType } from 'react';

/** What a sign-in gives. */
export interface Credentials {
  /** Sent to the API with every call. Empty: a proxy adds it. */
  token: string;
  /** The person's id at the issuer, which shows whether somebody else has signed in. */
  subject: string;
  /** Milliseconds since 1970, by this machine's clock. */
  expiresAt: number;
}

/** One way to sign in. A deployment has one: `method.ts` chooses it. */
export interface SignInMethod {
  /**
   * Runs once, when the page opens: takes what a sign-in has left in the URL, or signs in silently.
   *
   * @returns the credentials, if there are any
   */
  begin(): Promise<Credentials | undefined>;
  /**
   * Gets new credentials without asking.
   *
   * @returns undefined if that is not possible
   * @throws if it may be possible later
   */
  renew(): Promise<Credentials | undefined>;
  /** Forgets the sign-in, here and at the issuer. */
  signOut(): Promise<void>;
  /** What the sign-in page and panel show: a button that leads to the issuer, or a form. */
  Form: ComponentType;
}
