import { beforeEach, describe, expect, it } from 'vitest';
import { differences, fold, get } from '../support/figures-check.ts';
import { sqlStateOf } from '../support/figures-races.ts';
import { useFreshDatabase, type Row } from '../support/fresh-database.ts';
import { addMessage, addParticipant, addSession, newId } from '../support/rows.ts';
import { testApp } from '../support/test-app.ts';

// What users of chat dashboards report as bugs, as small inputs with the figures that the definitions give. Each is asked
// before and after folding.

const database = useFreshDatabase();
const app = testApp({ bindings: { DATABASE_URL: database.url } });
beforeEach(() => database.clear());

const body = async <Body>(path: string): Promise<Body> => (await get(app, path)).body as Body;
const onDay = (day: string): string => `from=${day}T00:00:00Z&to=${day}T23:59:59.999999Z`;

interface Spans {
  count: number;
  mean: number | null;
}
interface Overview {
  response_time: Spans;
  wait_time: Spans;
  abandon_time: Spans;
  handle_time: Spans;
  flow: Record<string, number>;
}
type SpanName = 'response_time' | 'wait_time' | 'abandon_time' | 'handle_time';

/** Of one distribution on a day, how many and their mean, unfolded and folded. */
async function spans(name: SpanName, day: string): Promise<[count: number, mean: number | null]> {
  const asked = async (): Promise<[number, number | null]> => {
    const { count, mean } = (await body<Overview>(`overview?${onDay(day)}`))[name];
    return [count, mean];
  };
  const unfolded = await asked();
  await fold(database);
  expect(await asked(), 'folded').toEqual(unfolded);
  expect(await differences(database)).toEqual([]);
  return unfolded;
}

interface AgentRow {
  avg_customer_rating: number | null;
  response_time: Spans;
  wait_time: Spans;
  handle_time: Spans;
  transfers_in: number;
  transfers_out: number;
}
async function agentOn(day: string, agent: string): Promise<AgentRow | undefined> {
  const [row] = await body<AgentRow[]>(`agent-performance?${onDay(day)}&agent_id=${agent}`);
  return row;
}

const update = (id: string, sets: string): Promise<Row[]> =>
  database.query(`update chat_sessions set ${sets} where id = '${id}'`);

async function command(session: string, name: string, json: object): Promise<void> {
  const response = await app.call(`sessions/${session}/${name}`, { json });
  expect([name, response.status]).toEqual([name, 200]);
}

describe('06: a session that is reopened is not handled while it was closed', () => {
  const firstLife = (worker: string): Promise<string> =>
    addSession(database, {
      assigned_agent_id: worker,
      status: 'closed',
      created_at: '2021-03-01T10:00Z',
      started_at: '2021-03-01T10:01Z',
      closed_at: '2021-03-01T10:11Z',
    });

  it('a week later, with instants of its own', async () => {
    const id = await firstLife(newId());
    expect(await spans('handle_time', '2021-03-01')).toEqual([1, 600]);
    await update(id, `status = 'active', started_at = '2021-03-08 10:00Z'`);
    expect(await spans('handle_time', '2021-03-08')).toEqual([0, null]);
    await update(id, `status = 'closed', closed_at = '2021-03-08 10:05Z'`);
    expect(await spans('handle_time', '2021-03-01')).toEqual([1, 600]);
    expect(await spans('handle_time', '2021-03-08')).toEqual([1, 300]);
  });

  it('by its state alone', async () => {
    const id = await firstLife(newId());
    await update(id, `status = 'active'`);
    await update(id, `status = 'closed', closed_at = '2021-03-08 10:05Z'`);
    expect(await spans('handle_time', '2021-03-01')).toEqual([1, 600]);
    // The second life began just now, so it ended before it began.
    const { handle_time, flow } = await body<Overview>('overview?time_range_hours=1');
    expect([handle_time.count, handle_time.mean, flow['reopened']]).toEqual([1, 0, 1]);
  });

  it('and has a duration since it was handled again', async () => {
    const worker = newId();
    const id = await firstLife(worker);
    await update(id, `status = 'waiting', assigned_agent_id = null`);
    await command(id, 'assign', { agent_id: worker });
    const [row] = await body<{ session_id: string; duration_seconds: number }[]>('active-sessions');
    expect(row?.session_id).toBe(id);
    expect(row?.duration_seconds).toBeLessThan(60);
  });
});

