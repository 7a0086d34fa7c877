import { beforeEach, describe, expect, it } from 'vitest';
import { auditActions, commandActions } from '../../src/values/enums.ts';
import { answerOf, problem } from '../support/answers.ts';
import { literal, uuidIn } from '../support/figures-data.ts';
import { seededRandom, type Random } from '../support/figures-random.ts';
import { databaseClock, microsecondsOf } from '../support/figures-rows.ts';
import { useFreshDatabase, type Row } from '../support/fresh-database.ts';
import { nextOf } from '../support/pages.ts';
import { addAgent, addOffer, addOwned } from '../support/routing.ts';
import { addSession, newId } from '../support/rows.ts';
import { newSecret, signedHeaders } from '../support/signatures.ts';
import { testApp, type CallOptions } from '../support/test-app.ts';
import { tokenOf } from '../support/tokens.ts';

const database = useFreshDatabase();
const secret = newSecret();
const app = testApp({ bindings: { DATABASE_URL: database.url, ROUTER_SECRETS: `router-1:${secret}` } });
beforeEach(() => database.clear());

type Entry = Record<string, unknown>;

const hour = 3_600_000_000n;

/** The whole list, over all its pages. */
async function entriesOf(query: Record<string, string> = {}): Promise<Entry[]> {
  const pages: Entry[][] = [];
  let next: string | undefined = `audit?${String(new URLSearchParams(query))}`;
  while (next !== undefined) {
    const response: Response = await app.call(next);
    const text = await response.text();
    expect([next, response.status, text]).toEqual([next, 200, expect.any(String)]);
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    pages.push(JSON.parse(text) as Entry[]);
    next = nextOf(response);
    if (pages.length > 500) throw new Error('The list has no end.');
  }
  // No page is empty but the only one, and each but the last is full.
  const limit = Number(query['limit'] ?? 20);
  expect(pages.map((page) => page.length)).toEqual(
    pages.map((page, i) => (i < pages.length - 1 ? limit : page.length)),
  );
  expect(pages.length === 1 || (pages.at(-1)?.length ?? 0) > 0).toBe(true);
  return pages.flat();
}

