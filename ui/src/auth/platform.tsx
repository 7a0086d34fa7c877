import { Button } from '../components/button.tsx';
import { accept, isExpired } from './session.ts';
import type { Credentials, SignInMethod } from './sign-in-method.ts';

const meta = (name: string): string =>
  document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? '';

/** Whether a proxy in front of the Worker signs people in, and hands their tokens to the API by itself. */
export const isSignedInByPlatform = (): boolean => meta('sign-in') === 'platform';

/** The page holds no token and does not know when the proxy's ends: the API says so. */
const handedOver: Credentials = { token: '', subject: '', expiresAt: Number.POSITIVE_INFINITY };

/** Signs in again in another tab, because the proxy's page can't be shown over this one. Coming back goes on. */
function signInElsewhere(): void {
  window.addEventListener('focus', () => accept(handedOver), { once: true });
  window.open('/', '_blank', 'noopener');
}

function PlatformForm() {
  return (
    <div className="flex flex-col gap-3">
      <p className="text-ink-2">The platform in front of this dashboard signs people in.</p>
      <Button kind="primary" onClick={() => (isExpired() ? signInElsewhere() : void accept(handedOver))}>
        {isExpired() ? 'Sign in in another tab' : 'Sign in'}
      </Button>
    </div>
  );
}

/** Leaves signing in to the proxy that puts the token into `JWT_HEADER`, such as Cloudflare Access. */
export const platform: SignInMethod = {
  begin: () => Promise.resolve(handedOver),
  renew: () => Promise.resolve(undefined),
  signOut() {
    const page = meta('sign-out');
    if (page !== '') location.assign(page);
    return Promise.resolve();
  },
  Form: PlatformForm,
};