describe('07: how long somebody waited is in a figure', () => {
  it('if they gave up', async () => {
    await addSession(database, {
      status: 'closed',
      created_at: '2021-09-01T10:00Z',
      closed_at: '2021-09-01T10:45Z',
    });
    expect(await spans('abandon_time', '2021-09-01')).toEqual([1, 2700]);
    expect(await spans('wait_time', '2021-09-01')).toEqual([0, null]);
    const overview = await body<Overview & Record<string, unknown>>(`overview?${onDay('2021-09-01')}`);
    expect([overview['abandoned_sessions'], overview.flow['abandoned']]).toEqual([1, 1]);
  });

  it('if they came back: the day of their first wait does not change', async () => {
    const worker = newId();
    const id = await addSession(database, {
      assigned_agent_id: worker,
      status: 'closed',
      created_at: '2021-04-01T10:00Z',
      started_at: '2021-04-01T10:03Z',
      closed_at: '2021-04-01T10:11Z',
    });
    expect(await spans('wait_time', '2021-04-01')).toEqual([1, 180]);
    await update(id, `status = 'waiting', assigned_agent_id = null`);
    expect(await spans('wait_time', '2021-04-01')).toEqual([1, 180]);
    await command(id, 'assign', { agent_id: worker });
    await command(id, 'close', {});
    expect(await spans('wait_time', '2021-04-01')).toEqual([1, 180]);
    const { wait_time } = await body<Overview>('overview?time_range_hours=1');
    expect(wait_time.count).toBe(1);
  });

  it('if they were put back into the queue: each wait of the episode counts', async () => {
    const worker = newId();
    const id = await addSession(database, { created_at: '2021-05-01T10:00Z' });
    await command(id, 'assign', { agent_id: worker });
    expect((await spans('wait_time', '2021-05-01'))[0]).toBe(1);
    await command(id, 'requeue', {});
    expect((await spans('wait_time', '2021-05-01'))[0]).toBe(1);
    await command(id, 'assign', { agent_id: worker });
    expect((await spans('wait_time', '2021-05-01'))[0]).toBe(2);
    expect((await agentOn('2021-05-01', worker))?.wait_time.count).toBe(2);
  });
});

it('08: a session that was closed unanswered and comes back is answered since its return', async () => {
  const worker = newId();
  const id = await addSession(database, {
    status: 'closed',
    created_at: '2021-06-07T09:00Z',
    closed_at: '2021-06-07T09:05Z',
  });
  await update(id, `status = 'waiting', queued_at = '2021-06-11 14:00Z'`);
  await addParticipant(database, id, { user_id: worker });
  await update(id, `status = 'active', assigned_agent_id = '${worker}', started_at = '2021-06-11 14:05Z'`);
  await addMessage(database, id, { sender_id: worker, created_at: '2021-06-11T14:10Z' });
  expect(await spans('response_time', '2021-06-11')).toEqual([1, 600]);
  expect(await spans('response_time', '2021-06-07')).toEqual([0, null]);
  expect(await spans('abandon_time', '2021-06-07')).toEqual([1, 300]);
  expect(await spans('wait_time', '2021-06-11')).toEqual([1, 300]);
});

it('08: what an agent writes after a session was closed is no response', async () => {
  const worker = newId();
  const id = await addSession(database, {
    status: 'closed',
    assigned_agent_id: worker,
    created_at: '2021-06-07T09:00Z',
    started_at: '2021-06-07T09:01Z',
    closed_at: '2021-06-07T09:05Z',
  });
  await addMessage(database, id, { sender_id: worker, created_at: '2021-06-07T09:06Z' });
  expect(await spans('response_time', '2021-06-07')).toEqual([0, null]);
  expect(await body<unknown>(`overview?${onDay('2021-06-07')}`)).toMatchObject({ unanswered_sessions: 1 });
});

it('10: with the chat application’s clock ahead, waits and responses count as 0', async () => {
  const worker = newId();
  const [{ ahead } = {}] = await database.query(`select (now() + interval '2 minutes')::text as ahead`);
  const id = await addSession(database, { created_at: ahead });
  await command(id, 'assign', { agent_id: worker });
  await addMessage(database, id, { sender_id: worker });
  const near = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();
  for (const isFolded of [false, true]) {
    if (isFolded) await fold(database);
    const query = `from=${near(-1)}&to=${near(5)}&agent_id=${worker}`;
    const [row] = await body<AgentRow[]>(`agent-performance?${query}`);
    expect(row).toMatchObject({ response_time: { count: 1, mean: 0 }, wait_time: { count: 1, mean: 0 } });
  }
});

