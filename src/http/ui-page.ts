import type { Context } from 'hono';
import type { AppEnv } from '../context.ts';
import type { Config } from '../env.ts';

/**
 * The UI runs its own scripts and styles, talks to its own origin and to the issuer that people sign in at, and builds
 * no markup from text.
 */
const contentSecurityPolicy = ({ OIDC_ISSUER: issuer }: Config): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${issuer === undefined ? '' : ` ${new URL(issuer).origin}`}`,
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');

/** The path at which a proxy signs people out, by the header in which it hands over their tokens. */
const signOutPaths: Record<string, string> = { 'cf-access-jwt-assertion': '/cdn-cgi/access/logout' };

/**
 * What the shell tells the UI, by the names of its `meta` elements, which come empty from the build: the issuer at which
 * people sign in, or that the proxy of `JWT_HEADER` signs them in.
 */
function settings(config: Config): Record<string, string | undefined> {
  const { JWT_HEADER: header } = config;
  if (config.OIDC_ISSUER !== undefined) {
    return {
      'oidc-issuer': config.OIDC_ISSUER,
      'oidc-client-id': config.OIDC_CLIENT_ID,
      'oidc-scope': config.OIDC_SCOPE,
      // Some providers issue tokens for an API only if they are asked for it by name.
      'oidc-audience': config.JWT_AUDIENCE,
    };
  }
  return header === undefined
    ? {}
    : { 'sign-in': 'platform', 'sign-out': signOutPaths[header.toLowerCase()] };
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

function withSettings(shell: string, config: Config): string {
  let filled = shell;
  for (const [name, content = ''] of Object.entries(settings(config))) {
    const element = `<meta name="${name}" content="`;
    filled = filled.replace(`${element}"`, () => `${element}${escaped(content)}"`);
  }
  return filled;
}

/** Paths that are no pages of the UI, whatever the client accepts. */
const served = /^\/(?:api|docs|ui|vendor|docs-ui)(?:\/|$)/;

/** Whether a request asks for a page of the UI: a navigation to a path that can't be a file. */
function asksForPage({ req }: Context<AppEnv>): boolean {
  if (req.method !== 'GET' && req.method !== 'HEAD') return false;
  const isFile = req.path.split('/').at(-1)?.includes('.') ?? false;
  return !isFile && !served.test(req.path) && (req.header('Accept') ?? '').includes('text/html');
}

/**
 * Answers a navigation with the UI's shell, which shows the page that the path names. A missing asset, and anything
 * below the API, is for the caller to refuse.
 */
export async function uiPage(c: Context<AppEnv>): Promise<Response | undefined> {
  if (!asksForPage(c)) return undefined;
  const shell = await c.env.ASSETS.fetch(new URL('/ui/index.html', c.req.url).href);
  if (!shell.ok) return undefined;
  const { config } = c.get('deps');
  return c.body(withSettings(await shell.text(), config), 200, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': contentSecurityPolicy(config),
    // A new deployment names new files.
    'Cache-Control': 'no-cache',
    Vary: 'Accept',
  });
}
