import { beforeEach, describe, expect, it } from 'vitest';
import { answerOf, bodyOf, problem } from '../support/answers.ts';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { hold } from '../support/lock-holder.ts';
import { addAgent, addOffer, addOwned, commandLog, routedSession } from '../support/routing.ts';
import { addSession, newId } from '../support/rows.ts';
import { skipRetryDelays, testApp } from '../support/test-app.ts';
import { tokenOf } from '../support/tokens.ts';

const database = useFreshDatabase();
const app = testApp({ bindings: { DATABASE_URL: database.url, DATABASE_TIMEOUT_MS: '30000' } });
const admin = newId();
const token = await tokenOf('admin', admin);
beforeEach(() => database.clear());

/** A command, ready to be sent any number of times. */
interface Command {
  path: string;
  json?: unknown;
  /** Instead of `json`: exactly these bytes. */
  body?: string;
  token?: string;
  ifMatch?: string;
}

const send = (command: Command, key: string | null): Promise<Response> =>
  app.call(command.path, {
    token: command.token ?? token,
    body: command.body ?? JSON.stringify(command.json ?? {}),
    headers: {
      'Content-Type': 'application/json',
      ...(key === null ? {} : { 'Idempotency-Key': key }),
      ...(command.ifMatch === undefined ? {} : { 'If-Match': command.ifMatch }),
    },
  });

/** All that a repetition must have in common with the first answer. */
interface Copy {
  status: number;
  body: string;
  type: string | null;
  etag: string | null;
  cacheControl: string | null;
}
const copyOf = async (response: Response): Promise<Copy> => ({
  status: response.status,
  body: await response.text(),
  type: response.headers.get('Content-Type'),
  etag: response.headers.get('ETag'),
  cacheControl: response.headers.get('Cache-Control'),
});
const replayed = (response: Response): string | null => response.headers.get('Idempotency-Replayed');

/** Everything that a command may have written. */
async function traces(): Promise<Record<string, unknown> | undefined> {
  const [row] = await database.query(
    `select (select json_agg(t order by t.id) from chat_sessions t)::text as sessions,
       (select json_agg(t order by t.user_id, t.session_id) from chat_participants t)::text as participants,
       (select json_agg(t order by t.id) from dashboard_offers t)::text as offers,
       (select count(*)::int from chat_audit_log) as audited,
       (select count(*)::int from dashboard_command_log) as logged,
       (select count(*)::int from dashboard_idempotency_keys) as keys`,
  );
  return row;
}
const keys = (): Promise<unknown[]> => database.query('select key from dashboard_idempotency_keys');
const assign = (session: string, agent = newId(), more: Partial<Command> = {}): Command => ({
  path: `sessions/${session}/assign`,
  json: { agent_id: agent },
  ...more,
});