it('11: with its clock behind, it closes nevertheless', async () => {
  const worker = newId();
  const id = await addSession(database);
  await command(id, 'assign', { agent_id: worker });
  await update(id, `status = 'closed', closed_at = clock_timestamp() - interval '5 seconds'`);
  const { handle_time } = await body<Overview>('overview?time_range_hours=1');
  expect([handle_time.count, handle_time.mean]).toEqual([1, 0]);
  expect(await body<unknown>(`agent-performance?time_range_hours=1`)).toMatchObject([{ load: 0 }]);
});

it('12: who closes by the state alone has its sessions in handle_time', async () => {
  const [{ created_at, started_at } = {}] = await database.query(
    `select (now() - interval '2 hours')::text as created_at, (now() - interval '1 hour')::text as started_at`,
  );
  const id = await addSession(database, {
    assigned_agent_id: newId(),
    status: 'active',
    created_at,
    started_at,
  });
  await update(id, `status = 'closed'`);
  const [row] = await database.query('select closed_at is not null as has_end from chat_sessions');
  expect(row?.['has_end']).toBe(true);
  const { handle_time } = await body<Overview>('overview?time_range_hours=24');
  expect(handle_time.count).toBe(1);
  expect(handle_time.mean).toBeGreaterThanOrEqual(3600);
  expect(handle_time.mean).toBeLessThan(3700);
});

describe('17: everybody gets credit for what it did', () => {
  const [first, second] = [newId(), newId()];
  /** First with the first agent, then with the second. */
  async function handedOn(day: string): Promise<string> {
    const id = await addSession(database, {
      assigned_agent_id: first,
      status: 'active',
      created_at: `${day}T10:00Z`,
      started_at: `${day}T10:00Z`,
    });
    for (const [user_id, joined_at, left_at] of [
      [first, `${day}T10:00Z`, `${day}T11:00Z`],
      [second, `${day}T11:00Z`, null],
    ]) {
      await addParticipant(database, id, { user_id, joined_at, left_at });
    }
    return id;
  }

  it('handling time, and the transfer', async () => {
    const id = await handedOn('2023-03-01');
    await update(
      id,
      `assigned_agent_id = '${second}', status = 'closed', closed_at = '2023-03-01 11:01Z', rating = 2`,
    );
    expect(await agentOn('2023-03-01', first)).toMatchObject({
      handle_time: { count: 1, mean: 3600 },
      transfers_out: 1,
      transfers_in: 0,
      avg_customer_rating: null,
    });
    expect(await agentOn('2023-03-01', second)).toMatchObject({
      handle_time: { count: 1, mean: 60 },
      transfers_out: 0,
      transfers_in: 1,
      avg_customer_rating: 2,
    });
    expect(await spans('handle_time', '2023-03-01')).toEqual([1, 3660]);
  });

  it('the rating, of who handled last when it was given', async () => {
    const id = await addSession(database, {
      assigned_agent_id: first,
      status: 'closed',
      created_at: '2023-04-01T10:00Z',
      started_at: '2023-04-01T10:01Z',
      closed_at: '2023-04-01T10:30Z',
      rating: 1,
    });
    await addParticipant(database, id, {
      user_id: first,
      joined_at: '2023-04-01T10:01Z',
      left_at: '2023-04-01T10:30Z',
    });
    const ratings = async () => [
      (await agentOn('2023-04-01', first))?.avg_customer_rating,
      (await agentOn('2023-04-01', second))?.avg_customer_rating,
    ];
    expect(await ratings()).toEqual([1, undefined]);
    await update(id, `status = 'waiting', assigned_agent_id = null`);
    await command(id, 'assign', { agent_id: second });
    expect(await ratings()).toEqual([1, null]);
    // A rating that is corrected stays with who had it; a new one belongs to who handles now.
    await update(id, 'rating = 2');
    expect(await ratings()).toEqual([2, null]);
    await update(id, 'rating = null');
    await update(id, 'rating = 5');
    expect(await ratings()).toEqual([null, 5]);
  });

  it('the response, since each took the session over', async () => {
    const id = await handedOn('2023-05-01');
    await update(id, `assigned_agent_id = '${second}'`);
    await addMessage(database, id, { sender_id: second, created_at: '2023-05-01T11:00:20Z' });
    expect((await agentOn('2023-05-01', second))?.response_time).toMatchObject({ count: 1, mean: 20 });
    expect((await agentOn('2023-05-01', first))?.response_time).toMatchObject({ count: 0, mean: null });
    expect(await spans('response_time', '2023-05-01')).toEqual([1, 3620]);
  });

  it('the same if the row tells its last agent only', async () => {
    const id = await handedOn('2023-06-01');
    await database.query('delete from chat_sessions');
    await addSession(database, {
      id,
      assigned_agent_id: second,
      status: 'closed',
      created_at: '2023-06-01T10:00Z',
      started_at: '2023-06-01T10:00Z',
      closed_at: '2023-06-01T11:01Z',
    });
    await addParticipant(database, id, {
      user_id: first,
      joined_at: '2023-06-01T10:00Z',
      left_at: '2023-06-01T11:00Z',
    });
    await addParticipant(database, id, { user_id: second, joined_at: '2023-06-01T11:00Z' });
    expect((await agentOn('2023-06-01', first))?.handle_time).toMatchObject({ count: 1, mean: 3600 });
    expect((await agentOn('2023-06-01', second))?.handle_time).toMatchObject({ count: 1, mean: 60 });
  });
});

