import { createServer } from 'node:http';
import { exportJWK, generateKeyPair } from 'jose';
import { Provider, type RefreshToken } from 'oidc-provider';

/** The API that the provider's access tokens are for. */
export const audience = 'https://chat.example.com/api';
export const clientId = 'admin-ui';

/** An OpenID provider on this machine, with one account for every name. */
export interface OpenIdProvider {
  issuer: string;
  /** How long access tokens live that are issued from now on. */
  tokenSeconds: number;
  /** The role in the tokens of an account; none by default. */
  readonly roles: Map<string, string>;
  /** Resolves when a client has renewed a token. */
  renewed(): Promise<void>;
  /** Makes all refresh tokens useless. */
  revokeAll(): Promise<void>;
  stop(): Promise<void>;
}

async function signingKey() {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return { ...(await exportJWK(privateKey)), kid: 'test', alg: 'RS256', use: 'sig' };
}

/**
 * Starts `oidc-provider`, with its own pages for signing in and out.
 *
 * @param uiOrigin where the UI is
 */
export async function startOpenIdProvider(port: number, uiOrigin: string): Promise<OpenIdProvider> {
  // Another host than the UI's, as in a deployment: its cookies are a third party's there.
  const issuer = `http://localhost:${port}`;
  const tokens = new Set<RefreshToken>();
  const state: Pick<OpenIdProvider, 'tokenSeconds' | 'roles'> = { tokenSeconds: 3600, roles: new Map() };
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        redirect_uris: [`${uiOrigin}/sign-in`],
        post_logout_redirect_uris: [`${uiOrigin}/`],
      },
    ],
    jwks: { keys: [await signingKey()] },
    cookies: { keys: ['only for tests'] },
    clientBasedCORS: (_context, origin) => origin === uiOrigin,
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
    extraTokenClaims: (_context, token) => {
      const role = 'accountId' in token ? state.roles.get(String(token.accountId)) : undefined;
      return role === undefined ? {} : { role };
    },
    issueRefreshToken: () => true,
    // Nobody is asked whether the dashboard may know them.
    loadExistingGrant: async ({ oidc }) => {
      const grant = new provider.Grant({ clientId, accountId: oidc.session?.accountId });
      grant.addOIDCScope('openid offline_access');
      grant.addResourceScope(audience, '');
      await grant.save();
      return grant;
    },
    features: {
      revocation: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => audience,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: '',
          audience,
          accessTokenFormat: 'jwt',
          accessTokenTTL: state.tokenSeconds,
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
    ttl: { Session: 3600, Grant: 3600, RefreshToken: 3600, Interaction: 600, IdToken: 600 },
  });
  provider.on('refresh_token.saved', (token) => tokens.add(token));
  const server = createServer(provider.callback());
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));

  return Object.assign(state, {
    issuer,
    renewed: () =>
      new Promise<void>((resolve) => {
        provider.on('grant.success', ({ oidc }) => {
          if (oidc.params?.['grant_type'] === 'refresh_token') resolve();
        });
      }),
    revokeAll: async () => {
      for (const token of tokens) await token.destroy();
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}