describe('the list', () => {
  /** Values of each filter, some of which fit nothing. */
  const choices = {
    session_id: [uuidIn('5', 0), uuidIn('5', 3).toUpperCase(), uuidIn('0', 9)],
    agent_id: [uuidIn('a', 0), uuidIn('a', 1).toUpperCase(), uuidIn('a', 2), uuidIn('0', 9)],
    actor_id: [uuidIn('a', 0), uuidIn('c', 1), uuidIn('A', 2), uuidIn('0', 9)],
    actor_name: ['router-1', 'Router-1', 'r', 'nobody', '%'],
    action: [...auditActions],
    kind: ['command', 'read'],
    outcome: ['done', 'refused'],
    request_id: ['request-0', 'request-7', 'Request-7', 'request-99'],
  };
  type Filter = keyof typeof choices;
  const filters = Object.keys(choices) as Filter[];

  /** Entries of few sessions, agents and actors, many at one instant, over some days. */
  function randomEntries(random: Random, count: number, end: bigint): Row[] {
    const entries: Row[] = [];
    for (let i = 0; i < count; i += 1) {
      const before = entries.at(-1)?.['created_at'];
      const isRefused = random.chance(0.3);
      entries.push({
        id: uuidIn(random.pick(['1', '7', 'b', 'f']), i),
        created_at:
          before !== undefined && random.chance(0.5)
            ? before
            : literal(end - BigInt(random.int(0, 60 * 3600)) * 1_000_000n - BigInt(random.int(0, 2))),
        action: random.pick(auditActions),
        outcome: isRefused ? 'refused' : 'done',
        refusal: isRefused ? random.pick(['session_closed', 'agent_at_capacity']) : null,
        session_id: random.chance(0.2) ? null : uuidIn('5', random.int(0, 5)),
        offer_id: random.chance(0.7) ? null : uuidIn('0', random.int(0, 5)),
        from_agent_id: random.chance(0.5) ? null : uuidIn('a', random.int(0, 5)),
        to_agent_id: random.chance(0.3) ? null : uuidIn('a', random.int(0, 5)),
        to_team: random.chance(0.9) ? null : '请问',
        reason: random.chance(0.7) ? null : random.pick(['Billing', '👍 "so"', '']),
        forced: random.chance(0.1),
        actor_id: uuidIn(random.pick(['a', 'c']), random.int(0, 3)),
        actor_role: random.pick(['admin', 'agent', 'router']),
        actor_name: random.chance(0.6) ? null : random.pick(['router-1', 'Router-1', 'r']),
        request_id: `request-${random.int(0, 20)}`,
        idempotency_key: random.chance(0.5) ? null : `key ${i}`,
        customer_id: random.chance(0.8) ? null : uuidIn('d', random.int(0, 3)),
        erased_rows: random.chance(0.8) ? null : random.int(0, 9),
      });
    }
    return entries;
  }

  const writeEntries = (entries: Row[]) =>
    database.query(
      `insert into dashboard_command_log select * from json_populate_recordset(null::dashboard_command_log, $1::json)`,
      [JSON.stringify(entries)],
    );

  /** Names of some of the agents and actors, as both tables have them, and of the customer of each session. */
  const registered = { [uuidIn('a', 0)]: 'Ada Okafor', [uuidIn('a', 1)]: '\t' };
  const users = {
    [uuidIn('a', 0)]: 'Somebody else',
    [uuidIn('a', 1)]: 'Ben Lindqvist',
    [uuidIn('a', 2)]: ' ',
    [uuidIn('c', 1)]: '王小明',
    [uuidIn('d', 1)]: 'Maya Fischer',
  };
  const names: Record<string, string | undefined> = {
    [uuidIn('a', 0)]: 'Ada Okafor',
    [uuidIn('a', 1)]: 'Ben Lindqvist',
    [uuidIn('c', 1)]: '王小明',
    [uuidIn('d', 1)]: 'Maya Fischer',
  };
  const initiators: Record<string, string | undefined> = {
    [uuidIn('5', 0)]: uuidIn('d', 1),
    [uuidIn('5', 1)]: uuidIn('d', 2),
  };

  async function writeNames(): Promise<void> {
    for (const [agent_id, display_name] of Object.entries(registered)) {
      await database.insert('support_agents', { agent_id, display_name, max_sessions: 1 });
    }
    for (const [id, display_name] of Object.entries(users)) {
      await database.insert('chat_users', { id, display_name });
    }
    for (const [id, initiator_id] of Object.entries(initiators))
      await addSession(database, { id, initiator_id });
  }

  /** What an entry says of people, beside their ids. */
  const people = ({ session_id, from_agent_id, to_agent_id, actor_id, actor_name }: Row): Entry => {
    const nameOf = (id: unknown): string | null => names[String(id)] ?? null;
    const initiator = initiators[String(session_id)] ?? null;
    return {
      initiator_id: initiator,
      initiator_name: nameOf(initiator),
      from_agent_name: nameOf(from_agent_id),
      to_agent_name: nameOf(to_agent_id),
      actor_name: actor_name ?? nameOf(actor_id),
    };
  };

  const instantOf = (entry: Row): bigint => microsecondsOf(String(entry['created_at']));

  const fits = (entry: Row, asked: Partial<Record<Filter, string>>): boolean =>
    Object.entries(asked).every(([name, value]) => {
      const wanted = name.endsWith('_id') && name !== 'request_id' ? value.toLowerCase() : value;
      if (name === 'kind')
        return ['read_transcript', 'export'].includes(String(entry['action'])) === (wanted === 'read');
      if (name === 'agent_id') return [entry['from_agent_id'], entry['to_agent_id']].includes(wanted);
      return entry[name] === wanted;
    });

  /** As the API must tell the entries that fit. */
  const expected = (
    entries: Row[],
    asked: Partial<Record<Filter, string>>,
    window?: { from: bigint; to: bigint },
  ): Entry[] =>
    entries
      .filter((entry) => fits(entry, asked))
      .filter((entry) => !window || (instantOf(entry) >= window.from && instantOf(entry) <= window.to))
      .sort((a, b) => {
        const later = instantOf(b) - instantOf(a);
        return later === 0n ? (String(a['id']) < String(b['id']) ? -1 : 1) : later > 0n ? 1 : -1;
      })
      .map(({ id, created_at, ...rest }) =>
        Object.assign(rest, people(rest), {
          entry_id: id,
          created_at: `${String(created_at).slice(0, 23)}Z`,
        }),
      );

  it.each(filters)('is right for each value of %s', async (name) => {
    const random = seededRandom(filters.indexOf(name));
    const entries = randomEntries(random, 300, await databaseClock(database));
    await writeEntries(entries);
    await writeNames();
    for (const value of choices[name]) {
      const asked = { [name]: value };
      expect([asked, await entriesOf({ ...asked, limit: '100' })]).toEqual([asked, expected(entries, asked)]);
    }
  });

  it.each([1, 2, 3])(
    'is right for filters and windows combined, in pages of any size (seed %i)',
    async (seed) => {
      const random = seededRandom(seed);
      const end = await databaseClock(database);
      const entries = randomEntries(random, 250, end);
      await writeEntries(entries);
      await writeNames();
      expect(await entriesOf()).toEqual(expected(entries, {}));
      expect(await entriesOf({ limit: '1' })).toEqual(expected(entries, {}));
      for (let round = 0; round < 60; round += 1) {
        const share = random.pick([0.1, 0.3]);
        const asked: Partial<Record<Filter, string>> = {};
        for (const name of filters) if (random.chance(share)) asked[name] = random.pick(choices[name]);
        const beside = (): bigint => instantOf(random.pick(entries)) + BigInt(random.int(-1, 1));
        const [from, to] = [beside(), beside()].sort((a, b) => (a < b ? -1 : 1)) as [bigint, bigint];
        const window = random.chance(0.5) ? { from, to: to === from ? to + 1n : to } : undefined;
        const query = {
          ...asked,
          ...(window && { from: literal(window.from), to: literal(window.to) }),
          limit: random.pick(['2', '7', '100']),
        };
        expect([query, await entriesOf(query)]).toEqual([query, expected(entries, asked, window)]);
      }
    },
  );

  it('has the last hours up to now, which stay where they were while one leafs through', async () => {
    const now = await databaseClock(database);
    const [entry] = randomEntries(seededRandom(7), 1, now);
    const at = (hoursAgo: bigint, n: number): Row => ({
      ...entry,
      id: uuidIn('1', n),
      created_at: literal(now - hoursAgo * hour),
    });
    await writeEntries([at(1n, 1), at(2n, 2), at(3n, 3), at(5n, 4), at(-1n, 5)]);
    const ids = (entries: Entry[]): unknown[] => entries.map((one) => one['entry_id']);
    expect(ids(await entriesOf({ time_range_hours: '4' }))).toEqual([1, 2, 3].map((n) => uuidIn('1', n)));
    const first = await app.call('audit?time_range_hours=4&limit=1&outcome=' + String(entry?.['outcome']));
    const { cursor, from, to, ...query } = Object.fromEntries(new URL(nextOf(first) ?? '').searchParams);
    expect(query).toEqual({ limit: '1', outcome: entry?.['outcome'] });
    expect(cursor).toMatch(/^[\w-]+$/);
    expect(Date.parse(to ?? '') - Date.parse(from ?? '')).toBe(4 * 3_600_000);
    await writeEntries([{ ...at(0n, 6), created_at: literal(await databaseClock(database)) }]);
    expect(ids(await entriesOf({ ...query, from: from ?? '', to: to ?? '', limit: '1' }))).toHaveLength(3);
    // No window: of any age, and of the future, should a clock have gone wrong.
    expect(ids(await entriesOf())).toEqual([5, 6, 1, 2, 3, 4].map((n) => uuidIn('1', n)));
  });

  it('is empty where nobody has commanded anything', async () => {
    expect(await entriesOf()).toEqual([]);
  });

  const id = newId();
  it.each<[query: string, ...paths: string[]]>([
    ...filters.map((name): [string, string] => [`${name}=`, name]),
    ...(['session_id', 'agent_id', 'actor_id', 'action', 'outcome'] as const).map(
      (name): [string, string] => [`${name}=x`, name],
    ),
    [`session_id=${id}&session_id=${id}`, 'session_id'],
    ['action=assign&action=close', 'action'],
    ['action=ASSIGN', 'action'],
    ['outcome=done,refused', 'outcome'],
    ['actor_name=%00', 'actor_name'],
    ['from=2026-03-01T00:00:00Z', 'to'],
    ['time_range_hours=24&from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z', 'time_range_hours'],
    ['time_range_hours=0', 'time_range_hours'],
    ['limit=101', 'limit'],
    ['cursor=x', 'cursor'],
    ['refusal=session_closed', 'refusal'],
  ])('is not asked for by %s', async (query, ...paths) => {
    const errors = paths.map((path) => ({ path, message: expect.any(String) as unknown }));
    expect(await answerOf(await app.call(`audit?${query}`))).toEqual(
      problem(422, 'validation_failed', { errors }),
    );
  });

  it('is for admins alone', async () => {
    for (const role of ['agent', 'router']) {
      const answer = await answerOf(await app.call('audit', { token: await tokenOf(role) }));
      expect(answer).toEqual(problem(403, 'role_not_allowed'));
    }
  });
});

