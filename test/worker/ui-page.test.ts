import { describe, expect, it } from 'vitest';
import type { Bindings } from '../../src/env.ts';
import { testApp } from '../support/test-app.ts';

async function openShell(bindings: Partial<Bindings>) {
  const app = testApp({ bindings });
  const response = await app.call('/overview', { token: null, headers: { Accept: 'text/html' } });
  const text = await response.text();
  return {
    policy: response.headers.get('Content-Security-Policy') ?? '',
    meta: (name: string) => new RegExp(`<meta name="${name}" content="([^"]*)"`).exec(text)?.[1],
  };
}

describe('the shell', () => {
  it('names no other origin and no issuer where none is configured', async () => {
    const { policy, meta } = await openShell({ JWT_AUDIENCE: 'dashboard' });
    expect(policy).toContain("connect-src 'self';");
    expect(policy).not.toMatch(/https?:/);
    expect([meta('oidc-issuer'), meta('oidc-client-id'), meta('oidc-audience')]).toEqual(['', '', '']);
  });

  it('tells the UI where to sign in, and lets it talk to that origin and no other', async () => {
    const { policy, meta } = await openShell({
      OIDC_ISSUER: 'https://id.example.com/realms/support',
      OIDC_CLIENT_ID: 'admin"ui',
      JWT_AUDIENCE: 'a&b',
    });
    expect(policy).toContain("connect-src 'self' https://id.example.com;");
    expect(policy.match(/https?:/g)).toHaveLength(1);
    expect(meta('oidc-issuer')).toBe('https://id.example.com/realms/support');
    expect(meta('oidc-client-id')).toBe('admin&quot;ui');
    expect(meta('oidc-scope')).toBe('openid offline_access');
    expect(meta('oidc-audience')).toBe('a&amp;b');
    expect(meta('sign-in')).toBe('');
  });

  it('tells the UI that the proxy of JWT_HEADER signs people in, and where it signs them out', async () => {
    const access = await openShell({ JWT_HEADER: 'Cf-Access-Jwt-Assertion' });
    expect([access.meta('sign-in'), access.meta('sign-out')]).toEqual(['platform', '/cdn-cgi/access/logout']);
    const other = await openShell({ JWT_HEADER: 'X-Forwarded-Access-Token' });
    expect([other.meta('sign-in'), other.meta('sign-out')]).toEqual(['platform', '']);
    const issuer = { OIDC_ISSUER: 'https://id.example.com', OIDC_CLIENT_ID: 'ui' };
    const both = await openShell({ JWT_HEADER: 'Cf-Access-Jwt-Assertion', ...issuer });
    expect([both.meta('sign-in'), both.meta('oidc-issuer')]).toEqual(['', 'https://id.example.com']);
  });
});
