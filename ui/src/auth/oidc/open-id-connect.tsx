import { accept, currentToken, endSession } from '../session.ts';
import type { Credentials, SignInMethod } from '../sign-in-method.ts';
import { issuerOf, type Attempt, type Grant } from './issuer.ts';
import { say } from './notice.ts';
import { keepPending, takePending } from './pending.ts';
import { isRefused, wordsFor } from './refusal.ts';
import { callbackPath, type OidcSettings } from './settings.ts';
import { SignInForm } from './sign-in-form.tsx';

/** What tabs of this UI tell each other. */
type Message =
  /** The window has come back with the issuer's answer. */
  | { kind: 'answer'; answer: string }
  /** The page that has opened the window has taken the answer. */
  | { kind: 'taken'; state: string | null }
  | { kind: 'signed-out' };

const answerMs = 3000;

/** The answer of the issuer in the URL, if this page is where the issuer leads back to. */
function answerInUrl(): URLSearchParams | undefined {
  const answer = new URLSearchParams(location.search);
  return location.pathname === callbackPath && answer.has('state') ? answer : undefined;
}

/** Signs in at an OpenID provider. Tokens stay in memory, so a page that is opened again asks the provider silently. */
export function openIdConnect(settings: OidcSettings): SignInMethod {
  const issuer = issuerOf(settings);
  const { host } = settings.issuer;
  const channel = new BroadcastChannel('open-id-connect');
  const tell = (message: Message): void => channel.postMessage(message);
  let grant: Grant | undefined;
  /** The sign-in in the window that this page has opened. */
  let inWindow: Attempt | undefined;

  async function finish(attempt: Attempt, answer: URLSearchParams): Promise<Credentials | undefined> {
    try {
      grant = await issuer.finish(attempt, answer);
      say({});
      return grant;
    } catch (error) {
      say({ text: wordsFor(error, host) });
      return undefined;
    }
  }

  /** Leaves this page for the issuer, which leads back. */
  async function leave(prompt?: 'none'): Promise<void> {
    try {
      const { url, attempt } = await issuer.begin(prompt);
      const { pathname, search, hash } = location;
      keepPending({ ...attempt, returnTo: pathname === callbackPath ? '/' : pathname + search + hash });
      location.replace(url);
      // Nothing goes on here: the page is about to be replaced.
      await new Promise(() => {});
    } catch (error) {
      say({ text: wordsFor(error, host) });
    }
  }

  /** Opens a window at the issuer. It must open during the click, so before the address is known. */
  async function openWindow(): Promise<void> {
    const opened = window.open('', '_blank', 'popup,width=480,height=680');
    if (opened === null) {
      say({ text: 'Your browser has blocked the window. Allow it and try again.', isWindowBlocked: true });
      return;
    }
    try {
      const { url, attempt } = await issuer.begin();
      inWindow = attempt;
      opened.location.replace(url);
    } catch (error) {
      opened.close();
      say({ text: wordsFor(error, host) });
    }
  }

  /** Gives the answer to the page that has opened this window. @returns whether there is one */
  function handOver(answer: URLSearchParams): Promise<boolean> {
    const state = answer.get('state');
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), answerMs);
      channel.addEventListener('message', ({ data }: MessageEvent<Message>) => {
        if (data.kind !== 'taken' || data.state !== state) return;
        clearTimeout(timer);
        resolve(true);
      });
      tell({ kind: 'answer', answer: answer.toString() });
    });
  }

  channel.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    if (data.kind === 'signed-out' && currentToken() !== undefined) {
      grant = undefined;
      endSession();
    }
    if (data.kind !== 'answer') return;
    const answer = new URLSearchParams(data.answer);
    const attempt = inWindow;
    if (attempt === undefined || attempt.state !== answer.get('state')) return;
    inWindow = undefined;
    tell({ kind: 'taken', state: attempt.state });
    void finish(attempt, answer).then((credentials) => accept(credentials));
  });

  return {
    async begin() {
      const answer = answerInUrl();
      if (answer === undefined) {
        await leave('none');
        return undefined;
      }
      const pending = takePending(answer.get('state'));
      if (pending !== undefined) {
        history.replaceState(null, '', pending.returnTo);
        return finish(pending, answer);
      }
      const isTaken = await handOver(answer);
      if (isTaken) window.close();
      history.replaceState(null, '', '/');
      say({ text: isTaken ? 'You can close this window.' : 'This sign-in was already used. Sign in again.' });
      return undefined;
    },

    async renew() {
      const refreshToken = grant?.refreshToken;
      if (grant === undefined || refreshToken === undefined) return undefined;
      try {
        const renewed = await issuer.refresh({ ...grant, refreshToken });
        // Signed out meanwhile.
        if (currentToken() === undefined) return undefined;
        grant = renewed;
        return renewed;
      } catch (error) {
        if (isRefused(error)) return undefined;
        throw error;
      }
    },

    async signOut() {
      const { refreshToken, idToken } = grant ?? {};
      grant = undefined;
      tell({ kind: 'signed-out' });
      try {
        if (refreshToken !== undefined) await issuer.revoke(refreshToken).catch(() => undefined);
        const url = await issuer.signOutUrl(idToken);
        if (url !== undefined) location.replace(url);
        else say({ text: `You are signed out here. Your account stays signed in at ${host}.` });
      } catch (error) {
        say({ text: wordsFor(error, host) });
      }
    },

    Form: () => <SignInForm host={host} onLeave={() => void leave()} onWindow={() => void openWindow()} />,
  };
}
