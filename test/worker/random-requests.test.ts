import { beforeAll, expect, it } from 'vitest';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { randomRequests, type Ingredients, type RandomRequest } from '../support/random-requests.ts';
import { addOffer } from '../support/routing.ts';
import { addMessage, addParticipant, addSession, newId } from '../support/rows.ts';
import { testApp } from '../support/test-app.ts';
import { tokenOf } from '../support/tokens.ts';

const database = useFreshDatabase();
const app = testApp({
  bindings: { DATABASE_URL: database.url, CORS_ORIGINS: 'https://admin.example' },
});
const ingredients: Ingredients = { sessionIds: [], userIds: [], offerIds: [], tokens: [] };

beforeAll(async () => {
  const agents = Array.from({ length: 4 }, newId);
  ingredients.userIds.push(...agents);
  for (let i = 0; i < 30; i += 1) {
    const status = ['waiting', 'active', 'closed'][i % 3];
    const customer = newId();
    const agent = agents[i % agents.length] ?? '';
    const assigned_agent_id = status === 'waiting' ? null : agent;
    const id = await addSession(database, { status, initiator_id: customer, assigned_agent_id });
    await addParticipant(database, id, { user_id: agent });
    await addMessage(database, id, { sender_id: agent });
    ingredients.sessionIds.push(id);
    if (status === 'waiting') {
      ingredients.offerIds.push(await addOffer(database, id, agent, 3600));
    }
    ingredients.userIds.push(customer);
  }
  for (const role of ['admin', 'admin', 'admin', 'router', 'nobody']) {
    ingredients.tokens.push(await tokenOf(role));
  }
  for (const agent of agents) ingredients.tokens.push(await tokenOf('agent', agent));
});

/** What is wrong with the answer to a request; undefined where nothing is. */
async function faultOf({ method, path, headers, body }: RandomRequest): Promise<string | undefined> {
  const hangs = Symbol('hangs');
  const late = new Promise<typeof hangs>((resolve) => setTimeout(() => resolve(hangs), 120_000));
  const answering = app.call(path, {
    method,
    headers,
    token: null,
    ...(body === undefined ? {} : { body }),
  });
  const response = await Promise.race([answering, late]);
  if (typeof response === 'symbol') return 'it hangs';
  const text = await response.text();
  const { status } = response;
  if (status >= 500) return `${status} ${text}`;
  if (response.headers.get('X-Request-Id') === null) return `${status} without a request id`;
  if (status < 400) {
    const isCreating = method === 'PUT' || path.split('?')[0]?.endsWith('/offers');
    const expected = isCreating ? [200, 201, 204, 302, 304] : [200, 204, 302, 304];
    return expected.includes(status) ? undefined : `${status} ${text}`;
  }
  const type = response.headers.get('Content-Type');
  if (type !== 'application/problem+json') return `${status} of type ${type}`;
  if (method === 'HEAD') return text === '' ? undefined : 'a HEAD with a body';
  const problem = JSON.parse(text) as Record<string, unknown>;
  const members = ['type', 'title', 'status', 'detail', 'instance', 'code', 'request_id', 'success'];
  const missing = members.filter((name) => problem[name] === undefined);
  return problem['status'] === status && missing.length === 0 ? undefined : `${status} ${text}`;
}

/** How often each status was answered, over all seeds. */
const statuses = new Map<number, number>();

// Another seed finds other things: what one of them finds belongs into a test of its own.
it.each([1, 20_261_122, 4_711])(
  '2000 random requests find no 5xx, no hang, no bare error (seed %i)',
  async (seed) => {
    const make = randomRequests(seed, ingredients);
    const faults: unknown[] = [];
    for (let i = 0; i < 2000; i += 20) {
      const requests = Array.from({ length: 20 }, make);
      for (const [at, fault] of (await Promise.all(requests.map(faultOf))).entries()) {
        if (fault !== undefined) faults.push({ number: i + at, request: requests[at], fault });
      }
    }
    await app.settle();
    expect(faults).toEqual([]);
    for (const { fields } of app.log.splice(0)) {
      const status = Number(fields['status']);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  },
);

it('random requests reach everything, not only the door', () => {
  const expected = [200, 201, 304, 400, 401, 403, 404, 405, 409, 412, 413, 415, 422];
  expect(expected.filter((status) => (statuses.get(status) ?? 0) < 10)).toEqual([]);
});
