import { expect, it } from 'vitest';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { testApp, type CallOptions, type TestApp } from '../support/test-app.ts';

const database = useFreshDatabase();
const ours = 'https://admin.example';
const closed = testApp({ bindings: { DATABASE_URL: database.url } });
const listed = testApp({
  bindings: { DATABASE_URL: database.url, CORS_ORIGINS: `https://a.example, ${ours}` },
});
const local = testApp({
  bindings: { DATABASE_URL: database.url, CORS_ORIGINS: 'http://localhost:*,http://127.0.0.1:*' },
});
const open = testApp({ bindings: { DATABASE_URL: database.url, CORS_ORIGINS: '*' } });

const from = (app: TestApp, origin: string, path = 'overview', options: CallOptions = {}) =>
  app.call(path, { ...options, headers: { ...options.headers, Origin: origin } });

const wanted = [
  'authorization',
  'content-type',
  'if-none-match',
  'cache-control',
  'idempotency-key',
  'if-match',
  'webhook-id',
  'webhook-timestamp',
  'webhook-signature',
  'traceparent',
  'tracestate',
  'baggage',
  'sentry-trace',
  'x-datadog-trace-id',
];

const preflight = (app: TestApp, origin: string, method: string, path = 'overview') =>
  from(app, origin, path, {
    method: 'OPTIONS',
    token: null,
    headers: {
      'Access-Control-Request-Method': method,
      'Access-Control-Request-Headers': wanted.join(','),
    },
  });

const varies = ({ headers }: Response): string[] => (headers.get('Vary') ?? '').split(/,\s*/);

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
    expect.arrayContaining(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  );
  expect(headers.get('Access-Control-Allow-Headers')?.split(',')).toEqual(wanted);
});

it.each([
  ['https://evil.example', listed],
  ['https://admin.example.evil.example', listed],
  ['http://admin.example', listed],
  ['null', listed],
  ['https://admin.example:8443', listed],
  ['https://localhost:3000', local],
  ['http://localhost.evil.example:3000', local],
  ['http://localhost:3000.evil.example', local],
  [ours, closed],
])('tells a browser at %s nothing that would let it read', async (origin, app) => {
  for (const response of [await from(app, origin), await preflight(app, origin, 'GET')]) {
    expect(response.headers.get('Access-Control-Allow-Origin')).toBeNull();
  }
});

it.each(['http://localhost', 'http://localhost:5173', 'http://127.0.0.1:3000'])(
  'lets a browser at %s read where any port may',
  async (origin) => {
    expect((await from(local, origin)).headers.get('Access-Control-Allow-Origin')).toBe(origin);
    const { headers } = await preflight(local, origin, 'PATCH');
    expect(headers.get('Access-Control-Allow-Origin')).toBe(origin);
  },
);

it.each([
  ['listed', listed],
  ['closed', closed],
  ['open', open],
])('says that every answer varies with the origin (%s), also without one', async (_, app) => {
  for (const response of [
    await app.call('overview'),
    await app.call('overview', { token: null }),
    await app.call('nothing'),
    await app.call('health', { token: null }),
    await from(app, 'https://evil.example'),
    await preflight(app, 'https://evil.example', 'GET'),
  ]) {
    expect(varies(response)).toContain('Origin');
  }
});

it('lets everyone read the OpenAPI document, and nothing else', async () => {
  const document = await from(closed, 'https://anyone.example', '/openapi.json', { token: null });
  expect([document.status, document.headers.get('Access-Control-Allow-Origin')]).toEqual([200, '*']);
  const asked = await preflight(closed, 'https://anyone.example', 'GET', '/openapi.json');
  expect([asked.status, asked.headers.get('Access-Control-Allow-Origin')]).toEqual([204, '*']);
  const page = await from(closed, 'https://anyone.example', '/docs', { token: null });
  expect(page.headers.get('Access-Control-Allow-Origin')).toBeNull();
});

it('lets everyone read where it is configured so, without credentials', async () => {
  const { headers } = await from(open, 'https://anyone.example');
  expect(headers.get('Access-Control-Allow-Origin')).toBe('*');
  expect(headers.get('Access-Control-Allow-Credentials')).toBeNull();
});