/** One command for each kind of answer: what prepares it, and its status. */
const answers: [name: string, status: number, prepare: () => Promise<Command>][] = [
  ['assign', 200, async () => assign(await addSession(database))],
  [
    'assign that changes nothing',
    200,
    async () => {
      const agent = newId();
      return assign(await addOwned(database, agent), agent);
    },
  ],
  [
    'transfer',
    200,
    async () => ({
      path: `sessions/${await addOwned(database, newId())}/transfer`,
      json: { to_agent_id: newId(), reason: 'ä\u2028"' },
    }),
  ],
  [
    'transfer to a team',
    200,
    async () => ({ path: `sessions/${await addOwned(database, newId())}/transfer`, json: { to_team: null } }),
  ],
  ['requeue', 200, async () => ({ path: `sessions/${await addOwned(database, newId())}/requeue` })],
  ['close', 200, async () => ({ path: `sessions/${await addSession(database)}/close` })],
  [
    'offer',
    201,
    async () => ({
      path: `sessions/${await addSession(database)}/offers`,
      json: { agent_id: newId(), expires_in_seconds: 60 },
    }),
  ],
  ...(['accept', 'decline', 'withdraw'] as const).map((what): [string, number, () => Promise<Command>] => [
    what,
    200,
    async () => {
      const id = await addSession(database);
      return { path: `sessions/${id}/offers/${await addOffer(database, id, newId())}/${what}` };
    },
  ]),
  [
    'claim',
    200,
    async () => {
      await addSession(database);
      await addSession(database);
      return { path: 'queue/claim', json: { agent_id: await addAgent(database) } };
    },
  ],
  ['unknown session', 404, async () => assign(newId())],
  ['unknown offer', 404, async () => ({ path: `sessions/${newId()}/offers/${newId()}/accept` })],
  ['empty queue', 404, async () => ({ path: 'queue/claim', json: { agent_id: newId() } })],
  ['taken session', 409, async () => assign(await addOwned(database, newId()))],
  [
    'full agent',
    409,
    async () => assign(await addSession(database), await addAgent(database, { max_sessions: 0 })),
  ],
  [
    'lacking skills',
    409,
    async () => assign(await addSession(database, { skills: '{z,ä,"a b"}' }), await addAgent(database)),
  ],
  [
    'offered session',
    409,
    async () => {
      const id = await addSession(database);
      await addOffer(database, id, newId());
      return assign(id);
    },
  ],
  ['inactive session', 409, async () => ({ path: `sessions/${await addSession(database)}/requeue` })],
  [
    'expired offer',
    409,
    async () => {
      const id = await addSession(database);
      return { path: `sessions/${id}/offers/${await addOffer(database, id, newId(), 0)}/accept` };
    },
  ],
  [
    'withdrawn offer',
    409,
    async () => {
      const id = await addSession(database);
      const offer = await addOffer(database, id, newId());
      await database.query(`update dashboard_offers set outcome = 'withdrawn' where id = $1`, [offer]);
      return { path: `sessions/${id}/offers/${offer}/accept` };
    },
  ],
  [
    'changed version',
    412,
    async () => assign(await addOwned(database, newId()), newId(), { ifMatch: '"7"' }),
  ],
];

describe('the same key and body again', () => {
  it.each(answers)(
    '%s (%i): the first answer, byte for byte, and nothing happens',
    async (_, status, prepare) => {
      const command = await prepare();
      const first = await send(command, 'k-1');
      expect([first.status, replayed(first)]).toEqual([status, null]);
      const original = await copyOf(first);
      const after = await traces();
      for (const key of ['k-1', '"k-1"', ' k-1 ']) {
        const again = await send(command, key);
        expect(replayed(again)).toBe('true');
        expect(again.headers.get('X-Request-Id')).not.toBe(first.headers.get('X-Request-Id'));
        expect(await copyOf(again)).toEqual(original);
      }
      expect(await traces()).toEqual(after);
      expect(await keys()).toEqual([{ key: 'k-1' }]);
    },
  );

  it('is answered as at first though everything is different by now', async () => {
    const agent = await addAgent(database);
    const id = await addSession(database);
    const first = await copyOf(await send(assign(id, agent), 'k'));
    await send({ path: `sessions/${id}/transfer`, json: { to_agent_id: newId() } }, 'transfer');
    await send({ path: `sessions/${id}/close` }, 'close');
    await database.query(`update support_agents set availability = 'offline'`);
    const again = await send(assign(id, agent), 'k');
    expect(replayed(again)).toBe('true');
    expect(await copyOf(again)).toEqual(first);
    await database.query('delete from chat_sessions where id = $1', [id]);
    expect(await copyOf(await send(assign(id, agent), 'k'))).toEqual(first);
    expect((await commandLog(database)).map((row) => row.key)).toEqual(['k', 'transfer', 'close']);
  });

  it('is refused as at first though it would be good by now', async () => {
    const self = newId();
    const command = { path: `sessions/${await addSession(database)}/requeue` };
    const refused = await copyOf(await send(command, 'k'));
    expect(refused.status).toBe(409);
    await database.query(`update chat_sessions set status = 'active', assigned_agent_id = $1`, [self]);
    expect(await copyOf(await send(command, 'k'))).toEqual(refused);
    expect((await send(command, 'another')).status).toBe(200);
  });

  it('without a key is another call', async () => {
    await addSession(database);
    await addSession(database);
    const command = { path: 'queue/claim', json: { agent_id: newId() } };
    const claimed = await Promise.all([send(command, null), send(command, null)]);
    const bodies = await Promise.all(claimed.map((response) => response.text()));
    expect(new Set(bodies).size).toBe(2);
    expect(await keys()).toEqual([]);
  });
});

