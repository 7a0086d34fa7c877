import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { loadDemo } from '../../dev/demo.ts';
import { createTestDatabase, type TestDatabase } from '../support/node/database.ts';
import { countRows, findWrongTotals, readTables } from '../support/node/table-contents.ts';

let database: TestDatabase;
let client: Client;
const lines: string[] = [];
const onProgress = (line: string): void => void lines.push(line);

beforeAll(async () => {
  database = await createTestDatabase(inject('adminDatabaseUrl'), inject('templateDatabase'));
  client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query(`set time zone 'UTC'`);
  await loadDemo({ databaseUrl: database.url, onProgress });
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

async function ask<Row extends object>(query: string): Promise<Row[]> {
  return (await client.query<Row>(query)).rows;
}

const askOne = async (expression: string): Promise<unknown> =>
  (await ask<{ value: unknown }>(`select ${expression} as value`))[0]?.value;

it('is loaded once, and says what it is', async () => {
  expect(lines).toEqual([
    expect.stringMatching(/^\d{4} sessions with \d+ messages, 12 agents; 8 customers are waiting$/),
  ]);
  const before = await readTables(client);
  await loadDemo({ databaseUrl: database.url, onProgress });
  expect(lines).toHaveLength(1);
  expect(await readTables(client)).toEqual(before);
});

describe('right after the start', () => {
  it('has a queue of all priorities, for teams and for all, with and without skills', async () => {
    const waits = `extract(epoch from now() - queued_at)`;
    const [queue] = await ask(
      `select count(*) filter (where ${waits} < 60)::int > 0 as low,
         count(*) filter (where ${waits} >= 60 and ${waits} < 180)::int > 0 as medium,
         count(*) filter (where ${waits} >= 180)::int > 0 as high, max(${waits})::int < 420 as is_recent,
         count(distinct team)::int as teams, count(*) filter (where team is null)::int as of_all,
         count(*) filter (where skills <> '{}')::int as skilled,
         count(*) filter (where started_at is not null)::int as back_again
       from chat_sessions where status = 'waiting'`,
    );
    const priorities = { low: true, medium: true, high: true, is_recent: true };
    expect(queue).toEqual({ ...priorities, teams: 3, of_all: 1, skilled: 3, back_again: 2 });
  });

  it('holds two waiting sessions for agents who fit', async () => {
    expect(
      await ask(
        `select a.availability, a.team = s.team and s.skills <@ a.skills as fits
         from dashboard_live_offers(clock_timestamp()) o join chat_sessions s on s.id = o.session_id
         join support_agents a using (agent_id) where s.status = 'waiting'`,
      ),
    ).toEqual(Array.from({ length: 2 }, () => ({ availability: 'online', fits: true })));
  });

  it('has agents who are there, away and gone, one of them with all places taken', async () => {
    const agents = await ask<{ availability: string; load: number; max_sessions: number }>(
      `select availability, max_sessions, dashboard_load(agent_id, clock_timestamp()) as load from support_agents`,
    );
    expect(new Set(agents.map(({ availability }) => availability))).toEqual(
      new Set(['online', 'away', 'offline']),
    );
    expect(agents.filter(({ load, max_sessions }) => load > max_sessions)).toEqual([]);
    expect(agents.filter(({ load, max_sessions }) => load === max_sessions)).toHaveLength(1);
    expect(
      await askOne(`(select bool_and(updated_at > now() - interval '1 hour') from support_agents)`),
    ).toBe(true);
  });

  it('has chats in which people write, with unread messages, and two that are nobody’s', async () => {
    const [active] = await ask(
      `select count(*)::int as chats, count(*) filter (where assigned_agent_id is null)::int as of_nobody,
         bool_or(last_activity_at > now() - interval '1 minute') as is_alive,
         count(*) filter (where exists (select from chat_messages m where m.session_id = s.id
           and m.sender_id = s.initiator_id and m.status <> 'read'))::int > 5 as has_unread
       from chat_sessions s where status = 'active'`,
    );
    expect(active).toEqual({ chats: 19, of_nobody: 2, is_alive: true, has_unread: true });
  });
});

describe('the last two months', () => {
  it('have chats on every day, none of which ends in the future', async () => {
    expect(
      await askOne(`(select count(distinct created_at::date)::int from chat_sessions
        where created_at > now() - interval '60 days')`),
    ).toBeGreaterThanOrEqual(60);
    expect(
      await askOne(`(select greatest(max(s.created_at), max(closed_at), max(m.created_at)) <= now()
        from chat_sessions s join chat_messages m on m.session_id = s.id)`),
    ).toBe(true);
    expect(await findWrongTotals(client)).toEqual([]);
  });

  it('have all that can happen to a session, when it happened and not when it was loaded', async () => {
    const endings = await ask<{ ending: string }>(
      `select distinct ending from dashboard_segments(array(select id from chat_sessions)) where ending is not null`,
    );
    expect(endings.map(({ ending }) => ending).sort()).toEqual(
      expect.arrayContaining(['abandoned', 'assigned', 'closed', 'requeued', 'transferred']),
    );
    const flow = (figure: string, since: string): string =>
      `(select sum(sign * flow_${figure}) from dashboard_figures(array[now() - interval '${since}', now()],
        'everybody', null, false))`;
    for (const figure of ['reopened', 'closed', 'abandoned', 'transferred', 'rated']) {
      const [month, lately] = [await askOne(flow(figure, '30 days')), await askOne(flow(figure, '1 minute'))];
      expect([figure, Number(month) > 10, Number(lately) < 5]).toEqual([figure, true, true]);
    }
  });

  it('have ratings of all kinds, and feedback', async () => {
    expect(
      await ask(`select rating, count(feedback) > 0 as has_feedback from chat_sessions
        where rating is not null group by rating order by rating`),
    ).toEqual([1, 2, 3, 4, 5].map((rating) => ({ rating, has_feedback: true })));
  });

  it('have messages of all types, and of a bot', async () => {
    expect(
      (await ask<{ t: string }>(`select distinct message_type as t from chat_messages order by 1`)).map(
        ({ t }) => t,
      ),
    ).toEqual(['file', 'image', 'note', 'system', 'text']);
    expect(
      Number(await askOne(`(select count(*) from chat_participants where role = 'bot')`)),
    ).toBeGreaterThan(9);
  });
});

it('names everybody', async () => {
  expect(
    await ask(
      `select id from (
         select user_id from chat_participants union select actor_id from dashboard_command_log where actor_name is null
       ) people (id) cross join lateral dashboard_user_name(id) where name is null`,
    ),
  ).toEqual([]);
});

it('has an audit that fits the sessions', async () => {
  expect(
    await ask(
      `select s.id from chat_sessions s where status = 'active' and assigned_agent_id is not null
       and assigned_agent_id is distinct from (select l.to_agent_id from dashboard_command_log l
         where l.session_id = s.id and l.outcome = 'done' and l.action in ('assign', 'claim', 'accept', 'transfer')
         order by l.created_at desc limit 1)`,
    ),
  ).toEqual([]);
  const [audit] = await ask<{ actions: string[]; refused: number; others: number }>(
    `select array_agg(distinct action order by action) as actions, count(refusal)::int as refused,
       count(*) filter (where created_at > now())::int as others from dashboard_command_log`,
  );
  expect(audit?.actions).toEqual([
    'accept',
    'assign',
    'claim',
    'close',
    'decline',
    'offer',
    'requeue',
    'save_agent',
    'set_availability',
    'transfer',
  ]);
  expect(audit?.refused).toBeGreaterThan(10);
  expect(audit?.others).toBe(0);
});

it('is not loaded beside a session', async () => {
  const other = await createTestDatabase(inject('adminDatabaseUrl'), inject('templateDatabase'));
  const second = new Client({ connectionString: other.url });
  await second.connect();
  await second.query('insert into chat_sessions (initiator_id) values (gen_random_uuid())');
  await loadDemo({ databaseUrl: other.url, onProgress });
  expect(await countRows(second)).toEqual({ sessions: 1, participants: 0, messages: 0 });
  await second.end();
  await other.drop();
});
