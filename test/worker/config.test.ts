import { beforeEach, expect, it } from 'vitest';
import commandSource from '../../src/features/commands/command.sql?raw';
import tidySource from '../../src/features/upkeep/tidy.sql?raw';
import type { Bindings } from '../../src/env.ts';
import { answerOf, bodyOf } from '../support/answers.ts';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { addAgent } from '../support/routing.ts';
import { addSession } from '../support/rows.ts';
import { testApp } from '../support/test-app.ts';
import { tokenOf } from '../support/tokens.ts';

const database = useFreshDatabase();
const appWith = (bindings: Partial<Bindings> = {}) =>
  testApp({ bindings: { DATABASE_URL: database.url, ...bindings } });
const app = appWith();
beforeEach(() => database.clear());

interface ConfigAnswer {
  limits: Record<string, number>;
}

it('has no choices where nobody is registered', async () => {
  const response = await app.call('config');
  expect(response.headers.get('Cache-Control')).toBe('no-store');
  expect(await bodyOf(response)).toMatchObject({ teams: [], skills: [], time_zone: 'UTC' });
});

it('lists teams and skills of registered agents by name, with how many agents each has', async () => {
  await addAgent(database, { team: 'billing', skills: ['refunds', 'french', 'refunds'] });
  await addAgent(database, { team: 'billing', skills: ['french'], availability: 'offline' });
  await addAgent(database, { team: 'Sales', skills: [' ', 'übersetzen'] });
  await addAgent(database, { team: ' ' });
  await addAgent(database);
  await addSession(database, { team: 'nobody is in it' });
  expect(await bodyOf(await app.call('config'))).toMatchObject({
    teams: [
      { team: 'Sales', agents: 1 },
      { team: 'billing', agents: 2 },
    ],
    skills: [
      { skill: 'french', agents: 2 },
      { skill: 'refunds', agents: 1 },
      { skill: 'übersetzen', agents: 1 },
    ],
  });
});

it('says where priorities begin and when availability lapses, as configured', async () => {
  const priorities = (medium: number, high: number) => [
    { priority: 'low', from_seconds: 0 },
    { priority: 'medium', from_seconds: medium },
    { priority: 'high', from_seconds: high },
  ];
  expect(await bodyOf(await app.call('config'))).toMatchObject({ priorities: priorities(60, 180) });
  const other = appWith({
    WAIT_MEDIUM_SECONDS: '5',
    WAIT_HIGH_SECONDS: '7',
    REGISTERED_AGENTS_ONLY: 'true',
    AGENT_LAPSE_MINUTES: '30',
  });
  expect(await bodyOf(await other.call('config'))).toMatchObject({
    priorities: priorities(5, 7),
    registered_agents_only: true,
    agent_lapse_minutes: 30,
  });
});

it('names limits that hold: the next larger value is refused', async () => {
  const { limits } = await bodyOf<ConfigAnswer>(await app.call('config'));
  const statusOf = async (path: string): Promise<number> => (await answerOf(await app.call(path))).status;
  const { page_rows = 0, max_range_hours = 0, max_window_days = 0, default_range_hours } = limits;
  expect(await statusOf(`sessions?limit=${page_rows}`)).toBe(200);
  expect(await statusOf(`sessions?limit=${page_rows + 1}`)).toBe(422);
  expect(await statusOf(`overview?time_range_hours=${max_range_hours}`)).toBe(200);
  expect(await statusOf(`overview?time_range_hours=${max_range_hours + 1}`)).toBe(422);
  const from = Date.parse('2026-01-01T00:00:00Z');
  const to = new Date(from + max_window_days * 86_400_000);
  const window = (end: Date) => `overview?from=2026-01-01T00:00:00Z&to=${end.toISOString()}`;
  expect(await statusOf(window(to))).toBe(200);
  expect(await statusOf(window(new Date(to.getTime() + 1)))).toBe(422);
  const overview = await bodyOf(await app.call('overview'));
  expect(overview['time_range_hours']).toBe(default_range_hours);
  // The database keeps the outcomes of idempotency keys.
  for (const source of [commandSource, tidySource]) {
    expect(source).toContain(`interval '${limits['idempotency_hours']} hours'`);
  }
});

it.each(['admin', 'agent', 'router'])('is for the role %s', async (role) => {
  expect((await app.call('config', { token: await tokenOf(role) })).status).toBe(200);
});