describe('a key', () => {
  const good = [
    'x',
    '"x"',
    'k'.repeat(255),
    `"${'k'.repeat(255)}"`,
    '"with a space, and a comma"',
    "!#$%&'()*+-./:;<=>?@[]^_`{|}~",
    newId(),
  ];
  it.each(good)('%j is good', async (key) => {
    const command = assign(await addSession(database));
    expect((await send(command, key)).status).toBe(200);
    expect(replayed(await send(command, key))).toBe('true');
    expect(await keys()).toEqual([{ key: key.replace(/^"(.*)"$/, '$1') }]);
  });

  const bad = [
    '',
    '""',
    '"',
    '"half',
    'half"',
    'k'.repeat(256),
    `"${'k'.repeat(256)}"`,
    'with space',
    'tab\tinside',
    'control\u0001',
    '"control\u007f"',
    'schön',
    'one, two',
    '"one", "two"',
    'one,two',
    '"a\\"b"',
    '"a";p=1',
  ];
  it.each(bad)('%j is a 400, and nothing happens', async (key) => {
    const id = await addSession(database);
    expect(await answerOf(await send(assign(id), key))).toEqual(problem(400, 'idempotency_key_invalid'));
    expect((await routedSession(database, id)).status).toBe('waiting');
    expect([await keys(), await commandLog(database)]).toEqual([[], []]);
  });

  it('used for something else is a 422: another body, path, command or version', async () => {
    const [id, agent] = [await addSession(database), newId()];
    const command = assign(id, agent);
    const first = await copyOf(await send(command, 'k'));
    const after = await traces();
    const others: Command[] = [
      assign(id),
      assign(await addSession(database), agent),
      { ...command, body: JSON.stringify({ agent_id: agent, force: false }) },
      { ...command, body: `${JSON.stringify(command.json)} ` },
      { ...command, body: JSON.stringify({ agent_id: agent.toUpperCase() }) },
      { ...command, ifMatch: '"1"' },
      { ...command, ifMatch: '*' },
      { path: `sessions/${id}/offers`, json: { agent_id: agent } },
      { path: `sessions/${id}/close`, json: {} },
      { path: 'queue/claim', json: { agent_id: agent } },
    ];
    for (const other of others) {
      const response = await send(other, '"k"');
      expect(replayed(response)).toBeNull();
      expect(await answerOf(response)).toEqual(problem(422, 'idempotency_key_reused'));
    }
    // The session that was added meanwhile aside, nothing has changed but the log.
    await database.query(`delete from chat_sessions where status = 'waiting'`);
    const logged = await commandLog(database);
    expect(await traces()).toEqual({ ...after, logged: logged.length });
    const refusals = logged.slice(1).map(({ outcome, refusal, key }) => [outcome, refusal, key]);
    expect(refusals).toEqual(others.map(() => ['refused', 'idempotency_key_reused', 'k']));
    expect(await copyOf(await send(command, 'k'))).toEqual(first);
  });

  it('names another call for another version', async () => {
    const id = await addSession(database);
    const command = { path: `sessions/${id}/close`, ifMatch: '"1"' };
    expect((await send(command, 'k')).status).toBe(200);
    expect((await send({ ...command, ifMatch: '"2"' }, 'k')).status).toBe(422);
    expect(replayed(await send(command, 'k'))).toBe('true');
  });

  it('is the caller’s own: another person’s, or another role’s, is another key', async () => {
    const agent = await addAgent(database, { max_sessions: 100 });
    const callers = [
      token,
      await tokenOf('admin'),
      await tokenOf('router', admin),
      await tokenOf('router'),
      await tokenOf('agent', agent),
    ];
    const claimed = new Set<unknown>();
    for (const caller of callers) {
      await addSession(database);
      const response = await send({ path: 'queue/claim', json: { agent_id: agent }, token: caller }, 'k');
      expect([response.status, replayed(response)]).toEqual([200, null]);
      claimed.add((await bodyOf<{ data: { session_id: string } }>(response)).data.session_id);
    }
    expect(claimed.size).toBe(callers.length);
    // The same person with a new token is the same caller.
    const renewed = await tokenOf('admin', admin.toUpperCase(), Date.now() + 60_000);
    const again = await send({ path: 'queue/claim', json: { agent_id: agent }, token: renewed }, 'k');
    expect(replayed(again)).toBe('true');
  });

  const ageBy = (age: string) =>
    database.query(`update dashboard_idempotency_keys set created_at = clock_timestamp() - $1::interval`, [
      age,
    ]);

  it('is kept for 24 hours', async () => {
    await addSession(database);
    await addSession(database);
    const command = { path: 'queue/claim', json: { agent_id: newId() } };
    const first = await copyOf(await send(command, 'k'));
    await ageBy('23:59:00');
    await database.query('select dashboard_tidy()');
    expect(await copyOf(await send(command, 'k'))).toEqual(first);
    expect(await answerOf(await send({ ...command, json: { agent_id: newId() } }, 'k'))).toEqual(
      problem(422, 'idempotency_key_reused'),
    );
  });

  it.each(['tidied up', 'left lying'])('is forgotten after that, %s or not', async (how) => {
    await addSession(database);
    await addSession(database);
    const command = { path: 'queue/claim', json: { agent_id: newId() } };
    const first = await copyOf(await send(command, 'k'));
    await ageBy('24:00:00');
    if (how === 'tidied up') await database.query('select dashboard_tidy()');
    expect(await keys()).toHaveLength(how === 'tidied up' ? 0 : 1);
    const response = await send(command, 'k');
    expect([response.status, replayed(response)]).toEqual([200, null]);
    const second = await copyOf(response);
    expect(second.body).not.toBe(first.body);
    // From then on that is its answer, for another day.
    expect(await copyOf(await send(command, 'k'))).toEqual(second);
    await ageBy('24:00:00');
    const other = { ...command, json: { agent_id: newId() } };
    expect((await send(other, 'k')).status).toBe(404);
  });
});

