import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Schema } from 'hono';
import packageJson from '../package.json' with { type: 'json' };
import type { AppEnv } from '../src/context.ts';
import { ProblemDocument } from '../src/http/problem.ts';
import { bearerScheme } from '../src/http/route.ts';
import { shareComponents } from './shared-components.ts';
import { signatureHeaders } from '../src/http/webhook-signature.ts';

/** The OpenAPI 3.1 document of all routes of the app. */
export function openApiDocument<S extends Schema>(app: OpenAPIHono<AppEnv, S>) {
  app.openAPIRegistry.register('Problem', ProblemDocument);
  app.openAPIRegistry.registerComponent('securitySchemes', bearerScheme, {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description:
      'A JSON Web Token with `exp`, a user and a role (`admin`, `agent` or `router`), signed by HS256 or by a key of the configured key set. User and role are in `sub` and `role`, or in the claims that are configured.',
  });
  for (const [part, name] of Object.entries(signatureHeaders)) {
    app.openAPIRegistry.registerComponent('securitySchemes', name, {
      type: 'apiKey',
      in: 'header',
      name,
      description: signatureDescriptions[part as keyof typeof signatureHeaders],
    });
  }
  const document = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Chat dashboard',
      version: packageJson.version,
      license: {
        name: packageJson.license,
        url: `https://spdx.org/licenses/${packageJson.license}.html`,
      },
      description: introduction,
    },
    servers: [{ url: '/', description: 'This deployment.' }],
    tags: [
      { name: 'Metrics', description: 'Figures over a window of time. Cached.' },
      { name: 'Sessions', description: 'Sessions as they are now. Never cached.' },
      { name: 'Agents', description: 'Who can be given sessions.' },
      { name: 'Commands', description: 'What changes a session: atomic, and safe against races.' },
      { name: 'Callers', description: 'Who is calling, and what there is to choose from.' },
      { name: 'Audit', description: 'Who did what, and what was refused.' },
      { name: 'Privacy', description: 'Erasing what is held about a customer.' },
      { name: 'Health', description: 'For whatever watches the service.' },
    ],
  });
  return shareComponents(document);
}

/** The three headers of a signed call. They go together. */
const signatureDescriptions: Record<keyof typeof signatureHeaders, string> = {
  id: 'For routers that sign (Standard Webhooks), with the other two headers and without `Authorization`. The caller’s name for this call, 1 to 255 visible ASCII characters: its idempotency key, the same one each time it is repeated.',
  timestamp:
    'When the call was signed: whole seconds since 1970 UTC, at most 300 away from now. Each retry has a new timestamp.',
  signature:
    '`v1,` and the base64 of HMAC-SHA256 over `<webhook-id>.<webhook-timestamp>.<body>`, the body byte for byte as it is sent (nothing where there is none). The key is what the base64 after `whsec_` in the router’s secret stands for. Several, one a secret, are separated by blanks, and one that holds is enough; versions other than `v1` are passed over.',
};

const introduction = `See and steer live-chat support: how many chats are open, who waits and for how long, how each agent does, how content customers are; assign a chat, transfer it, read it back.

A **session** is one customer’s chat: \`waiting\`, then \`active\`, then \`closed\`; it can go back to \`waiting\`. The **queue** is the waiting sessions, oldest first. A **window** is the last \`time_range_hours\` hours up to \`generated_at\`, both ends included; the **cohort** is the sessions that were created in it. An **episode** is one life of a session, from its creation or return until it closes. A **response** is the first message of an agent in an episode.

Times are RFC 3339 in UTC with milliseconds. Ids are UUIDs. A mean, a percentile or a share over nothing is \`null\`, never 0. Figures are rounded half away from zero. Unknown parameters and fields are refused. A caller sends a bearer token; a router may sign its calls instead (\`webhook-signature\`). Every error is a problem document (RFC 9457, \`application/problem+json\`) with a stable \`code\`.`;
