import { expect, it } from 'vitest';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { testApp, type CallOptions, type TestApp } from '../support/test-app.ts';

const database = useFreshDatabase();
const ours = 'https://admin.example';
const closed = testApp({ bindings: { DATABASE_URL: database.url } });
const listed = testApp({
  bindings: { DATABASE_URL: database.url, CORS_ORIGINS: `https://a.example, ${ours}` },
});
const open = testApp({ bindings: { DATABASE_URL: database.url, CORS_ORIGINS: '*' } });

const from = (app: TestApp, origin: string, path = 'overview', options: CallOptions = {}) =>
  app.call(path, { ...options, headers: { ...options.headers, Origin: origin } });

const preflight = (app: TestApp, origin: string, method: string) =>
  from(app, origin, 'overview', {
    method: 'OPTIONS',
    token: null,
    headers: {
      'Access-Control-Request-Method': method,
      'Access-Control-Request-Headers': 'authorization,content-type',
    },
  });

it('lets an admin UI that is listed read answers and problems, and their headers', async () => {
  const responses = [
    await from(listed, ours),
    await from(listed, ours, 'overview', { token: null }),
    await from(listed, ours, 'overview?x=1'),
    await from(listed, ours, 'overview', { method: 'DELETE' }),
    await from(listed, ours, 'nothing'),
  ];
  expect(responses.map(({ status }) => status)).toEqual([200, 401, 422, 405, 404]);
  for (const { headers } of responses) {
    expect(headers.get('Access-Control-Allow-Origin')).toBe(ours);
    expect(headers.get('Vary')).toContain('Origin');
    const exposed = (headers.get('Access-Control-Expose-Headers') ?? '').split(',');
    expect(exposed).toEqual(
      expect.arrayContaining([
        'ETag',
        'Idempotency-Replayed',
        'Link',
        'Retry-After',
        'X-Generated-At',
        'X-Total-Count',
      ]),
    );
    expect(headers.get('Access-Control-Allow-Credentials')).toBeNull();
  }
});

it('answers its preflight without a token', async () => {
  const { status, headers } = await preflight(listed, ours, 'POST');
  expect(status).toBe(204);
  expect(headers.get('Access-Control-Allow-Origin')).toBe(ours);
  expect(headers.get('Access-Control-Allow-Methods')?.split(',')).toEqual(
    expect.arrayContaining(['GET', 'POST', 'PUT']),
  );
  expect(headers.get('Access-Control-Allow-Headers')?.toLowerCase().split(',')).toEqual(
    expect.arrayContaining([
      'authorization',
      'content-type',
      'if-none-match',
      'cache-control',
      'idempotency-key',
      'if-match',
      'webhook-id',
      'webhook-timestamp',
      'webhook-signature',
    ]),
  );
});

it.each([
  ['https://evil.example', listed],
  ['https://admin.example.evil.example', listed],
  ['http://admin.example', listed],
  ['null', listed],
  [ours, closed],
])('tells a browser at %s nothing that would let it read', async (origin, app) => {
  for (const response of [await from(app, origin), await preflight(app, origin, 'GET')]) {
    expect(response.headers.get('Access-Control-Allow-Origin')).toBeNull();
  }
});

it('lets everyone read where it is configured so, without credentials', async () => {
  const { headers } = await from(open, 'https://anyone.example');
  expect(headers.get('Access-Control-Allow-Origin')).toBe('*');
  expect(headers.get('Access-Control-Allow-Credentials')).toBeNull();
});
