import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Schema } from 'hono';
import type { AppEnv } from './context.ts';
import { bearerScheme } from './route.ts';

/** The OpenAPI 3.1 document of everything that is registered with the app. Costs some 20 ms: make it once. */
export function openApiDocument<S extends Schema>(app: OpenAPIHono<AppEnv, S>) {
  app.openAPIRegistry.registerComponent('securitySchemes', bearerScheme, {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description:
      'A JSON Web Token with `exp`, `sub` (the user’s UUID) and `role` (`admin`, `agent` or `router`), signed by HS256 or by a key of the configured key set.',
  });
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Chat dashboard',
      version: '1.0.0',
      description: introduction,
    },
    servers: [{ url: '/', description: 'This deployment.' }],
    tags: [
      { name: 'Metrics', description: 'Figures over a window of time. Cached.' },
      { name: 'Sessions', description: 'Sessions as they are now. Never cached.' },
      { name: 'Commands', description: 'What changes a session: atomic, and safe against races.' },
      { name: 'Health', description: 'For whatever watches the service.' },
    ],
  });
}

const introduction = `See and steer live-chat support: how many chats are open, who waits and for how long, how each agent does, how content customers are; assign a chat, transfer it, read it back.

A **session** is one customer’s chat: \`waiting\`, then \`active\`, then \`closed\`; it can go back to \`waiting\`. The **queue** is the waiting sessions, oldest first. A **window** is the last \`time_range_hours\` hours up to \`generated_at\`, both ends included; the **cohort** is the sessions that were created in it. The **first response** is a session’s earliest message from one of its support agents.

Times are RFC 3339 in UTC with milliseconds. Ids are UUIDs. A mean, a percentile or a share over nothing is \`null\`, never 0. Figures are rounded half away from zero. Unknown parameters and fields are refused. Every error is a problem document (RFC 9457, \`application/problem+json\`) with a stable \`code\`.`;
