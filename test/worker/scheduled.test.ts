import { createExecutionContext, createScheduledController, waitOnExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import worker from '../../src/worker.ts';
import { aggregates } from '../support/aggregates.ts';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { addMessage, addParticipant, addSession, newId } from '../support/rows.ts';
import { testApp } from '../support/test-app.ts';

const database = useFreshDatabase();
const app = testApp({ bindings: { DATABASE_URL: database.url } });
beforeEach(() => void vi.spyOn(console, 'log').mockReturnValue());
afterEach(() => vi.restoreAllMocks());

/** What the Cron Trigger does. */
async function tick(): Promise<void> {
  const context = createExecutionContext();
  await worker.scheduled(createScheduledController(), { ...env, DATABASE_URL: database.url }, context);
  await waitOnExecutionContext(context);
}

const marks = async (): Promise<unknown> =>
  (await database.query('select count(*)::int as left_over from dashboard_marks'))[0]?.['left_over'];

async function figures(): Promise<unknown[]> {
  const answers = await Promise.all(
    aggregates.map((path) =>
      app.call(`${path}?time_range_hours=720`, { headers: { 'Cache-Control': 'no-cache' } }),
    ),
  );
  return Promise.all(
    answers.map(async (answer) => {
      const body: unknown = await answer.json();
      return Array.isArray(body) ? body : Object.assign(body as object, { generated_at: '', from: '', to: '', queue_now: '' });
    }),
  );
}

it('rolls up what was written, and no figure changes by it, nor goes on lagging behind', async () => {
  const agent = newId();
  const ids: string[] = [];
  for (let day = 1; day < 10; day += 1) {
    const created_at = new Date(Date.now() - day * 86_400_000).toISOString();
    const id = await addSession(database, {
      created_at,
      status: 'closed',
      assigned_agent_id: agent,
      rating: (day % 5) + 1,
    });
    await addParticipant(database, id, { user_id: agent });
    await addMessage(database, id, { sender_id: agent, created_at });
    ids.push(id);
  }
  const before = await figures();
  expect(await marks()).not.toBe(0);
  await tick();
  expect(await marks()).toBe(0);
  expect(await figures()).toEqual(before);

  await database.query('update chat_sessions set rating = 1 where id = $1', [ids[0]]);
  await database.query('delete from chat_sessions where id = $1', [ids[1]]);
  const changed = await figures();
  expect(changed).not.toEqual(before);
  await tick();
  expect(await figures()).toEqual(changed);
});

it('has nothing to do where nothing was written, as often as it comes', async () => {
  await tick();
  await tick();
  expect(await marks()).toBe(0);
});
