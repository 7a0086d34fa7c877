/** Where people sign in, as the shell says. */
export interface OidcSettings {
  issuer: URL;
  clientId: string;
  scope: string;
  /** The API that the token is for; some providers need to be told. */
  audience: string | undefined;
  /** Where the issuer leads back to: registered there for this client. */
  redirectUri: string;
}

/** The path that the issuer leads back to. */
export const callbackPath = '/sign-in';

const meta = (name: string): string =>
  document.querySelector<HTMLMetaElement>(`meta[name="oidc-${name}"]`)?.content ?? '';

/** The settings in the shell; undefined if people do not sign in with OpenID Connect here. */
export function oidcSettings(): OidcSettings | undefined {
  if (meta('issuer') === '') return undefined;
  return {
    issuer: new URL(meta('issuer')),
    clientId: meta('client-id'),
    scope: meta('scope') || 'openid offline_access',
    audience: meta('audience') || undefined,
    redirectUri: `${location.origin}${callbackPath}`,
  };
}