describe('what is not a command’s answer is not kept', () => {
  it('401, 403, 400, 415 and 422: the same key is good for the right call', async () => {
    const [id, self] = [await addSession(database), newId()];
    const agents = await tokenOf('agent', self);
    const command = assign(id, self, { token: agents });
    const wrong: [Command, number][] = [
      [{ ...command, token: 'nonsense' }, 401],
      [{ ...command, token: await tokenOf('nobody') }, 403],
      [assign(id, newId(), { token: agents }), 403],
      [{ ...command, body: JSON.stringify({ agent_id: self, force: true }) }, 403],
      [{ ...command, body: '{' }, 400],
      [{ ...command, body: '{}' }, 422],
      [{ ...command, path: 'sessions/no-uuid/assign' }, 422],
      [{ ...command, path: `${command.path}?x=1` }, 422],
      [{ ...command, ifMatch: '1' }, 400],
    ];
    for (const [call, status] of wrong)
      expect([(await send(call, 'k')).status, call]).toEqual([status, call]);
    expect([await keys(), await commandLog(database)]).toEqual([[], []]);
    const response = await send(command, 'k');
    expect([response.status, replayed(response)]).toEqual([200, null]);
  });

  it('503: the database could not be reached, and may be by now', async () => {
    const id = await addSession(database);
    const unreachable = testApp({
      bindings: { DATABASE_URL: database.url, NEON_FETCH_ENDPOINT: 'http://127.0.0.1:1/sql' },
      runtime: { sleep: skipRetryDelays },
    });
    const command = { path: `sessions/${id}/close`, token };
    const call = { token, json: {}, headers: { 'Idempotency-Key': 'k' } };
    expect((await unreachable.call(command.path, call)).status).toBe(503);
    expect(await keys()).toEqual([]);
    expect((await send(command, 'k')).status).toBe(200);
  });
});

