import { beforeEach, describe, expect, it } from 'vitest';
import { answerOf, bodyOf, problem } from '../support/answers.ts';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { goodBodyOf, pathOf, securedOperations } from '../support/operations.ts';
import { addAgent } from '../support/routing.ts';
import { newId } from '../support/rows.ts';
import { newSecret, signedHeaders } from '../support/signatures.ts';
import { testApp } from '../support/test-app.ts';
import { tokenOf } from '../support/tokens.ts';

const database = useFreshDatabase();
const secret = newSecret();
const app = testApp({ bindings: { DATABASE_URL: database.url, ROUTER_SECRETS: `router-1:${secret}` } });
beforeEach(() => database.clear());

interface Me {
  permissions: string[];
}

const meAs = async (role: string, id: string = newId()): Promise<Me> =>
  bodyOf<Me>(await app.call('me', { token: await tokenOf(role, id) }));

const nobody = { name: null, teams: [], skills: [], availability: null };

it('tells a registered agent its name, team, skills and availability', async () => {
  const id = await addAgent(database, {
    display_name: 'Ada Okafor',
    team: 'billing',
    skills: ['french', 'refunds'],
    availability: 'away',
  });
  await database.insert('chat_users', { id, display_name: 'ada_78' });
  const told = { id, name: 'Ada Okafor', teams: ['billing'], skills: ['french', 'refunds'] };
  expect(await meAs('agent', id)).toMatchObject({ ...told, role: 'agent', availability: 'away' });
  expect(await meAs('admin', id)).toMatchObject({ ...told, role: 'admin' });
});

it('tells anybody else the name that the chat application wrote', async () => {
  const id = newId();
  await database.insert('chat_users', { id, display_name: 'Robin Ellery' });
  expect(await meAs('admin', id)).toMatchObject({ ...nobody, id, role: 'admin', name: 'Robin Ellery' });
});

it.each(['admin', 'agent', 'router'])('knows no name of an unknown %s', async (role) => {
  const id = newId();
  expect(await meAs(role, id)).toMatchObject({ ...nobody, id, role });
});

it('tells a router that signs its calls the name it signs with', async () => {
  const timestampSeconds = Math.floor(app.now() / 1000);
  const headers = await signedHeaders({ secret, id: newId(), timestampSeconds, body: '' });
  const response = await app.call('me', { token: null, headers });
  expect(response.headers.get('Cache-Control')).toBe('no-store');
  expect(await bodyOf(response)).toMatchObject({ ...nobody, role: 'router', name: 'router-1' });
});

it('has an agent without a team in none', async () => {
  expect(await meAs('agent', await addAgent(database))).toMatchObject({ teams: [], availability: 'online' });
});

describe('permissions', () => {
  const others = securedOperations.filter(({ name }) => name !== 'GET me');

  it.each(['admin', 'agent', 'router'])('are what answers a %s with anything but 403', async (role) => {
    const id = newId();
    const token = await tokenOf(role, id);
    const open: string[] = [];
    for (const operation of others) {
      const json = goodBodyOf(operation, id);
      const path = pathOf(operation, newId(), { agent_id: id });
      const body = json === undefined ? {} : { json };
      const { status } = await app.call(path, { method: operation.method, token, ...body });
      if (status !== 403) open.push(operation.operation.operationId ?? '');
    }
    expect((await meAs(role, id)).permissions.sort()).toEqual(open.sort());
    expect(open.length).toBeGreaterThan(3);
  });
});

it('takes no parameters', async () => {
  expect(await answerOf(await app.call('me?id=x'))).toEqual(problem(422, 'validation_failed'));
});