it('18: who may write messages alone, can', async () => {
  const id = await addSession(database);
  const role = `chat_ingest_${crypto.randomUUID().slice(0, 8)}`;
  await database.query(`create role ${role}`);
  try {
    await database.query(`grant select, insert on chat_messages to ${role}`);
    const write = () =>
      database
        .transaction(
          [`set local role ${role}`],
          [
            `insert into public.chat_messages (session_id, sender_id, content) values ('${id}', gen_random_uuid(), 'Hello')`,
          ],
        )
        .then(() => 'written', sqlStateOf);
    expect(await write()).toBe('written');
    await database.query(
      `grant select, update (status, assigned_agent_id, started_at, closed_at, last_activity_at, rating, feedback,
         total_messages) on chat_sessions to ${role}`,
    );
    expect(await write()).toBe('written');
    const closing = database.transaction(
      [`set local role ${role}`],
      [`update public.chat_sessions set status = 'closed', rating = 5, total_messages = 2`],
    );
    expect(await closing.then(() => 'written', sqlStateOf)).toBe('written');
    expect(await body<unknown>('overview?time_range_hours=1')).toMatchObject({
      total_messages: 2,
      closed_sessions: 1,
      flow: { abandoned: 1, rated: 1 },
    });
  } finally {
    await database.query(`drop owned by ${role}`);
    await database.query(`drop role ${role}`);
  }
});

it('24: what was closed and rated in the last hours, whenever it was opened', async () => {
  const [{ created_at, started_at, closed_at } = {}] = await database.query(
    `select (now() - interval '25 hours')::text as created_at, (now() - interval '2 hours')::text as started_at,
       (now() - interval '1 hour')::text as closed_at`,
  );
  const times = { created_at, started_at, closed_at };
  const id = await addSession(database, {
    assigned_agent_id: newId(),
    status: 'closed',
    rating: 1,
    ...times,
  });
  for (const isFolded of [false, true]) {
    if (isFolded) await fold(database);
    const overview = await body<Overview>('overview?time_range_hours=24');
    // What belongs to the cohort belongs to when it was created.
    expect(overview).toMatchObject({
      closed_sessions: 0,
      handle_time: { count: 0 },
      flow: { created: 0, reopened: 0, closed: 1, abandoned: 0, transferred: 0, rated: 1 },
    });
    for (const flow of ['closed', 'rated']) {
      const { body: listed, response } = await get(app, `sessions?time_range_hours=24&flow=${flow}`);
      expect(listed).toMatchObject([{ session_id: id }]);
      expect(response.headers.get('X-Total-Count')).toBe('1');
    }
    expect((await get(app, 'sessions?time_range_hours=24&flow=created')).body).toEqual([]);
  }
});
