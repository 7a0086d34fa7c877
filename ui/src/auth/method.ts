import { oidcSettings } from './oidc/settings.ts';
import type { SignInMethod } from './sign-in-method.ts';
import { hasTokenLink, tokenLink } from './token-link.tsx';

const isThisMachine = ['localhost', '127.0.0.1', '[::1]'].includes(location.hostname);

/**
 * The way that this deployment signs in: at the issuer that the shell names, else with a token. The link that
 * `npm run dev` prints works either way.
 */
export async function chooseSignInMethod(): Promise<SignInMethod> {
  const settings = oidcSettings();
  if (settings === undefined || (isThisMachine && hasTokenLink())) return tokenLink;
  const { openIdConnect } = await import('./oidc/open-id-connect.tsx');
  return openIdConnect(settings);
}
