import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import committed from '../../openapi.json' with { type: 'json' };
import { origin, testApp } from '../support/test-app.ts';

const app = testApp({ bindings: {} });
const open = (path: string) => app.call(path, { token: null });

it('serves the document that is committed', async () => {
  const response = await open('/openapi.json');
  expect(response.status).toBe(200);
  expect(response.headers.get('Content-Type')).toBe('application/json');
  expect(await response.json()).toEqual(committed);
});

it('leads programs from the root to the docs', async () => {
  const response = await open('/');
  expect(response.status).toBe(302);
  expect(response.headers.get('Location')).toBe('/docs');
});

describe.each(['/docs', '/docs/problems'])('%s', (path) => {
  /** The page’s policy, by directive. */
  async function policy(): Promise<Map<string, string[]>> {
    const header = (await open(path)).headers.get('Content-Security-Policy') ?? '';
    return new Map(
      header.split(';').map((directive) => {
        const [name = '', ...sources] = directive.trim().split(/\s+/);
        return [name, sources];
      }),
    );
  }

  it('is a page of HTML that nobody may frame, sniff or be told about', async () => {
    const { status, headers } = await open(path);
    expect(status).toBe(200);
    expect(headers.get('Content-Type')).toMatch(/^text\/html; charset=utf-8$/i);
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(headers.get('X-Frame-Options')).toBe('DENY');
    expect(headers.get('Referrer-Policy')).toBe('no-referrer');
    expect((await policy()).get('frame-ancestors')).toEqual(["'none'"]);
  });

  it('may load scripts, styles and data from its own origin alone, and run nothing inline', async () => {
    const directives = await policy();
    expect(directives.get('default-src')).toEqual(["'none'"]);
    expect(directives.get('base-uri')).toEqual(["'none'"]);
    for (const name of ['script-src', 'style-src', 'connect-src']) {
      expect(directives.get(name)).toEqual(["'self'"]);
    }
    const sources = [...directives.values()].flat();
    const harmless = new Set(["'none'", "'self'", 'data:']);
    expect(sources.filter((source) => !harmless.has(source))).toEqual([]);
    expect(directives.get('img-src') ?? []).not.toContain('*');
  });

  it('has no inline script, style or handler, which the policy would stop', async () => {
    const page = await (await open(path)).text();
    const scripts = [...page.matchAll(/<script\b([^>]*)>([^<]*)<\/script>/g)];
    expect(
      scripts.filter(([, attributes = '', code = '']) => !attributes.includes('src=') || code.trim() !== ''),
    ).toEqual([]);
    expect(page).not.toMatch(/<style\b|\sstyle=|\son[a-z]+=|javascript:/i);
  });

  it('names only URLs of its own origin, each of which is served', async () => {
    const page = await (await open(path)).text();
    const urls = [...page.matchAll(/\s(?:src|href)="([^"]*)"/g)].map(([, url = '']) => new URL(url, origin));
    expect(urls.length).toBeGreaterThan(1);
    for (const url of urls) {
      expect(url.origin).toBe(origin);
      // As on Cloudflare: a file of assets/, else the Worker.
      const asset = await env.ASSETS.fetch(url.href);
      const response = asset.status === 404 ? await open(url.pathname) : asset;
      expect([url.pathname, response.status]).toEqual([url.pathname, 200]);
      const types: Record<string, RegExp> = { js: /^text\/javascript\b/, css: /^text\/css\b/ };
      expect(response.headers.get('Content-Type')).toMatch(
        types[url.pathname.split('.').at(-1) ?? ''] ?? /./,
      );
      expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff');
    }
  });
});

it('has a start script that reads the document of its own origin and asks nobody else', async () => {
  const script = await (await env.ASSETS.fetch(`${origin}/docs-ui/docs.js`)).text();
  expect(script).toContain("'/openapi.json'");
  expect(script).not.toMatch(/https?:/);
  expect(script).toContain('validatorUrl: null');
});
