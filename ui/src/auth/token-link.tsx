import { useState } from 'react';
import { Button } from '../components/button.tsx';
import { credentialsOf } from './claims.ts';
import { accept } from './session.ts';
import type { SignInMethod } from './sign-in-method.ts';

/** Opening the link in one tab also signs in the other tabs that wait for it. */
const channelName = 'sign-in';

const tokenInLink = (): string | null => new URLSearchParams(location.hash.slice(1)).get('token');

/** Whether this page was opened by such a link. */
export const hasTokenLink = (): boolean => tokenInLink() !== null;

/** Takes the token out of `#token=…` and the address bar, so that it is in no history and no copied link. */
function takeToken(): string | undefined {
  const token = tokenInLink();
  if (token === null) return undefined;
  history.replaceState(history.state, '', location.pathname + location.search);
  return token;
}

function TokenForm() {
  const [token, setToken] = useState('');
  const [isRefused, setRefused] = useState(false);
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        setRefused(!accept(credentialsOf(token.trim())));
      }}
    >
      <p className="text-ink-2">
        Open the sign-in link that <code>npm run dev</code> has printed, in this tab or in another one. Or
        paste a token from <code>npm run -s token -- --role admin</code>.
      </p>
      <label className="flex flex-col gap-1 text-small text-ink-2">
        Token
        <input
          className="field"
          type="password"
          autoComplete="off"
          value={token}
          onChange={(event) => setToken(event.target.value)}
          aria-invalid={isRefused}
          aria-describedby="token-refused"
        />
      </label>
      <p id="token-refused" role="alert" className="text-small text-bad empty:hidden">
        {isRefused ? 'This is not a token, or it has expired.' : ''}
      </p>
      <Button type="submit" kind="primary">
        Sign in
      </Button>
    </form>
  );
}

/** Signs in with a token in the URL's fragment: the link that `npm run dev` prints. */
export const tokenLink: SignInMethod = {
  begin() {
    const channel = new BroadcastChannel(channelName);
    channel.addEventListener('message', ({ data }) => {
      if (typeof data === 'string') accept(credentialsOf(data));
    });
    const arrived = (): string | undefined => {
      const token = takeToken();
      if (token !== undefined) channel.postMessage(token);
      return token;
    };
    window.addEventListener('hashchange', () => {
      const token = arrived();
      if (token !== undefined) accept(credentialsOf(token));
    });
    return Promise.resolve(credentialsOf(arrived() ?? ''));
  },
  renew: () => Promise.resolve(undefined),
  signOut: () => Promise.resolve(),
  Form: TokenForm,
};
