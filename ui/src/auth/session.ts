import { useSyncExternalStore } from 'react';
import type { Credentials, SignInMethod } from './sign-in-method.ts';

/**
 * Who is signed in. Tokens live here, in memory, and nowhere else. `expired` keeps the page as it is while the
 * person signs in again.
 */
export type Session =
  | { status: 'starting' | 'signed-out' }
  | ({ status: 'signed-in' | 'expired'; isRenewal: boolean } & Credentials);

let session: Session = { status: 'starting' };
let method: SignInMethod | undefined;
/** Whether to try a renewal: the method has not said yet that it is impossible. */
let canRenew = true;
let renewal: Promise<string | undefined> | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

function become(next: Session): void {
  session = next;
  for (const listener of listeners) listener();
}

/** Renews a token this long before it ends, or halfway if it is short-lived. */
const renewAheadMs = 60_000;
/** Tries again after a failure that may pass, such as a lost connection. */
const retryMs = 5000;
/** The longest delay that setTimeout can count. */
const longestTimerMs = 2 ** 31 - 1;

function watchExpiry(credentials: Credentials, waitMs: number): void {
  clearTimeout(timer);
  timer = setTimeout(() => void renewOrExpire(credentials), Math.min(waitMs, longestTimerMs));
}

async function renewOrExpire(credentials: Credentials): Promise<void> {
  const { token, expiresAt } = credentials;
  await renewToken(token);
  if (currentToken() !== token) return;
  const leftMs = expiresAt - Date.now();
  if (leftMs <= 0) tokenRefused(token);
  // A renewal may still succeed after the end, and takes the panel away.
  if (canRenew) watchExpiry(credentials, leftMs > 0 ? Math.min(leftMs, retryMs) : retryMs);
  else if (leftMs > 0) watchExpiry(credentials, leftMs);
}

/**
 * Takes new credentials.
 *
 * @param isRenewal whether they only prolong a sign-in
 * @returns whether they have not ended yet
 */
export function accept(credentials: Credentials | undefined, isRenewal = false): boolean {
  const leftMs = (credentials?.expiresAt ?? 0) - Date.now();
  if (credentials === undefined || leftMs <= 0) return false;
  canRenew = true;
  become({ ...credentials, status: 'signed-in', isRenewal });
  watchExpiry(credentials, leftMs - Math.min(renewAheadMs, leftMs / 2));
  return true;
}

/** Begins with the method that this deployment signs in with. Called once. */
export async function startSession(chosen: SignInMethod): Promise<void> {
  method = chosen;
  if (!accept(await chosen.begin()) && session.status === 'starting') become({ status: 'signed-out' });
}

/** The token to send, if somebody is signed in. */
export const currentToken = (): string | undefined => ('token' in session ? session.token : undefined);

/**
 * Renews a token, once however many requests ask for it.
 *
 * @returns the new token, or undefined if there is none now
 */
export function renewToken(token: string): Promise<string | undefined> {
  const current = currentToken();
  if (current !== token) return Promise.resolve(current);
  if (method === undefined || !canRenew) return Promise.resolve(undefined);
  renewal ??= method
    .renew()
    .then(
      (renewed) => {
        // Somebody may have signed in or out meanwhile.
        if (currentToken() !== token) return currentToken();
        canRenew = accept(renewed, true);
        return canRenew ? renewed?.token : undefined;
      },
      () => undefined,
    )
    .finally(() => (renewal = undefined));
  return renewal;
}

/** Says that the API does not take this token any more. The page stays; a panel asks to sign in. */
export function tokenRefused(token: string): void {
  if (session.status === 'signed-in' && session.token === token) become({ ...session, status: 'expired' });
}

/** Whether a panel over the page asks to sign in again. What is open below it must stay open. */
export const isExpired = (): boolean => session.status === 'expired';

/** Forgets who is signed in, in this tab. */
export function endSession(): void {
  clearTimeout(timer);
  become({ status: 'signed-out' });
}

export async function signOut(): Promise<void> {
  endSession();
  await method?.signOut();
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useSession = (): Session => useSyncExternalStore(subscribe, () => session);

/** The method in use, for its own panel. */
export const signInMethod = (): SignInMethod | undefined => method;

/** Calls back after every change of who is signed in. */
export const onSessionChange = (listener: (session: Session) => void): (() => void) =>
  subscribe(() => listener(session));
