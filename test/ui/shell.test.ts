import { describe, expect, it } from 'vitest';
import { browserPath } from '../support/browser.ts';
import { uiStack } from '../support/node/ui-page.ts';

const html = { Accept: 'text/html,application/xhtml+xml' };
const get = (path: string, headers: Record<string, string> = html) =>
  fetch(`${uiStack().url}${path}`, { headers });

describe.skipIf(browserPath === undefined)('the shell', () => {
  it.each(['/', '/overview', '/sessions/6deb554e-d6d8-5b4e-9eb6-8ae8331a96a2'])(
    'is served for %s',
    async (path) => {
      const response = await get(path);
      expect(response.status).toBe(200);
      expect(response.headers.get('Content-Type')).toMatch(/^text\/html/);
      expect(response.headers.get('Cache-Control')).toBe('no-cache');
      expect(response.headers.get('Content-Security-Policy')).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'",
      );
      expect(await response.text()).toContain('<div id="root">');
    },
  );

  it.each([
    '/ui/assets/index-00000000.js',
    '/ui/index.html',
    '/overview.js',
    '/api/v1/admin/chat-dashboard/nowhere',
    '/docs/nowhere',
  ])('is not served for %s, which is a real 404', async (path) => {
    const response = await get(path);
    expect(response.status).toBe(404);
    expect(response.headers.get('Content-Type')).toMatch(/^application\/problem\+json/);
    expect(response.headers.get('Cache-Control') ?? '').not.toContain('immutable');
  });

  it('is not served to a program', async () => {
    expect((await get('/overview', { Accept: '*/*' })).status).toBe(404);
  });

  it('names files that never change', async () => {
    const page = await (await get('/')).text();
    const files = [...page.matchAll(/(?:src|href)="(\/ui\/assets\/[^"]+)"/g)].map(([, file = '']) => file);
    expect(files.length).toBeGreaterThan(1);
    for (const file of files) {
      const response = await get(file);
      expect([file, response.status, response.headers.get('Cache-Control')]).toEqual([
        file,
        200,
        'public, max-age=31536000, immutable',
      ]);
    }
  });
});