const lockIt = 'select 1 from chat_sessions where id = $1 for update';
const waitingForALock = `select count(distinct l.pid)::int as n, min(l.pid) as pid
  from pg_locks l join pg_stat_activity a on a.pid = l.pid
  where not l.granted and a.datname = current_database()`;
async function untilWaiting(n: number): Promise<void> {
  const waiting = async () => (await database.query(waitingForALock))[0]?.['n'];
  await expect.poll(waiting, { interval: 1, timeout: 20_000 }).toBe(n);
}

describe('a call that is still running', () => {
  it('is a 409 with Retry-After to its copies, and its answer to them afterwards', async () => {
    const [id, other] = [await addSession(database), await addSession(database)];
    const command = assign(id);
    // Two will wait for the session in the end: only then is it let go.
    const held = await hold(database, { untilWaiting: 2 }, lockIt, id);
    const running = send(command, 'k');
    await untilWaiting(1);
    for (const key of ['k', '"k"']) {
      const copy = await send(command, key);
      expect(copy.headers.get('Retry-After')).toMatch(/^[1-9]\d*$/);
      expect(replayed(copy)).toBeNull();
      expect(await answerOf(copy)).toEqual(problem(409, 'idempotency_key_in_use'));
    }
    // Another caller's key of that name, and another key of the same caller, are free.
    const another = assign(other, newId(), { token: await tokenOf('admin') });
    expect((await send(another, 'k')).status).toBe(200);
    expect((await send({ path: `sessions/${other}/close` }, 'k2')).status).toBe(200);

    const letGo = send({ path: `sessions/${id}/close` }, null);
    await held.committed;
    const first = await running;
    expect([first.status, replayed(first)]).toEqual([200, null]);
    expect((await letGo).status).toBe(200);
    const original = await copyOf(first);
    const again = await send(command, 'k');
    expect(replayed(again)).toBe('true');
    expect(await copyOf(again)).toEqual(original);
    expect((await routedSession(database, id)).audit.map(({ action }) => action)).toEqual([
      'assign',
      'close',
    ]);
  });

  it('leaves no key when its connection is cut, and the next copy does it', async () => {
    const id = await addSession(database);
    const command = assign(id);
    const held = await hold(database, { untilWaiting: 2 }, lockIt, id);
    const running = send(command, 'k');
    await untilWaiting(1);
    await database.query(`select pg_terminate_backend(pid) from (${waitingForALock}) w`);
    expect((await running).status).toBe(503);
    expect([await keys(), await commandLog(database)]).toEqual([[], []]);
    const copies = [
      send(command, 'k'),
      send({ path: `sessions/${id}/transfer`, json: { to_team: null } }, null),
    ];
    await held.committed;
    const [copy] = await Promise.all(copies);
    expect([copy?.status, copy && replayed(copy)]).toEqual([200, null]);
    expect((await routedSession(database, id)).audit[0]?.action).toBe('assign');
  });
});

describe('twenty copies at once', () => {
  /** Sends copies until each has got another answer than "still running". */
  async function deliver(command: Command, copies: number): Promise<Response[]> {
    return Promise.all(
      Array.from({ length: copies }, async () => {
        for (;;) {
          const response = await send(command, 'k');
          if (response.status !== 409) return response;
          const text = await response.clone().text();
          if (!text.includes('"idempotency_key_in_use"')) return response;
        }
      }),
    );
  }

  it.each(answers)('%s (%i): one effect, one answer', async (name, status, prepare) => {
    const command = await prepare();
    const responses = await deliver(command, 20);
    expect(responses.filter((response) => replayed(response) === null)).toHaveLength(1);
    const copies = await Promise.all(responses.map(copyOf));
    expect(new Set(copies.map((copy) => JSON.stringify(copy))).size).toBe(1);
    expect(copies[0]?.status).toBe(status);
    const log = await commandLog(database);
    expect(log.length).toBe(name === 'assign that changes nothing' ? 0 : 1);
    expect(await keys()).toHaveLength(1);
  });
});
