import { Hono } from 'hono';
import { html, raw } from 'hono/html';
import type { AppEnv } from '../context.ts';
import { problemCatalog } from './problem-catalog.ts';

/** Scripts and styles come from this origin only. Swagger UI's icons are data URLs. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * `/openapi.json`, the interactive page `/docs` and the problem page that `type` links to. Their scripts and styles
 * are the Worker's own assets, so they work offline.
 *
 * @param openApi the OpenAPI document
 */
export function docsRoutes(openApi: object) {
  const routes = new Hono<AppEnv>();

  routes.get('/openapi.json', (c) => c.json(openApi, 200, { 'Cache-Control': 'public, max-age=300' }));

  routes.get('/docs', (c) =>
    c.html(
      page(
        'Chat dashboard API',
        html`<link rel="stylesheet" href="/vendor/swagger-ui/swagger-ui.css" />
          <script src="/vendor/swagger-ui/swagger-ui-bundle.js" defer></script>
          <script src="/docs-ui/docs.js" defer></script>`,
        html`<div id="swagger-ui"></div>
          <noscript
            ><p class="prose">
              This page needs JavaScript; the document itself is <a href="/openapi.json">/openapi.json</a>.
            </p></noscript
          >`,
      ),
      200,
      { 'Content-Security-Policy': contentSecurityPolicy },
    ),
  );

  routes.get('/docs/problems', (c) =>
    c.html(
      page(
        'Problems',
        html``,
        html`<main class="prose">
          <h1>Problems</h1>
          <p>
            Every error is a document of type <code>application/problem+json</code> (RFC 9457). Its
            <code>type</code> links here; its <code>code</code> is for programs to act on.
          </p>
          ${Object.entries(problemCatalog).map(
            ([code, { status, title, meaning, remedy }]) =>
              html`<section id="${code}">
                <h2><code>${code}</code></h2>
                <p><strong>${status}, ${title}.</strong> ${inlineCode(meaning)}</p>
                <p>${inlineCode(remedy)}</p>
              </section>`,
          )}
          <p><a href="/docs">All endpoints</a></p>
        </main>`,
      ),
      200,
      { 'Content-Security-Policy': contentSecurityPolicy },
    ),
  );
  return routes;
}

const page = (title: string, head: unknown, body: unknown) =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="icon" href="/docs-ui/favicon.svg" />
        <link rel="stylesheet" href="/docs-ui/docs.css" />
        ${head}
      </head>
      <body>
        ${body}
      </body>
    </html>`;

/** Formats text of the problem catalogue, in which backticks mark code. Never pass it text from a request. */
const inlineCode = (text: string) =>
  raw(text.replaceAll('<', '&lt;').replaceAll(/`([^`]+)`/g, '<code>$1</code>'));
