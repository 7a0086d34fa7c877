import { describe, expect, it } from 'vitest';
import { answerOf, problem } from '../support/answers.ts';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { operations, pathOf } from '../support/operations.ts';
import { addSession, newId } from '../support/rows.ts';
import { testApp } from '../support/test-app.ts';

const database = useFreshDatabase();
const app = testApp({ bindings: { DATABASE_URL: database.url } });

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'];
const allowedFor = (method: string): string[] => (method === 'GET' ? ['GET', 'HEAD'] : [method]);

const paths = [
  ...operations.map((operation) => ({
    path: pathOf(operation, newId()),
    template: operation.template,
    // One path may have several operations.
    allowed: operations
      .filter(({ template }) => template === operation.template)
      .flatMap(({ method }) => allowedFor(method)),
  })),
  ...['/', '/docs', '/docs/problems', '/openapi.json'].map((path) => ({
    path,
    template: path,
    allowed: ['GET', 'HEAD'],
  })),
];

describe.each(paths)('$template', ({ path, allowed }) => {
  it.each(methods.filter((method) => !allowed.includes(method)))(
    'answers 405 to %s and says what it allows',
    async (method) => {
      const response = await app.call(path, { method, token: null });
      expect(response.status).toBe(405);
      const named = (response.headers.get('Allow') ?? '').split(',').map((name) => name.trim());
      expect(named.sort()).toEqual([...allowed].sort());
      expect(response.headers.get('Content-Type')).toBe('application/problem+json');
      const text = await response.text();
      // A HEAD has the headers alone.
      expect(text === '' ? 'HEAD' : (JSON.parse(text) as { code: string }).code).toBe(
        method === 'HEAD' ? 'HEAD' : 'method_not_allowed',
      );
    },
  );
});

describe('HEAD', () => {
  const readable = operations.filter(({ method }) => method === 'GET');

  it.each(readable)('of $template has the status and the headers of GET, and no body', async (operation) => {
    const id = await addSession(database);
    const agent_id = newId();
    await database.insert('support_agents', { agent_id, display_name: 'Ada', max_sessions: 1 });
    const path = pathOf(operation, id, { agent_id });
    const [get, head] = [await app.call(path), await app.call(path, { method: 'HEAD' })];
    expect(head.status).toBe(200);
    expect(await head.text()).toBe('');
    const names = (response: Response): string[] => [...response.headers.keys()].sort();
    expect(names(head)).toEqual(names(get));
    expect(head.headers.get('Content-Type')).toBe('application/json');
  });

  it('is authorised as GET is', async () => {
    expect((await app.call('overview', { method: 'HEAD', token: null })).status).toBe(401);
  });
});

it.each([
  '/nothing',
  '/api/v1/admin/chat-dashboard',
  '/api/v1/admin/chat-dashboard/',
  '/api/v1/admin/chat-dashboard/nothing',
  '/api/v1/admin/chat-dashboard/overview/',
  '/api/v1/admin/chat-dashboard//overview',
  '/api/v1/admin/chat-dashboard/Overview',
  '/api/v1/admin/chat-dashboard/overview/x',
  '/api/v1/admin/chat-dashboard/sessions/',
  '/api/v1/admin/chat-dashboard/queue',
  `/api/v1/admin/chat-dashboard/sessions/${newId()}/`,
  `/api/v1/admin/chat-dashboard/sessions//transcript`,
  `/api/v1/admin/chat-dashboard/sessions/${newId()}/reopen`,
  `/api/v1/admin/chat-dashboard/sessions/${newId()}/offers/${newId()}`,
  `/api/v1/admin/chat-dashboard/sessions/a%2Fb/nothing`,
  '/api/v1/admin/overview',
  '/overview',
  '/docs/x',
  '/%ff',
  '/%',
])('answers 404 at %s, to any method', async (path) => {
  for (const method of methods.filter((name) => name !== 'HEAD')) {
    expect(await answerOf(await app.call(path, { method, token: null }))).toEqual(
      problem(404, 'route_not_found'),
    );
  }
});

describe('every problem', () => {
  const cases: [code: string, path: string, options: Parameters<typeof app.call>[1]][] = [
    ['token_missing', 'overview', { token: null }],
    ['route_not_found', 'nothing?secret=1', {}],
    ['method_not_allowed', 'overview', { method: 'DELETE' }],
    ['validation_failed', 'overview?time_range_hours=0', {}],
    ['session_not_found', `sessions/${newId()}/transcript`, {}],
  ];

  it.each(cases)('says where, which and how to look it up: %s', async (code, path, options) => {
    const response = await app.call(path, options);
    const body = (await response.json()) as Record<string, unknown>;
    expect(body).toMatchObject({
      type: `https://dashboard.test/docs/problems#${code}`,
      title: expect.any(String),
      status: response.status,
      detail: expect.stringMatching(/\S/),
      instance: `/api/v1/admin/chat-dashboard/${path.split('?')[0]}`,
      code,
      request_id: response.headers.get('X-Request-Id'),
      success: false,
    });
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    expect(JSON.stringify(body)).not.toContain('secret');

    const page = await (await app.call('/docs/problems', { token: null })).text();
    expect(page).toContain(`id="${code}"`);
  });

  it('has a request id of its own, or the caller’s where that is a harmless word', async () => {
    const idOf = async (sent?: string): Promise<string | null> =>
      (
        await app.call('nothing', sent === undefined ? {} : { headers: { 'X-Request-Id': sent } })
      ).headers.get('X-Request-Id');
    const [one, two] = [await idOf(), await idOf()];
    expect(one).not.toBe(two);
    expect(await idOf('abc-123')).toBe('abc-123');
    for (const bad of ['a b', '{"x":1}', 'x'.repeat(300), '<script>', '.']) {
      expect(await idOf(bad)).toMatch(/^[0-9a-f-]{36}$/);
    }
  });
});