describe('every command', () => {
  const admin = newId();

  /** Commands, as an admin unless another calls. @returns the status */
  async function command(path: string, json: unknown, options: CallOptions = {}): Promise<number> {
    const response = await app.call(path, { token: await tokenOf('admin', admin), json, ...options });
    await response.body?.cancel();
    return response.status;
  }

  const nothing = {
    refusal: null,
    session_id: null,
    offer_id: null,
    from_agent_id: null,
    to_agent_id: null,
    to_team: null,
    reason: null,
    forced: false,
    actor_id: admin,
    actor_role: 'admin',
    actor_name: null,
    idempotency_key: null,
  };

  /** The one entry that there is. */
  async function entry(): Promise<Entry> {
    const [only, ...others] = await entriesOf();
    expect(others).toEqual([]);
    return only ?? {};
  }

  /** Nobody knows by what id and when it was written; the request's id is told by its answer. */
  const entryOf = (action: string, outcome: string, members: Entry): Entry => ({
    entry_id: expect.any(String),
    created_at: expect.any(String),
    request_id: expect.any(String),
    ...nothing,
    action,
    outcome,
    ...members,
  });

  interface Case {
    action: string;
    name: string;
    /** @returns the status, and what the entry says beside what it always says */
    run(): Promise<[status: number, entry: Entry]>;
  }
  const [one, other] = [newId(), newId()];
  const cases: Case[] = [
    {
      action: 'assign',
      name: 'done',
      run: async () => {
        const session_id = await addSession(database);
        const status = await command(`sessions/${session_id}/assign`, { agent_id: one, force: true });
        return [status, { session_id, to_agent_id: one, forced: true }];
      },
    },
    {
      action: 'assign',
      name: 'session_not_found',
      run: async () => {
        const session_id = newId();
        const status = await command(`sessions/${session_id}/assign`, { agent_id: one });
        return [status, { session_id, to_agent_id: one }];
      },
    },
    {
      action: 'transfer',
      name: 'done',
      run: async () => {
        const session_id = await addOwned(database, one);
        const body = { to_agent_id: other, reason: 'Billing 👍' };
        const status = await command(`sessions/${session_id}/transfer`, body);
        return [status, { session_id, from_agent_id: one, to_agent_id: other, reason: 'Billing 👍' }];
      },
    },
    {
      action: 'transfer',
      name: 'done',
      run: async () => {
        const session_id = await addOwned(database, one);
        const status = await command(`sessions/${session_id}/transfer`, { to_team: 'billing', force: true });
        return [status, { session_id, from_agent_id: one, to_team: 'billing', forced: true }];
      },
    },
    {
      action: 'transfer',
      name: 'owner_changed',
      run: async () => {
        const session_id = await addOwned(database, one);
        const body = { to_agent_id: newId(), from_agent_id: other };
        const status = await command(`sessions/${session_id}/transfer`, body);
        return [status, { session_id, from_agent_id: other, to_agent_id: body.to_agent_id }];
      },
    },
    {
      action: 'requeue',
      name: 'done',
      run: async () => {
        const session_id = await addOwned(database, one);
        const status = await command(`sessions/${session_id}/requeue`, { reason: 'Away' });
        return [status, { session_id, from_agent_id: one, reason: 'Away' }];
      },
    },
    {
      action: 'requeue',
      name: 'session_not_active',
      run: async () => {
        const session_id = await addSession(database);
        return [await command(`sessions/${session_id}/requeue`, {}), { session_id }];
      },
    },
    {
      action: 'close',
      name: 'done',
      run: async () => {
        const session_id = await addOwned(database, one);
        const status = await command(`sessions/${session_id}/close`, { reason: 'Done' });
        return [status, { session_id, from_agent_id: one, reason: 'Done' }];
      },
    },
    {
      action: 'close',
      name: 'not_session_owner',
      run: async () => {
        const session_id = await addOwned(database, one);
        const token = await tokenOf('agent', other);
        const status = await command(`sessions/${session_id}/close`, {}, { token });
        return [status, { session_id, actor_id: other, actor_role: 'agent' }];
      },
    },
    {
      action: 'erase_customer',
      name: 'done',
      run: async () => {
        const customer_id = newId();
        await addSession(database, { initiator_id: customer_id, feedback: 'Thanks' });
        const status = await command(`customers/${customer_id}/erase`, undefined, { method: 'POST' });
        return [status, { customer_id, erased_rows: 1 }];
      },
    },
    {
      action: 'claim',
      name: 'done',
      run: async () => {
        const session_id = await addSession(database);
        const token = await tokenOf('agent', one);
        const status = await command('queue/claim', { agent_id: one }, { token });
        return [status, { session_id, to_agent_id: one, actor_id: one, actor_role: 'agent' }];
      },
    },
    {
      action: 'claim',
      name: 'queue_empty',
      run: async () => [await command('queue/claim', { agent_id: one }), { to_agent_id: one }],
    },
    {
      action: 'offer',
      name: 'done',
      run: async () => {
        const session_id = await addSession(database);
        const status = await command(`sessions/${session_id}/offers`, { agent_id: one });
        return [status, { session_id, to_agent_id: one, offer_id: expect.any(String) }];
      },
    },
    {
      action: 'offer',
      name: 'session_closed',
      run: async () => {
        const session_id = await addSession(database, { status: 'closed' });
        const status = await command(`sessions/${session_id}/offers`, { agent_id: one });
        return [status, { session_id, to_agent_id: one }];
      },
    },
    ...(['accept', 'decline'] as const).flatMap((action): Case[] => [
      {
        action,
        name: 'done',
        run: async () => {
          const session_id = await addSession(database);
          const offer_id = await addOffer(database, session_id, one);
          const token = await tokenOf('agent', one);
          const path = `sessions/${session_id}/offers/${offer_id}/${action}`;
          const status = await command(path, { reason: 'So' }, { token });
          const by = { actor_id: one, actor_role: 'agent', reason: 'So' };
          return [status, { session_id, offer_id, to_agent_id: one, ...by }];
        },
      },
      {
        action,
        name: 'offer_expired',
        run: async () => {
          const session_id = await addSession(database);
          const offer_id = await addOffer(database, session_id, one, -1);
          const status = await command(`sessions/${session_id}/offers/${offer_id}/${action}`, {});
          return [status, { session_id, offer_id, to_agent_id: null }];
        },
      },
    ]),
    {
      action: 'withdraw',
      name: 'done',
      run: async () => {
        const session_id = await addSession(database);
        const offer_id = await addOffer(database, session_id, one);
        const status = await command(`sessions/${session_id}/offers/${offer_id}/withdraw`, { reason: 'So' });
        return [status, { session_id, offer_id, to_agent_id: one, reason: 'So' }];
      },
    },
    {
      action: 'withdraw',
      name: 'offer_not_found',
      run: async () => {
        const [session_id, offer_id] = [newId(), newId()];
        const status = await command(`sessions/${session_id}/offers/${offer_id}/withdraw`, {});
        return [status, { session_id, offer_id }];
      },
    },
    {
      action: 'save_agent',
      name: 'done',
      run: async () => {
        const body = { display_name: 'Ada', max_sessions: 3 };
        return [await command(`agents/${one}`, body, { method: 'PUT' }), { to_agent_id: one }];
      },
    },
    {
      action: 'save_agent',
      name: 'version_changed',
      run: async () => {
        const agent = await addAgent(database);
        const body = { display_name: 'Ada', max_sessions: 3 };
        const options = { method: 'PUT', headers: { 'If-Match': '"7"' } };
        return [await command(`agents/${agent}`, body, options), { to_agent_id: agent }];
      },
    },
    ...(
      [
        ['update_agent', 'PATCH', { team: 'billing' }],
        ['delete_agent', 'DELETE', undefined],
      ] as const
    ).flatMap(([action, method, body]): Case[] => [
      {
        action,
        name: 'done',
        run: async () => {
          const agent = await addAgent(database);
          return [await command(`agents/${agent}`, body, { method }), { to_agent_id: agent }];
        },
      },
      {
        action,
        name: 'agent_not_found',
        run: async () => [await command(`agents/${one}`, body, { method }), { to_agent_id: one }],
      },
    ]),
    {
      action: 'set_availability',
      name: 'done',
      run: async () => {
        const agent = await addAgent(database);
        const status = await command(`agents/${agent}/availability`, { availability: 'away' });
        return [status, { to_agent_id: agent }];
      },
    },
    {
      action: 'set_availability',
      name: 'agent_not_found',
      run: async () => {
        const status = await command(`agents/${one}/availability`, { availability: 'away' });
        return [status, { to_agent_id: one }];
      },
    },
  ];

  it.each(cases)('is there once: $action, $name', async ({ action, name, run }) => {
    const [status, members] = await run();
    const isDone = name === 'done';
    expect([status, status < 300]).toEqual([status, isDone]);
    // Names and customers have tests of their own above.
    expect(await entry()).toMatchObject(
      entryOf(action, isDone ? 'done' : 'refused', { refusal: isDone ? null : name, ...members }),
    );
  });

  describe('of a read', () => {
    const read = async (session: string, as: [role: 'admin' | 'agent', id: string], at = app) => {
      const response = await at.call(`sessions/${session}/transcript`, { token: await tokenOf(...as) });
      await response.body?.cancel();
      return response.status;
    };
    const reads = () => entriesOf({ kind: 'read' });

    it('says who read which transcript, and is no command', async () => {
      const session = await addOwned(database, one);
      expect(await read(session, ['agent', one])).toBe(200);
      expect(await reads()).toEqual([
        expect.objectContaining({
          ...nothing,
          action: 'read_transcript',
          outcome: 'done',
          session_id: session,
          initiator_id: expect.any(String) as unknown,
          actor_id: one,
          actor_role: 'agent',
        }),
      ]);
      expect(await entriesOf({ action: 'read_transcript' })).toEqual(await reads());
      expect(await entriesOf({ kind: 'command' })).toEqual([]);
    });

    it('is there once a quarter of an hour for each who reads, and for each transcript', async () => {
      const [session, second] = [await addSession(database), await addSession(database)];
      for (let times = 0; times < 3; times += 1) await read(session, ['admin', one]);
      await read(session, ['admin', admin]);
      await read(second, ['admin', one]);
      const readers = (entries: Entry[]) => entries.map((e) => [e['session_id'], e['actor_id']]);
      expect(readers(await reads())).toEqual([
        [second, one],
        [session, admin],
        [session, one],
      ]);
      await database.query('alter table dashboard_command_log disable trigger user');
      await database.query(
        `update dashboard_command_log set created_at = created_at - interval '15 minutes' where session_id = $1`,
        [second],
      );
      await database.query('alter table dashboard_command_log enable trigger user');
      await read(second, ['admin', one]);
      expect(await entriesOf({ session_id: second })).toHaveLength(2);
    });

    it('is not there for a transcript that was not shown, nor where reads are not audited', async () => {
      const session = await addSession(database);
      expect(await read(newId(), ['admin', admin])).toBe(404);
      expect(await read(session, ['agent', one])).toBe(404);
      const silent = testApp({ bindings: { DATABASE_URL: database.url, AUDIT_READS: 'false' } });
      expect(await read(session, ['admin', admin], silent)).toBe(200);
      expect(await reads()).toEqual([]);
    });
  });

  it('of every kind is among these, done and refused', () => {
    const of = (isDone: boolean) =>
      new Set(cases.filter((c) => (c.name === 'done') === isDone).map((c) => c.action));
    expect([...of(true)].sort()).toEqual([...commandActions].sort());
    // No rule refuses to erase a customer.
    expect([...of(false), 'erase_customer'].sort()).toEqual([...commandActions].sort());
  });

  it('names the request that it came by, the key and the router that signed it', async () => {
    const session = await addSession(database);
    const body = JSON.stringify({ agent_id: one });
    const timestampSeconds = Math.floor(app.now() / 1000);
    const signature = await signedHeaders({ secret, id: 'call-1', timestampSeconds, body });
    const headers = { ...signature, 'Content-Type': 'application/json', 'X-Request-Id': 'request-1' };
    const assign = () => app.call(`sessions/${session}/assign`, { token: null, body, headers });
    expect((await assign()).status).toBe(200);
    const told = await entry();
    expect(told).toMatchObject({
      actor_role: 'router',
      actor_name: 'router-1',
      request_id: 'request-1',
      idempotency_key: 'call-1',
      session_id: session,
    });
    for (const name of ['actor_id', 'actor_name', 'request_id', 'session_id']) {
      expect(await entriesOf({ [name]: String(told[name]) })).toEqual([told]);
    }
    // Said again, it gets the first answer, and nothing is done or written a second time.
    expect((await assign()).headers.get('Idempotency-Replayed')).toBe('true');
    expect(await entry()).toEqual(told);
  });

  it('that is refused is there once too, however often it is repeated by its key', async () => {
    const headers = { 'Idempotency-Key': 'k' };
    const close = () => command(`sessions/${one}/close`, {}, { headers });
    expect([await close(), await close()]).toEqual([404, 404]);
    expect(await entry()).toMatchObject({ refusal: 'session_not_found', idempotency_key: 'k' });
    // Without a key, each is a command.
    await command(`sessions/${one}/close`, {});
    expect(await entriesOf({ session_id: one })).toHaveLength(2);
  });

  it('is there only once where there was nothing left to do', async () => {
    const session = await addSession(database);
    for (let k = 0; k < 3; k += 1) {
      expect(await command(`sessions/${session}/assign`, { agent_id: one })).toBe(200);
    }
    expect((await entriesOf()).map((row) => row['action'])).toEqual(['assign']);
    for (let k = 0; k < 3; k += 1) expect(await command(`sessions/${session}/close`, {})).toBe(200);
    const [close, ...others] = await entriesOf();
    expect([close?.['action'], others.length]).toEqual(['close', 1]);
  });

  it('that changed a session has its row in chat_audit_log besides', async () => {
    const session = await addSession(database);
    await command(`sessions/${session}/assign`, { agent_id: one });
    await command(`sessions/${session}/assign`, { agent_id: other });
    await command(`sessions/${session}/close`, {});
    const rows = await database.query('select action, request_id from chat_audit_log order by id');
    const done = (await entriesOf({ outcome: 'done' })).toReversed();
    expect(rows).toEqual(done.map(({ action, request_id }) => ({ action, request_id })));
    expect((await entriesOf()).map((row) => row['refusal'])).toEqual([
      null,
      'session_already_assigned',
      null,
    ]);
  });

  it('stays as it was written: what was logged can’t be changed or deleted', async () => {
    await command('queue/claim', { agent_id: one });
    const before = await entriesOf();
    for (const change of [
      'delete from dashboard_command_log',
      `update dashboard_command_log set reason = 'other'`,
      'delete from dashboard_command_log where false',
      `insert into dashboard_command_log select * from dashboard_command_log
       on conflict (id) do update set outcome = 'done'`,
      'merge into dashboard_command_log l using dashboard_command_log other on l.id = other.id when matched then delete',
    ]) {
      await expect(database.query(change)).rejects.toThrow('dashboard_command_log is append-only');
    }
    expect(await entriesOf()).toEqual(before);
    expect(before).toHaveLength(1);
  });
});
