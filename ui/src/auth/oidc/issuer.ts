import * as oauth from 'oauth4webapi';
import { claimsOf } from '../claims.ts';
import type { Credentials } from '../sign-in-method.ts';
import type { OidcSettings } from './settings.ts';

/** What a sign-in in progress must remember until the issuer answers. It is of no use to anybody else. */
export interface Attempt {
  state: string;
  nonce: string;
  verifier: string;
}

/** What the issuer has granted. */
export interface Grant extends Credentials {
  refreshToken: string | undefined;
  idToken: string | undefined;
}

/** The seconds that this machine's clock may be wrong by. */
const clockToleranceSeconds = 300;

/** When the access token ends: as the issuer says, else as the token does. */
function expiryOf({ access_token: token, expires_in: seconds }: oauth.TokenEndpointResponse): number {
  if (seconds !== undefined) return Date.now() + seconds * 1000;
  const { exp } = claimsOf(token) ?? {};
  return typeof exp === 'number' ? exp * 1000 : Number.POSITIVE_INFINITY;
}

/** The OpenID provider: authorisation code with PKCE, by a client without a secret. */
export function issuerOf({ issuer, clientId, scope, audience, redirectUri }: OidcSettings) {
  const client: oauth.Client = { client_id: clientId, [oauth.clockTolerance]: clockToleranceSeconds };
  // The Worker's settings allow this on one machine only.
  const options = () => ({
    [oauth.allowInsecureRequests]: issuer.protocol === 'http:',
    signal: AbortSignal.timeout(10_000),
  });
  let discovered: oauth.AuthorizationServer | undefined;

  async function discover(): Promise<oauth.AuthorizationServer> {
    discovered ??= await oauth.processDiscoveryResponse(
      issuer,
      await oauth.discoveryRequest(issuer, options()),
    );
    return discovered;
  }

  const grantOf = (answer: oauth.TokenEndpointResponse, earlier?: Grant): Grant => ({
    token: answer.access_token,
    subject: oauth.getValidatedIdTokenClaims(answer)?.sub ?? earlier?.subject ?? '',
    expiresAt: expiryOf(answer),
    refreshToken: answer.refresh_token ?? earlier?.refreshToken,
    idToken: answer.id_token ?? earlier?.idToken,
  });

  return {
    /**
     * Begins a sign-in.
     *
     * @param prompt `none`: the issuer must not ask anything, and refuses if it would have to
     * @returns where to go, and what to remember
     */
    async begin(prompt?: 'none'): Promise<{ url: string; attempt: Attempt }> {
      const { authorization_endpoint: endpoint } = await discover();
      if (endpoint === undefined) throw new Error('It has no authorization endpoint.');
      const attempt = {
        state: oauth.generateRandomState(),
        nonce: oauth.generateRandomNonce(),
        verifier: oauth.generateRandomCodeVerifier(),
      };
      const url = new URL(endpoint);
      const parameters = {
        client_id: clientId,
        redirect_uri: redirectUri,
        response_type: 'code',
        scope,
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await oauth.calculatePKCECodeChallenge(attempt.verifier),
        code_challenge_method: 'S256',
        ...(audience !== undefined && { audience }),
        ...(prompt !== undefined && { prompt }),
      };
      for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
      return { url: url.href, attempt };
    },

    /** Exchanges the answer that the issuer has put into the URL. */
    async finish({ state, nonce, verifier }: Attempt, answer: URLSearchParams): Promise<Grant> {
      const server = await discover();
      const checked = oauth.validateAuthResponse(server, client, answer, state);
      const response = await oauth.authorizationCodeGrantRequest(
        server,
        client,
        oauth.None(),
        checked,
        redirectUri,
        verifier,
        options(),
      );
      return grantOf(
        await oauth.processAuthorizationCodeResponse(server, client, response, {
          expectedNonce: nonce,
          requireIdToken: true,
        }),
      );
    },

    /** Prolongs a grant. */
    async refresh(grant: Grant & { refreshToken: string }): Promise<Grant> {
      const server = await discover();
      const { refreshToken } = grant;
      const response = await oauth.refreshTokenGrantRequest(
        server,
        client,
        oauth.None(),
        refreshToken,
        options(),
      );
      return grantOf(await oauth.processRefreshTokenResponse(server, client, response), grant);
    },

    /** Makes a refresh token useless, where the issuer offers that. */
    async revoke(refreshToken: string): Promise<void> {
      const server = await discover();
      if (server.revocation_endpoint === undefined) return;
      await oauth.revocationRequest(server, client, oauth.None(), refreshToken, options());
    },

    /** Where the person signs out of the issuer and comes back from; undefined if it offers no such place. */
    async signOutUrl(idToken: string | undefined): Promise<string | undefined> {
      const { end_session_endpoint: endpoint } = await discover();
      if (endpoint === undefined) return undefined;
      const url = new URL(endpoint);
      url.searchParams.set('client_id', clientId);
      url.searchParams.set('post_logout_redirect_uri', `${location.origin}/`);
      if (idToken !== undefined) url.searchParams.set('id_token_hint', idToken);
      return url.href;
    },
  };
}
