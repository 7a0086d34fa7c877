import { oidcSettings } from './oidc/settings.ts';
import { isSignedInByPlatform, platform } from './platform.tsx';
import type { SignInMethod } from './sign-in-method.ts';
import { hasTokenLink, tokenLink } from './token-link.tsx';

const isThisMachine = ['localhost', '127.0.0.1', '[::1]'].includes(location.hostname);

/**
 * The way that this deployment signs in, as the shell says: at an issuer, by the platform in front of the Worker, or
 * with a token. The link that `npm run dev` prints works in any case.
 */
export async function chooseSignInMethod(): Promise<SignInMethod> {
  const settings = oidcSettings();
  if (isThisMachine && hasTokenLink()) return tokenLink;
  if (settings === undefined) return isSignedInByPlatform() ? platform : tokenLink;
  const { openIdConnect } = await import('./oidc/open-id-connect.tsx');
  return openIdConnect(settings);
}
