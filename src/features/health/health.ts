import { createRoute, defineOpenAPIRoute, z } from '@hono/zod-openapi';
import type { AppEnv } from '../../context.ts';
import { NoQuery } from '../../http/fields.ts';
import { ok, problemResponses } from '../../http/route.ts';

const HealthResponse = z
  .strictObject({ status: z.literal('healthy'), service: z.literal('chat-dashboard') })
  .openapi('HealthResponse', {
    description: 'The Worker answers.',
    example: { status: 'healthy', service: 'chat-dashboard' },
  });

const route = createRoute({
  method: 'get',
  path: '/health',
  operationId: 'getHealth',
  tags: ['Health'],
  summary: 'Whether the Worker answers',
  description: 'Needs no token and asks neither database nor cache.',
  security: [],
  request: { query: NoQuery },
  responses: {
    200: ok(HealthResponse, 'It does.'),
    ...problemResponses(['validation_failed', 'internal_error']),
  },
});

export const health = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: (c) => {
    c.header('Cache-Control', 'no-store');
    return c.json({ status: 'healthy', service: 'chat-dashboard' } as const, 200);
  },
});
